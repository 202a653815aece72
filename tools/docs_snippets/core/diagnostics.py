"""Findings and errors: the one type that every report is made of, and functions to make one."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from docs_snippets.core.source import Region, Source, Span

_FEW = 20
"""Words that are listed where none of them is near."""


class Severity(StrEnum):
    """How bad a finding is; `--fail-on` compares by `rank`."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How certain a finding is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Note(NamedTuple):
    """A second location of a finding: the text that proves it, or the other part of a pair."""

    path: str
    line: int
    column: int
    message: str


class FixEdit(NamedTuple):
    """One replacement of a fix."""

    region: Region
    text: str


class Fix(NamedTuple):
    """A correction. `safe` cannot change the meaning, `unsafe` may, `display` is only shown."""

    applicability: str
    edits: tuple[FixEdit, ...]


class Diagnostic(NamedTuple):
    """One finding or error, with its location.

    `path` is relative to the docs root, or as given for files outside it (configuration); it and
    `region` are None for a finding on a pull request's text. `tree` is None outside every tree.
    `line_text` is the source line at the region's start, for reports that show it. `ignored` is
    the reason that a comment gives for hiding it, where what comments hide is reported, too.
    """

    rule: str
    severity: Severity
    message: str
    path: str | None
    region: Region | None = None
    tree: str | None = None
    confidence: Confidence = Confidence.HIGH
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    siblings: tuple[str, ...] = ()
    line_text: str = ""
    ignored: str | None = None


def problem(
    source: Source,
    span: Span,
    rule: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    notes: tuple[Note, ...] = (),
    tree: str | None = None,
) -> Diagnostic:
    """A finding or error at a span of a text."""
    region = source.region(span)
    line = source.line(region.line)
    return Diagnostic(
        rule, severity, message, source.path, region, tree, notes=notes, line_text=line
    )


def note(source: Source, span: Span, message: str) -> Note:
    """A second location of a finding, at a span of a text."""
    region = source.region(span)
    return Note(source.path, region.line, region.column, message)


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to append to a message about an unknown word: the nearest known one, or all of them."""
    names = sorted(set(known))
    return nearest(word, names) or expected_one_of(names)


def expected_one_of(known: Collection[str]) -> str:
    """What to append to a message about an unknown word that is near to none of a few."""
    names = sorted(set(known)) if len(known) <= _FEW else []
    return f"; expected one of {listing(names)}" if names else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """What to append to a message about an unknown word: the nearest known one, where one is."""
    name = nearest_word(word, known)
    return f"; did you mean {name!r}?" if name is not None else ""


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """The known word that an unknown one most likely misspells; None where none is near."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1) or _same_but_case(word, names)
    return close[0] if close else None


def listing(names: Iterable[str]) -> str:
    """Names quoted and joined by commas."""
    return ", ".join(repr(name) for name in names)


def _same_but_case(word: str, names: list[str]) -> list[str]:
    return [name for name in names if name.casefold() == word.casefold()]
