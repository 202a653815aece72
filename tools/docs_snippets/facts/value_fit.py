"""Whether a value fits a schema, and the words for what would."""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from docs_snippets.core.numbers import number_of
from docs_snippets.core.patterns import matches
from docs_snippets.facts.value_schema import (
    AddressType,
    BooleanType,
    DurationType,
    EnumType,
    FieldsType,
    IntegerType,
    ListType,
    PatternType,
    PortRangeType,
    Schema,
    TextType,
    UnknownType,
    Value,
)

_PLACEHOLDER = re.compile(r"<[^<>]+>|\$\[|\$\{|\$\(|\$[A-Za-z_]|\{\{|%s|\.\.\.|…")
_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_DURATION = re.compile(r"[-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+|[-+]?0")
_DURATION_PART = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)")
_UNITS = {
    "ns": Fraction(1, 10**9),
    "us": Fraction(1, 10**6),
    "µs": Fraction(1, 10**6),
    "μs": Fraction(1, 10**6),
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "m": Fraction(60),
    "h": Fraction(3600),
}
_TRUE = ("true", "1", "yes", "y", "t")
_FALSE = ("false", "0", "no", "n", "f")
_LOOSE_BOOLEANS = ("yes", "no", "on", "off", "y", "n")  # true and false to YAML 1.1
LONGEST = 500  # characters of a value that is judged


def placeholder(value: Value) -> bool:
    """Whether a reader is meant to replace the value, or part of it."""
    return isinstance(value, str) and _PLACEHOLDER.search(value) is not None


def fits_yaml(schema: Schema, value: Value) -> bool | None:
    """Whether the API takes a YAML or JSON value; None when that cannot be told."""
    if value is None or placeholder(value):
        return None
    match schema:
        case BooleanType():
            return _yaml_boolean(value)
        case IntegerType():
            return _in_ranges(schema, value) if _whole(value) else False
        case EnumType():
            return _yaml_enum(schema, value)
        case TextType():
            return isinstance(value, str) or (schema.integers and _whole(value))
        case PortRangeType() if _whole(value):
            return isinstance(value, int) and schema.low <= value <= schema.high
        case ListType():
            return _items(schema, value)
        case FieldsType():
            return isinstance(value, Mapping)
        case UnknownType():
            return None
        case _:
            return fits_text(schema, value) if isinstance(value, str) else False


def fits_text(schema: Schema, text: str) -> bool | None:
    """Whether a value fits as a configuration file or environment variable spells it."""
    if placeholder(text) or len(text) > LONGEST:
        return None
    match schema:
        case BooleanType():
            return text.lower() in (*_TRUE, *_FALSE)
        case IntegerType() | DurationType() | PortRangeType():
            return _fits_number(schema, text)
        case EnumType():
            return any(_same(word, text, schema.folded) for word in schema.values)
        case PatternType():
            return matches(schema.regex, text)
        case AddressType():
            return _address(schema, text)
        case ListType():
            return _all(fits_text(schema.item, item) for item in text.split(",") if item)
        case _:
            return True if isinstance(schema, TextType) else None


def _fits_number(schema: IntegerType | DurationType | PortRangeType, text: str) -> bool:
    if isinstance(schema, DurationType):
        return seconds(text, schema) is not None
    if isinstance(schema, PortRangeType):
        return _port_range(schema, text)
    number = integer(text)
    return number is not None and _in_ranges(schema, number)


def expected(schema: Schema, *, yaml: bool = True) -> str:
    """What a value should have been, to follow "expected"."""
    match schema:
        case BooleanType():
            return "true or false"
        case IntegerType() | DurationType() | PortRangeType():
            return _number_words(schema)
        case EnumType():
            return "one of " + ", ".join(word or '""' for word in schema.values)
        case PatternType():
            return f"a string that matches {schema.regex}"
        case AddressType():
            return _address_words(schema)
        case FieldsType():
            return "a mapping"
        case ListType():
            return ("a list, each item " if yaml else "a comma-separated list, each item ") + (
                expected(schema.item, yaml=yaml)
            )
        case _:
            return schema.text if isinstance(schema, UnknownType) else "a string"


