"""Reads lines that hold only tags and expressions, and HTML comments, between blocks."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from docs_snippets.core.source import Excerpt, Span
from docs_snippets.mdx.columns import BLANKS, Line, joined
from docs_snippets.mdx.document import BlockReader, Checkpoint
from docs_snippets.mdx.events import CommentEvent, ExpressionEvent, FlowLineEvent, Tag
from docs_snippets.mdx.expressions import NoBraces, expression_at
from docs_snippets.mdx.tags import NoTag, tag_at

_COMMENT_OPEN = re.compile(r"<!--(?!-?>)")
MAX_FAILURES = 20
MAX_FAILED = 200_000
_LAZY = (
    "a tag or expression goes on over a line that is not indented or marked like the list item"
    " or quote it stands in"
)


class _Parts(NamedTuple):
    """Tags and expressions that fill lines, and where what follows them stands."""

    parts: tuple[Tag | ExpressionEvent, ...]
    end: int


class _Stop(NamedTuple):
    """What stands here is text (`fault` None), or breaks the page; found out at `end`."""

    fault: NoTag | NoBraces | None
    end: int


@dataclass(slots=True)
class _Ahead:
    """Lines read ahead verbatim, the first of them `waiting` to be read again before.

    `start` is the state before the others were read, which is where they are taken back to.
    """

    document: BlockReader
    lines: list[Line] = field(default_factory=list)
    waiting: int = 0
    start: Checkpoint | None = None
    lazy: bool = False
    ended: bool = False

    def read(self, count: int) -> bool:
        """Reads more lines; answers whether there may be still more."""
        for _ in range(count):
            if self.start is None:
                self.start = self.document.mark()
            line = self.document.next(concrete=True)
            if line is None:
                self._back_to(len(self.lines))
                self.ended = True
                return False
            self.lines.append(line)
            self.waiting += self.start is None
            if line.lazy:
                self.lazy = True
                return False
        return True

    def keep(self, count: int) -> None:
        """Keeps the first lines as read, for the flow to read again, and takes the rest back."""
        if len(self.lines) > max(count, self.waiting):
            self._back_to(count)
        self.document.push(*self.lines[count : self.waiting])
        del self.lines[count:]

    def _back_to(self, count: int) -> None:
        """Takes back all lines, those that waited aside, and reads the first ones again."""
        if self.start is not None:
            self.document.rewind(self.start)
            for _ in range(count - self.waiting):
                self.document.next(concrete=True)


# Mirrors `tokenizeJsxFlow` of micromark-extension-mdx-jsx/lib/jsx-flow.js.
def tag_lines(
    document: BlockReader, line: Line, pos: int, probe: bool = False
) -> tuple[bool, Line | None]:
    """Tags and expressions alone on their lines, from `pos` on."""
    if document.settled:
        return False, None
    size = 1 if _may_read_ahead(document) else 0
    found = _read(document, document.text, pos, line.end, partial=size > 0)
    ahead = _Ahead(document)
    whole: Excerpt | None = None
    goes_on = isinstance(found, _Stop) and found.fault is not None and found.fault.more
    if goes_on and document.tired(pos):
        return False, None
    while isinstance(found, _Stop) and found.fault is not None and found.fault.more and size:
        size = size * 2 if ahead.read(size) else 0
        verbatim = ahead.lines[:-1] if ahead.lazy else ahead.lines
        whole = joined(document.text, pos, [line, *verbatim])
        found = _read(document, whole.text, 0, len(whole.text), partial=size > 0)
    end = whole.origin(max(found.end - 1, 0)) + 1 if whole else found.end
    used = sum(more.pos < end for more in ahead.lines)
    if isinstance(found, _Stop):
        size = len(whole.text) if whole else 0
        if found.fault is None:
            document.effort.spent += size
        else:
            document.effort.failed += size
            used = 0
            _blame(document, found.fault, line, ahead, whole)
        _give_back(document, ahead, used)
        return False, None
    if probe:
        _give_back(document, ahead, used)
        return True, None
    parts = found.parts
    if whole:
        parts = tuple(_placed(part, whole) for part in parts)
    ahead.keep(used)
    document.leaf(FlowLineEvent(parts), parts[-1].end)
    return True, document.next()


def _may_read_ahead(document: BlockReader) -> bool:
    """Whether tags and expressions may go on over lines; not where many of them had no end."""
    spent = document.effort.failed
    return document.failures < MAX_FAILURES and spent < MAX_FAILED + len(document.text)


def _give_back(document: BlockReader, ahead: _Ahead, used: int) -> None:
    """Gives lines back to the flow: those looked at as they were read, the others unread."""
    ahead.keep(used)
    document.push(*ahead.lines)


def _blame(
    document: BlockReader, fault: NoTag | NoBraces, line: Line, ahead: _Ahead, whole: Excerpt | None
) -> None:
    """Notes why the page is rejected."""
    document.failures += 1
    last = ahead.lines[-1] if ahead.lines else line
    if ahead.lazy and fault.more:
        document.fault(line.pos, lambda: last.pos, _LAZY)
        return
    if ahead.ended and fault.more and last.next > last.end and _is_quoted(document):
        document.fault(line.pos, lambda: last.next, _LAZY)  # the site takes the end for a line
        return

    def place() -> int:
        at = fault.place()
        if whole is None:
            return at
        return last.next if at >= len(whole.text) else whole.origin(at)

    document.fault(line.pos, place, fault.message)


def _is_quoted(document: BlockReader) -> bool:
    return any(container.kind == "quote" for container in document.stack)


def _read(document: BlockReader, text: str, pos: int, limit: int, partial: bool) -> _Parts | _Stop:
    parts: list[Tag | ExpressionEvent] = []
    while True:
        if text[pos] == "<":
            tag = tag_at(text, pos, limit, document.effort, partial)
            if not isinstance(tag, Tag):
                return _Stop(tag, pos)
            parts.append(tag)
            pos = tag.end
        else:
            braces = expression_at(text, pos, limit, document.effort, partial=partial)
            if isinstance(braces, NoBraces):
                return _Stop(braces, pos)
            parts.append(ExpressionEvent(pos, braces.end, braces.value))
            pos = braces.end
        blanks = BLANKS.match(text, pos, limit)
        pos = blanks.end() if blanks else pos
        if pos >= limit or text[pos] in "\r\n":
            return _Parts(tuple(parts), pos)
        if text[pos] == "<" or (text[pos] == "{" and isinstance(parts[-1], Tag)):
            continue
        return _Stop(None, pos)


def placed_span(span: Span, whole: Excerpt) -> Span:
    """A span of an excerpt in the source."""
    return whole.span(span.start, span.end)


def _placed(part: Tag | ExpressionEvent, whole: Excerpt) -> Tag | ExpressionEvent:
    start, end = whole.origin(part.start), whole.origin(part.end - 1) + 1
    if isinstance(part, ExpressionEvent):
        return part._replace(start=start, end=end)
    attributes = tuple(
        attribute._replace(span=placed_span(attribute.span, whole)) for attribute in part.attributes
    )
    return part._replace(start=start, end=end, attributes=attributes)


def _may_close(document: BlockReader, pos: int) -> bool:
    """Whether a comment that opens at `pos` may end, and is worth looking at."""
    effort = document.effort
    if effort.last_comment is None:
        effort.last_comment = document.text.rfind("-->")
    return pos < effort.last_comment and not document.tired(pos)


# Mirrors `tokenize` of remark-comment/index.js.
def html_comment(
    document: BlockReader, line: Line, pos: int, probe: bool = False
) -> tuple[bool, Line | None]:
    """An HTML comment at the start of a line; what follows its end is a line of its own."""
    text = document.text
    if not _COMMENT_OPEN.match(text, pos, line.end) or not _may_close(document, pos):
        return False, None
    current: Line | None = line
    taken: list[Line] = []
    start = pos + 4 + text.startswith("-", pos + 4)  # the first dash ends nothing
    close = -1
    while current is not None:
        close = text.find("-->", start, current.end)
        if close >= 0:
            break
        current = document.next(concrete=True)
        if current is not None:
            taken.append(current)
            start = current.pos
    if current is None or probe:
        document.effort.spent += sum(line.next - line.pos for line in taken)
        document.push(*taken)
        return current is not None, None
    end = close + 3
    document.leaf(CommentEvent(pos, end, text[pos + 4 : close].rstrip("-")), end)
    if end >= current.end:
        return True, document.next()
    rest = end + 1
    col = current.col + current.virt + rest - current.pos
    return True, Line(rest, col, 0, current.end, current.next)
