"""Decides whether a word is a misspelling, by the words of a tree's own pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.project.trees import Tree

SELDOM, OFTEN = 1, 3
"""Pages of a tree that spell a word wrong at most, and right at least."""
_KEPT = 1024


def misspells(pages: Pages, tree: Tree, word: str, wanted: str) -> bool:
    """Whether next to no page of the tree has the word, and several have the other."""
    words = pages.derived(_Words)
    return words.pages_with(tree, wanted) >= OFTEN and words.pages_with(tree, word) <= SELDOM


@dataclass(frozen=True, eq=False)
class _Words:
    """How many pages hold the words that were asked for last."""

    pages: Pages
    _known: Memo[tuple[Tree, str], int] = field(default_factory=lambda: Memo(_KEPT))

    def pages_with(self, tree: Tree, word: str) -> int:
        """How many pages of a tree hold a word in lower case, up to enough of them."""
        return self._known.get((tree, word), lambda: self._count(tree, word))

    def _count(self, tree: Tree, word: str) -> int:
        whole = re.compile(rf"\b{re.escape(word)}\b")
        holding = (text for text in self._texts(tree) if word in text and whole.search(text))
        return len(tuple(islice(holding, OFTEN)))

    def _texts(self, tree: Tree) -> Iterator[str]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source):
                yield source.text
