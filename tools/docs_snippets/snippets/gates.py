"""Gates: the condition under which a snippet, or a branch of it, holds in a tree.

A gate is a statement, or a mapping of these keys, all of which must hold:

    requires: documents NAME              the tree's reference has the parameter
    requires: documents NAME value 0      and says what the value means (or lists it, or
                                          defaults to it); `value ""` is empty, `value unset` none
    requires: [STATEMENT, …]              all of them
    applies: PRODUCT                      the tree is of this product
    applies: PRODUCT >= 1.20              in this range; also > <= < = !=, and `>= 1.20 and < 2.1`
    applies: [STATEMENT, …]               one of them
    all: [GATE, …]   any: [GATE, …]   not: GATE

Facts go first: ranges of versions are for what no reference says. The answer is holds, fails or
unknown, with the reason and the quote that decided. What cannot be read is an error, never a no.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.facts.parameter import Parameters, nearest_parameter
from docs_snippets.facts.quote import Quote
from docs_snippets.project.trees import Tree, Version, parse_version

Route: TypeAlias = tuple[str | int, ...]


class GateState(StrEnum):
    """What a gate says of a tree."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Decision(NamedTuple):
    """Whether a gate holds in a tree, why, and the words of the reference that decided."""

    state: GateState
    reason: str
    quote: Quote | None = None


class GateError(NamedTuple):
    """What is wrong with a gate, and the route of keys and indexes to where it stands."""

    route: Route
    message: str


class VersionBound(NamedTuple):
    """One end of a range of versions."""

    sign: str
    version: Version


@dataclass(frozen=True, slots=True)
class Documents:
    """The tree's reference has a parameter and, where `value` is given, speaks of the value."""

    name: str
    value: str | None = None
    route: Route = ()

    def __str__(self) -> str:
        value = "" if self.value is None else f" value {self.value or QUOTED_EMPTY}"
        return f"documents {self.name}{value}"


@dataclass(frozen=True, slots=True)
class Applies:
    """The tree is of a product, its version within all bounds."""

    product: str
    bounds: tuple[VersionBound, ...] = ()
    route: Route = ()

    def __str__(self) -> str:
        bounds = " and".join(f" {sign} {version}" for sign, version in self.bounds)
        return f"{self.product}{bounds}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; so does a gate without parts."""

    parts: "tuple[Gate, ...]"

    def __str__(self) -> str:
        return " and ".join(
            f"({part})" if isinstance(part, AnyOf) else str(part) for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Gate, ...]"

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Gate"

    def __str__(self) -> str:
        return f"not ({self.part})"


Gate: TypeAlias = Documents | Applies | AllOf | AnyOf | Not

QUOTED_EMPTY = '""'
KEYS = ("requires", "applies", "all", "any", "not")

_DOCUMENTS = re.compile(r"documents +(?P<name>\S+)(?: +value +(?P<value>\S+|\"[^\"]*\"))?")
_APPLIES = re.compile(r"(?P<product>[A-Za-z0-9][\w.-]*)(?P<bounds>.*)")
_BOUND = re.compile(r" *(?P<sign>>=|<=|!=|==?|>|<) *(?P<version>[^\s<>=!]\S*)")
_SIGNS: Mapping[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
}


def parse_gate(value: object, route: Route = ()) -> Gate | GateError:
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


def _keyed(key: str, value: object, route: Route) -> Gate | GateError:
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


def _parts(key: str, value: object, route: Route) -> tuple[Gate, ...] | GateError:
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


def _of_kind(key: str, value: object, route: Route) -> Gate | GateError:
    """One statement of `requires` or `applies`."""
    example = "documents NAME value 0" if key == "requires" else "PRODUCT >= 1.20"
    if not isinstance(value, str):
        return GateError(route, f"expected a statement in {key!r}, such as {example!r}")
    part = _statement(value, route)
    if isinstance(part, GateError) or isinstance(part, Documents) == (key == "requires"):
        return part
    other = "applies" if key == "requires" else "requires"
    return GateError(route, f"{value!r} belongs under {other!r}; {key!r} takes {example!r}")


def _statement(text: str, route: Route) -> Gate | GateError:
    words = text.strip()
    if words.partition(" ")[0] == "documents":
        found = _DOCUMENTS.fullmatch(words)
        if found is None:
            expected = "'documents NAME' or 'documents NAME value V'"
            return GateError(route, f"cannot read {text!r}; expected {expected}")
        value = found["value"]
        return Documents(found["name"], None if value is None else value.strip('"'), route)
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


