"""One line a finding: `path:line:col: severity[rule] message`."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import inert, printable
from docs_snippets.linting import fixes
from docs_snippets.report import ansi
from docs_snippets.report.writers import Format, ReportContext


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding on its own line, on every page."""
    for finding in findings:
        out.write(f"{inert(heading(finding, context))}\n")


def heading(finding: Diagnostic, context: ReportContext) -> str:
    """The line that says where, how bad and what."""
    region = finding.region
    where = place(finding.path, *(region[:2] if region else ()))
    shown = f"{ansi.place(where, context.color)}: " if where else ""
    return f"{shown}{statement(finding, context)}"


def statement(finding: Diagnostic, context: ReportContext) -> str:
    """How bad and what, with a mark where `--fix` would fix it."""
    level = ansi.severity(finding.severity, finding.severity, context.color)
    fixable = fixes.may_apply(finding.fix, context.unsafe_fixes)
    mark = f" {ansi.note(fixes.MARK, context.color)}" if fixable else ""
    url = context.rule_url(finding.rule) if context.hyperlinks else ""
    return f"{level}[{ansi.link(finding.rule, url)}]{mark} {printable(finding.message)}"


def message_lines(finding: Diagnostic, context: ReportContext) -> Iterator[str]:
    """The message, then its notes, each with the place that it points to in the repository."""
    yield printable(finding.message)
    for path, line, column, message in finding.notes:
        yield f"{place(context.repository_path(path), line, column)}: {printable(message)}"


def place(path: str | None, *position: int) -> str:
    """`path:line:column`, as far as they are known."""
    if path is None:
        return ""
    return ":".join((printable(path), *map(str, position)))


FORMAT = Format(write, human=True, signature=re.compile(r"\S.*: (error|warning|info)\[[a-z-]+\] "))
