"""Files that lie in no folder, such as those of a commit: what is at a path, links followed."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["file", "folder", "nothing"]

_LINKS = 40
_PART = re.compile(r"\*\*/|[*?]|[^*?]+")
_GLOB = {"**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """`files` by path, symbolic links among them in `links` with where they lead, as written.

    `read` gives the bytes of a file, or why there are none.
    """

    files: frozenset[str]
    links: Mapping[str, str]
    read: Callable[[str], bytes | str]

    def kind(self, path: str) -> Kind:
        """What is at a path."""
        found = self.followed(path)
        if found is None or found.startswith("../"):
            return "nothing"
        if found in self.files:
            return "file"
        return "folder" if found in self._folders else "nothing"

    def followed(self, path: str) -> str | None:
        """A path without the links on it; None where they lead nowhere."""
        waiting = _parts(path)[::-1]
        done: list[str] = []
        hops = 0
        while waiting:
            part = waiting.pop()
            if part == "..":
                if not done:
                    return "../"
                done.pop()
                continue
            done.append(part)
            target = self.links.get("/".join(done))
            if target is not None:
                hops += 1
                if hops > _LINKS or target.startswith("/"):
                    return "../" if hops <= _LINKS else None
                done.pop()
                waiting += _parts(target)[::-1]
        return "/".join(done)

    def has_link(self, path: str) -> bool:
        """Whether a symbolic link stands on a path."""
        parts = _parts(path)
        return bool(self.links) and any(
            "/".join(parts[: end + 1]) in self.links for end in range(len(parts))
        )

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of what is directly in a folder, sorted."""
        found = self.followed(folder)
        return tuple(sorted(self._folders.get(found, ()))) if found is not None else ()

    def walk(self, folder: str) -> Iterator[str]:
        """The files below a folder; links to folders are not followed."""
        prefix = f"{folder}/" if folder else ""
        return (path for path in self.files if path.startswith(prefix))

    def glob(self, folder: str, pattern: str) -> Iterator[str]:
        """Paths of files and folders below a folder that fit a pattern, sorted."""
        form = re.compile("".join(_GLOB.get(p) or re.escape(p) for p in _PART.findall(pattern)))
        prefix = f"{folder}/" if folder else ""
        every = (*self.files, *self._folders)
        inside = (path for path in every if path.startswith(prefix) and path != prefix)
        return (path for path in sorted(inside) if form.fullmatch(path[len(prefix) :]))

    @cached_property
    def _folders(self) -> Mapping[str, set[str]]:
        """What each folder holds; the empty path is the top."""
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


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def joined(*parts: str) -> str:
    """A path from its parts, in its shortest form; empty for the top."""
    found = posixpath.normpath(posixpath.join(*parts)) if any(parts) else "."
    return "" if found == "." else found
