"""Reads tables: the head, its delimiter row, and the rows below."""

import re
from collections.abc import Callable

from docs_snippets.mdx.columns import BLANKS, Line
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import TableEvent, TableRow

DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"\\[\\|]|\|")
_FILLER = re.compile(r"(:?)-+(:?)")


# Mirrors `headRowBreak` of micromark-extension-gfm-table/lib/syntax.js.
def header_cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The cells of a row as trimmed source ranges."""
    found = BLANKS.match(text, start, end)
    start = found.end() if found else start
    while end > start and text[end - 1] in " \t":
        end -= 1
    pipes = [m.start() for m in _PIPE.finditer(text, start, end) if m[0] == "|"]
    if pipes and pipes[0] == start:
        start += 1
        del pipes[0]
    if pipes and pipes[-1] == end - 1:
        end -= 1
        del pipes[-1]
    cells = []
    for pipe in (*pipes, end):
        cells.append(_trimmed(text, start, pipe))
        start = pipe + 1
    return tuple(cells)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    bare = part.lstrip(" \t")
    start = end - len(bare)
    return start, start + len(bare.rstrip(" \t"))


# Mirrors `tokenizeTable` of micromark-extension-gfm-table/lib/syntax.js.
def table(
    document: BlockReader,
    head: Line,
    pos: int,
    starts_block: Callable[[BlockReader, Line, int], bool],
) -> Line | None:
    """Reads the table whose head stands at `pos` (the delimiter row is known to follow)."""
    text = document.text
    delimiter = document.next(interrupt=True)
    assert delimiter is not None
    align = tuple(
        _align(bool(left), bool(right))
        for left, right in _FILLER.findall(text[delimiter.pos : delimiter.end])
    )
    rows = [TableRow(pos, head.end, header_cells(text, pos, head.end))]
    end = delimiter.end
    after = None
    while (current := document.next()) is not None:
        found = BLANKS.match(text, current.pos, current.end)
        start = found.end() if found else current.pos
        if start >= current.end or current.lazy or starts_block(document, current, start):
            after = current
            break
        rows.append(TableRow(start, current.end, header_cells(text, start, current.end)))
        end = current.end
    document.leaf(TableEvent(pos, end, tuple(rows), align), end)
    return after


def _align(left: bool, right: bool) -> str | None:
    if left:
        return "center" if right else "left"
    return "right" if right else None
