"""Reviewdog's diagnostic format: comments on a pull request, with fixes to accept.

Its columns count bytes of UTF-8, so they are asked of the text; where that cannot be read, a place
is its lines.
"""

import re
from collections.abc import Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Fix
from docs_snippets.core.printable import json_text, printable
from docs_snippets.core.source import Region, Source
from docs_snippets.report.writers import NO_FILE, Format, ReportContext
from docs_snippets.report.writers.concise import message_lines

_START = '{"source": {"name": "docs-snippets"}, "diagnostics": ['


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding, once for each page that has it, one a line."""
    listed = ",\n".join(json_text(_diagnostic(finding, context)) for finding in findings)
    out.write(f"{_START}\n{listed}\n]}}\n" if listed else f"{_START}]}}\n")


def _diagnostic(finding: Diagnostic, context: ReportContext) -> dict[str, object]:
    path = finding.path
    location: dict[str, object] = {"path": NO_FILE if path is None else _path(path, context)}
    source = context.source_of(path) if path is not None else None
    if finding.region:
        location["range"] = _range(finding.region, source)
    suggestion = _suggestion(finding.fix, source)
    url = context.rule_url(finding.rule)
    return {
        "message": "\n".join(message_lines(finding, context)),
        "location": location,
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule, **({"url": url} if url else {})},
        **({"suggestions": [suggestion]} if suggestion else {}),
    }


def _path(path: str, context: ReportContext) -> str:
    return printable(context.repository_path(path))


def _range(region: Region, source: Source | None) -> dict[str, object]:
    line, column, end_line, end_column = region
    if source is None:
        return {"start": {"line": line}, "end": {"line": end_line}}
    return {
        "start": {"line": line, "column": _bytes(source, line, column)},
        "end": {"line": end_line, "column": _bytes(source, end_line, end_column)},
    }


def _bytes(source: Source, line: int, column: int) -> int:
    """A column that counts code points, as one that counts bytes."""
    start, end = source.offset(line), source.offset(line, column)
    return len(source.text[start:end].encode("utf-8", "replace")) + 1


def _suggestion(fix: Fix | None, source: Source | None) -> dict[str, object] | None:
    """A fix as one replacement: reviewers accept suggestions one by one, and half a fix is none."""
    if fix is None or fix.applicability == "display" or source is None:
        return None
    edits = sorted(fix.edits)
    first, last = edits[0].region, edits[-1].region
    text = ""
    at = source.offset(first.line, first.column)
    for region, new in edits:
        text += source.text[at : source.offset(region.line, region.column)] + new
        at = source.offset(region.end_line, region.end_column)
    region = Region(first.line, first.column, last.end_line, last.end_column)
    return {"range": _range(region, source), "text": text}


FORMAT = Format(write, human=False, signature=re.compile(re.escape(_START)))
