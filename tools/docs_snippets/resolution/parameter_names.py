"""Resolves parameter names on a page: to the parameters of its own tree, and of the others.

A name counts by how it is spelled: YAML fields by exact case, environment variables and lines of
configuration files in any case, prose by any of a parameter's spellings.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docs_snippets.code_blocks.parameter_settings import Setting
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.memo import Memo
from docs_snippets.docs.tree_facts import Facts, TreeFacts
from docs_snippets.facts.parameter import Parameter, ParameterNames, Parameters, Spelling
from docs_snippets.facts.value_schema import IntegerType
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.prose.sentences import Sentence
from docs_snippets.prose.surroundings import Surroundings, text_at

_PAGES_KEPT = 2
_NAMES_KEPT = 1024
_CALLED = re.compile(r"`\s(?:configuration\s)?(?:field|parameter|setting)\b")
_SPELLINGS: Mapping[str, Spelling] = {
    "yaml": "yaml",
    "helm": "yaml",
    "env": "env",
    "config": "config",
}


class ParameterUse(NamedTuple):
    """A setting, its parameter in this tree's reference, and the other trees that know its name."""

    setting: Setting
    parameter: Parameter | None
    elsewhere: tuple[tuple[Tree, Parameter], ...]

    @property
    def known(self) -> bool:
        """Whether any tree knows the name."""
        return self.parameter is not None or bool(self.elsewhere)


def spelling_of(setting: Setting) -> Spelling | None:
    """How the name counts; None in prose, where `NAME=value` in inline code may be anything."""
    return None if setting.where == "code" else _SPELLINGS.get(setting.spelling)


def uses(page: Page, facts: TreeFacts) -> tuple[ParameterUse, ...]:
    """Every name of a parameter on the page; none where the tree has no reference.

    Names that no tree knows are among them, whatever they may mean in prose.
    """
    return _on_page(page, facts).uses


def _uses(page: Page, facts: TreeFacts) -> Iterator[ParameterUse]:
    own = facts.parameters
    if own is None:
        return
    known = facts.derived(_KnownNames).folded
    for setting in facts.examples.settings(page):
        if setting.spelling == "prop":
            continue
        if setting.name.lower() not in known:
            yield ParameterUse(setting, None, ())
            continue
        parameter = meant(setting, own)
        others = _elsewhere(setting, facts) if parameter is None else ()
        if not (parameter or others) or is_meant(setting, page, facts):
            yield ParameterUse(setting, parameter, others)


def _elsewhere(setting: Setting, facts: TreeFacts) -> tuple[tuple[Tree, Parameter], ...]:
    others = ((tree, meant(setting, known)) for tree, known in facts.known)
    return tuple((tree, found) for tree, found in others if found)


def meant(setting: Setting, reference: Parameters) -> Parameter | None:
    """The parameter of a reference that the setting is about."""
    spelling = spelling_of(setting)
    if spelling is None:
        return _in_prose(setting.name, reference)
    return reference.by_spelling(setting.name, spelling)


def nearest_name(setting: Setting, facts: TreeFacts) -> tuple[int, Callable[[], str]]:
    """How many known names are about as long as an unknown one, and what finds the nearest.

    That is the one that the writer most likely meant; it is empty where none is near.
    """
    spelling = spelling_of(setting) or _looks_like(setting.name)
    known, name = facts.derived(_KnownNames), setting.name.lower()
    count = sum(map(len, known.candidates(name, spelling)))
    return count, lambda: known.nearest(name, spelling) or ""


@dataclass(frozen=True, eq=False)
class _KnownNames:
    """Every spelling of every tree's parameters."""

    facts: Facts
    _nearest: Memo[tuple[str, Spelling], str | None] = field(
        default_factory=lambda: Memo(_NAMES_KEPT)
    )
    _by_length: dict[Spelling, Mapping[int, Sequence[tuple[str, str]]]] = field(
        default_factory=dict
    )

    def forget(self, before: Mapping[str, str]) -> None:
        """No page is read here."""

    @cached_property
    def folded(self) -> frozenset[str]:
        """All of them, in lower case."""
        names = (one for _, known in self.facts.known for one in known.names)
        return frozenset(name.lower() for each in names for name in each.spellings)

    def nearest(self, name: str, spelling: Spelling) -> str | None:
        """The one that is nearest to a name in lower case; None where none is near."""
        return self._nearest.get((name, spelling), lambda: self._find_nearest(name, spelling))

    def candidates(self, name: str, spelling: Spelling) -> list[Sequence[tuple[str, str]]]:
        """Those that are about as long, by length, each in lower case and as it is."""
        if spelling not in self._by_length:
            self._by_length[spelling] = self._names_by_length(spelling)
        by_length, most = self._by_length[spelling], allowed_edits(name)
        lengths = range(len(name) - most, len(name) + most + 1)
        return [by_length.get(length, ()) for length in lengths]

    def _find_nearest(self, name: str, spelling: Spelling) -> str | None:
        most = allowed_edits(name)
        near = (
            (edits(name, known, most + 1), wanted)
            for alike in self.candidates(name, spelling)
            for known, wanted in alike
        )
        within = ((apart, wanted) for apart, wanted in near if apart <= most)
        return min(within, default=(0, None))[1]

    def _names_by_length(self, spelling: Spelling) -> Mapping[int, Sequence[tuple[str, str]]]:
        """Every spelling in lower case, with the one that was to be written instead."""
        known: dict[str, str] = {}
        for _, reference in self.facts.known:
            for names in reference.names:
                wanted = _wanted(names, spelling)
                for each in names.spellings if wanted else ():
                    known.setdefault(each.lower(), wanted)
        by_length: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for each, wanted in known.items():
            by_length[len(each)].append((each, wanted))
        return by_length


