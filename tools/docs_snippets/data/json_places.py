"""Finds the offsets of values in a JSON text, which the standard decoder does not keep.

Only the collections a caller opens are walked; what they hold is decoded whole, so that a file of
half a megabyte takes milliseconds.
"""

import json
import re
from collections.abc import Generator, Set
from functools import cache
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING_PARTS = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\\"]+", re.DOTALL)
_DECODE = json.JSONDecoder().raw_decode

JsonRoute = tuple[str, ...]


class JsonValue(NamedTuple):
    """A decoded value and the offsets of its text; `route` has `*` for every index of a list."""

    route: JsonRoute
    value: object
    start: int
    end: int


def places(text: str, opened: Set[JsonRoute]) -> Generator[JsonValue, None, int]:
    """The values directly inside the opened collections, in order.

    The text must be valid JSON: the standard decoder is the judge of that.
    """
    return _walk(text, _space(text, 0), (), opened)


def _walk(
    text: str, at: int, route: JsonRoute, opened: Set[JsonRoute]
) -> Generator[JsonValue, None, int]:
    if route not in opened or text[at] not in "{[":
        value, end = _DECODE(text, at)
        yield JsonValue(route, value, at, end)
        return end
    closing, is_object = ("}", True) if text[at] == "{" else ("]", False)
    at = _space(text, at + 1)
    while text[at] != closing:
        name = "*"
        if is_object:
            key, end = _DECODE(text, at)
            name = str(key)
            at = _space(text, _space(text, end) + 1)
        at = yield from _walk(text, at, (*route, name), opened)
        at = _space(text, at)
        if text[at] == ",":
            at = _space(text, at + 1)
    return at + 1


def member(text: str, start: int, end: int, name: str) -> int:
    """Offset of the value of a member of the flat object at `start:end`; its start without one.

    Inside strings a quotation mark is escaped, so a name in quotes before a colon is a name.
    """
    found = _member(name).search(text, start, end)
    return found.end() if found else start


@cache
def _member(name: str) -> re.Pattern[str]:
    return re.compile(rf'"{re.escape(name)}"[ \t\r\n]*:[ \t\r\n]*')


def inside(text: str, start: int, index: int) -> int:
    """Offset of the character at `index` of the decoded string whose text starts at `start`."""
    for part in _STRING_PARTS.finditer(text, start + 1):
        escaped = text[part.start()] == "\\"
        length = 1 if escaped else part.end() - part.start()
        if index < length:
            return part.start() + index
        index -= length
    return start


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
