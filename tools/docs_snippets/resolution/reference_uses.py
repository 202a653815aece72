"""What a page says of the facts that listed references have: values it sets, names in its prose.

A name that the references of this tree lack is told where those of another tree have it, or where
it is nearly one that they have. References that do not list everything make no other claim.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import Facts, TreeFacts
from docs_snippets.facts.built_in_fields import built_in_kinds, built_in_structure
from docs_snippets.facts.fact_records import VARIABLE
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.programs import packaged_program
from docs_snippets.mdx.page import Page, Text
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.chart_settings import (
    ChartSetting,
    ChartValues,
    chart_settings,
    charts,
)
from docs_snippets.resolution.resources import field_at

_PAGES_KEPT = 2
_FLAG = re.compile(r"--[a-z][\w-]+")
_HISTORY = re.compile(
    r"\b(?:deprecat\w+|removed?|no longer|renamed|replaced|previous(?:ly)?|formerly|obsolete"
    r"|(?:since|before|until|from|in) (?:version |release )?v?\d+\.\d)",
    re.IGNORECASE,
)
_OF_HISTORY = re.compile(r"(?i)(?:upgrad|migrat|release|changelog|deprecat|what-?s-?new)")
_LONG = 8
_DASHES, _SPEC = "--", "spec"
_WORD = re.compile(r"[A-Za-z][\w-]*")


class ReferenceUse(NamedTuple):
    """A name on a page: the fact of this tree, or of which other trees it is one.

    `near` is the name that was meant where no tree has it, `closed` that nothing else can be meant.
    `setting` is where it is set.
    """

    name: str
    span: Span
    fact: Parameter | None
    elsewhere: tuple[tuple[Tree, Parameter], ...] = ()
    near: str = ""
    closed: bool = False
    setting: ChartSetting | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it is a mistake in any version."""
        return self.fact is None and not self.elsewhere and (bool(self.near) or self.closed)


def reference_uses(page: Page, facts: TreeFacts) -> tuple[ReferenceUse, ...]:
    """The names of facts of listed references on a page, in order.

    Unknown names that may be no mistake are left out.
    """
    if facts.tree is None or not facts.listed:
        return ()
    known = facts.derived(_LastPages).of
    return known.get((page, facts.tree), lambda: tuple(sorted(_uses(page, facts), key=_place)))


@dataclass(frozen=True, eq=False)
class _LastPages:
    """The names of the pages that were asked for last: several rules ask, one after the other."""

    facts: Facts
    of: Memo[tuple[Page, Tree | None], tuple[ReferenceUse, ...]] = field(
        default_factory=lambda: Memo(_PAGES_KEPT)
    )


def _place(use: ReferenceUse) -> Span:
    return use.span


def _uses(page: Page, facts: TreeFacts) -> Iterator[ReferenceUse]:
    for setting in chart_settings(page, facts):
        use = _of_setting(setting, facts)
        if use is not None:
            yield use
    yield from _in_prose(page, facts)


def _of_setting(setting: ChartSetting, facts: TreeFacts) -> ReferenceUse | None:
    chart, path = setting.chart, setting.path
    fact = chart.find(path)
    if fact is not None:
        return ReferenceUse(path, setting.span, fact, setting=setting)
    if chart.is_open(path):
        return None
    elsewhere = _elsewhere(chart.owner, path, facts)
    if elsewhere:
        return ReferenceUse(path, setting.span, None, elsewhere, setting=setting)
    parent, _, name = path.rpartition(".")
    beside = chart.below.get(parent, {})
    if not beside or chart.mentions(name):
        return None
    near = _nearest(name, tuple(beside))
    holder = chart.find(parent)
    closed = bool(holder and holder.closed and chart.complete)
    if not (near or closed):
        return None
    return ReferenceUse(path, setting.span, None, (), near, closed, setting)


def _elsewhere(owner: str, path: str, facts: TreeFacts) -> tuple[tuple[Tree, Parameter], ...]:
    """The other trees whose chart of the same name has a value."""
    known = facts.derived(_EveryChart)
    found = ((tree, each.find(path)) for tree, each in known.named(owner))
    return tuple((tree, fact) for tree, fact in found if fact and tree != facts.tree)


@dataclass(frozen=True, eq=False)
class _EveryChart:
    """The charts of all trees."""

    facts: Facts

    @cached_property
    def _all(self) -> Sequence[tuple[Tree, Mapping[str, ChartValues]]]:
        trees = self.facts.pages.trees
        return [(tree, charts(self.facts.of(tree))) for tree in trees]

    def named(self, owner: str) -> Iterator[tuple[Tree, ChartValues]]:
        """The charts of a name, each with its tree."""
        return ((tree, found[owner]) for tree, found in self._all if owner in found)


def _nearest(name: str, names: Sequence[str]) -> str:
    most = allowed_edits(name)
    near = [(edits(name.lower(), each.lower(), most + 1), each) for each in names]
    within = [(apart, each) for apart, each in near if apart <= most and len(each) > 2]
    return min(within)[1] if within else ""


