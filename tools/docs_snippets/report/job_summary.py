"""The page that GitHub shows beside the log of a job: what pages say, what references say.

It is an HTML table without a blank line, in which Markdown has no meaning: what a page says can
only be text there.
"""

import html
import re
from collections.abc import Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import printable
from docs_snippets.linting.folding import folded
from docs_snippets.report import summary
from docs_snippets.report.writers import Run

_HEAD = "<table>\n<tr><th>page</th><th>says</th><th>reference says</th></tr>\n"
_FOOT = "</table>\n"
_REFERRING = re.compile("[@#]")
"""What GitHub turns to a link when a name or a number follows at once."""

ROOM = 200
"""Bytes for the line that counts what did not fit."""

WIDEST = 300
"""A longer text is cut to this many characters."""

_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "💡"}


def job_summary(findings: Sequence[Diagnostic], run: Run, limit: int) -> str:
    """One row a root cause, what the change caused first, in at most `limit` bytes of UTF-8."""
    causes = sorted(folded(findings), key=lambda each: not run.caused(each))
    text = f"### docs-snippets: {summary.line(findings, run.counted)}\n\n"
    room = limit - _size(text) - _size(_HEAD) - _size(_FOOT) - ROOM
    rows: list[str] = []
    for row in (_row(each, run) for each in causes):
        room -= _size(row)
        if room < 0:
            break
        rows.append(row)
    if rows:
        text += f"{_HEAD}{''.join(rows)}{_FOOT}"
    left_out = len(causes) - len(rows)
    if left_out:
        text += f"\n… and {left_out:,} more; the log lists them all.\n"
    return text if _size(text) <= limit else ""


def _row(finding: Diagnostic, run: Run) -> str:
    page = "" if finding.path is None else _text(run.located(finding.path))
    line = f":{finding.region.line}" if page and finding.region else ""
    also = f"<br>also in {_text(', '.join(finding.siblings))}" if finding.siblings else ""
    reference = "<br>".join(_notes(finding, run))
    return (
        f"<tr><td>{page}{line}{also}</td><td>{'<br>'.join(_says(finding))}</td>"
        f"<td>{reference}</td></tr>\n"
    )


def _says(finding: Diagnostic) -> Iterator[str]:
    """The words that are complained of, and the complaint."""
    words = _words(finding)
    if words:
        yield f"<code>{_text(words)}</code>"
    mark = _MARKS[finding.severity]
    yield f"{mark} {_text(finding.message)} (<code>{_text(finding.rule)}</code>)"


def _words(finding: Diagnostic) -> str:
    if finding.region is None:
        return ""
    line, column, end_line, end_column = finding.region
    end = end_column - 1 if line == end_line else None
    return finding.line_text[column - 1 : end].strip()


def _notes(finding: Diagnostic, run: Run) -> Iterator[str]:
    for path, line, _, message in finding.notes:
        yield f"{_text(message)} ({_text(run.located(path))}:{line})"


def _text(text: str) -> str:
    """Text as HTML that links to nobody and nothing."""
    cut = text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
    escaped = html.escape(printable(cut), quote=False)
    return _REFERRING.sub(lambda found: f"<span>{found[0]}</span>", escaped)


def _size(text: str) -> int:
    return len(text.encode())
