"""Finds guidance about a parameter that a page lacks and its siblings have in the same section."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from docs_snippets.docs.docs import Siblings
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.mdx.page import Heading, Page
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.guidance import (
    CopyWords,
    Guidance,
    copies_with_words,
    explained_by_version,
    find_guidance,
    same_section,
    words,
)

ENOUGH = 2
"""Trees that have a unit before it counts as guidance that others lack."""


class MissingGuidance(NamedTuple):
    """A parameter not named under a heading, where `trees` have guidance such as `unit`."""

    heading: Heading
    parameter: Parameter
    trees: tuple[Tree, ...]
    unit: Guidance


def missing_guidance(page: Page, siblings: Siblings) -> Iterator[MissingGuidance]:
    """The guidance that a page lacks."""
    tree = siblings.pages.tree_of(page.path)
    own = siblings.facts.of(tree).parameters
    if own is None or tree is None:
        return
    silent = own.lowered.keys() - words(page.source.text)
    found: dict[tuple[str, Heading], list[Guidance]] = defaultdict(list)
    for unit in _elsewhere(page, siblings, own, silent):
        heading = same_section(page, unit)
        if heading is not None:
            found[unit.name, heading].append(unit)
    for (name, heading), having in found.items():
        trees = tuple(dict.fromkeys(unit.tree for unit in having))
        parameter = own.by_yaml(name)
        if (
            parameter is not None
            and len(trees) >= max(ENOUGH, _silent_trees(page, siblings, having[0]))
            and not explained_by_version(tree, trees)
            and _alike(parameter, having, siblings)
        ):
            yield MissingGuidance(heading, parameter, trees, having[0])


def _copies(page: Page, siblings: Siblings) -> Iterator[CopyWords]:
    """The page in the other trees."""
    path = siblings.pages.path_in_tree(page.path)
    own = siblings.pages.tree_of(page.path)
    return (copy for copy in copies_with_words(siblings.pages, path) if copy.tree != own)


def _elsewhere(
    page: Page, siblings: Siblings, own: Parameters, silent: AbstractSet[str]
) -> Iterator[Guidance]:
    """Guidance of the page's siblings about parameters of some names in lower case."""
    having = [copy for copy in _copies(page, siblings) if not silent.isdisjoint(copy.words)]
    names = frozenset(own.lowered[name] for name in silent) if having else frozenset()
    for copy in having:
        sibling = siblings.pages.page(copy.path)
        if isinstance(sibling, Page):
            yield from find_guidance(
                copy.tree, sibling, siblings.facts.examples.settings(sibling), names
            )


def _silent_trees(page: Page, siblings: Siblings, unit: Guidance) -> int:
    """How many trees document the parameter, have the section and do not name the parameter."""
    lacking = 1
    for tree, path, words_there in _copies(page, siblings):
        known = siblings.facts.parameters(tree)
        if unit.name.lower() not in words_there and known and known.by_yaml(unit.name):
            sibling = siblings.pages.page(path)
            lacking += isinstance(sibling, Page) and same_section(sibling, unit) is not None
    return lacking


def _alike(parameter: Parameter, having: list[Guidance], siblings: Siblings) -> bool:
    """Whether a tree with the guidance describes the parameter as this one does."""
    references = (siblings.facts.parameters(unit.tree) for unit in having)
    described = (known.by_yaml(parameter.name) for known in references if known)
    return any(
        (one.default, one.yaml_schema) == (parameter.default, parameter.yaml_schema)
        for one in described
        if one
    )
