"""Decides whether a word is a misspelling, by the words of a tree's own pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.project.trees import Tree

SHORTEST_STEM = 3
_ENDINGS = ("s", "es", "ies", "d", "ed", "ied", "ing", "er", "ers", "ly", "'s", "’s", "n", "al")
SELDOM, OFTEN = 1, 3
"""Pages of a tree that spell a word wrong at most, and right at least."""
_KEPT = 1024
_DOUBLED = (
    "cancel|channel|counsel|dial|equal|fuel|funnel|initial|label|level|marshal|model|panel|parcel"
    "|signal|total|travel|tunnel"
)
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("z|(?<=en)c(?=[ei])", "s"),
        (rf"\b((?:{_DOUBLED}))l(?=(?:ed|ing|ers?|ation)\b)", r"\1"),
        (r"(?<=[a-z]{2})our(?=\b|s|[aei])", "or"),
        (r"(?<=[bt])re(?=s?\b|d\b)", "er"),
        ("(?<=[al])ogue", "og"),
        ("(?<=dg)e(?=ment)", ""),
        ("grey", "gray"),
        ("(?<=whil)st", "e"),
        ("(?<=among)st", ""),
        ("programme(?=s?\\b)", "program"),
    )
)


def misspells(pages: Pages, tree: Tree, word: str, wanted: str) -> bool:
    """Whether next to no page of the tree has the word, and several have the other.

    An inflected form of a word is seldom where the word is not, and no less right.
    """
    if inflects(word, wanted):
        return False
    words = pages.derived(_Words)
    return words.pages_with(tree, wanted) >= OFTEN and words.pages_with(tree, word) <= SELDOM


def is_common(pages: Pages, tree: Tree, word: str) -> bool:
    """Whether more than one page of the tree has a word, so that it is none that was mistyped."""
    return pages.derived(_Words).pages_with(tree, word) > SELDOM


def inflects(word: str, other: str) -> bool:
    """Whether two words are forms of one: `patch`, `patched`, `patches`, `patching`."""
    return bool(_stems(word) & _stems(other))


def is_respelled(word: str, other: str) -> bool:
    """Whether two words are spellings of one in different countries: `behaviour`, `behavior`."""
    return _unified(word) == _unified(other)


@lru_cache(maxsize=1 << 10)
def _unified(word: str) -> str:
    """A word as both countries could agree on it."""
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _stems(word: str) -> frozenset[str]:
    """What a word may be a form of, itself among it."""
    found = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            found |= {stem, f"{stem}e", f"{stem}y" if ending[0] == "i" else stem}
            found.add(stem[:-1] if stem[-1] == stem[-2] else stem)
    return frozenset(found)


@dataclass(frozen=True, eq=False)
class _Words:
    """How many pages hold the words that were asked for last."""

    pages: Pages
    _known: Memo[tuple[Tree, str], int] = field(default_factory=lambda: Memo(_KEPT))

    def pages_with(self, tree: Tree, word: str) -> int:
        """How many pages of a tree hold a word, at the start of a sentence too, up to enough."""
        return self._known.get((tree, word), lambda: self._count(tree, word))

    def _count(self, tree: Tree, word: str) -> int:
        first, rest = re.escape(word[:1]), re.escape(word[1:])
        whole = re.compile(rf"\b(?:{first}|{first.upper()}){rest}\b")
        holding = (text for text in self._texts(tree) if word[1:] in text and whole.search(text))
        return len(tuple(islice(holding, OFTEN)))

    def _texts(self, tree: Tree) -> Iterator[str]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source):
                yield source.text


def occurrences(name: str, text: str) -> int:
    """How often a text has a name as a whole."""
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
