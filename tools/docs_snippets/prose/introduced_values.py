"""The one value of its form in a paragraph, where the code block below has just one, another one.

The forms are those of which a text names few: networks, addresses, numbers of four or five digits,
releases, images, amounts with a unit, variables, labels with their values. Objects that a paragraph
names, and their kinds, are held against the manifests of the block. Where the block has the value
of the paragraph in any place, or more than one of the form, nothing is said.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import BLANK
from docs_snippets.prose.introduced_settings import holds, other_settings
from docs_snippets.prose.introductions import BlockStatement, introductions, statements

_ADDRESS = r"(?<![\w./-])(?:\d{1,3}\.){3}\d{1,3}"
_FORMS = {
    "network": re.compile(_ADDRESS + r"/\d{1,2}(?![\w.])"),
    "address": re.compile(_ADDRESS + r"(?![\w/-]|\.\d)"),
    "number": re.compile(r"(?<![\w.,/$#-])(?<!RFC )(?!(?:19|20)\d\d\b)\d{4,5}(?![\w/-]|[.,]\d)"),
    "duration": re.compile(r"(?<![\w./:-])\d{1,6}(?:ms|s|m|h)(?![\w-])"),
    "amount": re.compile(r"(?<![\w./-])\d{1,6}(?:\.\d{1,3})?\s?(?:[KMGT]i|[KMGT]i?B)(?![\w-])"),
    "variable": re.compile(r"(?<![\w$])[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9](?!\w)"),
    "image": re.compile(
        r"(?<![\w./-])[a-z][\w.-]{0,80}(?:/[\w.-]{1,80}){0,6}:\w[\w.-]{0,80}\d(?![\w/:-]|\.\w)"
    ),
    "line of releases": re.compile(r"(?<![\w./-])v\d{1,3}\.\d{1,3}(?![\w+-]|\.\d)"),
    "release": re.compile(r"(?<![\w./-])v?\d{1,4}\.\d{1,4}\.\d{1,4}(?![\w+-]|\.\d)"),
}
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_NUMBERED = re.compile(
    r"\b(?:ports?|ASN?|numbers?|VNI|MTU|sizes?|timeout|values?|intervals?)\b(?:\W+\w+){0,2}\W+\Z",
    re.IGNORECASE,
)
"""What a number is of, right before it."""
_FAR = 3
_WITH_UNITS = ("duration", "amount")
_SPECIAL = frozenset({"0.0.0.0", "127.0.0.1", "255.255.255.255"})
"""Addresses that stand for none in particular."""
_BOUND = re.compile(
    r"\b(?:since|before|after|until|than|least|most|from)\s(?:\w+\s){0,2}$|^\s?(?:or|and)\s(?:later"
    r"|newer|above|higher|earlier|older|up)\b",
    re.IGNORECASE,
)
"""What makes a release the end of a range."""
_LABEL = re.compile(r"(?P<key>[A-Za-z][\w./-]*)==?(?P<value>[\w.-]+)")
_PAIR = re.compile(
    r"(?P<key>(?<![\w./-])[A-Za-z][\w./-]{0,316})[\"']?[ ]{0,4}(?:==?|:)[ ]{0,4}[\"']?"
    r"(?P<value>[\w.-]+)"
)
_CALLED = (
    re.compile(
        rf"(?<![\w-])(?P<noun>[\w-]{{1,80}})\s(?:named|called|with\s(?:the\s)?name(?:\sof)?)\s(?P<name>{BLANK}+)"
        rf"(?!\s*(?:,|or|and)\s*{BLANK})"
    ),
    re.compile(
        r"(?<![\w-])(?P<noun>[\w-]{1,80})\s(?:named|called)\s[\"“]?(?P<name>[a-z0-9]+(?:-[a-z0-9]+)+)"
        r"(?=[\"”]?(?:[\s,:;]|\.(?:\s|$)|$))"
    ),
)
_NO_OBJECTS = frozenset({"directory", "file", "files", "folder", "namespace"})
_OF_KIND = re.compile(
    rf"\b(?:an?|this|following)\s(?P<kind>{BLANK}+)(?=\s(?:custom\s)?(?:resource|object|manifest"
    r"|CR|kind|named|called|with|that|in)\b|\s?[:.]?\s*$)"
)
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_KIND = re.compile(r"[A-Z][A-Za-z]+")
_MOST = 60
"""Sentences of a paragraph that are read."""
_OF_OUTPUT = re.compile(
    r"\babove\s(?:\w+\s){0,2}(?:output|example)|\boutput\sabove\b", re.IGNORECASE
)
"""How a paragraph speaks of the block above it."""
_ANYTHING = re.compile(r"\d|[=:]\S|: |named|called|name|[A-Z][a-z]+[A-Z]|\b(?:to|as|value)\b")


class ShownObjects(NamedTuple):
    """The names and the kinds of the objects in a code block."""

    names: frozenset[str]
    kinds: frozenset[str]


class OtherValue(NamedTuple):
    """What a paragraph says, and what the code block below it has instead."""

    said: str
    span: Span
    value: str


def other_values(page: Page, shown: Mapping[int, ShownObjects]) -> Iterator[OtherValue]:
    """What paragraphs say otherwise than the code blocks below them.

    `shown` are the objects in code blocks, by the block of the page.
    """
    for text, fence in introductions(page):
        code = fence.content.text
        if not _ANYTHING.search(text.prose.text) or _OF_OUTPUT.search(text.prose.text):
            continue
        objects = shown.get(fence.block, ShownObjects(frozenset(), frozenset()))
        of_values = statements(text, of_values=True)[:_MOST]
        found = [
            (said, each)
            for said in of_values
            for each in _values(said, code, introduces=said is of_values[-1])
        ]
        for said in statements(text)[:_MOST]:
            parts = (_labels(said, code), _objects(said, code, objects), other_settings(said, code))
            found += [(said, each) for part in parts for each in part]
        for said, (start, end, value) in found:
            word = said.sentence.text[start:end]
            yield OtherValue(word, said.sentence.span(start, end), value)


def _values(said: BlockStatement, code: str, *, introduces: bool) -> Iterator[tuple[int, int, str]]:
    """Networks, addresses and numbers that the block has otherwise.

    A page has times and amounts of many things: only the sentence right before a block means its.
    """
    text = said.sentence.text[: len(said.words)]
    for form, pattern in _FORMS.items():
        if form in _WITH_UNITS and not introduces:
            continue
        found = list(pattern.finditer(said.words if form == "number" else text))
        named = {each[0] for each in found} - _SPECIAL
        if len(named) != 1 or holds(code, found[0][0]) or found[0][0] not in named:
            continue
        start, end = found[0].span()
        if "release" in form and (_BOUND.search(text[:start]) or _BOUND.search(text[end:])):
            continue
        others = _in_code(form, code)
        if len(others) != 1:
            continue
        other = next(iter(others))
        if _are_comparable(form, found[0], other, said.words):
            yield start, end, other


@lru_cache(maxsize=256)
def _in_code(form: str, code: str) -> frozenset[str]:
    """What a block has of a form."""
    return frozenset(_FORMS[form].findall(_COMMENT.sub("", code))) - _SPECIAL


@lru_cache(maxsize=64)
def _pairs(code: str) -> frozenset[tuple[str, str]]:
    """The keys of a block with their values."""
    return frozenset((each["key"], each["value"]) for each in _PAIR.finditer(code))


def _are_comparable(form: str, found: re.Match[str], other: str, words: str) -> bool:
    """Whether one of two values can stand for the other, as far as their form tells."""
    value = found[0]
    if form in _WITH_UNITS:
        return _unit(value) == _unit(other)
    if form == "address":
        return not _is_next(value, other)
    if form == "variable":
        parts, others = value.split("_"), other.split("_")
        same = sum(one == two for one, two in zip(parts, others, strict=False))
        return len(parts) == len(others) and same > 0
    if form == "number":
        named = _NUMBERED.search(words, 0, found.start())
        return named is not None or edits(value, other, _FAR) < _FAR
    return True


def _unit(amount: str) -> str:
    return amount.lstrip(".0123456789 ")


def _is_next(address: str, other: str) -> bool:
    """Whether two addresses follow each other, as those of two of a kind do."""
    (net, _, last), (other_net, _, other_last) = address.rpartition("."), other.rpartition(".")
    numbers = last.isdecimal() and other_last.isdecimal()
    return numbers and net == other_net and abs(int(last) - int(other_last)) == 1


def _labels(said: BlockStatement, code: str) -> Iterator[tuple[int, int, str]]:
    """A label in code, `key=value`, of which the block has only the key or only the value."""
    for start, end in said.sentence.code:
        found = _LABEL.fullmatch(said.sentence.text[start:end])
        if found is None or end > len(said.words):
            continue
        key, value = found["key"], found["value"]
        near = {pair for pair in _pairs(code) if (pair[0] == key) != (pair[1] == value)}
        parts = (re.split(r"[./]", key)[-1], value)
        shown = all(part in code for part in parts)  # a path to the field, or in other words
        if len(near) == 1 and not shown and value == value.lower():
            yield start, end, "=".join(near.pop())


def _objects(
    said: BlockStatement, code: str, shown: ShownObjects
) -> Iterator[tuple[int, int, str]]:
    """The name or the kind of an object, where the block has one object, with another one."""
    for pattern in _CALLED if len(shown.names) == 1 else ():
        for found in pattern.finditer(said.words):
            start, end = found.span("name")
            name = said.sentence.text[start:end]
            if name in code or found["noun"].lower() in _NO_OBJECTS or not _NAME.fullmatch(name):
                continue
            yield start, end, next(iter(shown.names))
    for found in _OF_KIND.finditer(said.words) if len(shown.kinds) == 1 else ():
        start, end = found.span("kind")
        kind = said.sentence.text[start:end]
        other = next(iter(shown.kinds))
        if _KIND.fullmatch(kind) and _KIND.fullmatch(other) and kind not in code:
            yield start, end, other
