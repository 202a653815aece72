"""Finds what sentences and cells of tables say is the default of a parameter.

"default" is mostly something else: the resource of that name, another component's, how it was
once, how it is on some systems. A claim is read only where a form here takes every word between the
parameter and the value.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.facts.parameter import Parameter, same_value
from docs_snippets.facts.value_fit import integer, placeholder, seconds
from docs_snippets.facts.value_schema import (
    BooleanType,
    DurationType,
    EnumType,
    IntegerType,
    PortRangeType,
)
from docs_snippets.mdx.page import Page, Table, Text
from docs_snippets.mdx.plain_words import masked
from docs_snippets.prose.sentences import Sentence, sentences

LONGEST_SENTENCE = 2_000
"""Characters; what is longer is no sentence but a list, of which nothing is believed."""
MOST_NAMED = 8
"""How often a sentence may name its parameter for each of the places to be looked at."""

_CODE, _NAME = "\x00", "\x01"
_N = f'["“]?{_NAME}+["”]?'
_NOUN = (
    r"(?:\s(?:\w+\s){0,2}?(?:parameter|field|option|setting|variable|flag|value|property|feature|"
    r"port))?"
)
_V = (
    r"(?:(?:tcp|udp|port)\s)?"
    rf"(?P<value>{_CODE}+|\"[^\"]*\"|'[^']*'|[\w+-](?:[\w+:/%-]|[.,](?=\w))*)"
    r"(?:\s(?P<unit>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?)\b)?"
)
_SWITCHED = r"(?P<value>(?:enabled|disabled|(?:switched\s|turned\s)?(?:on|off)))"
_DEFAULT = r"defaults?(?:\s(?:value|setting|port))?"
_NONE = rf"[^.;()\[\]{_CODE}{_NAME}]"  # words that neither end a clause nor are code
_CALLED_DEFAULT = (
    r"(?:\s?[\[(](?:this is |which is |it is )?(?:the |by )?default(?: value| setting)?[\])]"
    r"|,?\s(?:which|this)\sis\s(?:also\s)?the\sdefault(?:\svalue|\ssetting)?"
    r"|,\sthe\sdefault(?:\svalue|\ssetting)?|\sby\sdefault)"
    r"(?=\s*(?:[.,;:)]|$|(?:and|or|if|to)\b))"
)
_ABOUT = (
    rf"{_N}{_NOUN},?(?:\s(?:which|that|it|and))?\sdefaults\sto\s{_V}",
    rf"{_N}{_NOUN},?\s(?:whose|with|has|and|its)(?:\s(?:its|the|a))?\s{_DEFAULT}"
    rf"(?:\s(?:is|of))?\s{_V}",
    rf"{_N}{_NONE}*[\[(](?:the\s|its\s|by\s)?{_DEFAULT}(?:\s(?:is|to|of)|,|:|=)?\s?{_V}",
    rf"{_N}{_NOUN}(?:\sis|\suses)\sby\sdefault\s(?:set\sto\s)?{_V}",
    rf"{_N}['’]s?\s{_DEFAULT}(?:\sis|:)\s{_V}",
    rf"\b{_DEFAULT}\s(?:of|for)\s(?:the\s)?(?:\w+\s){{0,2}}?{_N}{_NOUN}{_NONE}{{0,40}}?"
    rf"(?:\sis|:)\s(?:set\sto\s)?{_V}",
    rf"\bby\sdefault,?\s(?:the\s)?{_N}{_NOUN}\s(?:is|uses|equals)\s(?:set\sto\s)?{_V}",
)
_CALLED = (
    rf"{_N}{_NOUN}{_NONE}{{0,60}}?\s?(?:=|:|\sto|\sis|\sof|\sas|\sat)\s(?:set\sto\s)?{_V}"
    rf"{_CALLED_DEFAULT}",
    rf"{_N}(?P<value>{_CODE}+){_CALLED_DEFAULT}",
    rf"{_N}{_NOUN}\s(?:is|are)\s{_SWITCHED}\sby\sdefault\b",
    rf"\bby\sdefault,?\s(?:the\s)?{_N}{_NOUN}\s(?:is|are)\s{_SWITCHED}\b",
)
_AFTERWARDS = (
    rf"(?:the\s|its\s)?{_DEFAULT}(?:\sis|:|=)\s{_V}",
    rf"it\sdefaults\sto\s{_V}",
    rf"by\sdefault,?\s(?:it|this)\s(?:is|uses)\s(?:set\sto\s)?{_V}",
    rf"it\sis\s{_SWITCHED}\sby\sdefault\b",
)
_IN_CELL = re.compile(
    rf"(?:^|[\[(]|[.;,]\s)(?:the\s)?{_DEFAULT}(?:\s(?:is|to)|:|=)\s?{_V}(?=\s*(?:[\]).,;]|$))", re.I
)
_WHOLE_CELL = re.compile(rf"\s*{_V}(?:\s\(default\))?\s*", re.I)
_HISTORY = re.compile(
    r"\b(?:previously|formerly|was|were|prior to|used to be|no longer|(?:new|old) default|until"
    r"|since|releases?|versions?)\b|\b\d+\.\d+(?:\.\d+|\+)",
    re.I,
)
_SOMETIMES = re.compile(r"(?:when|if|on|for|with|in|unless|where|under|while)\b", re.I)
_UNSET = re.compile(
    r"\b(?:unset|omitted|unspecified|absent|empty|not (?:\w+ )?(?:set|specified|given))\b", re.I
)
_DEPENDS = re.compile(
    r"[\"')\]]*,?\s\(?(?:on|for|if|when|unless|with|under|where|otherwise|or|and|depending|except"
    r"|plus|times)\b",
    re.I,
)
_IF_UNSET = re.compile(r"[\"')\]]*,?\s\(?(?:if|when|unless)\b[^.;]*", re.I)
_TITLE = re.compile(r"default(?: value)?", re.I)
_ON, _OFF = ("true", "enabled"), ("false", "disabled")


Named = tuple[Span, Parameter]
"""A parameter, and where a page names it."""


class StatedDefault(NamedTuple):
    """A value that the page says is the default of a parameter, and where."""

    parameter: Parameter
    value: str
    span: Span


class _Said(NamedTuple):
    """The value at `start:end` of a sentence or cell."""

    value: str
    start: int
    end: int


def stated(page: Page, named: Sequence[Named]) -> Iterator[StatedDefault]:
    """What a page says are defaults, of the parameters that it names."""
    for text in page.texts:
        if text.kind == "paragraph" and "default" in text.prose.text.lower():
            yield from _in_paragraph(text, named)
    cells = {text.span: text for text in reversed(page.texts) if text.kind == "cell"}
    for table in page.tables:
        yield from _in_rows(table, cells, named)


def _between(named: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    """Those that begin in a range of the source."""
    first, last = (bisect_left(named, at, key=lambda each: each[0].start) for at in (start, end))
    return named[first:last]


def _in_paragraph(text: Text, named: Sequence[Named]) -> Iterator[StatedDefault]:
    before: Parameter | None = None
    for sentence in sentences(text):
        start, end = sentence.span(0, len(sentence.text))
        inside = _between(named, start, end)
        about = {parameter.name: parameter for _, parameter in inside}
        one = next(iter(about.values())) if len(about) == 1 else None if about else before
        short = len(sentence.text) <= LONGEST_SENTENCE
        if one and short and "default" in sentence.text.lower():
            places: list[tuple[int, int] | None] = [None]
            if about:
                places = [_within(sentence, span) for span, _ in inside[:MOST_NAMED]]
            for place in places:
                for said in _in_sentence(sentence, place, one):
                    yield StatedDefault(one, said.value, sentence.span(said.start, said.end))
        before = one if about else None


@cache  # most runs meet no such sentence
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.I) for form in forms)


def _within(sentence: Sentence, span: Span) -> tuple[int, int]:
    """A source span as a range of the sentence."""
    places = range(len(sentence.text))
    start = bisect_left(places, span.start, key=lambda at: sentence.span(at, at + 1).start)
    return start, min(start + span.end - span.start, len(sentence.text))


def _in_rows(
    table: Table, cells: Mapping[Span, Text], named: Sequence[Named]
) -> Iterator[StatedDefault]:
    """The defaults in rows that begin with a parameter."""
    titles = [cell.prose.text for cell in table.rows[0]]
    column = next((at for at, title in enumerate(titles) if _TITLE.fullmatch(title.strip())), -1)
    for row in table.rows[1:]:
        first = _between(named, *row[0].span) if row else ()
        about = {one.name: one for _, one in first}
        for cell in row if len(about) == 1 else ():
            one = next(iter(about.values()))
            text = cells.get(cell.span)
            code = text.code if text and text.prose == cell.prose else ()
            for said in _in_cell(cell.prose.text, code, one, cell.column == column):
                yield StatedDefault(one, said.value, cell.prose.span(said.start, said.end))


def _in_sentence(
    sentence: Sentence, name: tuple[int, int] | None, parameter: Parameter
) -> Iterator[_Said]:
    """The defaults that a sentence states of a parameter.

    `name` is where the sentence names it; None where only the sentence before does.
    """
    text = _marked(sentence.text, sentence.code, name)
    if _HISTORY.search(text) or (_SOMETIMES.match(text) and not _UNSET.search(text)):
        return
    if name is None:
        claims = [found for form in _compiled(_AFTERWARDS) if (found := form.match(text))]
    else:
        claims = [found for form in _compiled(_ABOUT) if (found := form.search(text))]
    claims = [found for found in claims if not _is_partial(text, found.end())]
    if name is not None:
        claims += [found for form in _compiled(_CALLED) if (found := form.search(text))]
    for found in {claim.span("value"): claim for claim in claims}.values():
        yield from _said(sentence.text, found, parameter)


def _in_cell(
    text: str, code: Sequence[tuple[int, int]], parameter: Parameter, whole: bool
) -> Iterator[_Said]:
    """The defaults that a cell in a parameter's row states: all of it, or where it says so."""
    marked = _marked(text, code, None)
    found = [_WHOLE_CELL.fullmatch(marked)] if whole else _IN_CELL.finditer(marked)
    for each in found:
        if each:
            yield from _said(text, each, parameter)


