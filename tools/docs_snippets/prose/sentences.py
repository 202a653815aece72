"""Splits prose into sentences, and finds names, ports and special values in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.numbers import GREATEST_PORT, number_of
from docs_snippets.core.source import Span
from docs_snippets.facts.ports import Protocol
from docs_snippets.mdx.page import Text
from docs_snippets.mdx.plain_words import masked

_BOUNDARY = re.compile(r"[.!?][\"'”’)\]*_]*\s+(?=[\"'“‘(\[$*_`A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig)|\b[A-Z])\.$", re.I
)
_LONGEST_ABBREVIATION = 8
_CLAUSE = re.compile(r";|\s(?:but|while|whereas|although|though|however)\s")
_DIGITS = re.compile(r"\d\d")
_PORT = re.compile(
    r"(?:(?<![\w.:/$#-])|(?<=tcp/)|(?<=udp/))(?P<port>\d{2,5})(?:/(?:tcp|udp|sctp))?"
    r"(?![\w:%/-]|\.\d)",
    re.I,
)
_PROTOCOL = re.compile(r"\b(tcp|udp|sctp)\b", re.I)

_SPECIAL = (
    r"(?<![\w.-])(?P<value>-1|0s?|zero|an? empty (?:string|list|value)|\"\"|'')(?![\w.-]*\w|\")"
)
_OFF = (
    r"(?:disabl(?:e|es|ing)|(?:turn|switch)(?:s|es|ing)?\s(?:[\w'’$\[\]-]+\s){0,8}?off|stops?"
    r"|suppress(?:es)?|means?|removes?\sthe\slimit|(?:allow|for)\sno\slimit|allows?\sunlimited)\b"
)
_MEANINGS = (
    re.compile(
        rf"\b(?:to|of|is|value|=)\s+{_SPECIAL}(?:\s\([^()]*\))?(?:\sfor\s\S+)?,?\s+"
        rf"(?:in order\s|so as\s)?"
        rf"(?:to|and|which|that|will|would|completely|fully|entirely|\s)*{_OFF}",
        re.I,
    ),
    re.compile(
        rf"{_SPECIAL}\s+(?:disables|means|(?:turns|switches)\s(?:[\w-]+\s){{0,6}}?off"
        r"|\((?:disabled|unlimited|off|no\slimit)\))",
        re.I,
    ),
    re.compile(rf"\b{_OFF}[^.;:]{{0,120}}?\bset(?:ting)?\b[^.;:]{{0,80}}?\bto\s+{_SPECIAL}", re.I),
    re.compile(
        rf"\b(?:if|when)\b[^.;]{{0,80}}?\b(?:is|equals|set\sto)\s+{_SPECIAL}[^.;]{{0,60}}?"
        r"\b(?:is|are)\s(?:\w+\s){0,2}?(?:disabled|unlimited|(?:turned|switched)\soff)\b",
        re.I,
    ),
)


class Sentence(NamedTuple):
    """One sentence of a text; `start` is its offset in the text's prose."""

    text: str
    start: int
    source: Text

    def span(self, start: int, end: int) -> Span:
        """Source span of a range of the sentence."""
        return self.source.prose.span(self.start + start, self.start + end)

    @property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Ranges of the sentence that are inline code."""
        code, end = self.source.code, self.start + len(self.text)
        inside = code[bisect_left(code, (self.start,)) : bisect_left(code, (end,))]
        return tuple((a - self.start, b - self.start) for a, b in inside)


class SpecialMeaning(NamedTuple):
    """A special value (0, -1, or nothing for empty) and where the sentence gives it a meaning."""

    value: str
    start: int
    end: int


def sentences(text: Text) -> tuple[Sentence, ...]:
    """The sentences of a text in order; a boundary inside inline code is none."""
    return tuple(
        Sentence(text.prose.text[start:end].rstrip(), start, text)
        for start, end in _sentences(text.prose.text, text.code)
    )


@lru_cache(maxsize=1 << 12)
def _sentences(text: str, code: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    prose = masked(text, code, "x")
    cuts = [0]
    for boundary in _BOUNDARY.finditer(prose):
        end = boundary.start() + 1
        if not _ABBREVIATION.search(prose, max(cuts[-1], end - _LONGEST_ABBREVIATION), end):
            cuts.append(boundary.end())
    return tuple(zip(cuts, (*cuts[1:], len(prose)), strict=True))


def clauses(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Ranges of the clauses of a sentence."""
    start = 0
    for cut in _CLAUSE.finditer(masked(sentence.text, sentence.code, "x")):
        yield start, cut.start()
        start = cut.end()
    yield start, len(sentence.text)


def names_in(text: str, names: Mapping[str, str]) -> tuple[tuple[int, int, str], ...]:
    """Where any of the names stands in a text, and what it is a name of; the longest name wins.

    `names` maps lower-case spellings to what they name.
    """
    found = _spellings(tuple(sorted(names))).finditer(text)
    return tuple((m.start(), m.end(), names[" ".join(m.group().split()).lower()]) for m in found)


@lru_cache(maxsize=1 << 12)
def ports_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where a number that can be a port stands in a text, and the number."""
    if not _DIGITS.search(text):  # nearly always, and seen much faster than by what follows
        return ()
    return tuple(
        (m.start(), m.end("port"), number_of(m["port"]))
        for m in _PORT.finditer(text)
        if number_of(m["port"]) <= GREATEST_PORT
    )


def protocol_in(text: str) -> Protocol | None:
    """The one protocol a text names, else None."""
    known: Mapping[str, Protocol] = {"tcp": "tcp", "udp": "udp", "sctp": "sctp"}
    named = {found.lower() for found in _PROTOCOL.findall(text)}
    return known[named.pop()] if len(named) == 1 else None


def special_meanings(sentence: Sentence) -> Iterator[SpecialMeaning]:
    """Special values to which a sentence gives a meaning."""
    found = (meaning for form in _MEANINGS for meaning in form.finditer(sentence.text))
    for start, end in sorted({meaning.span("value") for meaning in found}):
        said = sentence.text[start:end].lower()
        value = {"zero": "0", "0s": "0"}.get(said, said if said in ("0", "-1") else "")
        yield SpecialMeaning(value, start, end)


@lru_cache(maxsize=16)
def _spellings(names: tuple[str, ...]) -> re.Pattern[str]:
    words = (re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.I)
