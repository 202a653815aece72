"""GitLab's Code Quality report, which a merge request shows next to its changes."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import json_text, printable
from docs_snippets.report.writers import NO_FILE, Format, ReportContext
from docs_snippets.report.writers.concise import message_lines

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding, once for each page that has it, one a line."""
    issues = (json_text(each) for each in _issues(findings, context))
    listed = ",\n".join(issues)
    out.write(f"[\n{listed}\n]\n" if listed else "[]\n")


def _issues(findings: Sequence[Diagnostic], context: ReportContext) -> Iterator[dict[str, object]]:
    """GitLab takes two issues with one fingerprint for one, so each page's is its own."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        path = NO_FILE if finding.path is None else printable(context.repository_path(finding.path))
        key = path, finding.fingerprint or f"{finding.rule}: {finding.message}"
        line, end_line = (
            (finding.region.line, finding.region.end_line) if finding.region else (1, 1)
        )
        yield {
            "check_name": finding.rule,
            "engine_name": "docs-snippets",
            "type": "issue",
            "categories": ["Bug Risk" if finding.severity is Severity.ERROR else "Style"],
            "description": printable(finding.message),
            "content": {"body": "\n".join(message_lines(finding, context))},
            "severity": _SEVERITIES[finding.severity],
            "fingerprint": _fingerprint(*key, seen[key]),
            "location": {"path": path, "lines": {"begin": line, "end": end_line}},
        }
        seen[key] += 1


def _fingerprint(path: str, of: str, occurrence: int) -> str:
    text = f"{path}\0{of}\0{occurrence}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


FORMAT = Format(
    write,
    human=False,
    signature=re.compile(r'\[(\n\{"check_name": "[a-z-]+", "engine_name": "docs-snippets"|\]\n?$)'),
)
