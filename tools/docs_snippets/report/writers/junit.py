"""JUnit's XML, which most build services show as test results: a suite a page, a case a finding.

It is written in ASCII, other characters by number, so that it is UTF-8 on any stream; what XML
cannot hold at all is shown as an escape.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.report import summary
from docs_snippets.report.writers import NO_FILE, Format, ReportContext
from docs_snippets.report.writers.concise import place

_NO_XML = re.compile("[\ufffe\uffff]")
_BLANKS = {ord(blank): f"&#{ord(blank)};" for blank in "\t\n\r"}  # an attribute makes them spaces


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding, once for each page that has it; one case that passes where there is none."""
    total = max(len(findings), 1)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    counts = f'tests="{total}" failures="{len(findings)}" errors="0"'
    out.write(f'<testsuites name="docs-snippets" {counts}>\n')
    groups = groupby(findings, key=lambda each: each.path)
    for path, group in groups:
        out.writelines(f"{_ascii(line)}\n" for line in _suite(path, [*group], context))
    if not findings:
        out.writelines(f"{_ascii(line)}\n" for line in _nothing(context))
    out.write("</testsuites>\n")


def _suite(
    path: str | None, findings: Sequence[Diagnostic], context: ReportContext
) -> Iterator[str]:
    file = None if path is None else context.repository_path(path)
    name = _attribute(file or NO_FILE)
    number = len(findings)
    counts = f'tests="{number}" failures="{number}" errors="0" skipped="0"'
    yield f"<testsuite name={name} {counts}>"
    for finding in findings:
        where = place(file, *(finding.region[:2] if finding.region else ()))
        case = _attribute(f"{finding.rule} at {where}" if where else finding.rule)
        at = f" file={_attribute(file)}" if file else ""
        at += f' line="{finding.region.line}"' if finding.region else ""
        yield f"<testcase classname={name} name={case}{at}>"
        attributes = f"message={_attribute(finding.message)} type={_attribute(finding.severity)}"
        text = escape(_failure_text(finding, where, context), quote=False)
        yield f"<failure {attributes}>{text}</failure>"
        yield "</testcase>"
    yield "</testsuite>"


def _nothing(context: ReportContext) -> Iterator[str]:
    yield '<testsuite name="docs-snippets" tests="1" failures="0" errors="0" skipped="0">'
    name = _attribute(summary.totals_line((), context.checked))
    yield f'<testcase classname="docs-snippets" name={name}/>'
    yield "</testsuite>"


def _failure_text(finding: Diagnostic, where: str, context: ReportContext) -> str:
    head = f"{where}: " if where else ""
    lines = [f"{head}{finding.severity}[{finding.rule}] {finding.message}"]
    for path, line, column, message in finding.notes:
        lines.append(f"{place(context.repository_path(path), line, column)}: {message}")
    return "\n".join(map(_legal, lines))


def _attribute(text: str) -> str:
    return f'"{escape(_legal(text)).translate(_BLANKS)}"'


def _legal(text: str) -> str:
    """The text without what XML cannot hold."""
    shown = printable(text)
    return _NO_XML.sub(lambda found: found[0].encode("unicode_escape").decode(), shown)


def _ascii(text: str) -> str:
    """A line that can be in any encoding, and in which no runner finds a command."""
    return text.encode("ascii", "xmlcharrefreplace").decode().replace("##[", "#&#35;[")


FORMAT = Format(
    write,
    human=False,
    signature=re.compile(r'<\?xml [^>]*>\n<testsuites name="docs-snippets" '),
)
