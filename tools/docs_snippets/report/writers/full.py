"""Findings for reading: the source line with a caret, the notes, the trees that have it too."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import inert, printable, source_line, width
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.report import ansi
from docs_snippets.report.writers import Format, ReportContext
from docs_snippets.report.writers.concise import heading, place

WIDEST = 100
"""A longer source line is cut to this many characters around the place."""

BEFORE = 40
"""How many of them stand before the place."""


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """One entry a root cause, a blank line between entries."""
    for number, finding in enumerate(first_of_each_cause(findings)):
        if number:
            out.write("\n")
        for line in _entry(finding, context):
            out.write(f"{inert(line)}\n")


def _entry(finding: Diagnostic, context: ReportContext) -> Iterator[str]:
    color = context.color
    yield heading(finding, context)
    if finding.region and finding.line_text.strip():
        yield from _excerpt(finding, color)
    for path, line, column, message in finding.notes:
        label = ansi.note("note:", color)
        yield f"  {label} {place(path, line, column)}: {printable(message)}"
    if finding.siblings:
        yield f"  {ansi.note('also in', color)} {', '.join(map(printable, finding.siblings))}"


def _excerpt(finding: Diagnostic, color: bool) -> Iterator[str]:
    assert finding.region is not None
    line, column, end_line, end_column = finding.region
    text = finding.line_text
    start = min(column - 1, len(text))
    end = min(end_column - 1, len(text)) if end_line == line else len(text)
    first, last = _window(len(text), start)
    ellipsis = "…" if first else ""
    before = ellipsis + source_line(text[first:start])
    marked = source_line(text[start : min(end, last)])
    after = source_line(text[max(start, min(end, last)) : last])
    yield f"  {before}{marked}{after}{'…' if last < len(text) else ''}".rstrip()
    carets = ansi.severity("^" * max(width(marked), 1), finding.severity, color)
    yield f"  {' ' * width(before)}{carets}"


def _window(length: int, start: int) -> tuple[int, int]:
    """The part of a line to show: all of it when it is short enough."""
    if length <= WIDEST:
        return 0, length
    first = max(min(start - BEFORE, length - WIDEST), 0)
    return first, first + WIDEST


FORMAT = Format(write, human=True, signature=re.compile(r"\S.*: (error|warning|info)\[[a-z-]+\] "))
