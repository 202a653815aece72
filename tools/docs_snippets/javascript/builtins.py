"""The methods of JavaScript strings, and the global functions."""

import json
import posixpath
import re
from collections.abc import Callable
from urllib.parse import urljoin

from docs_snippets.core.patterns import compiled
from docs_snippets.javascript.array_methods import (
    Given,
    at,
    call_list_method,
    cut,
    integers,
    joined,
)
from docs_snippets.javascript.values import (
    LONGEST,
    UNKNOWN,
    Function,
    JsValue,
    Object,
    Regex,
    Undefined,
    Unknown,
    from_json,
    member,
    spread,
    text_of,
)

_PLAIN = re.compile(
    r"(?:[^\\(\[{^$.|?*+)\]}]|\\[dDwWsSbB./\\()\[\]{}?*+|^$-]|[.*+?|^$()]|\[[^\[\]\\]*\])*"
)


FILE = "file://"


def regex(pattern: str, flags: str) -> JsValue:
    """A regular expression, where JavaScript and our engine read it alike."""
    if not _PLAIN.fullmatch(pattern) or "(?" in pattern or set(flags) - set("gi"):
        return UNKNOWN
    found = compiled(pattern, folded="i" in flags)
    return UNKNOWN if found is None else Regex(found, "g" in flags)


def call_method(held: JsValue, name: str, given: Given) -> JsValue:
    """What a method of a value returns; UNKNOWN where it is none of these."""
    if isinstance(held, Object):
        method = held.entries.get(name)
        return method.call(given) if isinstance(method, Function) else UNKNOWN
    if isinstance(held, str):
        found = _STRING.get(name)
        return found(held, given) if found else UNKNOWN
    if isinstance(held, list):
        return call_list_method(held, name, given)
    if name == "toString" and not given:
        return _or_unknown(text_of(held))
    return UNKNOWN


def global_call(name: str, given: Given) -> JsValue:
    """What a function that every module has returns."""
    found = _GLOBAL.get(name)
    return found(given) if found and given and UNKNOWN not in given else UNKNOWN


def _or_unknown(value: str | None) -> JsValue:
    return UNKNOWN if value is None else value


def _words(given: Given) -> list[str] | None:
    return [one for one in given if isinstance(one, str)] if _all_text(given) else None


def _all_text(given: Given) -> bool:
    return all(isinstance(one, str) for one in given)


def _text_method(arity: int, method: Callable[..., JsValue]) -> Callable[[str, Given], JsValue]:
    """A method that takes so many strings."""

    def call(held: str, given: Given) -> JsValue:
        words = _words(given)
        return method(held, *words) if words is not None and len(words) == arity else UNKNOWN

    return call


def _split(held: str, given: Given) -> JsValue:
    if len(given) != 1 or not isinstance(given[0], str):
        return UNKNOWN
    return list(held.split(given[0])) if given[0] else list(held)


def _substring(held: str, given: Given) -> JsValue:
    bounds = integers(given)
    if bounds is None or not 1 <= len(bounds) <= 2:
        return UNKNOWN
    low, high = sorted(min(max(one, 0), len(held)) for one in (*bounds, len(held))[:2])
    return held[low:high]


def _replace(held: str, given: Given, *, everywhere: bool = False) -> JsValue:
    if len(given) != 2 or not isinstance(given[1], str) or "$" in given[1].replace("$1", ""):
        return UNKNOWN
    what, by = given[0], given[1]
    times = _most_times(held, what) if everywhere or isinstance(what, Regex) else 1
    if times * len(by) + len(held) * (1 + by.count("$1")) > LONGEST:
        return UNKNOWN
    if isinstance(what, str) and "$" not in by:
        return held.replace(what, by, -1 if everywhere else 1)
    if isinstance(what, Regex) and (not everywhere or what.everywhere):
        if "$1" in by and what.pattern.groups != 1:
            return UNKNOWN
        words = by.replace("\\", r"\\").replace("$1", r"\1")
        return what.pattern.sub(words, held, count=0 if what.everywhere else 1)
    return UNKNOWN


def _most_times(held: str, what: JsValue) -> int:
    """How often a part is found in a text, at most."""
    return held.count(what) if isinstance(what, str) else len(held) + 1


def _replace_all(held: str, given: Given) -> JsValue:
    return _replace(held, given, everywhere=True)