def _is_partial(text: str, end: int) -> bool:
    """Whether what follows a value says that it is the default only sometimes, or not all of it."""
    unset = _IF_UNSET.match(text, end)
    return bool(_DEPENDS.match(text, end)) and not (unset and _UNSET.search(unset[0]))


def is_default(parameter: Parameter, value: str) -> bool:
    """Whether a value is the default in any way in which the reference says it."""
    stated = parameter.stated_default[0] if parameter.stated_default else ""
    known = (parameter.yaml_default, parameter.config_default, stated)
    written = {value, value.replace("\\\\", "\\")}  # as in a file that escapes them
    return any(same_value(parameter, each, one) for each in known if each for one in written)


def _marked(text: str, code: Sequence[tuple[int, int]], name: tuple[int, int] | None) -> str:
    """A text of the same length in which code and the parameter's name are what they are."""
    text = masked(re.sub(r"\s", " ", text), code, _CODE)
    return masked(text, [name], _NAME) if name else text


def _said(text: str, found: re.Match[str], parameter: Parameter) -> Iterator[_Said]:
    start, end = found.span("value")
    is_code = _CODE in found["value"]
    written = text[start:end].lstrip("=: ") if is_code else text[start:end]
    quoted = written.strip("\"'") != written
    value = _value(written.strip("\"'"), found.groupdict().get("unit") or "", parameter)
    if value is not None and (is_code or quoted or _is_typed(parameter)):
        yield _Said(value, end - len(written), found.end("unit") if _unit(found) else end)


