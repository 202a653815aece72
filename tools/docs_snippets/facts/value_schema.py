"""What values a parameter takes, read from the words its reference describes them with.

References are generated and drop or gain suffixes over time, so every shape is known by its first
words. A shape this module does not know is `Unknown`, of which nothing is claimed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.core.numbers import GREATEST_PORT, number_of
from docs_snippets.core.patterns import compiled

Value: TypeAlias = "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | None"


class Range(NamedTuple):
    """Integers from `low` to `high`, both included."""

    low: int
    high: int


class UnknownType(NamedTuple):
    """A description that says nothing a value could be held against."""

    text: str


class BooleanType(NamedTuple):
    """`true` or `false`."""


class IntegerType(NamedTuple):
    """An integer in one of the ranges; in any when there are none."""

    ranges: tuple[Range, ...] = ()


class DurationType(NamedTuple):
    """A duration with its units, or a plain number of `unit` seconds where `unit` is not 0."""

    unit: float = 0


class EnumType(NamedTuple):
    """One of some words; `folded` where the description leaves the case open."""

    values: tuple[str, ...]
    integers: bool = False
    folded: bool = False


class PatternType(NamedTuple):
    """A string that matches a regular expression."""

    regex: str


class TextType(NamedTuple):
    """Any string; also an integer where `integers`."""

    integers: bool = False


class AddressType(NamedTuple):
    """An IP address of a version, with a prefix length where `cidr`; version 0 is either."""

    version: Literal[0, 4, 6] = 0
    cidr: bool = False


class PortRangeType(NamedTuple):
    """A port, or two with a colon between them."""

    low: int = 0
    high: int = GREATEST_PORT


class FieldsType(NamedTuple):
    """A mapping whose keys the reference shows in the words of `text`."""

    text: str


class ListType(NamedTuple):
    """A list; its items are of one schema."""

    item: "Schema"


Schema: TypeAlias = (
    UnknownType
    | BooleanType
    | IntegerType
    | DurationType
    | EnumType
    | PatternType
    | TextType
    | AddressType
    | PortRangeType
    | FieldsType
    | ListType
)

_BOUND = r"\s*(-?[0-9]{1,20}(?:\^[0-9]{1,3}(?:-[0-9]{1,20})?)?)\s*"
_RANGE = re.compile(rf"\[{_BOUND},{_BOUND}\]")
_POWER = re.compile(r"(-?)(\d+)\^(\d+)(?:-(\d+))?")
_CODE = re.compile(r"`([^`]*)`")

# By first words, the longer before the shorter that they start with.
_LIST_ITEMS: tuple[tuple[str, "Schema"], ...] = (
    ("CIDRs", AddressType(cidr=True)),
    ("ports", PortRangeType()),
    ("strings", TextType()),
    ("interface names", TextType()),
    ("protocol/port", FieldsType("protocol, port and net")),
    ("health timeout", FieldsType("name and timeout")),
    ("route table range", FieldsType("min and max")),
)


@cache
def yaml_schema(text: str, kind: str, values: tuple[str, ...], fallback: str) -> Schema:
    """The schema of a YAML value: `text` and `kind` describe it, `values` list an enum.

    `fallback` is the description in the configuration file's spelling, for parameters whose YAML
    one is empty: its enum holds but for the case of letters.
    """
    if words := _words(values):
        return EnumType(words, integers=kind == "integer")
    found = _parse(text, kind)
    if isinstance(found, UnknownType) and not text:
        described = config_schema(fallback)
        return described if isinstance(described, EnumType) else _by_kind(kind, fallback)
    return found


@cache
def config_schema(text: str) -> Schema:
    """The schema of a value in a configuration file or an environment variable."""
    if text.startswith("Comma-delimited list of CIDRs"):
        return ListType(AddressType(cidr=True))
    if text.startswith("Comma-delimited list of strings, each matching"):
        return ListType(_pattern(text))
    if text.startswith(("Comma", "List")):
        return UnknownType(text)
    found = _parse(text, "")
    return found._replace(folded=True) if isinstance(found, EnumType) else found


def narrowed(schema: Schema, ranges: tuple[Range, ...]) -> Schema:
    """The schema with ranges that a description's prose or a reviewer gives."""
    return IntegerType(ranges) if isinstance(schema, IntegerType) else schema


