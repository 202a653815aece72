"""Findings as the protocol has them."""

from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp

from docs_snippets.core.diagnostics import Diagnostic, Note, Severity
from docs_snippets.core.source import Source
from docs_snippets.report.writers import rule_url
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.positions import Encoding, position, region_range

SOURCE = "docs-snippets"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_TAGS = {
    "useless-ignore": lsp.DiagnosticTag.Unnecessary,
    "removed-from-kubernetes": lsp.DiagnosticTag.Deprecated,
}


def rule_address(docs: OpenDocs, rule: str) -> str:
    """The address of a rule's page; empty where none is published."""
    manual = docs.settings.manual
    if not manual and docs.session:
        manual = docs.session.docs.config.manual
    return rule_url(manual, rule)


def converted(
    docs: OpenDocs, source: Source | None, found: Iterable[Diagnostic], encoding: Encoding
) -> list[lsp.Diagnostic]:
    """The findings on a text."""
    text = source or Source("", "")
    return [_converted(docs, text, each, encoding) for each in found]


def _converted(
    docs: OpenDocs, source: Source, found: Diagnostic, encoding: Encoding
) -> lsp.Diagnostic:
    address, tag = rule_address(docs, found.rule), _TAGS.get(found.rule)
    return lsp.Diagnostic(
        region_range(source, found.region, encoding),
        found.message,
        _SEVERITIES[found.severity],
        found.rule,
        lsp.CodeDescription(address) if address else None,
        SOURCE,
        [tag] if tag else None,
        [*_related(docs, found.notes, encoding)] or None,
        {"fingerprint": found.fingerprint},
    )


def _related(
    docs: OpenDocs, notes: Iterable[Note], encoding: Encoding
) -> Iterator[lsp.DiagnosticRelatedInformation]:
    for note in notes:
        location = location_of(docs, note.path, note.line, note.column, encoding)
        yield lsp.DiagnosticRelatedInformation(location, note.message)


def location_of(
    docs: OpenDocs, path: str, line: int, column: int, encoding: Encoding
) -> lsp.Location:
    """A place in a file that a finding or a fact names, counted from 1."""
    source = docs.source(path)
    at = lsp.Position(max(line - 1, 0), max(column - 1, 0))
    if source is not None:
        at = position(source, source.offset(max(line, 1), column), encoding)
    return lsp.Location(docs.uri_of_finding(path), lsp.Range(at, at))
