"""The documents that the editor has open, and what it changes in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp

from docs_snippets.core.source import Source
from docs_snippets.server.live_roots import (
    MOST_BYTES,
    OpenDocs,
    Settings,
    configurations,
    file_of,
)
from docs_snippets.server.positions import Encoding, offset


class OpenDocument(NamedTuple):
    """A document: its text and version, and the text that it had when it was opened."""

    text: str
    version: int | None
    first: str


@dataclass
class OpenFolders:
    """The docs of all workspace folders, and the documents that are open, by address.

    `texts` are those of open files by absolute path, which stand for the files on disk.
    """

    settings: Settings = field(default_factory=Settings)
    documents: dict[str, OpenDocument] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    docs: list[OpenDocs] = field(default_factory=list)
    _folders: list[Path] = field(default_factory=list)

    def set_folders(self, folders: Iterable[str]) -> None:
        """Takes the workspace folders at some addresses to be all there are."""
        found = (file_of(each) for each in folders)
        self._set([each for each in found if each is not None])

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Adds and removes workspace folders."""
        gone = {file_of(each) for each in removed}
        found = (file_of(each) for each in added)
        kept = [each for each in self._folders if each not in gone]
        self._set([*kept, *(each for each in found if each is not None)])

    def _set(self, folders: list[Path]) -> None:
        self._folders = folders
        known = {each.folder: each for each in self.docs}
        wanted = dict.fromkeys(place for each in self._folders for place in self._places(each))
        self.docs = [
            known.get(each) or OpenDocs(each, self.settings, self.texts) for each in wanted
        ]

    def _places(self, folder: Path) -> Iterable[Path]:
        return (folder,) if self.settings.config else configurations(folder)

    def set_settings(self, settings: Settings) -> bool:
        """Takes over what the user has set; whether anything is checked otherwise now."""
        if settings == self.settings:
            return False
        self.settings = settings
        wanted = dict.fromkeys(place for each in self._folders for place in self._places(each))
        self.docs = [OpenDocs(each, settings, self.texts) for each in wanted]
        return True

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Notes that a document is open."""
        self._put(uri, OpenDocument(text, version, text))

    def change(
        self,
        uri: str,
        version: int | None,
        changes: Sequence[lsp.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> None:
        """Notes that parts of a document, or all of it, have another text."""
        document = self.documents.get(uri)
        if document is None:
            return
        text = document.text
        for each in changes:
            if isinstance(each, lsp.TextDocumentContentChangeWholeDocument):
                text = each.text
            else:
                source = Source("", text)
                start = offset(source, each.range.start, encoding)
                end = max(start, offset(source, each.range.end, encoding))
                text = f"{text[:start]}{each.text}{text[end:]}"
        self._put(uri, OpenDocument(text, version, document.first))

    def close(self, uri: str) -> None:
        """Notes that a document is as on disk again."""
        self.documents.pop(uri, None)
        file = file_of(uri)
        if file is not None and self.texts.pop(str(file), None) is not None:
            self._changed([uri])

    def files_changed(self, changed: Iterable[str]) -> None:
        """Notes that files are others on disk; documents that are open are what they are."""
        self._changed([uri for uri in changed if str(file_of(uri)) not in self.texts])

    def owner(self, uri: str) -> OpenDocs | None:
        """The docs that a document belongs to, the innermost of several."""
        inside = [each for each in self.docs if self.is_of(each, uri)]
        return max(inside, key=lambda each: len(str(each.docs_root or each.folder)), default=None)

    @staticmethod
    def is_of(docs: OpenDocs, uri: str) -> bool:
        """Whether a document is one of the docs, or of their configuration."""
        return docs.path_of(uri) is not None or docs.path_beside(uri) is not None

    def _put(self, uri: str, document: OpenDocument) -> None:
        self.documents[uri] = document
        file = file_of(uri)
        if file is None:
            return
        data = document.text.encode("utf-8", "surrogatepass")
        if len(data) > MOST_BYTES:
            self.texts.pop(str(file), None)
        else:
            self.texts[str(file)] = data
        self._changed([uri])

    def _changed(self, changed: Sequence[str]) -> None:
        for docs in self.docs:
            inside = [path for uri in changed if (path := docs.path_of(uri)) is not None]
            beside = [path for uri in changed if (path := docs.path_beside(uri)) is not None]
            if docs.session is None:
                if beside:
                    docs.open()
                continue
            if inside:
                docs.session.edit(inside)
            if beside:
                docs.session.edit_beside(beside)
