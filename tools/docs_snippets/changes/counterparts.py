"""Finds the page of a tree in another tree, where it may have another path.

It is looked for under its own path; then by the renames in the history of the repository; then, as
a copy, in another folder; then by likeness. A page that is found otherwise than by its path is one
that the first tree does not have: it cannot be the counterpart of another page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docs.copies import family
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import DiskFiles
from docs_snippets.project.trees import Tree

_STRONG = 2 / 3
"""Of the lines of the longer page, those that both have where nothing else says they are one."""
_NEXT = 1 / 3
"""The most that the next best page may have of them."""
_MIN_LINES = 6
_HASH = 12


_COPY = "a copy in another folder"


class Counterpart(NamedTuple):
    """The page of another tree, and in words how it was found, if not by its path."""

    path: str
    how: str = ""


def counterpart(docs: Docs, tree: Tree, inside: str, other: Tree) -> Counterpart | None:
    """The page at a path within `tree`, be it there or gone, in another tree; None without one."""
    usual = docs.pages.in_tree(other, inside)
    if docs.pages.has_page(usual):
        return Counterpart(usual)
    moved = docs.derived(_Moved)
    renamed = moved.by_history(tree, inside, other)
    if renamed:
        return renamed
    copies = [docs.pages.in_tree(other, each) for each in family(docs.pages, inside)]
    there = [each for each in copies if docs.pages.has_page(each)]
    if len(there) == 1 and docs.pages.has_page(docs.pages.in_tree(tree, inside)):
        return Counterpart(there[0], _COPY)
    return moved.by_likeness(tree, inside, other)


def sole_counterpart(docs: Docs, tree: Tree, inside: str, other: Tree) -> Counterpart | None:
    """The same without a copy that is the counterpart of another page of `tree`."""
    found = counterpart(docs, tree, inside, other)
    if found is None or found.how != _COPY:
        return found
    own = docs.pages.in_tree(tree, docs.pages.path_in_tree(found.path))
    return None if docs.pages.has_page(own) else found


@dataclass(frozen=True, eq=False)
class _Moved:
    """Pages that trees have under different paths."""

    docs: Docs

    def by_history(self, tree: Tree, inside: str, other: Tree) -> Counterpart | None:
        """The page that a commit gave another path."""
        if tree.locale or other.locale or inside not in self._aliases:
            return None
        strange = self._only_in(other, tree)
        names = [name for name in self._aliases[inside] if name in strange]
        if len(names) != 1:
            return None
        path = self.docs.pages.in_tree(other, names[0])
        return Counterpart(path, f"renamed in {self._aliases[inside][names[0]][:_HASH]}")

    def by_likeness(self, tree: Tree, inside: str, other: Tree) -> Counterpart | None:
        """The page that has most of the lines, if no other comes near, and if it is so for both."""
        from docs_snippets.changes.renamed_pages import most_alike

        if tree.locale or other.locale or self._is_ambiguous(inside, tree, other):
            return None
        path, pages = self.docs.pages.in_tree(tree, inside), self.docs.pages
        if path not in pages.paths_of(tree) or pages.has(pages.in_tree(other, inside)):
            return None
        own = self._lines(path)
        if len(own) < _MIN_LINES:
            return None
        found = most_alike(own, self._only_in(other, tree))
        if found is None or found.share < _STRONG or found.next_share > _NEXT:
            return None
        back = most_alike(self._only_in(other, tree)[found.name], self._only_in(tree, other))
        if back is None or back.name != inside or back.next_share > _NEXT:
            return None
        share = f"{found.share:.0%} of the lines are the same"
        return Counterpart(self.docs.pages.in_tree(other, found.name), share)

    def _is_ambiguous(self, inside: str, tree: Tree, other: Tree) -> bool:
        """Whether history knows several pages of the other tree by the names of a page."""
        names = self._aliases.get(inside)
        if not names:
            return False
        strange = self._only_in(other, tree)
        return sum(name in strange for name in names) > 1

    def _only_in(self, tree: Tree, other: Tree) -> Mapping[str, frozenset[str]]:
        """The lines of the pages that one tree has under a path that another does not have."""
        if (tree, other) not in self._kept:
            pages = self.docs.pages
            every = ((path, pages.path_in_tree(path)) for path in pages.paths_of(tree))
            self._kept[tree, other] = {
                inside: self._lines(path)
                for path, inside in every
                if not pages.has(pages.in_tree(other, inside))
            }
        return self._kept[tree, other]

    @cached_property
    def _kept(self) -> dict[tuple[Tree, Tree], Mapping[str, frozenset[str]]]:
        return {}

    def _lines(self, path: str) -> frozenset[str]:
        from docs_snippets.changes.renamed_pages import line_set

        source = self.docs.pages.source(path)
        text = source.text if isinstance(source, Source) else ""
        if text not in self._lines_of:  # copies of a page often have one text
            self._lines_of[text] = line_set(text)
        return self._lines_of[text]

    @cached_property
    def _lines_of(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _aliases(self) -> Mapping[str, Mapping[str, str]]:
        return _on_disk(self.docs).derived(_aliases_of)


def _on_disk(docs: Docs) -> Docs:
    """The docs that those of a commit, or of texts not written yet, are compared with."""
    while docs.twin and not isinstance(docs.files, DiskFiles):
        docs = docs.twin.docs
    return docs


def _aliases_of(docs: Docs) -> Mapping[str, Mapping[str, str]]:
    # Not every run needs what runs git.
    from docs_snippets.changes.renamed_pages import aliases, renames

    return aliases(renames(docs))