def _parse(text: str, kind: str) -> Schema:
    for prefix, make in _SHAPES:
        if text.startswith(prefix):
            return make(text, kind)
    return UnknownType(text)


def _by_kind(kind: str, text: str) -> Schema:
    if kind == "boolean":
        return BooleanType()
    if kind == "integer":
        return IntegerType()
    return FieldsType(text) if kind == "object" else UnknownType(text)


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    """Enum values without the marks some generators leave around them, each once."""
    return tuple(dict.fromkeys(value.strip("`").strip('"') for value in values))


def _enum(text: str, kind: str) -> Schema:
    found = _words(tuple(_CODE.findall(text)))
    return EnumType(found, integers=kind == "integer") if found else UnknownType(text)


def _integer(text: str, _kind: str) -> Schema:
    ranges = sorted(Range(_number(low), _number(high)) for low, high in _RANGE.findall(text))
    return IntegerType(tuple(_points(ranges)))


def _points(ranges: Sequence[Range]) -> Sequence[Range]:
    """Ranges as meant: one that holds the next up to the same end stands for its first value.

    Generators write "0, or 9999 and above" as two ranges that end alike.
    """
    return [_point(one, ranges[index + 1 :]) for index, one in enumerate(ranges)]


def _point(one: Range, after: Sequence[Range]) -> Range:
    held = after and after[0].high == one.high and one.low < after[0].low
    return Range(one.low, one.low) if held else one


def _number(text: str) -> int:
    power = _POWER.fullmatch(text)
    if power is None:
        return number_of(text)
    sign, base, exponent, minus = power.groups()
    value: int = int(base) ** min(int(exponent), 128) - int(minus or 0)
    return -value if sign else value


def _pattern(text: str, _kind: str = "") -> Schema:
    found = _CODE.search(text)
    return PatternType(found[1]) if found and compiled(found[1]) else UnknownType(text)


def _port_range(text: str, _kind: str) -> Schema:
    bounds = _RANGE.search(text)
    return PortRangeType(_number(bounds[1]), _number(bounds[2])) if bounds else PortRangeType()


def _text(text: str, kind: str) -> Schema:
    """`String.` is also what generators say of types they do not know."""
    if kind in ("", "string"):
        return TextType()
    return TextType(integers=True) if "string" in kind else UnknownType(text)


def _list(text: str, _kind: str) -> Schema:
    rest = text.removeprefix("List of ")
    return ListType(
        next((item for start, item in _LIST_ITEMS if rest.startswith(start)), UnknownType(""))
    )


def _always(schema: Schema) -> Callable[[str, str], Schema]:
    return lambda _text, _kind: schema


_SHAPES: tuple[tuple[str, Callable[[str, str], Schema]], ...] = (
    ("Boolean", _always(BooleanType())),
    ("Integer", _integer),
    ("Unsigned 32-bit", _always(IntegerType((Range(0, 2**32 - 1),)))),
    ("32-bit bitmask", _always(IntegerType((Range(0, 2**32 - 1),)))),
    ("Duration string", _always(DurationType())),
    ("Seconds", _always(DurationType(1))),
    ("Milliseconds", _always(DurationType(0.001))),
    ("One of:", _enum),
    ("Port range", _port_range),
    ("List of", _list),
    ("Route table range", _always(FieldsType("min and max"))),
    ("IPv4 address", _always(AddressType(4))),
    ("IPv6 address", _always(AddressType(6))),
    ("String matching", _pattern),
    ("String", _text),
    ("Path to", _always(TextType())),
)