def _number_words(schema: IntegerType | DurationType | PortRangeType) -> str:
    if isinstance(schema, PortRangeType):
        return f"a port from {schema.low} to {schema.high} or a range such as 8080:8089"
    if isinstance(schema, IntegerType):
        return "an integer" + _range_words(schema)
    if schema.unit:
        return "a number of seconds" if schema.unit == 1 else "a number of milliseconds"
    return "a duration such as 1m30s"


def _address_words(schema: AddressType) -> str:
    family = f"IPv{schema.version}" if schema.version else "IP"
    return f"an {family} address" + (" with a prefix length" if schema.cidr else "")


def integer(text: str) -> int | None:
    """The integer a text says, decimal or hexadecimal."""
    if not _INTEGER.fullmatch(text):
        return None
    return number_of(text, 16) if "x" in text.lower() else number_of(text)


def seconds(text: str, schema: DurationType) -> Fraction | None:
    """The seconds a text means under a duration's unit; None when it is no duration."""
    if len(text) > LONGEST:
        return None
    if schema.unit:
        return Fraction(text) * Fraction(str(schema.unit)) if _NUMBER.fullmatch(text) else None
    if not _DURATION.fullmatch(text):
        return None
    parts = (Fraction(number) * _UNITS[unit] for number, unit in _duration_parts(text))
    return -sum(parts, Fraction()) if text.startswith("-") else sum(parts, Fraction())


def _duration_parts(text: str) -> list[tuple[str, str]]:
    return [(f"0{number}", unit) for number, unit in _DURATION_PART.findall(text)]


def _yaml_boolean(value: Value) -> bool | None:
    if isinstance(value, str) and value.lower() in _LOOSE_BOOLEANS:
        return None
    return isinstance(value, bool)


def _yaml_enum(schema: EnumType, value: Value) -> bool | None:
    if schema.integers:
        return _whole(value) and str(value) in schema.values
    if isinstance(value, bool) and _spells_boolean(schema):
        return None
    return isinstance(value, str) and any(
        _same(word, value, schema.folded) for word in schema.values
    )


def _spells_boolean(schema: EnumType) -> bool:
    return any(
        word.lower() in ("on", "off", "yes", "no", "true", "false") for word in schema.values
    )


def _same(one: str, two: str, folded: bool) -> bool:
    return one.casefold() == two.casefold() if folded else one == two


def _items(schema: ListType, value: Value) -> bool | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return False
    return _all(fits_yaml(schema.item, item) for item in value)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """False when one answer is, else None when one is, else True."""
    known = list(answers)
    if False in known:
        return False
    return None if None in known else True


def _whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _in_ranges(schema: IntegerType, value: Value) -> bool:
    number = value if isinstance(value, int) else 0
    return not schema.ranges or any(low <= number <= high for low, high in schema.ranges)


def _range_words(schema: IntegerType) -> str:
    words = [_one_range(low, high) for low, high in schema.ranges]
    return " " + " or ".join(words) if words else ""


def _one_range(low: int, high: int) -> str:
    if low == high:
        return f"equal to {low}"
    return f"from {low} to {high}" if high < 2**53 else f"of at least {low}"


def _address(schema: AddressType, text: str) -> bool:
    try:
        found = ipaddress.ip_interface(text) if schema.cidr else ipaddress.ip_address(text)
    except ValueError:
        return False
    return not schema.version or found.version == schema.version


def _port_range(schema: PortRangeType, text: str) -> bool:
    ends = [integer(part) for part in text.split(":")]
    numbers = [end for end in ends if end is not None and schema.low <= end <= schema.high]
    return len(numbers) == len(ends) <= 2 and numbers == sorted(numbers)
