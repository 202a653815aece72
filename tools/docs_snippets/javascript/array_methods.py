"""The methods of JavaScript arrays, with those that change the array they are called on."""

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import TypeAlias

from docs_snippets.javascript.values import (
    LONGEST,
    UNDEFINED,
    UNKNOWN,
    Function,
    JsValue,
    Unknown,
    binary,
    nothing,
    spoil,
    text_of,
    truth,
)

Given: TypeAlias = list[JsValue]

_CHANGING = ("copyWithin", "fill", "splice")


def call_list_method(held: list[JsValue], name: str, given: Given) -> JsValue:
    """What a method of a list returns; UNKNOWN where it is none of these."""
    found = _METHODS.get(name)
    if found:
        return found(held, given)
    if name in _CHANGING:
        spoil(held)
    return UNKNOWN


def cut(held: "str | list[JsValue]", given: Given) -> JsValue:
    bounds = integers(given)
    if bounds is None or len(bounds) > 2 or (isinstance(held, list) and UNKNOWN in held):
        return UNKNOWN
    return (
        held[slice(*bounds)] if len(bounds) == 2 else held[slice(bounds[0] if bounds else 0, None)]
    )


def integers(given: Given) -> list[int] | None:
    whole = [one for one in given if isinstance(one, int) and not isinstance(one, bool)]
    return whole if len(whole) == len(given) else None


def at(held: "str | list[JsValue]", given: Given) -> JsValue:
    index = integers(given)
    if index is None or len(index) != 1 or (isinstance(held, list) and UNKNOWN in held):
        return UNKNOWN
    return held[index[0]] if -len(held) <= index[0] < len(held) else UNDEFINED


def joined(items: Sequence[JsValue], between: str) -> JsValue:
    words, length = list[str](), 0
    for word in map(text_of, items):
        length += len(word or "") + len(between)
        if word is None or length > LONGEST:
            return UNKNOWN
        words.append(word)
    return between.join(words)


def _join(held: list[JsValue], given: Given) -> JsValue:
    between = given[0] if given else ","
    items = ["" if nothing(item) else item for item in held]
    return joined(items, between) if isinstance(between, str) else UNKNOWN


def _list_concat(held: list[JsValue], given: Given) -> JsValue:
    lists = [held, *(one if isinstance(one, list) else [one] for one in given)]
    return UNKNOWN if sum(map(len, lists)) > LONGEST else [item for one in lists for item in one]


def _map(held: list[JsValue], given: Given) -> JsValue:
    if len(given) != 1 or not isinstance(given[0], Function):
        return UNKNOWN
    return [given[0].call([item, index]) for index, item in enumerate(list(held))]


def _chosen(held: list[JsValue], given: Given) -> list[JsValue] | None:
    """The items a function says yes to; None when that cannot be told of one of them."""
    if len(given) != 1 or not isinstance(given[0], Function):
        return None
    items = list(held)
    answers = [truth(given[0].call([item, index])) for index, item in enumerate(items)]
    return None if None in answers else [i for i, yes in zip(items, answers, strict=True) if yes]


def _filter(held: list[JsValue], given: Given) -> JsValue:
    chosen = _chosen(held, given)
    return UNKNOWN if chosen is None else chosen


def _find(held: list[JsValue], given: Given) -> JsValue:
    chosen = _chosen(held, given)
    return UNKNOWN if chosen is None else next(iter(chosen), UNDEFINED)


def _reduce(held: list[JsValue], given: Given) -> JsValue:
    if len(given) != 2 or not isinstance(given[0], Function):
        return UNKNOWN
    so_far = given[1]
    for index, item in enumerate(list(held)):
        so_far = given[0].call([so_far, item, index])
    return so_far


def _list_includes(held: list[JsValue], given: Given) -> JsValue:
    if len(given) != 1 or UNKNOWN in held:
        return UNKNOWN
    return any(binary("===", item, given[0]) is True for item in held)


def _reverse(held: list[JsValue], _given: Given) -> JsValue:
    return held[::-1]


def _for_each(held: list[JsValue], given: Given) -> JsValue:
    made = _map(held, given)
    failed = isinstance(made, Unknown) or (isinstance(made, list) and UNKNOWN in made)
    return UNKNOWN if failed else UNDEFINED


def _flat_map(held: list[JsValue], given: Given) -> JsValue:
    made = _map(held, given)
    return _flat(made, []) if isinstance(made, list) else UNKNOWN


def _flat(held: list[JsValue], given: Given) -> JsValue:
    return _list_concat([], list(held)) if not given and UNKNOWN not in held else UNKNOWN


def _some(held: list[JsValue], given: Given) -> JsValue:
    chosen = _chosen(held, given)
    return UNKNOWN if chosen is None else bool(chosen)


def _every(held: list[JsValue], given: Given) -> JsValue:
    chosen = _chosen(held, given)
    return UNKNOWN if chosen is None else len(chosen) == len(held)


def _index_of(held: list[JsValue], given: Given) -> JsValue:
    if _list_includes(held, given) is not True:
        return -1 if len(given) == 1 and UNKNOWN not in held else UNKNOWN
    return next(i for i, item in enumerate(list(held)) if binary("===", item, given[0]) is True)


def _push(held: list[JsValue], given: Given) -> JsValue:
    if len(held) + len(given) > LONGEST:
        spoil(held)
        return UNKNOWN
    held.extend(given)
    return len(held)


def _unshift(held: list[JsValue], given: Given) -> JsValue:
    held[:0] = given
    return len(held)


def _taken(held: list[JsValue], at: int) -> JsValue:
    """An end of a list, taken off it."""
    if UNKNOWN in held:
        return UNKNOWN
    return held.pop(at) if held else UNDEFINED


def _reversed(held: list[JsValue], _given: Given) -> JsValue:
    held.reverse()
    return held


def _sorted(held: list[JsValue], given: Given) -> JsValue:
    """A list in order, itself; nothing is known of it where the order is not."""

    def compared(one: JsValue, other: JsValue) -> int:
        found = given[0].call([one, other]) if isinstance(given[0], Function) else UNKNOWN
        if not isinstance(found, int | float):
            raise _UnorderedError
        return (found > 0) - (found < 0)

    try:
        held[:] = sorted(held, key=cmp_to_key(compared) if given else _code_units)
    except _UnorderedError:
        spoil(held)
        return UNKNOWN
    return held


class _UnorderedError(Exception):
    """Two items cannot be compared."""


def _code_units(item: JsValue) -> bytes:
    """What texts are put in order by."""
    if not isinstance(item, str):
        raise _UnorderedError
    return item.encode("utf-16-be", "surrogatepass")


_METHODS: dict[str, Callable[[list[JsValue], Given], JsValue]] = {
    "at": at,
    "concat": _list_concat,
    "every": _every,
    "filter": _filter,
    "find": _find,
    "flat": _flat,
    "flatMap": _flat_map,
    "forEach": _for_each,
    "includes": _list_includes,
    "indexOf": _index_of,
    "join": _join,
    "map": _map,
    "pop": lambda held, _given: _taken(held, -1),
    "push": _push,
    "reduce": _reduce,
    "reverse": _reversed,
    "shift": lambda held, _given: _taken(held, 0),
    "slice": cut,
    "some": _some,
    "sort": _sorted,
    "toReversed": _reverse,
    "unshift": _unshift,
}
