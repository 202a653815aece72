"""Names that the code of a page has once, and that are another name of the page with a slip.

Nothing but the page is asked: the other name stands on it at least twice, and the part that differs
is nowhere else. Plurals, numbers, and a first letter that differs make other names; so do hyphens,
which file systems and programs choose.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.mdx.page import Page

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-]+[A-Za-z0-9]+)*")
_PARTS = re.compile(r"[_-]+|(?<=[a-z0-9])(?=[A-Z])")
_SHORTEST, _LONGEST = 5, 80
_DIGIT = re.compile(r"\d")
_DOUBLED = re.compile(r"(.)\1")
_NUMBERED = re.compile(r"[A-Za-z]+\d[A-Za-z0-9]*")
"""A name of one part with digits, of which no other one is a slip."""
_WORD = re.compile(r"[A-Z]?[a-z]+")
_PROGRAMS = frozenset({"shell", "powershell", "yaml", "json"})
_VOWEL = re.compile(r"[aeiouy]")
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "or", "ing")
_REGULAR = ("ed", "ing", "er", "tion", "ment", "able", "less")
"""How words end, of which a slip makes something else."""
_SWAPPED, _ADDED, _OTHER = 4, 4, 6
"""Letters of a part in which two are swapped, one is missing or added, or one is another."""

_Key = tuple[int, tuple[str, ...]]


class TwinName(NamedTuple):
    """A name, and the one that was probably meant."""

    name: str
    span: Span
    meant: str


def twin_names(page: Page) -> Iterator[TwinName]:
    """Such names, in the order of their places."""
    odd: dict[str, Span] = {}
    counts: Counter[str] | None = None
    for text, is_prose in _code(page):
        for found in _NAME.finditer(text.text):
            name = found[0]
            if is_prose and _WORD.fullmatch(name):
                continue
            if _SHORTEST <= len(name) <= _LONGEST and not _NUMBERED.fullmatch(name):
                counts = counts or Counter(_NAME.findall(page.source.text))
                if counts[name] == 1:
                    odd[name] = text.span(*found.span())
    if not odd or counts is None:
        return
    common = _Common(name for name, count in counts.items() if count > 1)
    lower = ""
    for name, span in odd.items():
        near = common.near(name)
        if len(near) == 1:
            part, meant = near.pop()
            lower = lower or page.source.text.lower()
            if lower.count(part) == 1:
                yield TwinName(name, span, meant)


def _code(page: Page) -> Iterator[tuple[Excerpt, bool]]:
    """The code of a page, and whether it may be prose: a letter, a message, an output."""
    for fence in page.fences:
        yield fence.content, fence_kind(fence) not in _PROGRAMS
    yield from ((code.content, False) for code in page.inline_code)


class _Common:
    """Names that a page has more than once, by all their parts but one, and by their letters."""

    def __init__(self, names: Iterator[str]) -> None:
        self._by_rest: dict[_Key, list[str]] = defaultdict(list)
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if _SHORTEST - 1 <= len(name) <= _LONGEST:
                parts = _PARTS.split(name)
                for key in _keys(parts):
                    self._by_rest[key].append(name)
                for letters in _letters(name) if len(parts) == 1 else ():
                    self._by_letters[letters].append(name)

    def near(self, name: str) -> set[tuple[str, str]]:
        """The names that one may be a slip of, each with the part of it that is odd."""
        parts = _PARTS.split(name)
        if len(parts) == 1:
            alike = chain.from_iterable(self._by_letters.get(key, ()) for key in _letters(name))
            return {(name.lower(), other) for other in alike if _is_slip(name, other)}
        return {
            (parts[at].lower(), other)
            for at, key in enumerate(_keys(parts))
            for other in self._by_rest.get(key, ())
            if _is_slip(parts[at], _PARTS.split(other)[at])
        }


def _letters(word: str) -> tuple[str, str]:
    """The letters of a word in another order, and without those that are doubled."""
    return "".join(sorted(word)), _DOUBLED.sub(r"\1", word)


def _keys(parts: list[str]) -> Iterator[_Key]:
    """Each part that may be the odd one, with all the others."""
    for at in range(len(parts) if len(parts) > 1 else 0):
        yield at, (*parts[:at], *parts[at + 1 :])


def _is_slip(part: str, meant: str) -> bool:
    """Whether a part of a name is another one with a slip of the hand."""
    part, meant = part.lower(), meant.lower()
    shorter, longer = sorted((part, meant), key=len)
    if part.endswith(_REGULAR) and not meant.endswith(_REGULAR):
        return False  # the other one is the slip
    if part[:1] != meant[:1] or _DIGIT.search(part + meant) or not _VOWEL.search(part):
        return False
    if not _VOWEL.search(meant) or any(longer == shorter + ending for ending in _ENDINGS):
        return False
    if edits(part, meant, 2) != 1:
        return False
    if sorted(part) == sorted(meant):
        return len(part) >= _SWAPPED
    return len(shorter) >= (_OTHER if len(part) == len(meant) else _ADDED)
