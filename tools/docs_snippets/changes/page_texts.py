"""The texts of pages before and after a change, and which of them hold some words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.project.trees import Tree

_COMPUTED = (
    re.compile(r"\]\(([^\s)]*\$\[[^\s)]*)"),
    re.compile(r"=[\"'{`]+([^\s\"'`]*\$\[[^\s\"'`]*)"),
)
_WORD = re.compile(r"[a-z]{3,}")


def checked_pages(docs: Docs) -> tuple[str, ...]:
    """All that the linter checks: pages and components."""
    return *docs.pages.paths(), *docs.pages.components


@dataclass(frozen=True, eq=False)
class PageTexts:
    """Pages as texts, in either revision of the docs."""

    base: Docs
    head: Docs

    @property
    def both(self) -> tuple[Docs, Docs]:
        """The revisions, the earlier one first."""
        return self.base, self.head

    @cached_property
    def paths(self) -> frozenset[str]:
        """What is checked in either revision."""
        return frozenset(path for docs in self.both for path in checked_pages(docs))

    def holding(
        self,
        words: frozenset[str],
        tree: Tree | None = None,
        *,
        only: bool = False,
        among: frozenset[str] | None = None,
    ) -> Iterator[str]:
        """Pages whose text holds any of some words, which are in lower case.

        `tree` keeps the pages of one tree; with `only` and no tree, those that belong to none.
        """
        if not words:
            return
        for path in self.paths if among is None else among:
            may_give_way()
            if (tree is not None or only) and self.tree(path) != tree:
                continue
            if any(word in text for text in self.lowered(path) for word in words):
                yield path

    def computing(self, words: frozenset[str], among: frozenset[str]) -> Iterator[str]:
        """Pages with links that hold one of some words when their variables have values."""
        parts = {part for word in words for part in _WORD.findall(word)}
        for path in among if parts else ():
            for docs, text in zip(self.both, self.pair(path), strict=True):
                if "$[" not in text or parts.isdisjoint(self._values(docs, self.tree(path))):
                    continue
                known = docs.facts.variables(self.tree(path))
                urls = [url for form in _COMPUTED for url in form.findall(text)]
                full = " ".join(map(known.substitute, urls)).lower() if known and urls else ""
                if any(word in full for word in words):
                    yield path

    def _values(self, docs: Docs, tree: Tree | None) -> frozenset[str]:
        """The words in the values of a tree's variables."""
        key = docs is self.base, tree
        if key not in self._value_words:
            known = docs.facts.variables(tree)
            values = (known.lookup(name) for name in known.names) if known else ()
            texts = (value.lower() for value in values if isinstance(value, str))
            self._value_words[key] = frozenset(w for text in texts for w in _WORD.findall(text))
        return self._value_words[key]

    @cached_property
    def _value_words(self) -> dict[tuple[bool, Tree | None], frozenset[str]]:
        return {}

    def pair(self, path: str) -> tuple[str, str]:
        """The text of a file in both revisions; empty where there is no such file."""
        one, two = (docs.pages.source(path) for docs in self.both)
        return (
            one.text if isinstance(one, Source) else "",
            two.text if isinstance(two, Source) else "",
        )

    def lowered(self, path: str) -> tuple[str, ...]:
        """The texts of a file in lower case, each once."""
        if path not in self._lower:
            self._lower[path] = tuple(map(self._lowered, dict.fromkeys(self.pair(path))))
        return self._lower[path]

    def _lowered(self, text: str) -> str:
        """A text in lower case, once for all pages that have it."""
        if text not in self._lower_texts:
            self._lower_texts[text] = text.lower()
        return self._lower_texts[text]

    @cached_property
    def _lower_texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _lower(self) -> dict[str, tuple[str, ...]]:
        return {}

    def tree(self, path: str) -> Tree | None:
        """The tree a page belongs to."""
        return self.head.pages.tree_of(path)
