"""Cuts copies of a page into sentences, cells and lines of code, and pairs the similar ones.

What legitimately differs between copies is set aside: names of products, variables, where links
lead, white space, full stops, emphasis and, in prose, case. Two units that differ in one place
alone are variants of each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.memo import Memo
from docs_snippets.docs.docs import Siblings
from docs_snippets.mdx.page import Fence, Page, Text
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.tokens import Token, UnitKey, UnitKind, tokens, unit_key
from docs_snippets.snippets.markers import find_markers, may_hold_markers

LEAST_ALIKE = 4
"""Words and signs that two variants have in common, at least."""
WIDEST = 4
"""Words and signs in which they may differ."""
_WIDEST_FLAG = 20
_DASHES = ("-", "-")
_CROWDED = 40
_LONGEST = 40
_PLACES = 2
_KEPT = 16

_ADDED = re.compile(r"\+(?![-+=|])")
_REMOVED = re.compile(r"-(?!-)|(?:---|\+\+\+) ")
_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`*\[\"$(<])|<br\s*/?>")


class TextUnit(NamedTuple):
    """A sentence, cell or line of code, from `start` on in the page's source, as it is compared."""

    kind: UnitKind
    text: str
    start: int
    titles: tuple[str, ...]
    key: UnitKey

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and signs, with their places."""
        return tokens(self.kind, self.text, self.titles)


class UnitCopy(NamedTuple):
    """A unit where it stands in a tree."""

    tree: Tree
    page: Page
    unit: TextUnit


class TokenDifference(NamedTuple):
    """Where two units differ: ranges of their tokens, either of which may be empty."""

    one: tuple[int, int]
    two: tuple[int, int]


class Variants(NamedTuple):
    """Two ways to say nearly the same, each with its copies."""

    one: tuple[UnitCopy, ...]
    two: tuple[UnitCopy, ...]
    differences: tuple[TokenDifference, ...]


def variants(copies: Sequence[tuple[Tree, Page]], titles: Iterable[str]) -> Iterator[Variants]:
    """The pairs of units that differ in few places, in copies of a page."""
    titles = tuple(sorted(titles, key=len, reverse=True))
    by_key: dict[UnitKey, list[UnitCopy]] = defaultdict(list)
    for copy in _not_everywhere(copies, titles):
        by_key[copy.unit.key].append(copy)
    partial = {
        key: tuple(found)
        for key, found in by_key.items()
        if len(found) < len(copies) and len({each.page.path for each in found}) == len(found)
    }
    respelled = dict.fromkeys(_respelled(partial))
    for first, second in (*respelled, *(pair for pair in _alike(partial) if pair not in respelled)):
        may_give_way()
        one, two = partial[first], partial[second]
        if {each.page.path for each in one}.isdisjoint(each.page.path for each in two):
            is_respelled = (first, second) in respelled
            found = (
                _all_differences(first[1:], second[1:])
                if is_respelled
                else _differences(first, second)
            )
            if found:
                yield Variants(one, two, found)


def units(siblings: Siblings, page: Page) -> tuple[TextUnit, ...]:
    """The sentences, cells and lines of code of a page, in the order of the page."""
    return siblings.derived(_LastUnits).of(page)


@dataclass(frozen=True, eq=False)
class _LastUnits:
    """The units of the pages that were asked for last: a page is compared with two others."""

    siblings: Siblings
    _known: Memo[Page, tuple[TextUnit, ...]] = field(default_factory=lambda: Memo(_KEPT))

    def of(self, page: Page) -> tuple[TextUnit, ...]:
        return self._known.get(page, lambda: _units(page, self._titles))

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        return tuple(sorted(self.siblings.titles, key=len, reverse=True))


def _units(page: Page, titles: tuple[str, ...]) -> tuple[TextUnit, ...]:
    cut = (unit for text in _texts(page) for unit in _cut(page, text, titles))
    return tuple(sorted((unit for unit in cut if len(unit.key) > 1), key=lambda unit: unit.start))


def _not_everywhere(
    copies: Sequence[tuple[Tree, Page]], titles: tuple[str, ...]
) -> Iterator[UnitCopy]:
    """The units of the copies, without the texts that stand in each of them letter by letter."""
    pages = {page.source.text: page for _, page in copies}
    texts = {source: tuple(_texts(page)) for source, page in pages.items()}
    raw = ({page.source.slice(each.span) for each in texts[text]} for text, page in pages.items())
    everywhere = set.intersection(*raw)
    cut = {
        source: tuple(
            unit
            for each in texts[source]
            if page.source.slice(each.span) not in everywhere
            for unit in _cut(page, each, titles)
            if len(unit.key) > 1
        )
        for source, page in pages.items()
    }
    yield from (
        UnitCopy(tree, page, unit) for tree, page in copies for unit in cut[page.source.text]
    )


def _alike(keys: Iterable[UnitKey]) -> Iterator[tuple[UnitKey, UnitKey]]:
    """Pairs of keys that begin or end with the same words, and are about as long."""
    buckets: dict[UnitKey, list[UnitKey]] = defaultdict(list)
    for key in keys:
        if len(key) > LEAST_ALIKE:
            buckets[(key[0], "<", *key[1:3])].append(key)
            buckets[(key[0], ">", *key[-2:])].append(key)
    seen: set[tuple[UnitKey, UnitKey]] = set()
    for bucket in buckets.values():
        for at, first in enumerate(bucket if len(bucket) <= _CROWDED else ()):
            for second in bucket[at + 1 :]:
                wide = _WIDEST_FLAG if first[0] == "code" else WIDEST
                if abs(len(first) - len(second)) <= wide and (first, second) not in seen:
                    seen.add((first, second))
                    yield first, second


def _respelled(keys: Iterable[UnitKey]) -> Iterator[tuple[UnitKey, UnitKey]]:
    """Pairs of keys that differ by case and hyphens alone."""
    alike: dict[UnitKey, list[UnitKey]] = defaultdict(list)
    for key in keys:
        alike[key[0], folded(key[1:])].append(key)
    for found in alike.values():
        yield from combinations(found if len(found) <= _CROWDED else (), 2)


def folded(norms: Iterable[str]) -> str:
    """What is left of words without case, hyphens and underscores."""
    return "".join(norms).lower().replace("-", "").replace("_", "")


def _all_differences(first: UnitKey, second: UnitKey) -> tuple[TokenDifference, ...]:
    """Where two keys differ that are respelled, however often: each difference once."""
    changes = SequenceMatcher(None, first, second).get_opcodes()
    found = {
        (first[a:b], second[c:d]): TokenDifference((a, b), (c, d))
        for kind, a, b, c, d in reversed(changes)
        if kind != "equal"
    }
    return tuple(reversed(found.values()))


def _differences(first: UnitKey, second: UnitKey) -> tuple[TokenDifference, ...]:
    """Where two keys differ; nothing where that is in too many places, or too much."""
    is_code, first, second = first[0] == "code", first[1:], second[1:]
    shorter = min(len(first), len(second))
    head = next((at for at in range(shorter) if first[at] != second[at]), shorter)
    left = shorter - head
    tail = next((at for at in range(left) if first[-1 - at] != second[-1 - at]), left)
    one, two = first[head : len(first) - tail], second[head : len(second) - tail]
    flag = is_code and _is_flag(first[:head], one, two)
    if max(len(one), len(two)) <= WIDEST or flag:
        if flag and (one or two)[:2] != _DASHES:
            head, tail = head - 2, tail + 2  # its own dashes were taken for those of the next flag
        found = [TokenDifference((head, len(first) - tail), (head, len(second) - tail))]
        return tuple(found) if head + tail >= LEAST_ALIKE else ()
    if len(set(one) & set(two)) < LEAST_ALIKE or len(one) > _LONGEST:
        return ()
    changes = [each for each in SequenceMatcher(None, one, two).get_opcodes() if each[0] != "equal"]
    if len(changes) > _PLACES or any(max(b - a, d - c) > WIDEST for _, a, b, c, d in changes):
        return ()
    return tuple(
        TokenDifference((head + a, head + b), (head + c, head + d)) for _, a, b, c, d in changes
    )


def _is_flag(before: UnitKey, one: UnitKey, two: UnitKey) -> bool:
    """Whether all that one has and the other has not is a flag, with its dashes or those before."""
    said = one or two
    dashes = said[:2] == _DASHES or before[-2:] == said[-2:] == _DASHES
    return not (one and two) and dashes and len(said) <= _WIDEST_FLAG


def _texts(page: Page) -> Iterator[Text | Fence]:
    """The prose and the code of a page, without what a snippet placed there."""
    ours = (
        tuple(region.span for region in find_markers(page).regions)
        if may_hold_markers(page.source.text)
        else ()
    )
    everything: tuple[Text | Fence, ...] = page.texts + page.fences
    for each in everything:
        if not any(start <= each.span.start < end for start, end in ours):
            yield each


def _cut(page: Page, text: Text | Fence, titles: tuple[str, ...]) -> Iterator[TextUnit]:
    """Sentences of prose and lines of code."""
    kind: UnitKind = "prose" if isinstance(text, Text) else "code"
    for start, end in _sentences(page, text) if isinstance(text, Text) else _lines(text):
        words = page.source.text[start:end]
        yield TextUnit(kind, words, start, titles, unit_key(kind, words, titles))


def _sentences(page: Page, text: Text) -> Iterator[tuple[int, int]]:
    start = text.span.start
    for cut in _END.finditer(page.source.text, *text.span):
        yield start, cut.start()
        start = cut.end()
    yield start, text.span.end


def _lines(fence: Fence) -> Iterator[tuple[int, int]]:
    start, is_diff = 0, _is_diff(fence)
    for line in fence.content.text.splitlines(keepends=True):
        said = _ADDED.sub(" ", line) if is_diff else line
        if said.strip() and not (is_diff and _REMOVED.match(line)):
            indent = len(said) - len(said.lstrip())
            yield fence.content.span(start + indent, start + len(line.rstrip()))
        start += len(line)


def _is_diff(fence: Fence) -> bool:
    """Whether the lines of a block begin with the marks of a change."""
    if (fence.lang or "").lower() == "diff":
        return True
    lines = fence.content.text.splitlines()
    return any(map(_ADDED.match, lines)) and any(map(_REMOVED.match, lines))
