"""Whether a page may give a parameter a value, and where a reference disagrees with itself."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.facts.parameter import Parameter, Parameters, Spelling, same_value
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_fit import expected, fits_text, fits_yaml, integer
from docs_snippets.facts.value_schema import (
    BooleanType,
    EnumType,
    IntegerType,
    ListType,
    Schema,
    UnknownType,
    Value,
)


def check_value(parameter: Parameter, value: Value, spelling: Spelling = "yaml") -> str | None:
    """What was expected of a value that does not fit; None when it fits or that cannot be told.

    `value` is the decoded YAML value where the parameter is a field, or the text of an environment
    variable or configuration line.
    """
    schema = parameter.schema(spelling)
    if _is_bad_default(parameter, schema, value):
        return None
    if spelling == "yaml" and parameter.yaml_name:
        return _expected_yaml(schema, value) if fits_yaml(schema, value) is False else None
    text = _as_text(value)
    if text is None or text.lower() == "none" or fits_text(schema, text) is not False:
        return None
    return expected(schema, yaml=False)


def _is_bad_default(parameter: Parameter, schema: Schema, value: Value) -> bool:
    """Where a default breaks its own schema, a page that gives it is not the one at fault."""
    default = parameter.default
    return _as_text(value) == default and _admits(schema, default) is False


def _as_text(value: Value) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None


def _expected_yaml(schema: Schema, value: Value) -> str:
    """The expectation; where only quotation marks are wrong, it says so."""
    words = expected(schema)
    unquoted = isinstance(schema, BooleanType) and value in ("true", "false")
    if isinstance(value, str) and _integral(schema) and integer(value) is not None:
        unquoted = True
    if unquoted:
        return f"{words}, without quotation marks"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{words}, in quotation marks" if _quotable(schema, value) else words
    return words


def _integral(schema: Schema) -> bool:
    return isinstance(schema, IntegerType) or (isinstance(schema, EnumType) and schema.integers)


def _quotable(schema: Schema, value: int | float) -> bool:
    return not _integral(schema) and fits_yaml(schema, str(value)) is True


class Contradiction(NamedTuple):
    """Two places of one reference that cannot both be right.

    `quote` is the half to look at first: the sentence, or the default where there is none.
    """

    parameter: Parameter
    message: str
    quote: Quote
    other: Quote | None = None


def contradictions(reference: Parameters) -> Iterator[Contradiction]:
    """What a reference says against itself, in its own order."""
    for parameter in reference:
        yield from _bad_defaults(parameter)
        yield from _other_default(parameter)
        yield from _other_values(parameter)


def _bad_defaults(parameter: Parameter) -> Iterator[Contradiction]:
    """A default that the schema beside it does not admit."""
    schema, default = parameter.yaml_schema, parameter.yaml_default
    if parameter.yaml_name and default and _admits(schema, default) is False:
        message = (
            f"default {default!r} of {parameter.name} does not match its schema: {expected(schema)}"
        )
        yield Contradiction(parameter, message, parameter.default_quote, parameter.quote)


def _admits(schema: Schema, default: str) -> bool | None:
    """A default is text, whatever the type of the value."""
    if isinstance(schema, ListType | UnknownType):
        return None
    return fits_text(schema, default)


def _other_default(parameter: Parameter) -> Iterator[Contradiction]:
    if parameter.stated_default is None:
        return
    stated, where = parameter.stated_default
    if not same_value(parameter, stated, parameter.default):
        recorded = parameter.default or "nothing"
        message = (
            f"the description of {parameter.name} says it defaults to {stated}, "
            f"its record says {recorded}"
        )
        yield Contradiction(parameter, message, where, parameter.default_quote)


def _other_values(parameter: Parameter) -> Iterator[Contradiction]:
    schema = parameter.yaml_schema
    if parameter.accepted is None or not isinstance(schema, EnumType):
        return
    values, where = parameter.accepted
    if set(values) != set(schema.values):
        said, listed = ", ".join(values), ", ".join(schema.values)
        message = (
            f"the description of {parameter.name} says it accepts {said}, its schema lists {listed}"
        )
        yield Contradiction(parameter, message, where, parameter.quote)
