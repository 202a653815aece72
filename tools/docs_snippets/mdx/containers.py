"""Tells whether a list, block quote or footnote begins or goes on at a line."""

import re
from dataclasses import dataclass
from typing import Literal

from docs_snippets.mdx.columns import TAB_SIZE, Line, column_at, skip_blanks, take_columns

FOOTNOTE = re.compile(r"\[\^((?:\\[\[\]\\]|[^\[\] \t\r\n]){1,999}+)\]:[ \t]*")
_MARKER = re.compile(r"([-+*])|([0-9]{1,9})([.)])")

ContainerKind = Literal["list", "quote", "footnote"]


@dataclass(slots=True)
class Container:
    """An open container. `end` is where what it holds ends so far.

    `said` is where the site says so, if later; `before` where it ended before the current line.
    """

    kind: ContainerKind
    end: int
    marker: str = ""
    size: int = 0
    initial_blank: bool = False
    further_blank: bool = False
    said: int = -1
    before: int = -1


# Mirrors `tokenizeThematicBreak` of micromark-core-commonmark/lib/thematic-break.js.
def is_rule(text: str, pos: int, end: int) -> bool:
    """Whether the line is a thematic break from `pos` on."""
    if pos >= end or text[pos] not in "*-_":
        return False
    mark = text[pos]
    if text[end - 1] not in " \t" and text[end - 1] != mark:
        return False
    rest = text[pos:end]
    return not rest.strip(mark + " \t") and rest.count(mark) > 2


# Mirrors `tokenizeListStart` of micromark-core-commonmark/lib/list.js.
def marker_at(text: str, pos: int, end: int, interrupt: bool) -> str:
    """The list marker at `pos`; empty without one."""
    found = _MARKER.match(text, pos, end)
    if not found:
        return ""
    after = found.end()
    if after < end and text[after] not in " \t":
        return ""
    if found[1] in ("-", "*") and is_rule(text, pos, end):
        return ""
    if interrupt and (found[2] or "1") != "1":
        return ""
    if interrupt and not text[after:end].strip(" \t"):
        return ""
    return found[0]


# Mirrors `documentContinue` of micromark/lib/initialize/document.js.
def goes_on(
    text: str, container: Container, line: Line, plain: bool, around: ContainerKind | None
) -> tuple[Line | None, tuple[int, str] | None]:
    """What the container leaves of a line that continues it, and the marker of a new item.

    The indent of a footnote counts for one that stands straight in it, too.
    """
    pos, col = skip_blanks(text, line)
    blank = pos >= line.end
    if plain and col - line.col >= TAB_SIZE and container.kind == "quote":
        return None, None
    if container.kind == "quote":
        if blank or text[pos] != ">":
            return None, None
        container.before, container.end = container.end, pos + 1
        return after_quote(text, line, pos, col), None
    if container.kind == "footnote":
        container.before = container.end
        if blank:
            return line, None
        rest, taken = take_columns(text, line, 4)
        if taken < 4 and (taken or around != "footnote"):
            return None, None
        container.end = rest.pos
        return rest, None
    return _list_goes_on(text, container, line, pos, col, plain)


# Mirrors `tokenizeListContinuation` of micromark-core-commonmark/lib/list.js.
def _list_goes_on(
    text: str, container: Container, line: Line, pos: int, col: int, plain: bool
) -> tuple[Line | None, tuple[int, str] | None]:
    if pos >= line.end:
        container.further_blank = container.further_blank or container.initial_blank
        return take_columns(text, line, container.size)[0], None
    further, container.further_blank = container.further_blank, False
    container.initial_blank = False
    if not further and col - line.col >= container.size:
        return take_columns(text, line, container.size)[0], None
    marker = marker_at(text, pos, line.end, False)
    if plain and col - line.col >= TAB_SIZE:
        return None, None
    if not marker or marker[-1] != container.marker:
        return None, None
    return line, (pos, marker)


# Mirrors `tokenizeBlockQuoteContinuation` of micromark-core-commonmark/lib/block-quote.js.
def after_quote(text: str, line: Line, pos: int, col: int) -> Line:
    """The line after a quote marker at `pos` and at most one column of blank."""
    rest = moved(text, line, pos, col, pos + 1)
    return take_columns(text, rest, 1)[0]


def moved(text: str, line: Line, pos: int, col: int, to: int) -> Line:
    """The line from `to` on, with `pos` at column `col`."""
    return Line(to, column_at(text, pos, to, col), 0, line.end, line.next)
