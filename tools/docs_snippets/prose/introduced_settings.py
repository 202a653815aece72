"""Ports and settings of a paragraph that the code block below it has otherwise.

"on port 80", "set `mode` to `Strict`", `order: 200`: the block has the same key, and just one
value of it, another one. Where it has the value of the paragraph in any
place, or one that differs in case alone, nothing is said.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from docs_snippets.mdx.plain_words import BLANK
from docs_snippets.prose.introductions import BlockStatement

_PORT = re.compile(
    r"\bports?\s(?:number\s)?(?P<port>\d{2,5})(?![\w/-]|[.,]\d|\s(?:and|or|to)\s\d|,\s\d)", re.I
)
_PORTS = re.compile(
    r"(?:[pP]orts?[\"']?[ ]{0,4}[:=][ ]{0,4}\[?[\"']?|\bport[= ]|^[ \t]*-[ \t]+|(?<=[\w)\]}]):)"
    r"(?P<port>\d{2,5})(?![\w.:])",
    re.MULTILINE,
)
_NOUN = (
    r"(?:field|parameter|option|setting|variable|flag|value|property|key|annotation|label|of\s\w+)"
)
_SET = re.compile(
    rf"(?<!{BLANK})(?P<key>{BLANK}+)\s(?:{_NOUN}\s){{0,2}}(?:to|as|=|is\sset\sto|with\s(?:the\s)?value"
    rf"|and\s(?:the\s)?value)\s(?:(?:the|a)\svalue\s(?:of\s)?)?"
    rf"(?P<value>{BLANK}+|true\b|false\b|\d+(?![\w.]))"
)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w./-]*)[ ]?:[ ]?[\"']?(?P<value>[\w./-]+)[\"']?")
_IN_PROSE = re.compile(r"(?<![\w./:-])(?P<key>[a-z]\w*):\s?(?P<value>[a-z0-9][\w.-]*\b)(?![:/])")
_SETTING = re.compile(
    r"(?<![\w./-])(?P<key>[A-Za-z][\w./-]{0,200})[\"']?[ ]{0,9}(?::|==?)[ ]{0,9}[\"']?"
    r"(?P<value>[^\s\"',{}\[\]#]+)"
)
_KEY = re.compile(r"[A-Za-z][\w./-]*")
_VALUE = re.compile(r"[\w.-][\w./-]*")
_ROOT = "spec"
_GOES_ON_AFTER = re.compile(r"\s(?!with\b|and\b|or\b|is\b|are\b)[a-z]")
_GOES_ON = (re.compile(r"(?:\d|\d\.)\Z"), re.compile(r"\d|\.\d"))
_QUOTES = "\"' "


def other_settings(said: BlockStatement, code: str) -> Iterator[tuple[int, int, str]]:
    """What a statement says otherwise than a block: where, and what the block has."""
    yield from _ports(said, code)
    yield from _pairs(said, code)


def holds(code: str, value: str) -> bool:
    """Whether a block has a number, a network or the like, and not only as a part of another."""
    at = code.find(value)
    while at >= 0:
        end = at + len(value)
        before, after = code[max(at - 2, 0) : at], code[end : end + 2]
        if not (_GOES_ON[0].search(before) or _GOES_ON[1].match(after)):
            return True
        at = code.find(value, at + 1)
    return False


def _ports(said: BlockStatement, code: str) -> Iterator[tuple[int, int, str]]:
    found = list(_PORT.finditer(said.words))
    if len({each["port"] for each in found}) != 1 or holds(code, found[0]["port"]):
        return
    others = _shown_ports(code)
    if len(others) == 1:
        yield (*found[0].span("port"), next(iter(others)))


@lru_cache(maxsize=64)
def _shown_ports(code: str) -> frozenset[str]:
    return frozenset(each["port"] for each in _PORTS.finditer(code))


def _pairs(said: BlockStatement, code: str) -> Iterator[tuple[int, int, str]]:
    """Keys that a statement gives a value, in words or in code."""
    text = said.sentence.text
    for found in _SET.finditer(said.words):
        key, value = (text[slice(*found.span(part))].strip(_QUOTES) for part in ("key", "value"))
        if other := _other(key, value, code):
            yield (*found.span("value"), other)
    for found in _IN_PROSE.finditer(said.words):
        if _GOES_ON_AFTER.match(text, found.end()):
            continue  # words of a sentence
        if text.count(f"{found['key']}:") == 1 and (
            other := _other(found["key"], found["value"], code)
        ):
            yield (*found.span("value"), other)
    for start, end in said.sentence.code:
        pair = _PAIR.fullmatch(text[start:end]) if end <= len(said.words) else None
        if pair and (other := _other(pair["key"], pair["value"], code)):
            yield start + pair.start("value"), start + pair.end("value"), other


def _other(key: str, value: str, code: str) -> str:
    """The one value of a key in a block, where it is another one; else nothing."""
    if not _KEY.fullmatch(key) or not _VALUE.fullmatch(value) or value.lower() in code.lower():
        return ""
    if not all(part in code for part in key.split(".") if part != _ROOT):
        return ""  # of another object
    values = _settings(code).get(_last(key), frozenset())
    if len(values) != 1:
        return ""
    other = next(iter(values))
    is_placeholder = value != value.lower() and other == other.lower() and not other.isdecimal()
    return other if _VALUE.fullmatch(other) and not is_placeholder else ""


@lru_cache(maxsize=64)
def _settings(code: str) -> Mapping[str, frozenset[str]]:
    """The values of each key of a block, by the last part of the key."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in _SETTING.finditer(code):
        found[_last(each["key"])].add(each["value"])
    return {key: frozenset(values) for key, values in found.items()}


def _last(key: str) -> str:
    return key.rpartition(".")[2]
