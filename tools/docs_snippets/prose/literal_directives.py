"""Finds lines that look like the start or end of an admonition but are shown as text.

A line that opens no directive is words of a paragraph, whatever it begins with; so is a run of
colons while nothing is open that it could close.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page, Text

_LINE = re.compile(
    r"^(?P<colons>:{3,})(?:(?P<blank>[ \t]*)(?P<name>[A-Za-z][\w-]*)(?P<rest>[^\n\r]*))?[ \t]*$",
    re.MULTILINE,
)


_SHORTEST = 3  # letters of the shortest admonition


class Opener(NamedTuple):
    """A line that opens nothing. `blank` stands before the name, and `rest` behind it, as typed."""

    span: Span
    colons: str
    blank: str
    name: str
    rest: str

    @property
    def titled(self) -> bool:
        """Whether it is a well-formed first line but for a title that is not in brackets."""
        return not self.blank and self.rest[:1] in (" ", "\t") and bool(self.rest.strip())


class Closer(NamedTuple):
    """A run of colons that closes nothing."""

    span: Span


def literal_lines(page: Page) -> Iterator[Opener | Closer]:
    """Such lines of the page, in order."""
    for text in page.texts:
        if text.kind == "paragraph" and ":::" in text.prose.text:
            yield from _lines(page, text)


def _lines(page: Page, text: Text) -> Iterator[Opener | Closer]:
    prose = text.prose
    for found in _LINE.finditer(prose.text):
        if any(start <= found.start() < end for start, end in text.code):
            continue
        if found["name"] is None:
            yield Closer(prose.span(*found.span("colons")))
            continue
        start, source = prose.origin(found.start()), page.source
        end = source.line_span(source.line_of(start)).end
        after = start + len(found["colons"] + found["blank"] + found["name"])
        rest = source.text[after:end].rstrip()
        span = Span(start, after + len(rest))
        yield Opener(span, found["colons"], found["blank"], found["name"], rest)


def meant_name(name: str, known: Collection[str]) -> str:
    """The admonition that a name nearly is; nothing for one that is known or like none."""
    lower = name.lower()
    if name in known or len(name) < _SHORTEST:
        return ""
    if lower in known:
        return lower
    near = (each for each in sorted(known) if _is_near(lower, each))
    return next(near, "")


def _is_near(name: str, known: str) -> bool:
    """Whether a name is the start of another, goes on after it, or has a letter wrong."""
    longer = len(known) > _SHORTEST and name.startswith(known)
    misspelt = len(name) > _SHORTEST + 1 and edits(name, known) <= 1
    return known.startswith(name) or longer or misspelt
