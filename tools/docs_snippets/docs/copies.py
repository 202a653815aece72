"""Finds the copies of a page: same path in every tree, or same name and much the same text.

Products keep the same page in different folders, and one of them sometimes has it twice.
"""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree

Copies = tuple[tuple[Tree, Page], ...]
"""The copies of a page, each with its tree."""

Family = tuple[str, ...]
"""Paths within trees, in order, under which one page is found."""

ALIKE = 1 / 2
"""Of the sentences of the shorter page, those that both have."""
_LONG = 8
"""Words of a line that two pages do not share by chance."""
SECTION = 3
"""Names that two folders of a tree share when they are sections of the same make."""
_CROWDED = 40
_KEPT = 1024
_COMMON = ("index.", "overview.")  # names that say nothing of what the page is


def copies(pages: Pages, family: Family) -> Copies:
    """A page in every tree that has it and can read it."""
    places = ((tree, pages.in_tree(tree, path)) for path in family for tree in pages.trees)
    found = ((tree, pages.page(path)) for tree, path in places if pages.has(path))
    return tuple((tree, page) for tree, page in found if isinstance(page, Page))


def family(pages: Pages, path_in_tree: str) -> Family:
    """The paths under which trees have a page or its copies."""
    return pages.derived(_Families).of(path_in_tree)


def parallel_folders(pages: Pages) -> frozenset[frozenset[str]]:
    """The pairs of folders whose pages of the same names are no copies."""
    return pages.derived(_Families).parallel


def in_most_trees_first(pages: Pages, groups: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Groups of copies, with the shortest of those in most trees before all others."""

    def cost(group: Sequence[str]) -> tuple[int, int]:
        sources = map(pages.source, group)
        size = sum(len(each.text) for each in sources if isinstance(each, Source))
        return -len(set(map(pages.tree_of, group))), size

    first = min(groups, key=cost)
    return [first, *(each for each in groups if each is not first)]


@dataclass(frozen=True, eq=False)
class _Families:
    """The families of all pages, found for one file name at a time.

    Sections that have several pages of the same names, such as one for each framework, tell of
    different things in much the same words: their pages are no copies.
    """

    pages: Pages
    _of_name: Memo[str, Mapping[str, Family]] = field(default_factory=lambda: Memo(_KEPT))

    def forget(self, before: Mapping[str, str]) -> None:
        """Looks for the families of the names of some pages anew."""
        names = frozenset(map(posixpath.basename, before))
        self._of_name.discard(lambda name, _: name in names)

    def of(self, path_in_tree: str) -> Family:
        """The family of a page by its path within trees."""
        name = posixpath.basename(path_in_tree)
        paths = self._by_name.get(name, ())
        if len(paths) < 2:
            return (path_in_tree,)
        found = self._of_name.get(name, lambda: _families(self.pages, paths, self.parallel))
        return found.get(path_in_tree, (path_in_tree,))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        """The paths within trees that end in a name."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for path in self.pages.paths():
            inside = self.pages.path_in_tree(path)
            name = posixpath.basename(inside)
            if not name.startswith(_COMMON) and self.pages.tree_of(path):
                found[name][inside] = None
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def parallel(self) -> frozenset[frozenset[str]]:
        """The pairs of folders of one tree that have several pages of the same names."""
        has, within = self.pages.has, self.pages.in_tree
        found = Counter(
            _folders(one, two)
            for paths in self._by_name.values()
            if 1 < len(paths) <= _CROWDED
            for one, two in combinations(paths, 2)
            if any(has(within(tree, one)) and has(within(tree, two)) for tree in self.pages.trees)
        )
        return frozenset(pair for pair, pages in found.items() if pages >= SECTION)


def _folders(one: str, two: str) -> frozenset[str]:
    """The folders that two paths of one name are in, without what they end alike in."""
    first, second = one.split("/")[:-1], two.split("/")[:-1]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    return frozenset(("/".join(first), "/".join(second)))


def _families(
    pages: Pages, paths: Iterable[str], parallel: Container[frozenset[str]]
) -> Mapping[str, Family]:
    """Paths of one name, each with those that it has a copy under."""
    lines = {path: _lines(pages, path) for path in paths}
    together = {path: {path} for path in lines}
    for path, own in lines.items():
        for other, others in lines.items():
            shared = len(own & others)
            if (
                other not in together[path]
                and shared
                and shared >= ALIKE * min(len(own), len(others))
                and _folders(path, other) not in parallel
            ):
                # Copies of copies are copies: both groups become one.
                joined = together[path] | together[other]
                together.update(dict.fromkeys(joined, joined))
    return {path: tuple(sorted(found)) for path, found in together.items()}


def _lines(pages: Pages, path_in_tree: str) -> frozenset[str]:
    """The long lines of a page in the first tree that has it."""
    paths = (pages.in_tree(tree, path_in_tree) for tree in pages.trees)
    source = pages.source(next(path for path in paths if pages.has(path)))
    text = source.text if isinstance(source, Source) else ""
    return frozenset(line for line in text.splitlines() if len(line.split()) >= _LONG)
