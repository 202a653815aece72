"""Whether texts mean the same value, by the schemas of what takes them."""

from collections.abc import Iterable
from fractions import Fraction

from docs_snippets.facts.special_values import EMPTY, NEGATIVE, UNSET
from docs_snippets.facts.value_fit import integer, seconds
from docs_snippets.facts.value_schema import (
    DurationType,
    EnumType,
    IntegerType,
    PortRangeType,
    Schema,
)


def mean_the_same(schemas: Iterable[Schema], one: str, two: str) -> bool:
    """Whether two texts mean the same in any of some spellings of values."""
    if one.casefold() == two.casefold():
        return True
    known = tuple(schemas)
    if any(_amounts(schema, one) & _amounts(schema, two) for schema in known):
        return True
    return bool(_durations(known, one) & _durations(known, two))


def _amounts(schema: Schema, text: str) -> set[object]:
    if isinstance(schema, IntegerType | PortRangeType):
        number = integer(text)
        return set() if number is None else {number}
    return set()


def _durations(schemas: Iterable[Schema], text: str) -> set[Fraction | None]:
    """What a text means as a duration, under either spelling's unit."""
    found = {seconds(text, schema) for schema in schemas if isinstance(schema, DurationType)}
    return found - {None}


def means(schemas: Iterable[Schema], special: str, value: str) -> bool:
    """Whether a value is the one of which a reference speaks."""
    if special == NEGATIVE:
        return value == NEGATIVE or (value.startswith("-") and integer(value) is not None)
    if {special, value} <= {EMPTY, UNSET}:
        return True
    return mean_the_same(schemas, special, value)


def is_listed(schemas: Iterable[Schema], value: str) -> bool:
    """Whether a schema names the value by itself: in an enum, as a single point, or as a low -1."""
    for schema in schemas:
        if isinstance(schema, EnumType) and value.casefold() in map(str.casefold, schema.values):
            return True
        number = integer(value)
        if isinstance(schema, IntegerType) and number is not None and _point(schema, number):
            return True
    return False


def _point(schema: IntegerType, number: int) -> bool:
    return any(
        number == low and (low == high or (low < 0 and len(schema.ranges) == 1))
        for low, high in schema.ranges
    )
