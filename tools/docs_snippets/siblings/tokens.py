"""Cuts a text into words and signs as they are compared between copies of a page."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

UnitKind = Literal["prose", "code"]

UnitKey = tuple[str, ...]
"""The kind of a unit, and its words and signs."""

VARIABLE = "$[]"
WIDE_LINE = "---"
"""A line that a program prints around or below a table, however wide."""
_DROPPED = frozenset("*.\\")
_LINK = r"\]\((?:[^()\s]|\([^()\s]*\))*[^()]*\)"


class Token(NamedTuple):
    """A word or sign as it is compared, and where it stands in the unit."""

    norm: str
    start: int
    end: int


@lru_cache(maxsize=1 << 10)
def tokens(kind: UnitKind, text: str, titles: tuple[str, ...]) -> tuple[Token, ...]:
    """The words and signs of a text; `titles` are those of products, longest first."""
    words = _words(titles).finditer(text)
    found = (Token(_norm(kind, word), *word.span()) for word in words)
    return tuple(token for token in found if _counts(kind, token.norm))


@lru_cache(maxsize=1 << 15)
def unit_key(kind: UnitKind, text: str, titles: tuple[str, ...]) -> UnitKey:
    """The kind of a text and its words and signs: equal where nothing differs that counts."""
    norms = (_norm(kind, word) for word in _words(titles).finditer(text))
    return (kind, *(norm for norm in norms if _counts(kind, norm)))


def _norm(kind: UnitKind, word: re.Match[str]) -> str:
    """A word or sign as it is compared."""
    if word.lastgroup == "name":
        return VARIABLE
    if word.lastgroup == "link":
        return "]()"
    if word.lastgroup == "line":
        return WIDE_LINE
    return word[0] if kind == "code" else word[0].lower().replace("’", "'")


def _counts(kind: UnitKind, norm: str) -> bool:
    return kind == "code" or norm not in _DROPPED


@lru_cache(maxsize=4)
def _words(titles: tuple[str, ...]) -> re.Pattern[str]:
    names = "".join(rf"|\b{re.escape(title)}\b" for title in titles)
    return re.compile(
        rf"(?P<name>\$\[[^\[\]\n]*\]{names})|(?P<link>{_LINK})"
        r"|(?P<line>[-=_*~]{3,}|\+[-=+]{2,})"
        r"|(?P<word>[A-Za-z]+(?:['’](?:s|t|re|ve|ll|d)\b)?|\d+|&#?\w+;|\S)"
    )
