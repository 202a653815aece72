"""Lines of tags and expressions, and HTML comments, between blocks."""

import re
from typing import NamedTuple

from docs_snippets.mdx.document import Document
from docs_snippets.mdx.events import Comment, Expression, FlowLine, Tag, Trouble
from docs_snippets.mdx.expressions import NoBraces, expression_at
from docs_snippets.mdx.geometry import BLANKS, Line
from docs_snippets.mdx.tags import NoTag, tag_at
from docs_snippets.source import Excerpt, Span, excerpt

_COMMENT_OPEN = re.compile(r"<!--(?!-?>)")
_COMMENT_CLOSE = re.compile(r"--+>")
_LAZY = (
    "a tag or expression goes on over a line that is not indented or marked like the list item"
    " or quote it stands in"
)


class _Parts(NamedTuple):
    """Tags and expressions that fill lines; `end` is the offset after the last one's line."""

    parts: tuple[Tag | Expression, ...]
    end: int


class _Stop(NamedTuple):
    """`fault` is None where the line is no flow line but text."""

    fault: NoTag | NoBraces | None


def tag_lines(
    document: Document, line: Line, pos: int, probe: bool = False
) -> tuple[bool, Line | None]:
    """Tags and expressions alone on their lines, from `pos` on."""
    found = _read(document.text, pos, line.end)
    taken: list[Line] = []
    whole: Excerpt | None = None
    size = 1
    lazy = False
    while isinstance(found, _Stop) and found.fault is not None and found.fault.more:
        more: Line | None = None
        for _ in range(size):
            more = document.next(concrete=True)
            if more is None:
                break
            taken.append(more)
            if more.lazy:
                lazy = True
                break
        if more is None or lazy:
            size = 0
        whole = _joined(document.text, pos, line, taken[:-1] if lazy else taken)
        found = _read(whole.text, 0, len(whole.text))
        if not size:
            break
        size *= 2
    return _finish(document, line, pos, probe, found, taken, whole, lazy)


def _finish(
    document: Document,
    line: Line,
    pos: int,
    probe: bool,
    found: _Parts | _Stop,
    taken: list[Line],
    whole: Excerpt | None,
    lazy: bool,
) -> tuple[bool, Line | None]:
    if isinstance(found, _Stop):
        document.push(*taken)
        if found.fault is not None:
            at = whole.origin(found.fault.pos) if whole else found.fault.pos
            fault = found.fault
            if lazy and fault.more:
                document.troubles.append(Trouble(document.depth, taken[-1].pos, _LAZY))
            else:
                document.troubles.append(Trouble(document.depth, at, fault.message))
        return False, None
    if probe:
        document.push(*taken)
        return True, None
    parts = found.parts
    end = found.end
    if whole:
        parts = tuple(_placed(part, whole) for part in parts)
        end = whole.origin(end - 1) + 1
    used = [more for more in taken if more.pos < end]
    document.push(*taken[len(used) :])
    document.leaf(FlowLine(parts), parts[-1].end)
    return True, document.next()


def _joined(text: str, pos: int, line: Line, taken: list[Line]) -> Excerpt:
    lines = [line, *taken]
    pieces = []
    for i, current in enumerate(lines):
        start = pos if i == 0 else current.pos
        if i and current.virt:
            pieces.append((" " * current.virt, current.pos - 1))
        pieces.append(
            (text[start : current.next if current is not lines[-1] else current.end], start)
        )
    return excerpt(pieces)


def _read(text: str, pos: int, limit: int) -> _Parts | _Stop:
    parts: list[Tag | Expression] = []
    while True:
        if text[pos] == "<":
            tag = tag_at(text, pos, limit)
            if not isinstance(tag, Tag):
                return _Stop(tag)
            parts.append(tag)
            pos = tag.end
        else:
            braces = expression_at(text, pos, limit)
            if isinstance(braces, NoBraces):
                return _Stop(braces)
            parts.append(Expression(pos, braces.end, braces.value))
            pos = braces.end
        blanks = BLANKS.match(text, pos, limit)
        pos = blanks.end() if blanks else pos
        if pos >= limit or text[pos] in "\r\n":
            return _Parts(tuple(parts), pos)
        if text[pos] == "<" or (text[pos] == "{" and isinstance(parts[-1], Tag)):
            continue
        return _Stop(None)


def placed_span(span: Span, whole: Excerpt) -> Span:
    """A span of an excerpt in the source."""
    return whole.span(span.start, span.end)


def _placed(part: Tag | Expression, whole: Excerpt) -> Tag | Expression:
    start, end = whole.origin(part.start), whole.origin(part.end - 1) + 1
    if isinstance(part, Expression):
        return part._replace(start=start, end=end)
    attributes = tuple(
        attribute._replace(span=placed_span(attribute.span, whole)) for attribute in part.attributes
    )
    return part._replace(start=start, end=end, attributes=attributes)


def html_comment(
    document: Document, line: Line, pos: int, probe: bool = False
) -> tuple[bool, Line | None]:
    """An HTML comment at the start of a line; what follows its end is a line of its own."""
    text = document.text
    if not _COMMENT_OPEN.match(text, pos, line.end):
        return False, None
    current: Line | None = line
    taken: list[Line] = []
    start = pos + 4
    while current is not None:
        close = _COMMENT_CLOSE.search(text, start, current.end)
        if close:
            break
        current = document.next(concrete=True)
        if current is not None:
            taken.append(current)
            start = current.pos
    if current is None or probe:
        document.push(*taken)
        return current is not None, None
    end = close.end() if close else current.end
    document.leaf(Comment(pos, end, text[pos + 4 : close.start() if close else end]), end)
    if end >= current.end:
        return True, document.next()
    rest = end + 1
    col = current.col + current.virt + rest - current.pos
    return True, Line(rest, col, 0, current.end, current.next)
