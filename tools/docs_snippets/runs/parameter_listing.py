"""Finds parameters by a part of their names, and says in a line what differs between trees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from docs_snippets.docs.docs import Docs
from docs_snippets.facts.parameter import Parameter, ParameterNames
from docs_snippets.facts.special_values import EMPTY
from docs_snippets.project.trees import Tree

_MOST_NAMED = 3
"""Trees that are named; of more, their number is said."""

Documented: TypeAlias = tuple[tuple[Tree, Parameter], ...]
"""The records of one parameter, each with its tree."""


class ListedParameter(NamedTuple):
    """A parameter of some trees, and what differs between them; empty where nothing does."""

    name: str
    differences: str


def matching_names(docs: Docs, name: str) -> tuple[str, ...]:
    """The parameters that a name means, by one name each that a reference finds.

    A spelling with its case goes before one in another case, and that before a part of a spelling.
    """
    found = {
        each.config_name.lower(): each.config_name
        for _, known in docs.facts.references
        for each in known.every(name)
    }
    if found:
        return (name,) if len(found) == 1 else tuple(found.values())
    folded = name.casefold()
    return (
        _named(docs, lambda each: folded in map(str.casefold, each.spellings))
        or _named(docs, lambda each: any(folded in word.casefold() for word in each.spellings))
    )  # fmt: skip


def _named(docs: Docs, wanted: Callable[[ParameterNames], bool]) -> tuple[str, ...]:
    """The parameters whose names are wanted; spellings may differ between trees."""
    found: dict[str, str] = {}
    for _, known in docs.facts.references:
        for names in known.names:
            if wanted(names):
                found.setdefault(names.config.lower(), names.config if names.others else names.name)
    return tuple(found.values())


def listed_parameters(docs: Docs, trees: Sequence[Tree]) -> tuple[ListedParameter, ...]:
    """Every parameter that a reference of these trees has, by name."""
    known = [(tree, found) for tree in trees if (found := docs.facts.reference(tree))]
    records: dict[str, list[tuple[Tree, Parameter]]] = defaultdict(list)
    for tree, parameters in known:
        for each in parameters:
            records[each.config_name.lower()].append((tree, each))
    compared = [tree for tree, _ in known]
    listed = [
        ListedParameter(found[0][1].label, "; ".join(_differences(compared, tuple(found))))
        for found in records.values()
    ]
    return tuple(sorted(listed, key=lambda each: each.name.casefold()))


def _differences(trees: Sequence[Tree], found: Documented) -> Iterator[str]:
    having = {tree for tree, _ in found}
    without = tuple(tree for tree in trees if tree not in having)
    if without and len(without) < len(found):
        yield f"not in {_in_words(without, trees)}"
    elif without:
        yield f"only in {_in_words([tree for tree, _ in found], trees)}"
    defaults = [(tree, each.default or '""') for tree, each in found]
    specials = [(tree, _specials(each)) for tree, each in found]
    yield from _variants("default", defaults, trees)
    yield from _variants("special values", specials, trees)


def _variants(
    what: str, values: Iterable[tuple[Tree, str]], every: Sequence[Tree]
) -> Iterator[str]:
    """The value of most trees, and the others with their trees; nothing where they agree."""
    groups: dict[str, list[Tree]] = defaultdict(list)
    for tree, value in values:
        groups[value].append(tree)
    (most, _), *others = sorted(groups.items(), key=lambda each: -len(each[1]))
    if others:
        parts = (f"{value} in {_in_words(trees, every)}" for value, trees in others)
        yield f"{what} {most}, but {', '.join(parts)}"


def _specials(parameter: Parameter) -> str:
    values = ('""' if each.value == EMPTY else each.value for each in parameter.specials)
    return " ".join(dict.fromkeys(values)) or "none"


def _in_words(trees: Sequence[Tree], every: Sequence[Tree]) -> str:
    """A few names of trees, and how many more there are; `PRODUCT/*` for all of a product."""
    words: list[str] = []
    products = dict.fromkeys(tree.product for tree in trees)
    for product in products:
        own = [tree.name for tree in trees if tree.product == product]
        whole = len(own) > 1 and len(own) == sum(tree.product == product for tree in every)
        words += [f"{product}/*"] if whole else own
    rest = len(words) - _MOST_NAMED
    return ", ".join(words[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
