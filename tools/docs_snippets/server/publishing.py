"""Tells the editor what is found: as it is found, or when it asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.lsp_diagnostics import converted
from docs_snippets.server.open_documents import OpenFolders
from docs_snippets.server.positions import Encoding

Report: TypeAlias = (
    lsp.RelatedFullDocumentDiagnosticReport | lsp.RelatedUnchangedDocumentDiagnosticReport
)


@dataclass(eq=False)
class Publisher:
    """Sends findings to editors that do not ask for them, and answers those that do.

    `pulls` tells whether the editor asks, `refreshes` whether it can be told to ask again,
    and `asks` whether it lets the user confirm parts of an edit.
    """

    server: LanguageServer
    folders: OpenFolders
    pulls: bool = False
    asks: bool = False
    refreshes: bool = False
    encoding: Encoding = "utf-16"
    _sent: dict[str, tuple[list[lsp.Diagnostic], int | None]] = field(default_factory=dict)
    _beside: dict[OpenDocs, set[str]] = field(default_factory=dict)

    def pages(self, docs: OpenDocs, paths: Iterable[str]) -> None:
        """Sends what is found on some pages."""
        for path in paths:
            self._send(docs.uri_of(path), self._on_page(docs, path))

    def beside(self, docs: OpenDocs) -> None:
        """Sends what is wrong in files that are no pages."""
        problems = docs.problems()
        for uri in self._beside.get(docs, set()) - problems.keys():
            self._send(uri, [])
        for uri, found in problems.items():
            self._send(uri, converted(docs, docs.source(found[0].path or ""), found, self.encoding))
        self._beside[docs] = {*problems}

    def forget(self) -> None:
        """Takes back all that was sent."""
        for uri in [*self._sent]:
            self._send(uri, [])
        self._beside.clear()

    def refresh(self) -> None:
        """Has an editor that asks ask again."""
        if self.pulls and self.refreshes:
            self.server.workspace_diagnostic_refresh(None)

    def report(self, uri: str, known: str | None) -> Report:
        """What is found in a document; `known` is the result that the editor has."""
        docs = self.folders.owner(uri)
        found = self._of_document(docs, uri) if docs else []
        result = _digest(found)
        if known == result:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(result)
        return lsp.RelatedFullDocumentDiagnosticReport(found, result_id=result)

    def reports(
        self, known: Iterable[lsp.PreviousResultId]
    ) -> Iterator[lsp.WorkspaceDocumentDiagnosticReport]:
        """What is found in all files in which something is, or was."""
        before = {each.uri: each.value for each in known}
        uris = dict.fromkeys((*before, *(uri for docs in self.folders.docs for uri in _all(docs))))
        for uri in uris:
            document = self.folders.documents.get(uri)
            version = document.version if document else None
            report = self.report(uri, before.get(uri))
            if isinstance(report, lsp.RelatedUnchangedDocumentDiagnosticReport):
                yield lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, report.result_id, version)
            else:
                yield lsp.WorkspaceFullDocumentDiagnosticReport(
                    uri, report.items, version, result_id=report.result_id
                )

    def _of_document(self, docs: OpenDocs, uri: str) -> list[lsp.Diagnostic]:
        path, session = docs.path_of(uri), docs.session
        if path is not None and session is not None:
            session.on(path)
            return self._on_page(docs, path)
        found = docs.problems().get(uri, [])
        source = docs.source(found[0].path or "") if found else None
        return converted(docs, source, found, self.encoding)

    def _on_page(self, docs: OpenDocs, path: str) -> list[lsp.Diagnostic]:
        session = docs.session
        if session is None or self.folders.owner(docs.uri_of(path)) is not docs:
            return []
        found = session.found.get(path, ())
        return converted(docs, docs.source(path) if found else None, found, self.encoding)

    def _send(self, uri: str, found: list[lsp.Diagnostic]) -> None:
        document = self.folders.documents.get(uri)
        version = document.version if document else None
        # What holds of a new version of an open document is said, be it the same or not.
        if self.pulls or self._sent.get(uri, ([], None)) == (found, version):
            return
        self._sent[uri] = found, version
        if not found and document is None:
            del self._sent[uri]
        self.server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, found, version)
        )


def _all(docs: OpenDocs) -> Iterator[str]:
    """The files in which something is found."""
    if docs.session is not None:
        yield from (docs.uri_of(path) for path, found in docs.session.found.items() if found)
    yield from docs.problems()


def _digest(found: list[lsp.Diagnostic]) -> str:
    return blake2b(repr(found).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
