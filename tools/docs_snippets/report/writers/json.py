"""One JSON object for programs: the findings, one a line, and a summary. Fields are only added."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Fix, Note, Severity
from docs_snippets.core.printable import json_text
from docs_snippets.core.source import Region
from docs_snippets.report.writers import Format, ReportContext

VERSION = 1


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding, once for each page that has it."""
    lines = ",\n".join(json_text(record(finding)) for finding in findings)
    body = f"\n{lines}\n" if lines else ""
    summary = json_text(_summary(findings, context))
    out.write(f'{{"version": {VERSION}, "findings": [{body}], "summary": {summary}}}\n')


def record(finding: Diagnostic) -> dict[str, object]:
    """A finding as a JSON object."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "path": finding.path,
        "tree": finding.tree,
        **_region(finding.region),
        "message": finding.message,
        "notes": [Note._asdict(note) for note in finding.notes],
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
        "siblings": finding.siblings,
    }


def _region(region: Region | None) -> dict[str, int | None]:
    return dict.fromkeys(Region._fields) if region is None else region._asdict()


def _fix(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [{**edit.region._asdict(), "text": edit.text} for edit in fix.edits]
    return {"applicability": fix.applicability, "edits": edits}


def _summary(findings: Sequence[Diagnostic], context: ReportContext) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    levels = {level.value: counts[level] for level in reversed(Severity)}
    return {**levels, "pages": context.pages, "components": context.components}


FORMAT = Format(write, human=False, signature=re.compile(r'\{"version": \d+, "findings": \['))