@dataclass(frozen=True, eq=False)
class _OnPage:
    """The parameter names of one page, seen from one tree."""

    page: Page
    facts: TreeFacts

    @cached_property
    def uses(self) -> tuple[ParameterUse, ...]:
        return tuple(_uses(self.page, self.facts))

    @cached_property
    def surroundings(self) -> Surroundings:
        return Surroundings(self.page)

    @cached_property
    def kinds_set(self) -> frozenset[str]:
        """The kinds that the page sets parameters of."""
        settings = self.facts.examples.settings(self.page)
        return frozenset(each.kind for each in settings if spelling_of(each))

    @cached_property
    def kinds_by_key(self) -> Mapping[str, frozenset[str]]:
        """The kinds of resources on the page that have a key, wherever in them."""
        found: dict[str, set[str]] = defaultdict(set)
        for manifest in self.facts.examples.manifests(self.page):
            if kind := manifest.kind:
                for node in nodes(manifest.root):
                    found[node.key or ""].add(kind)
        return {key: frozenset(kinds) for key, kinds in found.items()}


@dataclass(frozen=True, eq=False)
class _LastPages:
    """The names of the pages that were asked for last: several rules ask, one after the other."""

    facts: Facts
    of: Memo[tuple[Page, Tree | None], _OnPage] = field(default_factory=lambda: Memo(_PAGES_KEPT))


def _on_page(page: Page, facts: TreeFacts) -> _OnPage:
    known = facts.derived(_LastPages).of
    return known.get((page, facts.tree), lambda: _OnPage(page, facts))


def is_port(parameter: Parameter) -> bool:
    """Whether the values of a parameter are ports, by its name and type."""
    name = parameter.name.lower().removesuffix("v6")
    return name.endswith("port") and isinstance(parameter.yaml_schema, IntegerType)


def is_meant(setting: Setting, page: Page, facts: TreeFacts) -> bool:
    """Whether a name in prose is the parameter, and not another resource's field of the same name.

    Other resources have tables of their fields, and examples that set them. A page that sets
    parameters, a title, a heading above and a paragraph that say what they configure are about
    parameters.
    """
    if spelling_of(setting) is not None or setting.spelling == "env":
        return True
    here = _on_page(page, facts)
    if setting.kind in here.kinds_set:
        return True
    subject = _subject(setting.kind)
    start = setting.name_span.start
    if here.surroundings.stands_below(start, subject):
        return True
    index = text_at(page, start)
    if index is None or here.surroundings.speaks_of(index, subject):
        return index is not None
    others = here.kinds_by_key.get(setting.name, frozenset()) - {setting.kind}
    return page.texts[index].kind != "cell" and not others


def is_called_one(setting: Setting, page: Page, facts: TreeFacts) -> bool:
    """Whether a sentence calls a name in code a field, or the like, of the parameters' resource."""
    start, end = setting.name_span
    if not _CALLED.match(page.source.text[end : end + 40]):
        return False
    index = text_at(page, start)
    around = _on_page(page, facts).surroundings
    known = around.sentences(index) if index is not None else ()
    at = bisect_right(known, start, key=lambda each: each.span(0, 0).start) - 1
    sentence = known[at] if at >= 0 and start in _offsets(known[at]) else None
    if sentence is None or setting.name in fields_beside(setting.kind, facts):
        return False
    others = {kind.kind for kind in facts.kinds.all} - {setting.kind}
    words = set(re.findall(r"\w+", sentence.text))
    return setting.kind in words and words.isdisjoint(others)


def fields_beside(kind: str, facts: TreeFacts) -> frozenset[str]:
    """Fields of a resource of parameters that are none."""
    found = (each.fields_beside for each in facts.examples.parameters if each.kind == kind)
    return frozenset[str]().union(*found)


def _offsets(sentence: Sentence) -> range:
    return range(*sentence.span(0, len(sentence.text)))


def _subject(kind: str) -> str:
    """What a kind of parameters configures, in lower case: the kind without its last word."""
    return "".join(re.findall(r"[A-Z]+[a-z0-9]*", kind)[:-1]).lower() or kind.lower()


def _in_prose(name: str, reference: Parameters) -> Parameter | None:
    """By any spelling; only a configuration file's have no case of their own."""
    return reference.find(name) or (reference.by_config(name) if name[:1].isupper() else None)


def _looks_like(name: str) -> Spelling:
    if "_" in name:
        return "env"
    return "config" if name[:1].isupper() else "yaml"


def _wanted(names: ParameterNames, spelling: Spelling) -> str:
    if spelling == "yaml":
        return names.yaml
    return names.env if spelling == "env" else names.config
