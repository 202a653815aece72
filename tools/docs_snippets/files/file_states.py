"""What files are like now, so that a later look can tell which of them have changed.

A file whose stamp is the same has not changed; of any other the content decides. A stamp that is as
young as the look at it proves nothing: the file may have been written again in the same moment.
"""

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from docs_snippets.files.access import is_left_out
from docs_snippets.files.reading import SIZE_LIMIT

_TOO_YOUNG = 2_000_000_000
"""Nanoseconds: no file system in use has coarser times."""

YARN_PATCHES = ".yarn/patches"
"""The one hidden folder that a site's settings are read from."""

_MEDIA = frozenset(
    ".avif .bmp .eot .gif .gz .ico .jpeg .jpg .mov .mp3 .mp4 .otf .pdf .png .svg .tar .tgz .ttf "
    ".wasm .webm .webp .woff .woff2 .xz .zip".split()
)
"""Files of which it matters that they are there, and not what they hold."""


class FileState(NamedTuple):
    """A file as it was seen: size, times of its last changes, and what tells its content.

    `digest` is empty for media, and says why in words where no content is read. `link` is where a
    symbolic link leads. `fresh` tells that the stamp was too young to be trusted.
    """

    size: int
    modified: int
    changed: int
    digest: str
    link: str = ""
    fresh: bool = False

    @property
    def is_read(self) -> bool:
        """Whether the content of the file counts, and is read."""
        return bool(self.digest) and " " not in self.digest

    def same_as(self, other: "FileState") -> bool:
        """Whether the file is as it was in another state."""
        return self.digest == other.digest and self.link == other.link


States = Mapping[str, FileState]


def states_below(root: Path, known: States) -> dict[str, FileState]:
    """The states of all files below a folder, by path; `known` are those of an earlier look."""
    return states(root, walked(root), known)


def states(root: Path, paths: Iterable[str], known: States) -> dict[str, FileState]:
    """The states of the files at some paths; one that is not there has none."""
    young = time.time_ns() - _TOO_YOUNG
    look = _Look(os.fspath(root), known, young)
    return {path: state for path in paths if (state := look.state(path)) is not None}


class _Look(NamedTuple):
    root: str
    known: States
    young: int

    def state(self, path: str) -> FileState | None:
        """The state of a file; None where there is none."""
        file = f"{self.root}/{path}"
        try:
            link = os.readlink(file) if os.path.islink(file) else ""  # noqa: PTH114, PTH115
            status = os.stat(file)  # noqa: PTH116 - asked for every file
        except (OSError, ValueError):
            return FileState(0, 0, 0, "leads nowhere") if os.path.lexists(file) else None
        before = self.known.get(path)
        seen = status.st_size, status.st_mtime_ns, status.st_ctime_ns
        if before and not link and before[:3] == seen and not before.fresh:
            return before
        fresh = max(seen[1:]) >= self.young
        return FileState(*seen, _digest(file, status), link, fresh)


def content_digest(path: str, data: bytes) -> str:
    """What tells the content of a file at a path; empty for media."""
    return "" if is_media(path) else digest(data)


def is_media(path: str) -> bool:
    """Whether nothing is read in a file, by its name."""
    return os.path.splitext(path)[1].lower() in _MEDIA  # noqa: PTH122


def _digest(file: str, status: os.stat_result) -> str:
    if is_media(file):
        return ""
    if not stat.S_ISREG(status.st_mode):
        return "no regular file"
    if status.st_size > SIZE_LIMIT:
        return f"too large {status.st_mtime_ns}"
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            return digest(stream.read(SIZE_LIMIT))
    except OSError:
        return "not readable"


def digest(data: bytes) -> str:
    """What tells a content from any other."""
    return blake2b(data, digest_size=16).hexdigest()


def walked(root: Path, is_left_out: Callable[[str], bool] = is_left_out) -> Iterator[str]:
    """Every file below a folder that the docs may depend on, links to folders among them."""
    for top in ("", YARN_PATCHES):
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            prefix = f"{folder}/" if folder else ""
            for entry in _entries(f"{root}/{folder}"):
                if not entry.is_dir(follow_symlinks=False):
                    yield prefix + entry.name
                elif not is_left_out(entry.name):
                    waiting.append(prefix + entry.name)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []
