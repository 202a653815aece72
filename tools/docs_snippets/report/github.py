"""Workflow commands by which GitHub Actions annotates a pull request's files."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from docs_snippets.diagnostics import Diagnostic, Severity
from docs_snippets.folding import folded
from docs_snippets.printable import printable
from docs_snippets.report import Format, Run
from docs_snippets.report.concise import place

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(findings: Sequence[Diagnostic], run: Run, out: TextIO) -> None:
    """One annotation a root cause, at the first page that has it."""
    for finding in folded(findings):
        properties = ",".join(f"{name}={_property(value)}" for name, value in _place(finding, run))
        message = _data("\n".join(_message(finding)))
        out.write(f"::{_KINDS[finding.severity]} {properties}::{message}\n")


def _place(finding: Diagnostic, run: Run) -> Iterator[tuple[str, str]]:
    """Columns only where the place is on one line: the annotation is dropped otherwise."""
    if finding.path is not None:
        yield "file", run.prefix + finding.path
    if finding.region:
        line, column, end_line, end_column = finding.region
        yield "line", str(line)
        yield "endLine", str(end_line)
        if line == end_line:
            yield "col", str(column)
            yield "endColumn", str(end_column)
    yield "title", finding.rule


def _message(finding: Diagnostic) -> Iterator[str]:
    yield printable(finding.message)
    for path, line, column, message in finding.notes:
        yield f"{place(path, line, column)}: {printable(message)}"
    if finding.siblings:
        yield f"also in {', '.join(map(printable, finding.siblings))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(write, human=False, mine=re.compile(r"::(error|warning|notice) "))
