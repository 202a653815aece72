"""What an editor has done by name: commands that code actions offer."""

from collections.abc import Callable
from dataclasses import dataclass

from lsprotocol import types as lsp

from docs_snippets.core.internal_errors import description
from docs_snippets.linting import manual
from docs_snippets.server.carrying import EditorEdit, adopted, carried
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.publishing import Publisher

NAME = "docs-snippets"


@dataclass(frozen=True, eq=False)
class EditorCommands:
    """The commands; `log` writes to the editor's log."""

    publisher: Publisher
    log: Callable[[str], None]

    def _say(self, words: str) -> None:
        message = lsp.ShowMessageParams(lsp.MessageType.Info, words)
        self.publisher.server.window_show_message(message)

    def open_rule(self, rule: str, address: str = "") -> str | None:
        """Opens the page of a rule; without an address, shows its text."""
        entry = manual.manual_pages().get(rule)
        if address:
            self.publisher.server.window_show_document(
                lsp.ShowDocumentParams(address, external=True)
            )
        elif entry is not None:
            text = f"{rule}: {entry.doc.strip()}"
            self.publisher.server.window_show_message(
                lsp.ShowMessageParams(lsp.MessageType.Info, text)
            )
        return entry.doc if entry else None

    def carry(self, uri: str) -> None:
        """Carries what was done to a document to its siblings."""
        document = self.publisher.folders.documents.get(uri)
        docs = self.publisher.folders.owner(uri)
        path = docs.path_of(uri) if docs else None
        if docs and document and path:
            self._apply("Carry edit", lambda: self._carried(docs, path, document.first))

    def _carried(self, docs: OpenDocs, path: str, before: str) -> EditorEdit:
        return carried(docs, path, before, self.publisher.encoding, asks=self.publisher.asks)

    def adopt(self, uri: str, line: int = 1) -> None:
        """Takes a text over into its snippet."""
        docs = self.publisher.folders.owner(uri)
        path = docs.path_of(uri) if docs else None
        if docs and path:
            self._apply("Adopt text", lambda: adopted(docs, path, line, self.publisher.encoding))

    def _apply(self, label: str, make: Callable[[], EditorEdit]) -> None:
        try:
            found = make()
        except Exception as error:  # noqa: BLE001 - the server goes on, whatever it is
            self.log(description(error))
            return
        if found.edit is not None:
            self.publisher.server.workspace_apply_edit(
                lsp.ApplyWorkspaceEditParams(found.edit, label)
            )
        message = lsp.ShowMessageParams(lsp.MessageType.Info, f"{NAME}: {found.words}")
        self.publisher.server.window_show_message(message)
