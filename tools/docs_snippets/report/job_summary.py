"""The job summary that GitHub shows beside a job's log: what pages say, what references say.

It is HTML without a blank line: a table of errors and warnings, and one of infos that is folded.
Markdown has no meaning in it, so that what a page says stays text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import printable
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.report import summary
from docs_snippets.report.writers import ReportContext

_HEAD = "<table>\n<tr><th>page</th><th>says</th><th>reference says</th></tr>\n"
_FOOT = "</table>\n"
_REFERENCE_SIGNS = re.compile("[@#]")
"""Signs that GitHub turns into a link together with the name or number after them."""

SPARE_BYTES = 200
"""Bytes for the line that counts what did not fit."""

LONGEST_TEXT = 300
"""A longer text is cut to this many characters."""

_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "💡"}


def job_summary(findings: Sequence[Diagnostic], context: ReportContext, limit: int) -> str:
    """One row a root cause, in at most `limit` bytes of UTF-8: errors before warnings and infos,
    and of one level first what the change caused.
    """
    causes = sorted(
        first_of_each_cause(findings),
        key=lambda each: (-each.severity.rank, not context.is_caused(each)),
    )
    infos = [each for each in causes if each.severity is Severity.INFO]
    text = f"### docs-snippets: {summary.totals_line(findings, context.checked)}\n\n"
    room = limit - _size(text) - SPARE_BYTES
    table, shown = _table(causes[: len(causes) - len(infos)], context, room)
    folded, unfolded = _table(infos, context, room - _size(table), f"{len(infos):,} info")
    text += table + folded
    left_out = len(causes) - shown - unfolded
    if left_out:
        text += f"\n… and {left_out:,} more; the log lists them all.\n"
    return text if _size(text) <= limit else ""


def _table(
    causes: Sequence[Diagnostic], context: ReportContext, room: int, folded_as: str = ""
) -> tuple[str, int]:
    """As many rows as fit, and their number; with a title, the table is folded below it."""
    before = f"<details>\n<summary>{folded_as}</summary>\n{_HEAD}" if folded_as else _HEAD
    after = f"{_FOOT}</details>\n" if folded_as else _FOOT
    room -= _size(before) + _size(after)
    rows: list[str] = []
    for row in (_row(each, context) for each in causes):
        room -= _size(row)
        if room < 0:
            break
        rows.append(row)
    return f"{before}{''.join(rows)}{after}" if rows else "", len(rows)


def _row(finding: Diagnostic, context: ReportContext) -> str:
    line = finding.region.line if finding.region else 0
    page = "" if finding.path is None else _place(finding.path, line, context)
    also = f"<br>also in {_as_html(', '.join(finding.siblings))}" if finding.siblings else ""
    reference = "<br>".join(_notes(finding, context))
    return (
        f"<tr><td>{page}{also}</td><td>{'<br>'.join(_complaint(finding))}</td>"
        f"<td>{reference}</td></tr>\n"
    )


def _place(path: str, line: int, context: ReportContext) -> str:
    """A file and a line, 0 for the whole file; a link where its commit can be looked at."""
    located = context.repository_path(path)
    shown = f"{_as_html(located)}:{line}" if line else _as_html(located)
    outside = located.startswith(("/", "../")) or ":" in located.partition("/")[0]
    if not context.files_url or outside:
        return shown
    address = f"{context.files_url}/{quote(located, errors='surrogateescape')}"
    anchor = f"#L{line}" if line else ""
    return f'<a href="{html.escape(address)}{anchor}">{shown}</a>'


def _complaint(finding: Diagnostic) -> Iterator[str]:
    """The words that are complained of, and the complaint."""
    words = _marked_words(finding)
    if words:
        yield f"<code>{_as_html(words)}</code>"
    mark = _MARKS[finding.severity]
    yield f"{mark} {_as_html(finding.message)} (<code>{_as_html(finding.rule)}</code>)"


def _marked_words(finding: Diagnostic) -> str:
    if finding.region is None:
        return ""
    line, column, end_line, end_column = finding.region
    end = end_column - 1 if line == end_line else None
    return finding.line_text[column - 1 : end].strip()


def _notes(finding: Diagnostic, context: ReportContext) -> Iterator[str]:
    for path, line, _, message in finding.notes:
        yield f"{_as_html(message)} ({_place(path, line, context)})"


def _as_html(text: str) -> str:
    """Text as HTML in which GitHub finds no mention and no link."""
    cut = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    escaped = html.escape(printable(cut), quote=False)
    return _REFERENCE_SIGNS.sub(lambda found: f"<span>{found[0]}</span>", escaped)


def _size(text: str) -> int:
    return len(text.encode())
