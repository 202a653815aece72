"""Tells how many other pages of two trees have a word or phrase.

What is written in one way on many pages and in another on none was mistyped, whichever of the two
more copies of the page have.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Siblings
from docs_snippets.docs.pages import Pages
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.tokens import Token
from docs_snippets.siblings.variant import Variant

OFTEN = 3
"""Other pages that have a word or phrase which can be relied on."""
_ENOUGH = 24
_KEPT = 1024
_GAP = r"\W{1,4}"
_NEAREST = 4
_NAME = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|_")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """The pages of the trees of two variants, without the copies of the page that has them."""

    pages: Pages
    trees: frozenset[Tree]
    own: frozenset[str]

    def count(self, phrase: Phrase) -> int:
        """How many pages have a phrase, one in several trees once, up to enough."""
        known = self.pages.derived(_Phrases)
        found = {path for tree in self.trees for path in known.paths(tree, phrase)}
        return len(found - self.own)


def elsewhere(siblings: Siblings, one: Variant, two: Variant) -> Elsewhere:
    """The pages that may tell which of two variants is right."""
    pages = siblings.pages
    own = frozenset(pages.path_in_tree(copy.page.path) for copy in one.copies + two.copies)
    return Elsewhere(pages, frozenset((one.first.tree, two.first.tree)), own)


def around(side: Variant) -> tuple[Phrase | None, Phrase | None]:
    """The word in which a unit differs, with the word before it, and with the one after it."""
    tokens, (start, end) = side.first.unit.tokens, side.at
    word = tuple(token.norm for token in tokens[start:end])
    before = next(_words(tokens[max(start - _NEAREST, 0) : start][::-1]), None)
    after = next(_words(tokens[end : end + _NEAREST]), None)
    return (before, *word) if before else None, (*word, after) if after else None


def is_term(siblings: Siblings, one: Variant, two: Variant) -> bool:
    """Whether another page differs in the same way between the versions of two variants.

    A mistake is made once; what a version calls a thing, it calls it so wherever it speaks of it.
    """
    pages = siblings.pages
    known = pages.derived(_Phrases)
    here, there = one.first.tree, two.first.tree
    own = {pages.path_in_tree(copy.page.path) for copy in one.copies + two.copies}
    for said, other in _told(one, two):
        found, before = known.paths(here, said), known.paths(there, said)
        if max(len(found), len(before)) < _ENOUGH and any(
            _has(pages, there, path, other) for path in found - before - own
        ):
            return True
    return False


def _has(pages: Pages, tree: Tree, path: str, phrase: Phrase) -> bool:
    """Whether a page of a tree has a phrase."""
    if not pages.has(pages.in_tree(tree, path)):
        return False
    source = pages.source(pages.in_tree(tree, path))
    return isinstance(source, Source) and _pattern(phrase).search(source.text) is not None


def _told(one: Variant, two: Variant) -> Iterator[tuple[Phrase, Phrase]]:
    """What each says: a name by itself, another word with one of its neighbours."""
    words = [tuple(norm for norm in side.norms if norm[0].isalnum()) for side in (one, two)]
    if not all(words):
        return
    if all(len(each) == 1 and _NAME.search(each[0]) for each in words):
        yield words[0], words[1]
    for said, other in zip(around(one), around(two), strict=True):
        if said and other:
            yield said, other


def on_page(side: Variant, phrase: Phrase) -> int:
    """How often the page of a variant has a phrase."""
    return sum(1 for _ in _pattern(phrase).finditer(side.first.page.source.text))


def _words(tokens: tuple[Token, ...]) -> Iterator[str]:
    return (token.norm for token in tokens if token.norm[0].isalnum())


def _finder(phrase: Phrase) -> Callable[[str], bool]:
    """Tells whether a text has a phrase."""
    pattern, rarest = _pattern(phrase), max(phrase, key=len)[1:]
    return lambda text: rarest in text and pattern.search(text) is not None


@lru_cache(maxsize=256)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    said = _GAP.join(map(re.escape, phrase))
    # It is looked for in thousands of texts, faster so than with the look behind at its start.
    first = "".join(map(re.escape, {phrase[0][0].lower(), phrase[0][0].upper()}))
    return re.compile(rf"[{first}](?i:(?<!\w.){said[len(re.escape(phrase[0][0])) :]})(?!\w)")


@dataclass(frozen=True, eq=False)
class _Phrases:
    """The pages of a tree that have the phrases which were asked for last."""

    pages: Pages
    _known: Memo[tuple[Tree, Phrase], frozenset[str]] = field(default_factory=lambda: Memo(_KEPT))

    def paths(self, tree: Tree, phrase: Phrase) -> frozenset[str]:
        """Their paths in the tree, up to enough."""
        return self._known.get((tree, phrase), lambda: self._paths(tree, phrase))

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops the phrases that some pages have and had not, or the other way round."""
        now = [
            (self.pages.tree_of(path), self.pages.path_in_tree(path), self._text(path))
            for path in before
        ]
        self._known.discard(
            lambda key, paths: any(
                tree == key[0] and (inside in paths) != _finder(key[1])(text)
                for tree, inside, text in now
            )
        )

    def _paths(self, tree: Tree, phrase: Phrase) -> frozenset[str]:
        has = _finder(phrase)
        holding = (self.pages.path_in_tree(path) for path, text in self._texts(tree) if has(text))
        return frozenset(islice(holding, _ENOUGH))

    def _text(self, path: str) -> str:
        source = self.pages.source(path)
        return source.text if isinstance(source, Source) else ""

    def _texts(self, tree: Tree) -> Iterator[tuple[str, str]]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source):
                yield path, source.text
