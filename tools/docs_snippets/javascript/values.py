"""JavaScript values, their operators and their members."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from docs_snippets.core.patterns import LinearPattern


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is there and cannot be computed."""


@dataclass(frozen=True, slots=True)
class Undefined:
    """No value."""


@dataclass(slots=True)
class Object:
    """Properties by name; `open` where there may be more of them."""

    entries: dict[str, "JsValue"] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """What can be called with a list of arguments."""

    call: Callable[[list["JsValue"]], "JsValue"]


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that means the same to our engine."""

    pattern: LinearPattern
    everywhere: bool


JsScalar: TypeAlias = bool | int | float | str | None
JsValue: TypeAlias = "JsScalar | list[JsValue] | Object | Function | Regex | Unknown | Undefined"

UNKNOWN, UNDEFINED = Unknown(), Undefined()

_SAFE_INTEGER = 2**53

LONGEST = 1_000_000
"""Characters or items: no value of a site is that long."""


def size_of(value: JsValue) -> int:
    """Characters of a text, items of a list, properties of an object; 0 for all else."""
    if isinstance(value, Object):
        return len(value.entries)
    return len(value) if isinstance(value, str | list) else 0


def number(value: int | float) -> int | float:
    """A number as JavaScript holds it: one that is too large to be exact is not, nor grows."""
    if isinstance(value, float) or abs(value) <= _SAFE_INTEGER:
        return value
    if value.bit_length() < 1024:
        return float(value)
    return math.inf if value > 0 else -math.inf


def from_json(value: object) -> JsValue:
    """The value of a decoded JSON text."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if isinstance(value, Mapping):
        return Object({str(key): from_json(item) for key, item in value.items()})
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return value if value is None or isinstance(value, bool | str) else UNKNOWN


def nothing(value: JsValue) -> bool:
    """Whether a value is null or undefined."""
    return value is None or isinstance(value, Undefined)


def truth(value: JsValue) -> bool | None:
    """Whether a value counts as true; None when it is not known."""
    if isinstance(value, Unknown):
        return None
    if nothing(value):
        return False
    return bool(value) if isinstance(value, bool | int | float | str) else True


def kind_of(value: JsValue) -> JsValue:
    """What `typeof` says of a value."""
    if isinstance(value, Unknown):
        return UNKNOWN
    names = {bool: "boolean", int: "number", float: "number", str: "string"}
    others: dict[type, str] = {Function: "function", Undefined: "undefined"}
    return {**names, **others}.get(type(value), "object")


def text_of(value: JsValue) -> str | None:
    """A scalar as a string has it; None for what has no text that can be known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _SAFE_INTEGER:
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    if value is None:
        return "null"
    return "undefined" if isinstance(value, Undefined) else None


def member(held: JsValue, key: JsValue) -> JsValue:
    """What `held[key]` is."""
    name = text_of(key)
    if name is None or isinstance(held, Unknown | Function | Regex) or nothing(held):
        return UNKNOWN
    if isinstance(held, Object):
        return held.entries.get(name, UNKNOWN if held.open else UNDEFINED)
    if isinstance(held, str | list):
        return _element(held, name)
    return UNKNOWN


def _element(held: "str | list[JsValue]", name: str) -> JsValue:
    if name == "length":
        complete = isinstance(held, str) or UNKNOWN not in held
        return len(held) if complete else UNKNOWN
    if not name.isdecimal():
        return UNKNOWN
    if int(name) < len(held):
        return held[int(name)]
    return UNKNOWN if isinstance(held, list) and UNKNOWN in held else UNDEFINED


def assign(held: JsValue, key: str | None, value: JsValue) -> None:
    """Gives an object a property; under a key that is not known it may be any."""
    if isinstance(held, Object) and key is not None:
        held.entries[key] = value
    elif isinstance(held, Object):
        held.open = True


def spoil(held: "Object | list[JsValue]") -> None:
    """After something that is not followed has changed it: there may be anything in it."""
    if isinstance(held, list):
        held[:] = [UNKNOWN]
    else:
        held.entries.update(dict.fromkeys(held.entries, UNKNOWN))
        held.open = True


def spread(made: Object, held: JsValue) -> None:
    """Adds the properties of one object to another; what is not known may replace any."""
    if nothing(held):
        return
    known = isinstance(held, Object) and not held.open
    if not known:
        made.entries.update(dict.fromkeys(made.entries, UNKNOWN))
        made.open = True
    if isinstance(held, Object):
        made.entries.update(held.entries)


def binary(sign: str, left: JsValue, right: JsValue) -> JsValue:
    """What an operator with two computed sides gives."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if sign in ("===", "!==", "==", "!="):
        return _equality(sign, left, right)
    if sign == "+" and (isinstance(left, str) or isinstance(right, str)):
        words = text_of(left), text_of(right)
        return UNKNOWN if words[0] is None or words[1] is None else words[0] + words[1]
    return _arithmetic(sign, left, right)


def _equality(sign: str, left: JsValue, right: JsValue) -> JsValue:
    scalars = isinstance(left, bool | int | float | str) and isinstance(
        right, bool | int | float | str
    )
    if nothing(left) or nothing(right):
        same = nothing(left) and nothing(right) and (len(sign) == 2 or left == right)
    elif not scalars or (len(sign) == 2 and isinstance(left, str) != isinstance(right, str)):
        return UNKNOWN
    else:
        same = left == right and isinstance(left, bool) == isinstance(right, bool)
    return same == (sign[0] == "=")


def _arithmetic(sign: str, left: JsValue, right: JsValue) -> JsValue:
    if isinstance(left, str) and isinstance(right, str):
        order = {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}
        return order.get(sign, UNKNOWN)
    if not (_number(left) and _number(right)):
        return UNKNOWN
    assert isinstance(left, int | float)
    assert isinstance(right, int | float)
    match sign:
        case "+":
            return number(left + right)
        case "-":
            return number(left - right)
        case "*":
            return number(left * right)
        case "<" | ">" | "<=" | ">=":
            order = {"<": left < right, ">": left > right, "<=": left <= right}
            return order.get(sign, left >= right)
        case _:
            return UNKNOWN


def _number(value: JsValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