def _bounds(words: str, text: str, route: Route) -> tuple[VersionBound, ...] | GateError:
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


def unknown_names(
    gate: Gate, products: Collection[str], references: tuple[Parameters, ...]
) -> Iterator[GateError]:
    """Products that are not configured, and parameters that no tree's reference has."""
    if isinstance(gate, Applies) and gate.product not in products:
        hint = suggestion(gate.product, products)
        yield GateError(gate.route, f"unknown product {gate.product!r}{hint}")
    elif isinstance(gate, Documents) and references:
        if not any(reference.has(gate.name) for reference in references):
            close = nearest_parameter(gate.name, references)
            hint = f"; did you mean {close!r}?" if close else ""
            message = f"no tree's reference has a parameter {gate.name!r}{hint}"
            yield GateError(gate.route, message)
    elif isinstance(gate, AllOf | AnyOf):
        for part in gate.parts:
            yield from unknown_names(part, products, references)
    elif isinstance(gate, Not):
        yield from unknown_names(gate.part, products, references)


def evaluate(gate: Gate, tree: Tree, parameters: Parameters | None) -> Decision:
    """What a gate says of a tree whose reference is `parameters`; None where it cannot be read."""
    match gate:
        case Documents():
            return _documents(gate, tree, parameters)
        case Applies():
            return _applies(gate, tree)
        case Not():
            return _opposite(evaluate(gate.part, tree, parameters))
        case AnyOf():
            answers = [evaluate(part, tree, parameters) for part in gate.parts]
            return _joined(answers, GateState.HOLDS, GateState.FAILS)
        case AllOf():
            answers = [evaluate(part, tree, parameters) for part in gate.parts]
            return _joined(answers, GateState.FAILS, GateState.HOLDS)


def _joined(answers: Sequence[Decision], decides: GateState, otherwise: GateState) -> Decision:
    """The first answer that decides; else an unknown one; else all of them together."""
    for state in (decides, GateState.UNKNOWN):
        found = next((answer for answer in answers if answer.state is state), None)
        if found:
            return found
    reason = "; ".join(dict.fromkeys(answer.reason for answer in answers))
    quotes = (answer.quote for answer in answers if answer.quote)
    return Decision(otherwise, reason, next(quotes, None))


def _opposite(answer: Decision) -> Decision:
    states = {GateState.HOLDS: GateState.FAILS, GateState.FAILS: GateState.HOLDS}
    return answer._replace(state=states.get(answer.state, GateState.UNKNOWN))


def _applies(gate: Applies, tree: Tree) -> Decision:
    if gate.product != tree.product:
        return Decision(GateState.FAILS, f"{tree.name} is not {gate}")
    if gate.bounds and not tree.version.comparable:
        return Decision(
            GateState.UNKNOWN, f"version {str(tree.version)!r} cannot be held against {gate}"
        )
    inside = all(_SIGNS[sign](tree.version, version) for sign, version in gate.bounds)
    if inside:
        return Decision(GateState.HOLDS, f"{tree.name} is {gate}")
    return Decision(GateState.FAILS, f"{tree.name} is not {gate}")


def _documents(gate: Documents, tree: Tree, parameters: Parameters | None) -> Decision:
    if parameters is None:
        return Decision(GateState.UNKNOWN, f"{tree.name} has no reference that can be read")
    parameter = parameters.find(gate.name)
    if parameter is None:
        return Decision(GateState.FAILS, f"{gate.name} is not in this tree's reference")
    if gate.value is None:
        return Decision(GateState.HOLDS, f"{gate.name} is in the reference", parameter.quote)
    value = gate.value or QUOTED_EMPTY
    found = parameter.documented(gate.value)
    if found:
        return Decision(
            GateState.HOLDS, f"the reference documents {gate.name} value {value}", found.quote
        )
    unread = parameter.unread_about(gate.value)
    if unread:
        reason = f"a sentence that may speak of {gate.name} value {value} could not be read"
        return Decision(GateState.UNKNOWN, reason, unread)
    reason = f"the reference has {gate.name} and does not document {value}"
    return Decision(GateState.FAILS, reason, parameter.quote)
