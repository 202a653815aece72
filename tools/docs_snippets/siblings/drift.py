"""Finds where a copy of a page differs from its siblings by mistake."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Span
from docs_snippets.docs.copies import Copies, Family, copies, family
from docs_snippets.docs.docs import Siblings
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.drift_reasons import Reason, reason
from docs_snippets.siblings.link_drift import LinkDrift, link_drifts
from docs_snippets.siblings.spelling import occurrences
from docs_snippets.siblings.translated_code import code_differences
from docs_snippets.siblings.variant import Variant, token_offsets
from docs_snippets.siblings.variants import TextUnit, TokenDifference, UnitCopy, Variants, variants

_KEPT = 4
MOST_VARIANTS = 2_000
"""Copies that say more than this in two ways were not meant to be the same."""


class Drift(NamedTuple):
    """A copy that differs from its siblings: where, its words, and what `there` says instead.

    `words` or `wanted` is empty where one says more than the other; the span is then around it.
    """

    copy: UnitCopy
    span: Span
    words: str
    there: UnitCopy
    wanted: str
    having: tuple[Tree, ...]
    reason: Reason


def drifts(siblings: Siblings, page: Page) -> Iterator[Drift]:
    """Where a page differs from its siblings by mistake, in the order in which that was seen."""
    pages = siblings.pages
    own = pages.tree_of(page.path)
    if own is None:
        return
    if own.locale:
        yield from _of_translation(siblings, page)
        return
    paths = family(pages, pages.path_in_tree(page.path))
    known = pages.page(page.path)
    if isinstance(known, Page) and known.source == page.source:
        found = siblings.derived(_LastFamilies).drifts(paths)
    else:
        beside = (each for each in copies(pages, paths) if each[1].path != page.path)
        found = tuple(_drifts(siblings, (*beside, (own, page))))
    yield from (each for each in found if each.copy.page.path == page.path)


def _of_translation(siblings: Siblings, page: Page) -> Iterator[Drift]:
    """Where the code of a translation differs from that of the page it is made of."""
    for here, there in code_differences(siblings, page):
        for copy in here.copies:
            span = _span(copy, here.at)
            yield Drift(copy, span, here.words, there.first, there.words, there.trees, "translated")


@dataclass(frozen=True, eq=False)
class _LastFamilies:
    """The drifts of the pages that were asked for last: each of their copies asks for all."""

    siblings: Siblings
    _known: Memo[Family, tuple[Drift, ...]] = field(default_factory=lambda: Memo(_KEPT))

    def drifts(self, family: Family) -> tuple[Drift, ...]:
        """The drifts among the copies of a page."""
        siblings = self.siblings
        everywhere = partial(copies, siblings.pages, family)
        return self._known.get(family, lambda: tuple(_drifts(siblings, everywhere())))


def _drifts(siblings: Siblings, everywhere: Copies) -> Iterator[Drift]:
    """Those of all copies; of a unit that differs from several others, those from the first."""
    if len({page.source.text for _, page in everywhere}) < 2:
        return
    newest = _newest(everywhere)
    seen: set[tuple[str, int]] = set()
    every = tuple(islice(variants(everywhere, siblings.titles), MOST_VARIANTS + 1))
    if len(every) > MOST_VARIANTS:  # not copies of one page, whatever their names say
        return
    habits = _habits(every)
    for found in every:
        may_give_way()
        if _is_reordered(found):
            continue
        differences = (
            each
            for difference in found.differences
            for each in _of_difference(siblings, found, difference, newest)
        )
        reported = [
            each for each in differences if each.reason != "apart" or not _is_habit(each, habits)
        ]
        yield from (each for each in reported if _place(each) not in seen)
        seen.update(map(_place, reported))
    for link in link_drifts(siblings.pages, everywhere):
        yield _of_link(link)


def _of_link(link: LinkDrift) -> Drift:
    page, span = link.there
    here, there = _unit(link.page, link.span), _unit(page, span)
    copy, other = UnitCopy(link.tree, link.page, here), UnitCopy(link.trees[0], page, there)
    return Drift(copy, link.span, link.name, other, link.wanted, link.trees, "apart")


def _unit(page: Page, span: Span) -> TextUnit:
    return TextUnit("prose", page.source.slice(span), span.start, (), ())


def _place(drift: Drift) -> tuple[str, int]:
    return drift.copy.page.path, drift.copy.unit.start


Habits = Mapping[tuple[str, str, str], int]
"""How often a page has some words for some others of its siblings."""


def _habits(every: Iterable[Variants]) -> Habits:
    places = {
        (copy.page.path, a.words, b.words, copy.unit.start)
        for found in every
        for difference in found.differences
        for one, two in [(Variant(found.one, difference.one), Variant(found.two, difference.two))]
        for a, b in ((one, two), (two, one))
        for copy in a.copies
    }
    return Counter(place[:3] for place in places)


def _is_habit(drift: Drift, habits: Habits) -> bool:
    """Whether a page says so in other places, too, and so means it."""
    if habits[drift.copy.page.path, drift.words, drift.wanted] > 1:
        return True
    text = drift.copy.page.source.text
    said = occurrences(drift.words, text) if drift.words.isdigit() else text.count(drift.words)
    return bool(drift.words) and said > 1 and drift.wanted not in text


def _of_difference(
    siblings: Siblings, found: Variants, difference: TokenDifference, newest: frozenset[Tree]
) -> Iterator[Drift]:
    one, two = Variant(found.one, difference.one), Variant(found.two, difference.two)
    for a, b in ((one, two), (two, one)):
        why = reason(siblings, a, b, newest)
        if why:
            named = why == "name"
            words, wanted = (a.name, b.name) if named else (a.words, b.words)
            for copy in a.copies:
                start, end = Variant((copy,), a.at).name_offsets if named else (0, 0)
                here = Span(copy.unit.start + start, copy.unit.start + end)
                span = here if named else _span(copy, a.at)
                yield Drift(copy, span, words, b.first, wanted, b.trees, why)


def _is_reordered(found: Variants) -> bool:
    """Whether both say the same words, in another order."""
    one, two = found.one[0].unit.key[1:], found.two[0].unit.key[1:]
    here = Counter(norm for each in found.differences for norm in one[slice(*each.one)])
    there = Counter(norm for each in found.differences for norm in two[slice(*each.two)])
    return len(found.differences) > 1 and here == there


def _newest(everywhere: Copies) -> frozenset[Tree]:
    """The newest tree of each product that has the page."""
    latest: dict[str, Tree] = {}
    for tree, _ in everywhere:
        before = latest.get(tree.product)
        if before is None or tree.version > before.version:
            latest[tree.product] = tree
    return frozenset(latest.values())


def _span(copy: UnitCopy, at: tuple[int, int]) -> Span:
    start, end = token_offsets(copy, at)
    return Span(copy.unit.start + start, copy.unit.start + end)
