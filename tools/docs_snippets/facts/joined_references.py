"""Several references of one tree as one: a fact that two of them have is one fact.

The first reference decides; what it leaves out is taken from the next. A type that was guessed from
a default gives way to one that a schema states.
"""

from collections.abc import Sequence

from docs_snippets.facts.parameter import Corrected, Parameter, ParameterNames, Parameters
from docs_snippets.facts.value_schema import UnknownType


def joined(references: Sequence[Parameters]) -> Parameters | None:
    """The facts of all references; None without any."""
    if len(references) < 2:
        return references[0] if references else None
    places: dict[str, list[tuple[int, int]]] = {}
    for index, reference in enumerate(references):
        for number, names in enumerate(reference.names):
            places.setdefault(names.config.lower(), []).append((index, number))
    every = tuple(places.values())

    def read(number: int) -> Corrected:
        found = [references[index].numbered(at) for index, at in every[number]]
        fact = found[0][0]
        for other, _ in found[1:]:
            fact = _filled(fact, other)
        return fact, frozenset[int]().union(*(applied for _, applied in found))

    first = references[0]
    return Parameters(
        first.path,
        tuple(_names(references, each) for each in every),
        read,
        frozenset[str]().union(*(each.overridden for each in references)),
        tuple(quote for each in references for quote in each.skipped),
    )


def _names(references: Sequence[Parameters], places: Sequence[tuple[int, int]]) -> ParameterNames:
    first, *more = (references[index].names[number] for index, number in places)
    others = (*first.others, *(name for each in more for name in each.others))
    return first._replace(others=tuple(dict.fromkeys(others))) if more else first


def _filled(fact: Parameter, other: Parameter) -> Parameter:
    """A fact, with what only another reference says of it."""
    if isinstance(fact.yaml_schema, UnknownType) or (fact.guessed and not other.guessed):
        fact = fact._replace(
            yaml_schema=other.yaml_schema,
            config_schema=other.config_schema,
            type=other.type or fact.type,
            guessed=other.guessed,
        )
    if not fact.default and other.default:
        fact = fact._replace(
            yaml_default=other.yaml_default,
            config_default=other.config_default,
            default_quote=other.default_quote,
        )
    if not fact.description and other.description:
        fact = fact._replace(
            description=other.description,
            specials=other.specials,
            unread=other.unread,
            accepted=other.accepted,
            stated_default=other.stated_default,
        )
    return fact._replace(
        others=tuple(dict.fromkeys((*fact.others, *other.others))),
        deprecated=fact.deprecated or other.deprecated,
        since=fact.since or other.since,
        closed=fact.closed or other.closed,
        group=fact.group or other.group,
    )
