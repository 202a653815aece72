"""Files that are in no folder on disk, such as those of a commit, with their symbolic links."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from docs_snippets.files.access import PAGE_LIMIT, PAGE_SUFFIXES, Stamp, is_left_out

_Kind: TypeAlias = Literal["file", "folder", "nothing"]

_MAX_LINKS = 40  # on one path, as Linux has it
_OUTSIDE = "../"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """`files` by path, the symbolic links among them in `links` with their targets as written.

    `read` gives the bytes of a file, or why there are none.
    """

    files: frozenset[str]
    links: Mapping[str, str]
    read: Callable[[str], bytes | str]

    def kind(self, path: str) -> _Kind:
        """What is at a path, links followed."""
        found = self.resolved(path)
        if found is None or found == _OUTSIDE:
            return "nothing"
        if found in self.files:
            return "file"
        return "folder" if found in self._folders else "nothing"

    def resolved(self, path: str) -> str | None:
        """The real path, all links resolved; None for a circle of links, `../` for one outside."""
        waiting = _parts(path)[::-1]
        done: list[str] = []
        hops = 0
        while waiting:
            part = waiting.pop()
            if part == "..":
                if not done:
                    return _OUTSIDE
                done.pop()
                continue
            done.append(part)
            target = self.links.get("/".join(done))
            if target is not None:
                hops += 1
                if hops > _MAX_LINKS:
                    return None
                if target.startswith("/"):
                    return _OUTSIDE
                done.pop()
                waiting += _parts(target)[::-1]
        return "/".join(done)

    def has_link(self, path: str) -> bool:
        """Whether a part of a path is a symbolic link."""
        parts = _parts(path)
        return bool(self.links) and any(
            "/".join(parts[: end + 1]) in self.links for end in range(len(parts))
        )

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted."""
        found = self.resolved(folder)
        return tuple(sorted(self._folders.get(found, ()))) if found is not None else ()

    @cached_property
    def _folders(self) -> Mapping[str, set[str]]:
        """The names in each folder; the empty path is the top."""
        found: dict[str, set[str]] = {"": set()}
        for path in self.files:
            while path:
                above, _, name = path.rpartition("/")
                known = above in found
                found.setdefault(above, set()).add(name)
                if known:
                    break
                path = above
        return found


@dataclass(frozen=True, eq=False)
class SnapshotFiles:
    """The files of a snapshot below a folder of it. They never change, and all can be listed."""

    snapshot: Snapshot
    folder: str = ""
    page_limit: int = PAGE_LIMIT

    def _at(self, path: str) -> str:
        return f"{self.folder}/{path}"

    def is_file(self, path: str) -> bool:
        """Whether a file is there."""
        return self.snapshot.kind(self._at(path)) == "file"

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return self.snapshot.kind(self._at(path)) == "folder"

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return self.snapshot.kind(self._at(path)) != "nothing"

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted."""
        return self.snapshot.names(self._at(folder))

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly in a folder, sorted."""
        return tuple(name for name in self.names(folder) if self.is_folder(f"{folder}/{name}"))

    def below(self, folder: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Iterator[str]:
        """Paths of the files below a folder whose names end in one of the suffixes."""
        inside = "".join(f"{part}/" for part in _parts(folder))
        top = len(self.folder) + 1 if self.folder else 0
        prefix = f"{self.folder}/{inside}" if self.folder else inside
        for path in self.snapshot.files:
            if path.startswith(prefix) and path.endswith(suffixes):
                between = path[len(prefix) :].split("/")[:-1]
                if not any(map(is_left_out, between)) and self.snapshot.kind(path) != "folder":
                    yield path[top:]

    def stamp(self, path: str) -> Stamp | None:
        """The same for every file, as none changes."""
        return (0, 0, 0, 0) if self.is_file(path) else None

    def content(self, path: str, limit: int) -> bytes | str:
        """At most `limit` + 1 bytes of a file, or why it is refused."""
        found = self.snapshot.resolved(self._at(path))
        if found is None or found not in self.snapshot.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        data = self.snapshot.read(found)
        return data if isinstance(data, str) else data[: limit + 1]

    def stays_inside(self, path: str) -> bool:
        """Whether the real path, all symbolic links resolved, is inside the folder."""
        if not self.snapshot.has_link(self._at(path)):
            return True
        found = self.snapshot.resolved(self._at(path))
        if found is None:
            raise RuntimeError("too many links")
        prefix = f"{self.folder}/" if self.folder else ""
        return found != _OUTSIDE and f"{found}/".startswith(prefix)

    def real(self, path: str) -> str:
        """A path with all symbolic links resolved; as it is where that is outside or nowhere."""
        if not self.snapshot.has_link(self._at(path)):
            return path
        found = self.snapshot.resolved(self._at(path))
        inside = "".join(f"{part}/" for part in _parts(self.folder))
        if found is None or not found.startswith(inside) or found == _OUTSIDE:
            return path
        return found[len(inside) :]

    def subfolder(self, path: str) -> "SnapshotFiles":
        """The files of a folder, with paths that start there."""
        return SnapshotFiles(self.snapshot, "/".join(_parts(self._at(path))), self.page_limit)

    def with_page_limit(self, limit: int) -> "SnapshotFiles":
        """The same files, with another limit of pages and scripts."""
        return SnapshotFiles(self.snapshot, self.folder, limit)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]
