"""Lines with their columns: tab stops, and what containers leave of a line."""

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from docs_snippets.core.source import Excerpt, excerpt

TAB_SIZE = 4
BLANKS = re.compile(r"[ \t]*")
LINE_END = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
    """What containers leave of one line.

    `pos` is the source offset of the first character left, `col` the 0-based column of what is
    left, `virt` the columns left of a tab that a container has partly eaten (it stands before
    `pos`), `end` the offset of the line end, `next` the offset after it. `lazy` says that not all
    containers of the line before go on; `continued` how many do.
    """

    pos: int
    col: int
    virt: int
    end: int
    next: int
    lazy: bool = False
    continued: int = 0


def split_lines(text: str) -> list[Line]:
    """The lines of a whole text; a final line end starts no line."""
    out = []
    pos = 0
    make = tuple.__new__  # three times as fast as Line(...), and this is every line
    for end, after in _line_ends(text):
        out.append(make(Line, (pos, 0, 0, end, after, False, 0)))
        pos = after
    if pos < len(text):
        out.append(Line(pos, 0, 0, len(text), len(text)))
    return out


def _line_ends(text: str) -> Iterable[tuple[int, int]]:
    """Where each line ends, and where the one after it begins."""
    if "\r" in text:
        return (found.span() for found in LINE_END.finditer(text))
    starts = accumulate(len(line) + 1 for line in text.split("\n")[:-1])
    return ((start - 1, start) for start in starts)


def skip_blanks(text: str, line: Line) -> tuple[int, int]:
    """Offset and column of the first character that is no blank."""
    pos, col, virt, end = line[:4]
    if pos >= end or text[pos] not in " \t":
        return pos, col + virt
    found = BLANKS.match(text, pos, end)
    stop = found.end() if found else pos
    return stop, column_at(text, pos, stop, col + virt)


def column_at(text: str, pos: int, stop: int, col: int) -> int:
    """The column of `stop`, with `pos` at column `col`."""
    if "\t" not in text[pos:stop]:
        return col + stop - pos
    for char in text[pos:stop]:
        col += TAB_SIZE - col % TAB_SIZE if char == "\t" else 1
    return col


def take_columns(text: str, line: Line, size: int) -> tuple[Line, int]:
    """The line after at most `size` columns of blanks, and how many were there."""
    pos, col, virt, end = line[:4]
    if not virt and pos + size <= end and text.startswith(" " * size, pos):  # as nearly everywhere
        return Line(pos + size, col + size, 0, end, *line[4:]), size
    taken = min(size, virt)
    col += taken
    virt -= taken
    while taken < size and pos < end:
        char = text[pos]
        if char == " ":
            pos, col, taken = pos + 1, col + 1, taken + 1
        elif char == "\t":
            width = TAB_SIZE - col % TAB_SIZE
            used = min(width, size - taken)
            pos, col, taken, virt = pos + 1, col + used, taken + used, width - used
        else:
            break
    return Line(pos, col, virt, end, line.next, line.lazy, line.continued), taken


def joined(text: str, start: int, lines: list[Line]) -> Excerpt:
    """What lines leave from `start` on, the line end of the last one left out."""
    last = lines[-1]
    together = all(line[0] == before[4] and not line[2] for before, line in pairwise(lines))
    if together and start < last.end:  # nothing stands before any line
        return Excerpt(text[start : last.end], (0,), (start,))
    pieces = [(text[start : lines[0].end if last is lines[0] else lines[0].next], start)]
    for line in lines[1:]:
        if line.virt:
            pieces.append((" " * line.virt, line.pos - 1))
        pieces.append((text[line.pos : line.end if line is last else line.next], line.pos))
    return excerpt(pieces)


def end_before(text: str, line: Line) -> int:
    """Where a block ends that a lazy line ends after this line.

    A line that is wholly empty holds no character of the block: it ends on the line before.
    """
    return before_line_end(text, line.end) if line.pos == line.end and not line.virt else line.end


def before_line_end(text: str, end: int) -> int:
    """The place itself, or where the line before ends if it is the start of a line."""
    if end > 0 and text[end - 1] in "\r\n":
        return end - (2 if text[end - 2 : end] == "\r\n" else 1)
    return end
