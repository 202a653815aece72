"""What the parameter names on a page mean in the page's own tree, and in the others.

A name counts by how it is spelled: YAML fields by exact case, environment variables and lines of
configuration files in any case, prose by any of a parameter's spellings.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.code_blocks.parameter_settings import Setting
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.page_view import Site
from docs_snippets.facts.parameter import Parameter, ParameterNames, Parameters, Spelling
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.facts.value_schema import IntegerType
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.prose.sentences import Sentence
from docs_snippets.prose.surroundings import sentences_of, speaks_of, stands_below, text_at

_CALLED = re.compile(r"`\s(?:configuration\s)?(?:field|parameter|setting)\b")
_SPELLINGS: Mapping[str, Spelling] = {
    "yaml": "yaml",
    "helm": "yaml",
    "env": "env",
    "config": "config",
}


class Use(NamedTuple):
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


@lru_cache(maxsize=2)  # several rules ask, one after the other
def uses(page: Page, site: Site) -> tuple[Use, ...]:
    """Every name of a parameter on the page; none where the tree has no reference.

    Names that no tree knows are among them, whatever they may mean in prose.
    """
    return tuple(_uses(page, site))


def _uses(page: Page, site: Site) -> Iterator[Use]:
    own = site.parameters
    if own is None:
        return
    known = _known_names(site.docs)
    for setting in site.settings(page):
        if setting.spelling == "prop":
            continue
        if setting.name.lower() not in known:
            yield Use(setting, None, ())
            continue
        parameter = meant(setting, own)
        others = _elsewhere(setting, site) if parameter is None else ()
        if not (parameter or others) or is_meant(setting, page, site):
            yield Use(setting, parameter, others)


def _elsewhere(setting: Setting, site: Site) -> tuple[tuple[Tree, Parameter], ...]:
    others = ((tree, meant(setting, known)) for tree, known in site.known)
    return tuple((tree, found) for tree, found in others if found)


@lru_cache(maxsize=4)
def _known_names(docs: Docs) -> frozenset[str]:
    """Every spelling of every tree, in lower case."""
    spellings = (name for _, known in docs.known for one in known.names for name in one.spellings)
    return frozenset(name.lower() for name in spellings)


def meant(setting: Setting, reference: Parameters) -> Parameter | None:
    """The parameter of a reference that the setting is about."""
    spelling = spelling_of(setting)
    if spelling is None:
        return _in_prose(setting.name, reference)
    return reference.by_spelling(setting.name, spelling)


def nearest_name(setting: Setting, site: Site) -> str | None:
    """The known name that the writer of an unknown one most likely meant."""
    spelling = spelling_of(setting) or _looks_like(setting.name)
    return _nearest(site.docs, setting.name.lower(), spelling)


@lru_cache(maxsize=1024)
def _nearest(docs: Docs, name: str, spelling: Spelling) -> str | None:
    most = allowed_edits(name)
    near = (
        (edits(name, known, most + 1), wanted)
        for length in range(len(name) - most, len(name) + most + 1)
        for known, wanted in _names_by_length(docs, spelling).get(length, ())
    )
    return min(((apart, wanted) for apart, wanted in near if apart <= most), default=(0, None))[1]


@lru_cache(maxsize=8)
def _names_by_length(docs: Docs, spelling: Spelling) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Every spelling of every tree in lower case, with the one that was to be written instead."""
    known: dict[str, str] = {}
    for _, reference in docs.known:
        for names in reference.names:
            wanted = _wanted(names, spelling)
            for each in names.spellings if wanted else ():
                known.setdefault(each.lower(), wanted)
    by_length: dict[int, tuple[tuple[str, str], ...]] = {}
    for each, wanted in known.items():
        by_length[len(each)] = (*by_length.get(len(each), ()), (each, wanted))
    return by_length


def is_port(parameter: Parameter) -> bool:
    """Whether the values of a parameter are ports, by its name and type."""
    name = parameter.name.lower().removesuffix("v6")
    return name.endswith("port") and isinstance(parameter.yaml_schema, IntegerType)


def is_meant(setting: Setting, page: Page, site: Site) -> bool:
    """Whether a name in prose is the parameter, and not another resource's field of the same name.

    Other resources have tables of their fields, and examples that set them. A page that sets
    parameters, a title, a heading above and a paragraph that say what they configure are about
    parameters.
    """
    if spelling_of(setting) is not None or setting.spelling == "env":
        return True
    if setting.kind in _kinds_set(page, site):
        return True
    subject = _subject(setting.kind)
    start = setting.name_span.start
    if stands_below(page, start, subject):
        return True
    index = text_at(page, start)
    if index is None or speaks_of(page, index, subject):
        return index is not None
    others = _kinds_by_key(page, site).get(setting.name, frozenset()) - {setting.kind}
    return page.texts[index].kind != "cell" and not others


@lru_cache(maxsize=2)
def _kinds_set(page: Page, site: Site) -> frozenset[str]:
    """The kinds that the page sets parameters of."""
    return frozenset(each.kind for each in site.settings(page) if spelling_of(each))


@lru_cache(maxsize=2)
def _kinds_by_key(page: Page, site: Site) -> Mapping[str, frozenset[str]]:
    """The kinds of resources on the page that have a key, wherever in them."""
    found: dict[str, set[str]] = defaultdict(set)
    for manifest in site.manifests(page):
        if kind := manifest.kind:
            for node in nodes(manifest.root):
                found[node.key or ""].add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


def is_called_one(setting: Setting, page: Page, site: Site) -> bool:
    """Whether a sentence calls a name in code a field, or the like, of the parameters' resource."""
    start, end = setting.name_span
    if not _CALLED.match(page.source.text[end : end + 40]):
        return False
    index = text_at(page, start)
    known = sentences_of(page, index) if index is not None else ()
    at = bisect_right(known, start, key=lambda each: each.span(0, 0).start) - 1
    sentence = known[at] if at >= 0 and start in _offsets(known[at]) else None
    if sentence is None or setting.name in fields_beside(setting.kind):
        return False
    others = {kind.kind for kind in site.kinds.all} - {setting.kind}
    words = set(re.findall(r"\w+", sentence.text))
    return setting.kind in words and words.isdisjoint(others)


def fields_beside(kind: str) -> frozenset[str]:
    """Fields of a resource of parameters that are none."""
    found = (each.fields_beside for each in procedure_facts().parameters if each.kind == kind)
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
