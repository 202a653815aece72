"""What two trees tell differently: their references, their variables and their pages."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from docs_snippets.changes.counterparts import Counterpart, sole_counterpart
from docs_snippets.changes.reference_changes import ChangedParameter, changed_parameters
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.page_difference import PageDifference, page_differences


class VariableDifference(NamedTuple):
    """A variable that two trees give other values; None where one does not have it."""

    name: str
    before: str | None
    after: str | None


class PagePair(NamedTuple):
    """A page of two trees, or of one of them, and what its copies tell differently."""

    before: str | None
    after: str | None
    how: str
    differences: tuple[PageDifference, ...] = ()


@dataclass(frozen=True)
class TreeDifference:
    """What the second of two trees tells differently from the first."""

    one: Tree
    two: Tree
    parameters: tuple[ChangedParameter, ...]
    variables: tuple[VariableDifference, ...]
    pages: tuple[PagePair, ...]

    @property
    def any(self) -> bool:
        """Whether they differ."""
        return bool(self.parameters or self.variables or self.pages)


def tree_difference(
    docs: Docs, one: Tree, two: Tree, paths: Collection[str] | None = None
) -> TreeDifference:
    """What trees tell differently; of some pages only where paths of either tree are given."""
    pages = tuple(_pages(docs, one, two, paths))
    if paths is not None:
        return TreeDifference(one, two, (), (), pages)
    changed = changed_parameters(docs.facts.reference(one), docs.facts.reference(two))
    return TreeDifference(one, two, tuple(changed), tuple(_variables(docs, one, two)), pages)


def _variables(docs: Docs, one: Tree, two: Tree) -> Iterator[VariableDifference]:
    own = [docs.facts.variables(tree) for tree in (one, two)]
    names = dict.fromkeys(name for each in own if each for name in each.names)
    for name in names:
        before, after = (each.lookup(name) if each else None for each in own)
        values = [each if isinstance(each, str) else None for each in (before, after)]
        if values[0] != values[1]:
            yield VariableDifference(name, *values)


def _pages(docs: Docs, one: Tree, two: Tree, paths: Collection[str] | None) -> Iterator[PagePair]:
    """The pairs of pages that differ, then the pages of the second tree alone."""
    pages = docs.pages

    @cache
    def found(inside: str) -> Counterpart | None:
        return sole_counterpart(docs, one, inside, two)

    def same(inside: str) -> str:
        there = found(inside)
        return pages.path_in_tree(there.path) if there else inside

    taken: set[str] = set()
    for path in pages.paths_of(one):
        there = found(pages.path_in_tree(path))
        taken |= {there.path} if there else set()
        if paths is not None and path not in paths and (not there or there.path not in paths):
            continue
        pair = _pair(docs, (one, path), (two, there), same) if there else PagePair(path, None, "")
        if pair:
            yield pair
    for path in pages.paths_of(two):
        if path not in taken and (paths is None or path in paths):
            yield PagePair(None, path, "")


def _pair(
    docs: Docs,
    first: tuple[Tree, str],
    second: tuple[Tree, Counterpart],
    same: Callable[[str], str],
) -> PagePair | None:
    """What copies of a page tell differently; None where that is nothing, or they are unread."""
    (one, path), (two, there) = first, second
    before, after = docs.pages.page(path), docs.pages.page(there.path)
    if not isinstance(before, Page) or not isinstance(after, Page):
        return None  # `lint` says why
    found: tuple[PageDifference, ...] = ()
    if before.source.text != after.source.text:
        found = tuple(page_differences(docs, (one, before), (two, after), same))
    return PagePair(path, there.path, there.how, found) if found or there.how else None
