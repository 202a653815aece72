"""Files on disk, with texts that stand for some of them: the documents that an editor has open."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docs_snippets.files.access import PAGE_SUFFIXES, DiskFiles, Stamp, is_left_out


@dataclass(frozen=True)
class OverlayFiles(DiskFiles):
    """The files below a folder on disk; the `texts`, by absolute path, stand for the files there.

    Both may change: whoever keeps what was read is to be told.
    """

    texts: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def _top(self) -> str:
        return os.path.abspath(self.folder)  # noqa: PTH100

    def _text(self, path: str) -> bytes | None:
        return self.texts.get(self._key(path)) if self.texts else None

    def _key(self, path: str) -> str:
        return os.path.normpath(f"{self._top}/{path}")

    def is_file(self, path: str) -> bool:
        """Whether a file is there."""
        return self._text(path) is not None or super().is_file(path)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return super().is_folder(path) or any(self._texts_below(path))

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or anything else is there."""
        return self._text(path) is not None or super().exists(path) or self.is_folder(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted."""
        typed = {inside.partition("/")[0] for inside in self._texts_below(folder)}
        return tuple(sorted({*super().names(folder), *typed})) if typed else super().names(folder)

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly in a folder, sorted; none when it cannot be listed."""
        above = (inside.partition("/") for inside in self._texts_below(folder))
        typed = {name for name, slash, _ in above if slash}
        found = super().folders(folder)
        return tuple(sorted({*found, *typed})) if typed else found

    def below(self, folder: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Iterator[str]:
        """Paths of the files below a folder whose names end in one of the suffixes."""
        yield from super().below(folder, suffixes)
        top = posixpath.normpath(folder)
        for inside in [*self._texts_below(folder)]:
            path = inside if top == "." else f"{top}/{inside}"
            hidden = any(map(is_left_out, inside.split("/")[:-1]))
            if inside.endswith(suffixes) and not hidden and not super().is_file(path):
                yield path

    def stamp(self, path: str) -> Stamp | None:
        """A value that changes when the file does; None when there is none."""
        text = self._text(path)
        return super().stamp(path) if text is None else (0, 0, len(text), hash(text))

    def content(self, path: str, limit: int) -> bytes | str:
        """At most `limit` + 1 bytes of a file, or why it is refused. Raises OSError."""
        text = self._text(path)
        return super().content(path, limit) if text is None else text[: limit + 1]

    def with_texts(self, texts: Mapping[str, str]) -> "OverlayFiles":
        """The same files, with other texts at some paths."""
        data = {self._key(path): text.encode() for path, text in texts.items()}
        return OverlayFiles(self.folder, self.page_limit, {**self.texts, **data})

    def subfolder(self, path: str) -> "OverlayFiles":
        """The files of a folder, with paths that start there."""
        return OverlayFiles(self.folder / path, self.page_limit, self.texts)

    def with_page_limit(self, limit: int) -> "OverlayFiles":
        """The same files, with another limit of pages and scripts."""
        return OverlayFiles(self.folder, limit, self.texts)

    def _texts_below(self, folder: str) -> Iterator[str]:
        """The paths of texts below a folder, from there."""
        if self.texts:
            start = f"{self._key(folder)}/"
            yield from (each[len(start) :] for each in self.texts if each.startswith(start))
