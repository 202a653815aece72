"""Gates: the condition under which a snippet, or a branch of it, holds in a tree.

A gate is a statement, or a mapping of these keys, all of which must hold:

    requires: documents NAME              the tree's reference has the parameter
    requires: documents NAME value 0      and says what the value means (or lists it, or
                                          defaults to it); `value ""` is empty, `value unset` none
    requires: [STATEMENT, …]              all of them
    requires: default NAME VALUE          its default is the value
    requires: enum NAME VALUE             the value is one of those that it lists
    requires: deprecated NAME             the reference calls it deprecated
    requires: since NAME 1.20             the reference says it exists since this version or before
    applies: PRODUCT                      the tree is of this product
    applies: PRODUCT >= 1.20              in this range; also > <= < = !=, and `>= 1.20 and < 2.1`
    applies: [STATEMENT, …]               one of them
    all: [GATE, …]   any: [GATE, …]   not: GATE

Facts go first: ranges of versions are for what no reference says. The answer is holds, fails or
unknown, with the reason and the quote that decided. What cannot be read is an error, never a no.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.facts.parameter import Parameter, Parameters, same_value
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_schema import EnumType
from docs_snippets.project.trees import Tree, Version, parse_version

GateRoute: TypeAlias = tuple[str | int, ...]
Asked: TypeAlias = Literal["default", "enum", "deprecated", "since"]


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


class VersionBound(NamedTuple):
    """One end of a range of versions."""

    sign: str
    version: Version


@dataclass(frozen=True, slots=True)
class Documents:
    """The tree's reference has a parameter and, where `value` is given, speaks of the value."""

    name: str
    value: str | None = None
    route: GateRoute = ()

    def __str__(self) -> str:
        value = "" if self.value is None else f" value {self.value or QUOTED_EMPTY}"
        return f"documents {self.name}{value}"


@dataclass(frozen=True, slots=True)
class Says:
    """The tree's reference has a parameter and says something of it, as `asks` names it."""

    asks: Asked
    name: str
    value: str = ""
    route: GateRoute = ()

    def __str__(self) -> str:
        return f"{self.asks} {self.name} {self.value}".rstrip()


@dataclass(frozen=True, slots=True)
class Applies:
    """The tree is of a product, its version within all bounds."""

    product: str
    bounds: tuple[VersionBound, ...] = ()
    route: GateRoute = ()

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


Gate: TypeAlias = Documents | Says | Applies | AllOf | AnyOf | Not

QUOTED_EMPTY = '""'

_SIGNS: Mapping[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(gate: Gate, tree: Tree, parameters: Parameters | None) -> Decision:
    """What a gate says of a tree whose reference is `parameters`; None where it cannot be read."""
    match gate:
        case Documents() | Says():
            return _of_reference(gate, tree, parameters)
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
            GateState.UNKNOWN, f"version {str(tree.version)!r} cannot be compared with {gate}"
        )
    inside = all(_SIGNS[sign](tree.version, version) for sign, version in gate.bounds)
    if inside:
        return Decision(GateState.HOLDS, f"{tree.name} is {gate}")
    return Decision(GateState.FAILS, f"{tree.name} is not {gate}")


def _of_reference(gate: Documents | Says, tree: Tree, parameters: Parameters | None) -> Decision:
    """What the reference of a tree says of a parameter."""
    if parameters is None:
        return Decision(GateState.UNKNOWN, f"{tree.name} has no readable reference")
    parameter = parameters.find(gate.name)
    if parameter is None:
        return Decision(GateState.FAILS, f"{gate.name} is not in this tree's reference")
    if isinstance(gate, Documents):
        return _documents(gate, parameter)
    return _says(gate, parameter)


def _documents(gate: Documents, parameter: Parameter) -> Decision:
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
        reason = f"a sentence that may describe {gate.name} value {value} cannot be read"
        return Decision(GateState.UNKNOWN, reason, unread)
    reason = f"the reference has {gate.name} and does not document {value}"
    return Decision(GateState.FAILS, reason, parameter.quote)


def _says(gate: Says, parameter: Parameter) -> Decision:
    answer = _ANSWERS[gate.asks](parameter, gate.value)
    if answer is None:
        reason = f"the reference does not tell: {gate}"
        return Decision(GateState.UNKNOWN, reason, parameter.quote)
    where = parameter.default_quote if gate.asks == "default" else parameter.quote
    state = GateState.HOLDS if answer else GateState.FAILS
    reason = f"the reference says: {gate}" if answer else f"the reference does not say: {gate}"
    return Decision(state, reason, where)


def _has_default(parameter: Parameter, value: str) -> bool | None:
    return same_value(parameter, parameter.default, value) if parameter.default else None


def _lists(parameter: Parameter, value: str) -> bool | None:
    lists = [each for each in parameter.schemas if isinstance(each, EnumType)]
    return any(value in each.values for each in lists) if lists else None


def _is_deprecated(parameter: Parameter, _: str) -> bool | None:
    return bool(parameter.deprecated)


def _exists_since(parameter: Parameter, value: str) -> bool | None:
    try:
        return parse_version(parameter.since) <= parse_version(value)
    except ValueError:
        return None


_ANSWERS: Mapping[str, Callable[[Parameter, str], bool | None]] = {
    "default": _has_default,
    "enum": _lists,
    "deprecated": _is_deprecated,
    "since": _exists_since,
}
