"""Values that prose gives to fields of known kinds: *set `mode` to `Fast`*.

A name may be a field of several kinds. A value is wrong where no known field of the name takes it,
and the page names one of their kinds.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.resource_problems import is_slip_of
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.built_in_fields import built_in_names
from docs_snippets.facts.field_types import fields_named
from docs_snippets.facts.structural_schema import StructuralSchema
from docs_snippets.mdx.page import Page, Text
from docs_snippets.resolution.field_paths import is_named

_FIELD = re.compile(
    r"(?:[\w.]+\.)?(?P<name>[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+)"
    r"(?:[ ]*[:=][ ]*(?P<value>\S+))?"
)
_SETS = re.compile(r"\b(?:set|sets|setting|change|changes|changing|switch|switching)\b", re.I)
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
_GAP = re.compile(r"[^.,!?:;()|]*?(?P<set>\bset )?\bto (?:be |the value )?")
_QUOTED = re.compile(r"[^.,!?:;()|]*?\bto (?:be |the value )?\"(?P<value>\w[\w-]*)\"")
_VALUE = re.compile(r"[\"']?(?P<value>[A-Za-z][\w-]*)[\"']?")
_PLACEHOLDER = re.compile(r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+|(?:your|my|example|some)[-_].*", re.I)
_KIND = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*")
_BESIDE = frozenset(("default", "spec"))
_FARTHEST = 160
_BOOLEAN = ("true", "false")


class InvalidSaidValue(NamedTuple):
    """A value that prose gives to a field, which no field of the name takes."""

    name: str
    span: Span
    words: tuple[str, ...]
    structure: StructuralSchema


def invalid_said_values(page: Page, facts: TreeFacts) -> Iterator[InvalidSaidValue]:
    """Every such value of a page."""
    for text in page.texts:
        for at, (start, end) in enumerate(text.code):
            found = _FIELD.fullmatch(text.prose.text, start, end)
            if found is None:
                continue
            value = found.span("value") if found["value"] else _said(text, at)
            if value is not None:
                yield from _judged(found["name"], value, text, page, facts)


def _said(text: Text, at: int) -> tuple[int, int] | None:
    """Where the sentence says what the name in a span of code is set to."""
    prose, (start, end) = text.prose.text, text.code[at]
    before = _SENTENCE_END.split(prose[max(0, start - _FARTHEST) : start].replace("\n", " "))[-1]
    led = _SETS.search(before) is not None
    for code in text.code[at + 1 : at + 4]:
        gap = prose[end : code[0]].replace("\n", " ")
        passed = _GAP.fullmatch(gap)
        if passed and (led or passed["set"]):
            return code
        word = prose[slice(*code)]
        if passed or not (word in _BESIDE or _KIND.fullmatch(word)):
            break
    limit = text.code[at + 1][0] if at + 1 < len(text.code) else end + _FARTHEST
    quoted = _QUOTED.match(prose.replace("\n", " "), end, max(end, limit)) if led else None
    return quoted.span("value") if quoted else None


def _judged(
    name: str, place: tuple[int, int], text: Text, page: Page, facts: TreeFacts
) -> Iterator[InvalidSaidValue]:
    typed = _VALUE.fullmatch(text.prose.text, *place)
    if typed is None or _PLACEHOLDER.fullmatch(typed["value"]) or name in built_in_names():
        return
    if facts.parameters is not None and facts.parameters.has(name):
        return
    named = (*facts.documented.fields_named(name), *fields_named(name))
    words = {word for _, each in named for word in _words(each)}
    if typed["value"] in words or not all(_words(each) for _, each in named):
        return
    for kind, structure in named:
        near = any(is_slip_of(typed["value"], word) for word in words)
        if (near or not structure.types_only) and is_named(kind, page.source.text):
            span = text.prose.span(*place)
            yield InvalidSaidValue(name, span, tuple(sorted(words)), structure)
            return


def _words(structure: StructuralSchema) -> tuple[str, ...]:
    """The words that a field takes; none where they are not known."""
    at = structure.items or structure
    return _BOOLEAN if at.type == "boolean" else at.spellings
