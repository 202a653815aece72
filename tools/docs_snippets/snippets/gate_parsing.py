"""Reads the gates of definitions into conditions, or says what is wrong with them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.facts.parameter import Parameters, nearest_parameter
from docs_snippets.project.trees import parse_version
from docs_snippets.snippets.gates import (
    AllOf,
    AnyOf,
    Applies,
    Asked,
    Documents,
    Gate,
    GateRoute,
    Not,
    Says,
    VersionBound,
)


class GateError(NamedTuple):
    """What is wrong with a gate, and the route of keys and indexes to where it stands."""

    route: GateRoute
    message: str


ANSWERS: Mapping[str, Asked] = {
    "default": "default",
    "enum": "enum",
    "deprecated": "deprecated",
    "since": "since",
}
KEYS = ("requires", "applies", "all", "any", "not")


_NAMED = 3
_DOCUMENTS = re.compile(r"documents +(?P<name>\S+)(?: +value +(?P<value>\S+|\"[^\"]*\"))?")


_SAYS = re.compile(
    r"(?P<asks>default|enum|deprecated|since) +(?P<name>\S+)(?: +(?P<value>\S+|\"[^\"]*\"))?"
)


_APPLIES = re.compile(r"(?P<product>[A-Za-z0-9][\w.-]*)(?P<bounds>.*)")


_BOUND = re.compile(r" *(?P<sign>>=|<=|!=|==?|>|<) *(?P<version>[^\s<>=!]\S*)")


def parse_gate(value: object, route: GateRoute = ()) -> Gate | GateError:
    """The gate that a value of a definition says."""
    if isinstance(value, str):
        return _statement(value, route)
    if not isinstance(value, Mapping):
        return GateError(route, f"expected a statement or a mapping of {', '.join(KEYS)}")
    if not value:
        return GateError(route, "expected at least one condition")
    parts: list[Gate] = []
    for key, below in value.items():
        part = _keyed(str(key), below, (*route, str(key)))
        if isinstance(part, GateError):
            return part
        parts.append(part)
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _keyed(key: str, value: object, route: GateRoute) -> Gate | GateError:
    if key == "not":
        part = parse_gate(value, route)
        return part if isinstance(part, GateError) else Not(part)
    if key not in KEYS:
        return GateError(route, f"unknown condition {key!r}{suggestion(key, KEYS)}")
    parts = _parts(key, value, route)
    if isinstance(parts, GateError):
        return parts
    if len(parts) == 1:
        return parts[0]
    return AnyOf(parts) if key in ("applies", "any") else AllOf(parts)


def _parts(key: str, value: object, route: GateRoute) -> tuple[Gate, ...] | GateError:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    items = list(value) if isinstance(value, Sequence) and listed else [value]
    if not items:
        return GateError(route, f"expected at least one statement in {key!r}")
    parts: list[Gate] = []
    for index, item in enumerate(items):
        place = (*route, index) if listed else route
        part = parse_gate(item, place) if key in ("all", "any") else _of_kind(key, item, place)
        if isinstance(part, GateError):
            return part
        parts.append(part)
    return tuple(parts)


def _of_kind(key: str, value: object, route: GateRoute) -> Gate | GateError:
    """One statement of `requires` or `applies`."""
    example = "documents NAME value 0" if key == "requires" else "PRODUCT >= 1.20"
    if not isinstance(value, str):
        return GateError(route, f"expected a statement in {key!r}, such as {example!r}")
    part = _statement(value, route)
    of_reference = isinstance(part, Documents | Says)
    if isinstance(part, GateError) or of_reference == (key == "requires"):
        return part
    other = "applies" if key == "requires" else "requires"
    return GateError(route, f"{value!r} belongs under {other!r}; {key!r} takes {example!r}")


def _statement(text: str, route: GateRoute) -> Gate | GateError:
    words = text.strip()
    if words.partition(" ")[0] == "documents":
        found = _DOCUMENTS.fullmatch(words)
        if found is None:
            expected = "'documents NAME' or 'documents NAME value V'"
            return GateError(route, f"cannot read {text!r}; expected {expected}")
        value = found["value"]
        return Documents(found["name"], None if value is None else value.strip('"'), route)
    if words.partition(" ")[0] in ANSWERS and not _is_product(words):
        return _said(words, text, route)
    first, _, rest = words.partition(" ")
    if rest[:1].isalpha() and not rest.startswith("and "):
        hint = suggestion(first, ("documents",)).partition("; expected")[0]
        expected = (
            f"; did you mean {f'documents {rest}'!r}?"
            if hint
            else "; expected 'documents NAME' or 'PRODUCT >= 1.20'"
        )
        return GateError(route, f"cannot read {text!r}{expected}")
    found = _APPLIES.fullmatch(words)
    if found is None:
        expected = "'documents NAME' or 'PRODUCT >= 1.20'"
        return GateError(route, f"cannot read {text!r}; expected {expected}")
    bounds = _bounds(found["bounds"], text, route)
    return bounds if isinstance(bounds, GateError) else Applies(found["product"], bounds, route)


def _is_product(words: str) -> bool:
    """Whether a statement whose first word is a question is about a product of that name."""
    rest = words.partition(" ")[2].strip()
    return not rest or rest[0] in "<>=!"


def _said(words: str, text: str, route: GateRoute) -> Gate | GateError:
    found = _SAYS.fullmatch(words)
    asks = words.partition(" ")[0]
    needs = asks != "deprecated"
    if found is None or needs != (found["value"] is not None):
        expected = f"'{asks} NAME{' VALUE' if needs else ''}'"
        return GateError(route, f"cannot read {text!r}; expected {expected}")
    value = (found["value"] or "").strip('"')
    if asks == "since":
        try:
            parse_version(value)
        except ValueError as error:
            return GateError(route, str(error))
    return Says(ANSWERS[asks], found["name"], value, route)


def _bounds(words: str, text: str, route: GateRoute) -> tuple[VersionBound, ...] | GateError:
    bounds: list[VersionBound] = []
    for part in re.split(r" +and(?= )", words) if words.strip() else ():
        found = _BOUND.fullmatch(part)
        if found is None:
            return GateError(route, f"cannot read {text!r}; expected a range such as '>= 1.20'")
        try:
            bounds.append(VersionBound(found["sign"], parse_version(found["version"])))
        except ValueError as error:
            return GateError(route, str(error))
    return tuple(bounds)


def _meanings(name: str, references: tuple[Parameters, ...]) -> tuple[str, ...]:
    """The facts that a name may stand for, by their full names."""
    found = {
        each.config_name.lower(): each.config_name
        for reference in references
        for each in reference.every(name)
    }
    return tuple(found.values())


def unknown_names(
    gate: Gate, products: Collection[str], references: tuple[Parameters, ...]
) -> Iterator[GateError]:
    """Products that are not configured, and parameters that no tree's reference has."""
    if isinstance(gate, Applies) and gate.product not in products:
        hint = suggestion(gate.product, products)
        yield GateError(gate.route, f"unknown product {gate.product!r}{hint}")
    elif isinstance(gate, Documents | Says) and references:
        meant = _meanings(gate.name, references)
        if len(meant) > 1:
            named = ", ".join(meant[:_NAMED]) + (" …" if len(meant) > _NAMED else "")
            yield GateError(gate.route, f"{gate.name!r} may be any of {named}; name one of them")
        elif not meant:
            close = nearest_parameter(gate.name, references)
            hint = f"; did you mean {close!r}?" if close else ""
            message = f"no tree's reference has a parameter {gate.name!r}{hint}"
            yield GateError(gate.route, message)
    elif isinstance(gate, AllOf | AnyOf):
        for part in gate.parts:
            yield from unknown_names(part, products, references)
    elif isinstance(gate, Not):
        yield from unknown_names(gate.part, products, references)
