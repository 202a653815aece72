"""The files below a root, asked for by path: a folder on disk, or a snapshot such as a commit.

Whoever reads the docs takes a `Files`, so that the docs of a commit are read by the same code as
those on disk, and nothing needs to know which of the two it reads.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeAlias

PAGE_SUFFIXES = (".mdx", ".md")
SCRIPT_SUFFIXES = (".js", ".jsx", ".ts", ".tsx")
PAGE_LIMIT = 512 * 1024
"""Bytes of a page or a script, which takes a few hundred times its size while it is read; more
where the configuration says so.
"""
RAISED_PAGE_LIMIT = 2 * 1024 * 1024
"""The most that a configuration may say."""

Stamp: TypeAlias = tuple[int, int, int, int]


class Files(Protocol):
    """Files and folders by their path from a root, with `/`; the empty path and `.` are the root.

    Links are followed. Nothing here confines a path to the root: `reading.read` and
    `reading.refusal` do, by what `stays_inside` says.
    """

    def is_file(self, path: str) -> bool:
        """Whether a file is there."""

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or anything else is there."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted; none when it is not there.

        Raises OSError for a folder that may not be listed.
        """

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly in a folder, sorted; none when it cannot be listed."""

    def below(self, folder: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Iterator[str]:
        """Paths of the files below a folder whose names end in one of the suffixes.

        Links to folders are not followed; hidden folders and installed packages are left out.
        Raises OSError for a folder that may not be listed.
        """

    def stamp(self, path: str) -> Stamp | None:
        """A value that changes when the file does; None when there is none."""

    def content(self, path: str, limit: int) -> bytes | str:
        """At most `limit` + 1 bytes of a file, or why it is refused. Raises OSError."""

    def stays_inside(self, path: str) -> bool:
        """Whether the real path, all symbolic links resolved, is inside the root.

        Raises OSError or RuntimeError where links lead in a circle.
        """

    def real(self, path: str) -> str:
        """A path with all symbolic links resolved; as it is where that is outside or nowhere."""

    @property
    def page_limit(self) -> int:
        """Bytes that a page or a script may have."""

    def with_page_limit(self, limit: int) -> "Files":
        """The same files, with another limit of pages and scripts."""

    def subfolder(self, path: str) -> "Files":
        """The files of a folder, with paths that start there."""


@dataclass(frozen=True)
class DiskFiles:
    """The files below a folder on disk."""

    folder: Path
    page_limit: int = PAGE_LIMIT

    def __str__(self) -> str:
        return str(self.folder)

    @cached_property
    def _root(self) -> str:
        return os.fspath(self.folder)

    # Asked for every link of every page, so that paths are strings, which is faster.

    def is_file(self, path: str) -> bool:
        """Whether a file is there."""
        return os.path.isfile(f"{self._root}/{path}")  # noqa: PTH113

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return os.path.isdir(f"{self._root}/{path}")  # noqa: PTH112

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or anything else is there."""
        return os.path.exists(f"{self._root}/{path}")  # noqa: PTH110

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted."""
        return tuple(sorted(entry.name for entry in _listed(f"{self._root}/{folder}")))

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly in a folder, sorted; none when it cannot be listed."""
        try:
            found = _listed(f"{self._root}/{folder}")
        except OSError:
            return ()
        return tuple(sorted(entry.name for entry in found if _is_folder(entry)))

    def below(self, folder: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Iterator[str]:
        """Paths of the files below a folder whose names end in one of the suffixes."""
        top = Path(folder).as_posix()
        waiting = [("" if top == "." else f"{top}/")]
        while waiting:
            prefix = waiting.pop()
            for entry in _listed(f"{self._root}/{prefix}"):
                if _is_folder(entry):
                    if not is_left_out(entry.name) and not entry.is_symlink():
                        waiting.append(f"{prefix}{entry.name}/")
                elif entry.name.endswith(suffixes):
                    yield prefix + entry.name

    def stamp(self, path: str) -> Stamp | None:
        """Device, inode, size and time of the last change."""
        try:
            status = os.stat(f"{self._root}/{path}")  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns

    def content(self, path: str, limit: int) -> bytes | str:
        """At most `limit` + 1 bytes of a file; a pipe or a device, which may block, is refused."""
        file = f"{self._root}/{path}"
        if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116
            return "not a regular file"
        with open(file, "rb") as stream:  # noqa: PTH123
            return stream.read(limit + 1)

    def stays_inside(self, path: str) -> bool:
        """Whether the real path, all symbolic links resolved, is inside the folder."""
        if not self._has_link(path.split("/")):
            return True
        return (self.folder / path).resolve().is_relative_to(self.folder.resolve())

    def real(self, path: str) -> str:
        """A path with all symbolic links resolved; as it is where that is outside or nowhere."""
        if not self._has_link(path.split("/")):
            return path
        try:
            found = (self.folder / path).resolve().relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):
            return path
        return found.as_posix()

    def _has_link(self, parts: Sequence[str]) -> bool:
        """Whether a part of a path is a symbolic link, which is seldom and costs much to follow."""
        at = self._root
        for part in parts:
            at = f"{at}/{part}"
            if os.path.islink(at):  # noqa: PTH114
                return True
        return False

    def subfolder(self, path: str) -> "DiskFiles":
        """The files of a folder, with paths that start there."""
        return DiskFiles(self.folder / path, self.page_limit)

    def with_page_limit(self, limit: int) -> "DiskFiles":
        """The same files, with another limit of pages and scripts."""
        return DiskFiles(self.folder, limit)


def disk_folder(files: Files) -> Path:
    """The folder that files are in. Raises TypeError for a snapshot, which nobody can write to."""
    if not isinstance(files, DiskFiles):
        raise TypeError("the files of a snapshot are in no folder on disk")
    return files.folder


def is_left_out(folder: str) -> bool:
    """Whether a folder of this name holds no docs: installed packages, and hidden folders."""
    return folder == "node_modules" or folder[0] == "."


def _listed(folder: str) -> list[os.DirEntry[str]]:
    """What a folder holds, in no order; nothing when it is not there."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
