"""The marks that version control leaves where it could not merge two texts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_MARK = re.compile(
    r"^(?P<mark><{7}(?=[ \t]+\S)|>{7}(?=[ \t]+\S)|\|{7}(?=[ \t]+[^\s|][^\n|]*$)"
    r"|={7}(?=[ \t]*\r?$))",
    re.MULTILINE,
)
_LESSON = re.compile(r"\b(?:merge|rebase) conflicts?\b|\bconflict markers?\b", re.IGNORECASE)
_OPENS, _ENDS = "<", ">"


class MergeConflict(NamedTuple):
    """The lines of one conflict that are marks, in order; not all of them need be there."""

    marks: tuple[Span, ...]


def conflicts(page: Page) -> tuple[MergeConflict, ...]:
    """The conflicts that were left in a page; none where a page that is about them shows some."""
    text = page.source.text
    if not any(mark * 7 in text for mark in "<|>"):
        return ()
    return tuple(each for each in _found(text) if not _is_shown(page, each))


def unsettled_lines(page: Page) -> tuple[range, ...]:
    """The lines of each conflict, marks included: two texts stand there, and one will go."""
    line_of = page.source.line_of
    ends = ((each.marks[0].start, each.marks[-1].start) for each in conflicts(page))
    return tuple(range(line_of(first), line_of(last) + 1) for first, last in ends)


def _found(text: str) -> Iterator[MergeConflict]:
    marks: list[Span] = []
    for found in _MARK.finditer(text):
        kind = found["mark"][0]
        if kind == _OPENS and marks:
            yield MergeConflict(tuple(marks))
            marks = []
        if kind != "=" or marks:  # such a line alone may underline a heading
            marks.append(Span(found.start(), found.end("mark")))
        if kind == _ENDS:
            yield MergeConflict(tuple(marks))
            marks = []
    if marks:
        yield MergeConflict(tuple(marks))


def _is_shown(page: Page, conflict: MergeConflict) -> bool:
    """Whether a code block shows a conflict whole, on a page that speaks of such."""
    first, last = conflict.marks[0], conflict.marks[-1]
    whole = page.source.text[first.start] == _OPENS and page.source.text[last.start] == _ENDS
    inside = any(each.span.start < first.start < each.span.end for each in page.fences)
    return whole and inside and bool(_LESSON.search(page.source.text))
