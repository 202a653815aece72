"""Whether a word is a misspelling, told from the words of a tree's own pages."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.project.trees import Tree

SELDOM, OFTEN = 1, 3
"""Pages of a tree that spell a word wrong at most, and right at least."""


def misspells(docs: Docs, tree: Tree, word: str, wanted: str) -> bool:
    """Whether next to no page of the tree has the word, and several have the other."""
    return _pages(docs, tree, wanted) >= OFTEN and _pages(docs, tree, word) <= SELDOM


@lru_cache(maxsize=1024)
def _pages(docs: Docs, tree: Tree, word: str) -> int:
    """How many pages of a tree hold a word in lower case, up to enough of them."""
    whole = re.compile(rf"\b{re.escape(word)}\b")
    holding = (text for text in _texts(docs, tree) if word in text and whole.search(text))
    return len(tuple(islice(holding, OFTEN)))


def _texts(docs: Docs, tree: Tree) -> Iterator[str]:
    for path in _paths(docs, tree):
        source = docs.source(path)
        if isinstance(source, Source):
            yield source.text


@lru_cache(maxsize=16)
def _paths(docs: Docs, tree: Tree) -> tuple[str, ...]:
    return tuple(path for path in docs.paths() if docs.tree_of(path) == tree)