def _unit(found: re.Match[str]) -> bool:
    return bool(found.groupdict().get("unit"))


def _is_typed(parameter: Parameter) -> bool:
    """Whether the type of a parameter shows if a plain word is one of its values."""
    return isinstance(
        parameter.yaml_schema, BooleanType | DurationType | EnumType | IntegerType | PortRangeType
    )


def _value(word: str, unit: str, parameter: Parameter) -> str | None:
    """A word as a value of the parameter; None when it can be none."""
    schema = parameter.yaml_schema
    if placeholder(word) or not word or " " in word:
        return None
    plain = word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", word) else word
    if isinstance(schema, IntegerType | PortRangeType):
        return plain if integer(plain) is not None else None
    if isinstance(schema, DurationType):
        timed = plain + (unit[:2] if unit.startswith(("ms", "mil")) else unit[:1]).replace(
            "mi", "ms"
        )
        return timed if seconds(timed, schema) is not None else None
    return _switch(word, schema) if isinstance(schema, BooleanType | EnumType) else word


def _switch(word: str, schema: BooleanType | EnumType) -> str | None:
    """A word as one of a list; what is switched on or off, as the list spells that."""
    words = ("true", "false") if isinstance(schema, BooleanType) else tuple(schema.values)
    known = {each.casefold(): each for each in words}
    same = next((group for group in (_ON, _OFF) if _folded(word) in group), (_folded(word),))
    return next((known[each] for each in (word.casefold(), *same) if each in known), None)


def _folded(word: str) -> str:
    last = word.casefold().split()[-1]
    return {"on": "enabled", "off": "disabled"}.get(last, last)
