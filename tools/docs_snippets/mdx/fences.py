"""Reads fenced code blocks."""

import re

from docs_snippets.core.source import excerpt
from docs_snippets.mdx.columns import Line, end_before, skip_blanks, take_columns
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import FenceEvent
from docs_snippets.mdx.plain_markdown import is_code

_OPEN = re.compile(r"(`{3,}|~{3,})[ \t]*(.*)$", re.DOTALL)


# Mirrors `tokenizeCodeFenced` of micromark-core-commonmark/lib/code-fenced.js.
def fence(document: BlockReader, line: Line, pos: int) -> Line | None:
    """Reads the fence that opens at `pos`, and returns the line after it."""
    text = document.text
    found = _OPEN.match(text, pos, line.end)
    assert found is not None
    marker = found[1]
    indent = skip_blanks(text, line)[1] - line.col
    closer = re.compile(rf"[ \t]*{marker[0]}{{{len(marker)},}}[ \t]*$")
    pieces: list[tuple[str, int]] = []
    end, line_end, closed = line.end, (line.end, line.next), False
    said = -1
    after = None
    last, last_virt = line, 0
    while (current := document.next(concrete=True)) is not None:
        if current.lazy:
            after, said = current, last.end
            end = end_before(text, last)
            break
        if closer.match(text, current.pos, current.end) and not is_code(document, current):
            end, closed = current.end, True
            break
        if last is not line:
            pieces.append((text[line_end[0] : line_end[1]], line_end[0]))
        rest = take_columns(text, current, indent)[0] if indent else current
        last_virt = rest.virt
        if rest.virt:
            pieces.append((" " * rest.virt, rest.pos - 1))
        pieces.append((text[rest.pos : rest.end], rest.pos))
        last, end, line_end = current, rest.end, (rest.end, rest.next)
    cut = not closed and (after is not None or line_end[0] == line_end[1])
    if cut and pieces and not pieces[-1][0] and not last_virt:
        pieces.pop()
        if pieces:
            pieces.pop()
    content = excerpt(pieces or [("", line.next)])
    if not closed and after is None:
        said = line_end[1]
    document.leaf(FenceEvent(pos, end, marker, found[2], content, closed), end, said)
    return after if after is not None else document.next()
