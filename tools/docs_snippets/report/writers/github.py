"""Workflow commands by which GitHub Actions annotates a pull request's files.

GitHub shows ten annotations of a kind for each step and drops the rest unseen: those are listed in
the log, where nothing that a page says is taken for a command.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import inert, printable
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.report.job_summary import job_summary
from docs_snippets.report.writers import Format, ReportContext
from docs_snippets.report.writers.concise import heading, message_lines

SHOWN = 10
"""Annotations of a kind that GitHub shows."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """One annotation a root cause, at the first page that has it; what the change caused first."""
    causes = sorted(first_of_each_cause(findings), key=lambda each: not context.is_caused(each))
    seen: Counter[Severity] = Counter()
    rest = []
    for finding in causes:
        seen[finding.severity] += 1
        if seen[finding.severity] > SHOWN:
            rest.append(finding)
        else:
            out.write(_annotation(finding, context))
    if rest:
        out.writelines(f"{line}\n" for line in _listed(rest, context))


def _annotation(finding: Diagnostic, context: ReportContext) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _place(finding, context))
    message = _data("\n".join(_message(finding, context)))
    return f"::{_KINDS[finding.severity]} {properties}::{message}\n"


def _place(finding: Diagnostic, context: ReportContext) -> Iterator[tuple[str, str]]:
    """Columns only where the place is on one line: the annotation is dropped otherwise."""
    if finding.path is not None:
        yield "file", context.repository_path(finding.path)
    if finding.region:
        line, column, end_line, end_column = finding.region
        yield "line", str(line)
        yield "endLine", str(end_line)
        if line == end_line:
            yield "col", str(column)
            yield "endColumn", str(end_column)
    yield "title", finding.rule


def _message(finding: Diagnostic, context: ReportContext) -> Iterator[str]:
    yield from message_lines(finding, context)
    yield from _also(finding)


def _also(finding: Diagnostic) -> Iterator[str]:
    if finding.siblings:
        yield f"also in {', '.join(map(printable, finding.siblings))}"


def _listed(rest: Sequence[Diagnostic], context: ReportContext) -> Iterator[str]:
    """What is not annotated, between a line that counts it and the end of its group."""
    lines = [inert(line) for finding in rest for line in _entry(finding, context)]
    # Text cannot hold the hash of itself, so no page can end what holds its commands back.
    token = hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()
    more = f"{len(rest):,} more: {SHOWN} annotations of a kind are shown"
    yield from (f"::group::{more}", f"::stop-commands::{token}", *lines, f"::{token}::")
    yield "::endgroup::"


def _entry(finding: Diagnostic, context: ReportContext) -> Iterator[str]:
    path = None if finding.path is None else context.repository_path(finding.path)
    yield heading(
        finding._replace(path=path, fix=None), context._replace(color=False, hyperlinks=False)
    )
    yield from (f"  {line}" for line in _also(finding))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(
    write,
    human=False,
    signature=re.compile(r"::(error|warning|notice) "),
    job_summary=job_summary,
)
