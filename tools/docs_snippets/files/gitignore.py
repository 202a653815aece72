"""Which paths the `.gitignore` files of a checkout ignore: a build may make them later."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.globs import combined, git_rule
from docs_snippets.core.patterns import LinearPattern, encoded
from docs_snippets.files.access import DiskFiles, Files, disk_folder
from docs_snippets.files.containment import repository_root
from docs_snippets.files.reading import text

_NAME = ".gitignore"
_MAX_LINES = 2_000
_MAX_RUNS = 64
"""Of rules that ignore, or that do not: each run costs a search, however many rules it has."""
_LONGEST_PATH = 4_096  # as on Linux; a longer one is nowhere


class _Rules(NamedTuple):
    """The rules of a file, the last one first; one with too many of them is not `complete`."""

    patterns: tuple[tuple[bool, LinearPattern], ...] = ()
    complete: bool = True

    def decision(self, path: bytes) -> bool | None:
        """Whether the rules ignore a path, as too many may; None where they say nothing of it."""
        found = (ignores for ignores, rule in self.patterns if rule.search(path))
        return next(found, None) if self.complete else True


@dataclass(frozen=True, eq=False)
class GitIgnore:
    """The ignore files of a docs root, each read when something below its folder is asked for.

    Those of the folders above count as far as the git repository reaches. What they say of the docs
    root as a whole does not: the docs are there.
    """

    files: Files

    def may_ignore(self, path: str) -> bool:
        """Whether git ignores a path, be it a file or a folder, or too many rules speak of it."""
        return self.ignores(path) or self.ignores(f"{path}/")

    def ignores(self, path: str) -> bool:
        """Whether git ignores a path, or a folder that it is in. A folder ends in a slash."""
        if len(path) > _LONGEST_PATH:
            return False
        prefix, above = (b"", ()) if path.startswith(("/", "..")) else self._around
        known = [
            (len(prefix) + (len(encoded(folder)) + 1 if folder else 0), rules)
            for folder in _above(path.rstrip("/"))
            if (rules := self._rules(folder)) is not None
        ]
        known += above
        data = prefix + encoded(path)
        ends = [found.end() for found in re.finditer(b"/", data) if found.end() > len(prefix)]
        return any(_is_ignored(data[:end], known) for end in (*ends, len(data)))

    @cached_property
    def _around(self) -> tuple[bytes, tuple[tuple[int, _Rules], ...]]:
        """The path of the docs root from its repository's, and the rules of the folders between."""
        folders = folders_above(self.files)
        if not folders:
            return b"", ()
        top = encoded(folders[-1].as_posix().rstrip("/") + "/")
        prefix = encoded(disk_folder(self.files).resolve().as_posix() + "/")[len(top) :]
        texts = ((each, text(DiskFiles(each), _NAME)) for each in folders)
        starts = ((encoded(each.as_posix().rstrip("/") + "/"), found) for each, found in texts)
        return prefix, tuple(
            (len(start) - len(top), _read(found)) for start, found in starts if found
        )

    @cached_property
    def _by_folder(self) -> dict[str, _Rules | None]:
        return {}

    def _rules(self, folder: str) -> _Rules | None:
        if folder not in self._by_folder:
            found = text(self.files, posixpath.join(folder, _NAME))
            self._by_folder[folder] = _read(found) if found else None
        return self._by_folder[folder]


def folders_above(files: Files) -> tuple[Path, ...]:
    """The folders above a docs root on disk, the nearest first, that are in its repository."""
    if not isinstance(files, DiskFiles):
        return ()
    real = files.folder.resolve()
    top = repository_root(real)
    if top is None or top == real:
        return ()
    return tuple(up for up in real.parents if up.is_relative_to(top))


def _above(path: str) -> Iterator[str]:
    """The folders that a path is in, the nearest first and the root, which is empty, last."""
    folder = "" if path.startswith(("/", "..")) else posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def _is_ignored(path: bytes, known: list[tuple[int, _Rules]]) -> bool:
    """What the nearest file says that knows a path; `known` tells how long its folder's path is."""
    for start, rules in known:
        decision = rules.decision(path[start:]) if start < len(path) else None
        if decision is not None:
            return decision
    return False


def _read(text: str) -> _Rules:
    if text.count("\n") > _MAX_LINES:
        return _Rules(complete=False)
    rules = (rule for line in text.splitlines() if (rule := git_rule(line)))
    patterns: list[tuple[bool, LinearPattern]] = []
    for ignores, run in groupby(rules, lambda rule: rule.ignores):
        patterns += ((ignores, each) for each in combined(rule.expression for rule in run))
    complete = len(patterns) <= _MAX_RUNS
    return _Rules(tuple(patterns[::-1]) if complete else (), complete)
