"""Findings for reading, gathered under the page that has them, one line for each root cause."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import inert, printable
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.report import ansi
from docs_snippets.report.writers import Format, ReportContext
from docs_snippets.report.writers.concise import statement

NOWHERE = "no file"


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """A heading for each page, a blank line between pages."""
    groups = groupby(first_of_each_cause(findings), key=lambda finding: finding.path)
    for number, (path, group) in enumerate(groups):
        if number:
            out.write("\n")
        name = NOWHERE if path is None else printable(path)
        out.write(f"{inert(f'{ansi.place(name, context.color)}:')}\n")
        for line in _entries(list(group), context):
            out.write(f"{inert(line)}\n")


def _entries(findings: Sequence[Diagnostic], context: ReportContext) -> Iterator[str]:
    widest = max(len(_position(finding)) for finding in findings)
    for finding in findings:
        said = statement(finding, context)
        yield f"  {_position(finding):<{widest}}  {said}" if widest else f"  {said}"
        if finding.siblings:
            also = ", ".join(map(printable, finding.siblings))
            yield f"  {'':<{widest}}  {ansi.note('also in', context.color)} {also}"


def _position(finding: Diagnostic) -> str:
    return f"{finding.region.line}:{finding.region.column}" if finding.region else ""


_FIRST = r"\S.*:\n  (\d+:\d+ +)?(error|warning|info)\[[a-z-]+\] "
FORMAT = Format(write, human=True, signature=re.compile(_FIRST))