def _in_prose(page: Page, facts: TreeFacts) -> Iterator[ReferenceUse]:
    names = facts.derived(_EveryName)
    if _OF_HISTORY.search(page.path):
        return
    matrices = tuple(_matrices(page, names))
    for text in page.texts:
        if any(span.start <= text.span.start < span.end for span in matrices):
            continue
        for start, end in text.code if not _HISTORY.search(text.prose.text) else ():
            word = text.prose.text[start:end].strip()
            if not names.may_have(word):
                continue
            at = text.prose.text.index(word, start)
            span = text.prose.span(at, at + len(word))
            use = _named(word, span, names, facts, page)
            if use is not None and (use.fact or not _is_of_others(use, text, page, facts)):
                yield use


def _matrices(page: Page, names: "_EveryName") -> Iterator[Span]:
    """Where tables compare versions, which have names of all of them."""
    for table in page.tables:
        titles = {cell.prose.text.strip() for cell in table.rows[0]}
        if len(titles & names.versions) > 1:
            yield table.span


def _named(
    word: str, span: Span, names: "_EveryName", facts: TreeFacts, page: Page
) -> ReferenceUse | None:
    own = facts.reference
    if own is None:
        return None
    meant = own.every(word)
    if meant:
        same = {(each.kind, each.default) for each in meant}
        return ReferenceUse(word, span, meant[0]) if len(same) == 1 else None
    if not _is_telling(word):
        return None
    elsewhere = names.elsewhere(word, facts)
    if not all(names.has_any(facts.tree, fact.owner, word) for _, fact in elsewhere):
        return None
    owners = {fact.owner for _, fact in elsewhere}
    if not elsewhere or len(owners) > 1 or not _speaks_of(page, word, next(iter(owners))):
        return None
    return ReferenceUse(word, span, None, elsewhere)


def _is_of_others(use: ReferenceUse, text: Text, page: Page, facts: TreeFacts) -> bool:
    """Whether another program that the paragraph names has such a flag, or a kind of Kubernetes
    that the page shows such a field.
    """
    if use.name.startswith(_DASHES):
        named = (packaged_program(word.lower()) for word in _WORD.findall(text.prose.text))
        owners = {fact.owner.partition(" ")[0] for _, fact in use.elsewhere}
        return any(each and each.name not in owners and use.name in each.any_flag for each in named)
    route = tuple(use.name.split("."))
    shown = {each.kind for each in facts.examples.yaml_documents(page)}
    return any(
        kind in shown
        and (found := built_in_structure(group, "", kind)) is not None
        and field_at(found, route) is not None
        for group, kind in (built_in_kinds() if route[0] == _SPEC else ())
    )


def _is_telling(word: str) -> bool:
    """Whether a name is so long that it is hardly another thing's."""
    return "." in word or bool(VARIABLE.fullmatch(word)) or bool(_FLAG.fullmatch(word))


def _speaks_of(page: Page, word: str, owner: str) -> bool:
    """Whether a page names what has a fact, where the name alone does not tell."""
    program = owner.split(" ")[0]
    return not program or word.startswith(f"{owner}.") or program in page.source.text


@dataclass(frozen=True, eq=False)
class _EveryName:
    """Every spelling of every tree's facts."""

    facts: Facts

    @cached_property
    def _trees(self) -> Mapping[str, tuple[Tree, ...]]:
        found: dict[str, dict[Tree, None]] = {}
        for tree, reference in self.facts.references:
            for names in reference.names:
                for spelling in names.spellings:
                    found.setdefault(spelling, {})[tree] = None
        return {name: tuple(trees) for name, trees in found.items()}

    @cached_property
    def versions(self) -> frozenset[str]:
        """What the versions of the docs are called."""
        return frozenset(str(tree.version) for tree in self.facts.pages.trees)

    @cached_property
    def _owners(self) -> frozenset[tuple[Tree | None, str, bool]]:
        return frozenset(
            (tree, names.owner, any(each.startswith(_DASHES) for each in names.spellings))
            for tree, facts in self.facts.references
            for names in facts.names
        )

    def has_any(self, tree: Tree | None, owner: str, like: str) -> bool:
        """Whether the references of a tree have any flag, or other fact, of who has one like it."""
        return (tree, owner, like.startswith(_DASHES)) in self._owners

    def may_have(self, word: str) -> bool:
        """Whether any tree has a fact of this name that prose can be about."""
        return word in self._trees and ("." in word or len(word) >= _LONG or word.startswith("--"))

    def elsewhere(self, word: str, facts: TreeFacts) -> tuple[tuple[Tree, Parameter], ...]:
        """The trees that have a fact of a name, and the fact."""
        known = ((tree, facts.references) for tree in self._trees.get(word, ()))
        return tuple(
            (tree, fact)
            for tree, references in known
            for other, reference in references
            if other == tree and (fact := reference.find(word))
        )