def _concat(held: str, given: Given) -> JsValue:
    return joined([held, *given], "")


def _pad_start(held: str, given: Given) -> JsValue:
    if len(given) != 2 or not isinstance(given[0], int) or not isinstance(given[1], str):
        return UNKNOWN
    missing = max(given[0] - len(held), 0)
    if missing > LONGEST or not given[1]:
        return held if not given[1] else UNKNOWN
    return (given[1] * (missing // len(given[1]) + 1))[:missing] + held


def _itself(held: str, _given: Given) -> JsValue:
    return held


_STRING: dict[str, Callable[[str, Given], JsValue]] = {
    "at": at,
    "concat": _concat,
    "endsWith": _text_method(1, lambda held, end: held.endswith(end)),
    "includes": _text_method(1, lambda held, part: part in held),
    "indexOf": _text_method(1, lambda held, part: held.find(part)),
    "lastIndexOf": _text_method(1, lambda held, part: held.rfind(part)),
    "padStart": _pad_start,
    "replace": _replace,
    "replaceAll": _replace_all,
    "slice": cut,
    "split": _split,
    "startsWith": _text_method(1, lambda held, start: held.startswith(start)),
    "substring": _substring,
    "toLowerCase": _text_method(0, lambda held: held.lower()),
    "toString": _itself,
    "toUpperCase": _text_method(0, lambda held: held.upper()),
    "trim": _text_method(0, lambda held: held.strip()),
    "trimEnd": _text_method(0, lambda held: held.rstrip()),
    "trimStart": _text_method(0, lambda held: held.lstrip()),
    "valueOf": _itself,
}


def _object_list(given: Given, item: Callable[[str, JsValue], JsValue]) -> JsValue:
    held = given[0]
    if not isinstance(held, Object) or held.open:
        return UNKNOWN
    return [item(key, value) for key, value in held.entries.items()]


def _from_entries(given: Given) -> JsValue:
    made = Object()
    for pair in given[0] if isinstance(given[0], list) else [UNKNOWN]:
        key = text_of(member(pair, 0))
        if key is None or isinstance(pair, Unknown | Undefined):
            return UNKNOWN
        made.entries[key] = member(pair, 1)
    return made


def _assigned(given: Given) -> JsValue:
    if not isinstance(given[0], Object):
        return UNKNOWN
    for other in given[1:]:
        spread(given[0], other)
    return given[0]


def _number(given: Given) -> JsValue:
    words = text_of(given[0])
    if words is None or not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", words.strip()):
        return UNKNOWN
    return float(words) if "." in words else int(words)


def _parsed_integer(given: Given) -> JsValue:
    found = re.match(r"\s*(-?\d{1,15})", text_of(given[0]) or "")
    return int(found[1]) if found and given[1:] in ([], [10]) else UNKNOWN


def _copied(given: Given) -> JsValue:
    return list(given[0]) if len(given) == 1 and isinstance(given[0], list) else UNKNOWN


def _parsed(given: Given) -> JsValue:
    """A JSON text as the value it is."""
    try:
        return from_json(json.loads(given[0])) if isinstance(given[0], str) else UNKNOWN
    except (ValueError, RecursionError):
        return UNKNOWN


def file_address(given: Given) -> JsValue:
    """The address of a file, as `new URL(path, import.meta.url)` makes it."""
    path, base = [*given, UNKNOWN, UNKNOWN][:2]
    if not (isinstance(path, str) and isinstance(base, str) and base.startswith(FILE)):
        return UNKNOWN
    found = posixpath.normpath(urljoin(base.removeprefix(FILE), path))
    return Object({"pathname": found, "href": FILE + found}, open=True)


_GLOBAL: dict[str, Callable[[Given], JsValue]] = {
    "Array.from": _copied,
    "Array.isArray": lambda given: isinstance(given[0], list),
    "JSON.parse": _parsed,
    "Number": _number,
    "Object.assign": _assigned,
    "Object.entries": lambda given: _object_list(given, lambda key, value: [key, value]),
    "Object.freeze": lambda given: given[0],
    "Object.fromEntries": _from_entries,
    "Object.keys": lambda given: _object_list(given, lambda key, _value: key),
    "Object.values": lambda given: _object_list(given, lambda _key, value: value),
    "String": lambda given: _or_unknown(text_of(given[0])),
    "parseInt": _parsed_integer,
}
