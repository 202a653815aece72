"""The programs that a tree's own pages show the help of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docs_snippets.core.source import Source
from docs_snippets.docs.listed_references import ListedReferences
from docs_snippets.docs.pages import Pages
from docs_snippets.facts.help_pages import MARKS, shown_program
from docs_snippets.facts.programs import Program
from docs_snippets.project.trees import Tree


def _has_mark(text: str) -> bool:
    return any(mark in text for mark in MARKS)


@dataclass(frozen=True, eq=False)
class TreePrograms:
    """The programs that the pages of a tree show, looked up by name."""

    pages: Pages
    tree: Tree
    listed: ListedReferences
    _shown: dict[str, Program | None] = field(default_factory=dict)

    def program(self, name: str) -> Program | None:
        """A program as pages that are named after it show it; None where none does."""
        if name not in self._shown:
            self._shown[name] = shown_program(name, self._sources(name))
        return self._shown[name]

    def _sources(self, name: str) -> Iterator[Source]:
        listed = tuple(self.listed.help_of(self.tree, name))
        yield from listed
        known = {source.path for source in listed}
        for path in (path for path in self._named(name) if path not in known):
            source = self.pages.source(path)
            if isinstance(source, Source) and _has_mark(source.text):
                yield source

    def _named(self, name: str) -> Iterator[str]:
        """The paths in which a folder or file has the name, alone or before `_` or `-`."""
        part = re.compile(rf"(?:^|/){re.escape(name)}(?:[/_-]|\.[a-z]+$)")
        return (path for path in self._paths.get(_first(name), ()) if part.search(path))

    @cached_property
    def _paths(self) -> Mapping[str, tuple[str, ...]]:
        """The pages by the first word of each folder, and of the file, that they are in."""
        found: dict[str, list[str]] = {}
        for path in self.pages.paths_of(self.tree):
            for word in set(map(_first, path.split("/"))):
                found.setdefault(word, []).append(path)
        return {word: tuple(paths) for word, paths in found.items()}


@dataclass(frozen=True, eq=False)
class ShownPrograms:
    """The programs that pages show, by tree, and those that any tree shows."""

    pages: Pages
    listed: ListedReferences
    _trees: dict[Tree, TreePrograms] = field(default_factory=dict)
    _hinted: dict[str, Program | None] = field(default_factory=dict)

    def of(self, tree: Tree, name: str) -> Program | None:
        """A program as the pages of a tree show its help."""
        if tree not in self._trees:
            self._trees[tree] = TreePrograms(self.pages, tree, self.listed)
        return self._trees[tree].program(name)

    def forget(self, before: Mapping[str, str]) -> bool:
        """Drops what is known if a page shows help, or did with its text before; whether so."""
        now = (each.text for each in map(self.pages.source, before) if isinstance(each, Source))
        shows_help = any(map(_has_mark, (*before.values(), *now)))
        if shows_help:
            self._trees.clear()
            self._hinted.clear()
        return shows_help

    def hinted(self, name: str) -> Program | None:
        """A program as the pages of any tree show its help."""
        if name not in self._hinted:
            trees = self.pages.trees
            self._hinted[name] = any_program(self.of(tree, name) for tree in trees)
        return self._hinted[name]


def _first(name: str) -> str:
    return re.split(r"[_.-]", name, maxsplit=1)[0]


def any_program(found: Iterable[Program | None]) -> Program | None:
    """What several trees show of a program, as hints: it may have more."""
    joined: Program | None = None
    for each in found:
        joined = each.over(joined) if each else joined
    if joined is None:
        return None
    commands = {
        words: command._replace(complete=False, listed=False, quote=None)
        for words, command in joined.commands.items()
    }
    return Program(joined.name, commands, opaque=joined.opaque)
