"""The docs that an editor has open: a session for each configuration in its folders."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pygls import uris

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.files.access import disk_folder
from docs_snippets.files.overlay_files import OverlayFiles
from docs_snippets.files.reading import read
from docs_snippets.project import config as configuration
from docs_snippets.runs.live_check import LiveRoot
from docs_snippets.runs.options import LintOptions
from docs_snippets.sessions.live import LiveSession

MOST_BYTES = 16 * 1024 * 1024
"""Of an open document; one that is larger is left alone."""


@dataclass(frozen=True)
class Settings:
    """What the user sets in the editor: options of `lint`, and the address of the rules' pages.

    `everything` checks all pages, not only those that are open and what edits reach.
    """

    config: str = ""
    docs: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    manual: str = ""
    everything: bool = True


def settings_in(value: object) -> dict[str, object]:
    """The settings in what an editor sends; none where that is not understood."""
    given: dict[str, object] = value if isinstance(value, dict) else {}
    nested = given.get("docs-snippets", given.get("docsSnippets"))
    return nested if isinstance(nested, dict) else given


def read_settings(given: dict[str, object]) -> Settings:
    """Settings by name; what is not understood is left out."""
    everything = given.get("everything")
    return Settings(
        _text(given.get("config")),
        _text(given.get("docs")),
        _texts(given.get("select")),
        _texts(given.get("ignore")),
        _text(given.get("manual")),
        everything if isinstance(everything, bool) else True,
    )


def merged(own: Settings, found: Settings) -> Settings:
    """Settings that go before others."""
    return Settings(
        own.config or found.config,
        own.docs or found.docs,
        own.select or found.select,
        own.ignore or found.ignore,
        own.manual or found.manual,
        found.everything,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) and "\0" not in value else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, list) else ()


class OpenDocs:
    """A workspace folder: its configuration, and the session on the docs, once they can be read."""

    def __init__(self, folder: Path, settings: Settings, texts: dict[str, bytes]) -> None:
        self.folder = folder
        self.settings = settings
        named = settings.config and Path(os.path.abspath(folder / settings.config))  # noqa: PTH100
        self.config = named or folder / configuration.NAME
        docs = Path(os.path.abspath(folder / settings.docs)) if settings.docs else None  # noqa: PTH100
        options = LintOptions(no_cache=True, select=settings.select, ignore=settings.ignore)
        self._root = LiveRoot(self.config, docs, options, texts)
        self.session: LiveSession | None = None
        self.broken: tuple[Diagnostic, ...] = ()
        self.open()

    def open(self) -> None:
        """Reads the docs, where that can be done now."""
        found = self._root.session()
        self.session = found if isinstance(found, LiveSession) else None
        self.broken = () if isinstance(found, LiveSession) else found

    @property
    def docs_root(self) -> Path | None:
        """The docs root, with its real path not asked for."""
        return Path(os.path.abspath(self.session.docs.root)) if self.session else None  # noqa: PTH100

    def path_of(self, uri: str) -> str | None:
        """The path of a document below the docs root; None where it is elsewhere."""
        file, root = file_of(uri), self.docs_root
        if file is None or root is None or not file.is_relative_to(root):
            return None
        path = file.relative_to(root).as_posix()
        return None if any(part.startswith(".") for part in path.split("/")) else path

    def path_beside(self, uri: str) -> str | None:
        """The path of a document below the configuration's folder, where that is of concern."""
        file, folder = file_of(uri), self.config.parent
        if file is None or not file.is_relative_to(folder):
            return None
        path = file.relative_to(folder).as_posix()
        ours = path.partition("/")[0] in ("snippets", "templates")
        return path if ours or file == self.config else None

    def uri_of(self, path: str) -> str:
        """The address of a file below the docs root."""
        root = self.docs_root or self.folder
        return uris.from_fs_path(os.path.normpath(root / path)) or ""

    def uri_of_finding(self, path: str | None) -> str:
        """The address of the file that a finding names, below the docs root or elsewhere."""
        if path is None:
            return uris.from_fs_path(str(self.config)) or ""
        root = self.docs_root
        places = [root / path] if root else []
        places += [self.config.parent / path, Path(path)]
        found = next((each for each in places if each.is_file()), places[0])
        return uris.from_fs_path(os.path.abspath(found)) or ""  # noqa: PTH100

    def source(self, path: str) -> Source | None:
        """The text of a file that a finding names."""
        if self.session is None:
            return self._beside(path)
        docs = self.session.docs
        found = docs.pages.source(path) if docs.files.is_file(path) else self._beside(path)
        return found if isinstance(found, Source) else None

    def _beside(self, path: str) -> Source | None:
        folder = OverlayFiles(self.config.parent, texts=self._root.texts)
        name = self.config.name if path.endswith(self.config.name) else path
        found = read(folder, name) if not name.startswith(("/", "..")) else None
        return found if isinstance(found, Source) else None

    def problems(self) -> Mapping[str, list[Diagnostic]]:
        """What is wrong in files that are no pages, by address."""
        session = self.session
        found = (*session.broken, *session.problems) if session else self.broken
        by_uri: dict[str, list[Diagnostic]] = {}
        for each in found:
            by_uri.setdefault(self.uri_of_finding(each.path), []).append(each)
        return by_uri

    @property
    def config_folder(self) -> Path | None:
        """The folder of the configuration, once it is read."""
        return disk_folder(self.session.docs.config.folder) if self.session else None


def file_of(uri: str) -> Path | None:
    """The file of an address, links in it not resolved; None where it is no file's."""
    if not uri.startswith("file:"):
        return None
    found = uris.to_fs_path(uri)
    if not found or "\0" in found:
        return None
    return Path(os.path.abspath(found))  # noqa: PTH100


def configurations(folder: Path) -> Iterator[Path]:
    """The folders with a configuration that a workspace folder stands for: it, or one above."""
    for each in (folder, *folder.parents):
        if (each / configuration.NAME).is_file():
            yield each
            return
