"""The copies of a page: under its path in every tree, and under its name where they say the same.

Products keep the same page in different folders, and one of them sometimes has it twice.
"""

import posixpath
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
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
_COMMON = ("index.", "overview.")  # names that say nothing of what the page is


def copies(docs: Docs, family: Family) -> Copies:
    """A page in every tree that has it and can read it."""
    places = ((tree, docs.in_tree(tree, path)) for path in family for tree in docs.trees)
    found = ((tree, docs.page(path)) for tree, path in places if docs.has(path))
    return tuple((tree, page) for tree, page in found if isinstance(page, Page))


def family(docs: Docs, path_in_tree: str) -> Family:
    """The paths under which trees have a page or its copies."""
    name = posixpath.basename(path_in_tree)
    if len(_by_name(docs).get(name, ())) < 2:
        return (path_in_tree,)
    return _families(docs, name).get(path_in_tree, (path_in_tree,))


@lru_cache(maxsize=4)
def _by_name(docs: Docs) -> Mapping[str, tuple[str, ...]]:
    """The paths within trees that end in a name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in docs.paths():
        inside = docs.path_in_tree(path)
        name = posixpath.basename(inside)
        if not name.startswith(_COMMON) and docs.tree_of(path):
            found[name][inside] = None
    return {name: tuple(paths) for name, paths in found.items()}


@lru_cache(maxsize=1024)
def _families(docs: Docs, name: str) -> Mapping[str, Family]:
    """The paths of a name, each with those that it has a copy under."""
    lines = {path: _lines(docs, path) for path in _by_name(docs)[name]}
    together = {path: {path} for path in lines}
    for path, own in lines.items():
        for other, others in lines.items():
            shared = len(own & others)
            if (
                other not in together[path]
                and shared
                and shared >= ALIKE * min(len(own), len(others))
            ):
                joined = together[path] | together[other]
                together.update(dict.fromkeys(joined, joined))
    return {path: tuple(sorted(found)) for path, found in together.items()}


def _lines(docs: Docs, path_in_tree: str) -> frozenset[str]:
    """The long lines of a page in the first tree that has it."""
    paths = (docs.in_tree(tree, path_in_tree) for tree in docs.trees)
    source = docs.source(next(path for path in paths if docs.has(path)))
    text = source.text if isinstance(source, Source) else ""
    return frozenset(line for line in text.splitlines() if len(line.split()) >= _LONG)
