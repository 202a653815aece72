"""SARIF 2.1.0, the format that GitHub's code scanning and many editors read.

Code scanning rejects a file with too many results, one result without a place, or one that is too
large; such a run is cut to one result a root cause, and then to what fits. It opens an alert for
each result, an accepted one too: those are in the file only where `--no-ignores` and
`--no-baseline` ask for them, and marked as suppressed.
"""

import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TextIO
from urllib.parse import quote

from docs_snippets.core.diagnostics import Diagnostic, Fix, Severity
from docs_snippets.core.printable import json_text, printable
from docs_snippets.core.source import Region
from docs_snippets.linting import manual
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.report.writers import NO_FILE, Format, ReportContext

RESULTS = 25_000
"""Results that code scanning accepts in a run."""

SIZE = 9_000_000
"""Bytes of results, compressed; with the rules that is less than the 10 MB it accepts."""

RELATED = 1_000
"""Places that it accepts for a result."""

SHORT = 1_024
"""Characters that it accepts for what a rule is."""

SarifValues = dict[str, object]

_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {**_LEVELS, Severity.INFO: "recommendation"}
_LINK = re.compile(r"[\[\]](?=[^\[\]]*\]\(|\()")
_START = (
    '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [\n'
    '{"tool": {"driver": {"name": "docs-snippets", '
)


def write(findings: Sequence[Diagnostic], context: ReportContext, out: TextIO) -> None:
    """Every finding, once for each page that has it, one a line; folded where that is too many."""
    chosen = findings if len(findings) <= RESULTS else tuple(first_of_each_cause(findings))
    order = (
        sorted(chosen, key=lambda each: -each.severity.rank) if len(chosen) > RESULTS else chosen
    )
    lines = [*_fitting(json_text(_result(each, context)) for each in islice(order, RESULTS))]
    driver: SarifValues = {"semanticVersion": _version(), "rules": _rules(context)}
    out.write(f"{_START}{json_text(driver)[1:]}}},\n")
    for name, value in _about(findings, len(chosen) - len(lines)).items():
        out.write(f"{json_text(name)}: {json_text(value)},\n")
    listed = ",\n".join(lines)
    out.write(f'"results": [\n{listed}\n]}}]}}\n' if listed else '"results": []}]}\n')


def _fitting(results: Iterable[str]) -> Iterator[str]:
    """The results, as long as all of them are not too large."""
    packed, size = zlib.compressobj(), 0
    for result in results:
        size += len(packed.compress(result.encode()))
        if size > SIZE:
            return
        yield result


def _version() -> str:
    from importlib.metadata import version  # costs start-up time, seldom needed

    return version("docs-snippets")


def _about(findings: Sequence[Diagnostic], left_out: int) -> SarifValues:
    invocation: SarifValues = {
        "executionSuccessful": all(each.rule not in manual.UNCHECKED_RULES for each in findings)
    }
    if left_out:
        text = f"{left_out:,} findings are left out, for code scanning would reject them all"
        notice = {"level": "warning", "message": {"text": text}}
        invocation["toolExecutionNotifications"] = [notice]
    return {
        "invocations": [invocation],
        "automationDetails": {"id": "docs-snippets/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "the top level of the repository"}},
        },
    }


def _rules(context: ReportContext) -> list[SarifValues]:
    """Every rule there is, whatever was found: what they say does not change with the docs."""
    entries = manual.manual_pages().values()
    return [_rule(entry, context.rule_url(entry.name)) for entry in entries]


def _rule(entry: manual.ManualPage, url: str) -> SarifValues:
    paragraphs = entry.doc.split("\n\n")
    first = " ".join(paragraphs[0].split())
    return {
        "id": entry.name,
        "shortDescription": {"text": first[:SHORT]},
        "fullDescription": {"text": _full(paragraphs)[:SHORT]},
        "help": {"text": entry.doc, "markdown": entry.doc},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"problem.severity": _PROBLEMS[entry.severity]},
    }


def _full(paragraphs: Sequence[str]) -> str:
    """What a rule's manual says before its first heading."""
    until = next((at for at, text in enumerate(paragraphs) if text.startswith("#")), None)
    return "\n\n".join(" ".join(text.split()) for text in paragraphs[:until])


@cache
def _indices() -> dict[str, int]:
    return {name: index for index, name in enumerate(manual.manual_pages())}


def _result(finding: Diagnostic, context: ReportContext) -> SarifValues:
    place = _place(finding.path, finding.region, context)
    result: SarifValues = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"docs-snippets/v1": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence,
            **({"tree": finding.tree} if finding.tree else {}),
            **({"siblings": [*map(printable, finding.siblings)]} if finding.siblings else {}),
        },
    }
    if finding.rule in _indices():
        result["ruleIndex"] = _indices()[finding.rule]
    if finding.notes:
        result["relatedLocations"] = [*_related(finding, context)]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, place["artifactLocation"])]
    return {**result, **_acceptance(finding, context)}


def _message(finding: Diagnostic) -> str:
    also = f" (also in {', '.join(finding.siblings)})" if finding.siblings else ""
    return _plain(f"{finding.message}{also}")


def _plain(text: str) -> str:
    """Text in which a viewer finds no link."""
    return _LINK.sub(lambda found: f"\\{found[0]}", printable(text)) or "-"


def _place(path: str | None, region: Region | None, context: ReportContext) -> SarifValues:
    if path is None:
        where: SarifValues = {
            "uri": NO_FILE,
            "description": {"text": "in no file of the repository"},
        }
    else:
        where = _artifact(context.repository_path(path))
    # Code scanning wants a line of every result, those about a whole file among them.
    return {"artifactLocation": where, "region": _region(region) if region else {"startLine": 1}}


def _artifact(path: str) -> SarifValues:
    uri = quote(os.fsencode(path), safe="/")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _region(region: Region) -> SarifValues:
    line, column, end_line, end_column = region
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _related(finding: Diagnostic, context: ReportContext) -> Iterator[SarifValues]:
    for number, note in enumerate(finding.notes[:RELATED]):
        place: SarifValues = {
            "artifactLocation": _artifact(context.repository_path(note.path)),
            "region": {"startLine": note.line, "startColumn": note.column},
        }
        yield {"id": number, "physicalLocation": place, "message": {"text": _plain(note.message)}}


def _fix(fix: Fix, artifact: object) -> SarifValues:
    replacements = [
        {"deletedRegion": _region(edit.region), "insertedContent": {"text": _whole(edit.text)}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": f"{fix.applicability} fix"},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _whole(text: str) -> str:
    """Text that can be encoded."""
    return text.encode("utf-8", "replace").decode()


def _acceptance(finding: Diagnostic, context: ReportContext) -> SarifValues:
    """What a baseline and ignore comments say of a finding."""
    known = context.baseline is not None and finding.fingerprint in context.baseline
    suppressions: list[SarifValues] = []
    if finding.ignored is not None:
        suppressions.append({"kind": "inSource", "justification": printable(finding.ignored)})
    if known:
        suppressions.append({"kind": "external", "justification": "accepted by the baseline"})
    state = (
        {"baselineState": "unchanged" if known else "new"} if context.baseline is not None else {}
    )
    return {**state, "suppressions": suppressions}


FORMAT = Format(write, human=False, signature=re.compile(re.escape(_START)))
