"""A text file with its line numbers: the only code that turns offsets into lines and columns.

Offsets count code points of `Source.text`. Lines and columns are 1-based, a tab is one column, and
ends are exclusive. A line ends at `\\n`, `\\r\\n` or a lone `\\r`, and at nothing else: U+2028,
form feed and vertical tab are characters of their line, as they are to the site's own parser.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """Half-open range of code-point offsets."""

    start: int
    end: int


class Region(NamedTuple):
    """A span in 1-based lines and columns, the end exclusive, as reports show it."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(NamedTuple):
    """A replacement of the text at a span."""

    span: Span
    text: str


@dataclass(frozen=True)
class Source:
    """One text file as it was read, its line ends kept, its byte-order mark set aside.

    `path` is relative to the docs root, with `/`. Where `cr`, each line of the file ends in a lone
    carriage return, and the text has line feeds in their place.
    """

    path: str
    text: str
    bom: bool = False
    cr: bool = False

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Where each line begins; many texts are searched and never asked for it."""
        if "\r" in self.text:
            return (0, *(end.end() for end in LINE_END.finditer(self.text)))
        lengths = map(len, self.text.split("\n")[:-1])
        return tuple(accumulate((length + 1 for length in lengths), initial=0))

    def line_of(self, offset: int) -> int:
        """1-based line that holds the offset; the end of the text is on the last line."""
        return bisect_right(self.line_starts, offset)

    def region(self, span: Span) -> Region:
        """The span in lines and columns; a line end of two characters counts as one."""
        start, end = self._after_line_end(span.start), self._after_line_end(span.end)
        line, end_line = self.line_of(start), self.line_of(end)
        return Region(
            line,
            start - self.line_starts[line - 1] + 1,
            end_line,
            end - self.line_starts[end_line - 1] + 1,
        )

    def _after_line_end(self, offset: int) -> int:
        """An offset, moved on where it is amid a line end."""
        return offset + (offset > 0 and self.text[offset - 1 : offset + 1] == "\r\n")

    def offset(self, line: int, column: int = 1) -> int:
        """Offset of a 1-based line and column, kept inside the text."""
        if line > len(self.line_starts):
            return len(self.text)
        return min(self.line_starts[line - 1] + column - 1, len(self.text))

    def span_of(self, region: Region) -> Span:
        """The offsets of a region, kept inside the text."""
        start = self.offset(region.line, region.column)
        return Span(start, max(start, self.offset(region.end_line, region.end_column)))

    def line_span(self, line: int) -> Span:
        """Span of a 1-based line, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line(self, number: int) -> str:
        """A 1-based line without its end; one text for all who ask, however long it is."""
        if number not in self._lines:
            self._lines[number] = self.slice(self.line_span(number))
        return self._lines[number]

    @cached_property
    def _lines(self) -> dict[int, str]:
        return {}

    def slice(self, span: Span) -> str:
        """The text at the span."""
        return self.text[span.start : span.end]


class Excerpt(NamedTuple):
    """A text taken out of a source piece by piece, which remembers where each piece stood.

    Fence contents without their indentation, shell words without their quotes and prose without
    its markup are excerpts: what is found in `text` is reported where the writer typed it.
    Piece `i` starts at `starts[i]` in `text` and at `origins[i]` in the source; within a piece
    characters correspond one to one, and what has no source (a decoded escape) is a piece of
    its own.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, index: int) -> int:
        """Source offset of the character at `index`; of the end when `index` is the length."""
        if len(self.starts) == 1:
            return self.origins[0] + index
        piece = max(bisect_right(self.starts, index) - 1, 0)
        if not self.starts:
            return 0
        return self.origins[piece] + index - self.starts[piece]

    def index_of(self, origin: int) -> int:
        """Where the character that stands at a source offset is in the text; -1 without it."""
        for start, at, end in zip(
            self.starts, self.origins, (*self.starts[1:], len(self.text)), strict=False
        ):
            if at <= origin < at + end - start:
                return start + origin - at
        return -1

    def span(self, start: int, end: int) -> Span:
        """Source span of `text[start:end]`, from its first character to its last."""
        if len(self.starts) == 1:  # as nearly everywhere
            base = self.origins[0]
            return Span(base + start, base + max(start, end))
        if end <= start:
            return Span(self.origin(start), self.origin(start))
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def pieces(self) -> Iterator[tuple[str, int]]:
        """The pieces in order, each with where it stood."""
        ends = (*self.starts[1:], len(self.text))
        for start, end, origin in zip(self.starts, ends, self.origins, strict=False):
            yield self.text[start:end], origin

    def cut(self, start: int, end: int) -> "Excerpt":
        """The excerpt of `text[start:end]`."""
        if len(self.starts) == 1 and 0 <= start < end:
            return Excerpt(self.text[start:end], (0,), (self.origins[0] + start,))
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        ends = (*self.starts[first + 1 : last + 1], len(self.text))
        return excerpt(
            (self.text[max(a, start) : min(b, end)], origin + max(start - a, 0))
            for a, b, origin in zip(
                self.starts[first:last], ends, self.origins[first:last], strict=False
            )
            if a < end and b > start
        )


def excerpt(pieces: Iterable[tuple[str, int]]) -> Excerpt:
    """Joins pieces of text, each with its source offset; contiguous pieces become one."""
    texts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for text, origin in pieces:
        if text and not (origins and origin - origins[-1] == length - starts[-1]):
            starts.append(length)
            origins.append(origin)
        texts.append(text)
        length += len(text)
    return Excerpt("".join(texts), tuple(starts), tuple(origins))


def line_feeds(text: Excerpt) -> Excerpt:
    """The excerpt with every line end as `\\n`, wherever its page was written."""
    if "\r" not in text.text:
        return text
    pieces: list[tuple[str, int]] = []
    position = 0
    for end in LINE_END.finditer(text.text):
        pieces += text.cut(position, end.start()).pieces() if end.start() > position else ()
        pieces.append(("\n", text.origin(end.end() - 1)))
        position = end.end()
    rest = len(text.text)
    return excerpt((*pieces, *(text.cut(position, rest).pieces() if rest > position else ())))


def as_typed(source: Source, text: Excerpt) -> str:
    """An excerpt of `line_feeds` with the line ends of its source."""
    if "\r" not in source.text:
        return text.text
    return re.sub("\n", lambda end: _line_end(source.text, text.origin(end.start())), text.text)


def _line_end(text: str, at: int) -> str:
    if text[at - 1 : at + 1] == "\r\n":
        return "\r\n"
    return "\r" if text[at : at + 1] == "\r" else "\n"


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap, given in any order.

    Raises ValueError when two of them overlap.
    """
    out: list[str] = []
    position = 0
    for (start, end), new in sorted(edits):
        if start < position:
            raise ValueError("edits overlap")
        out += (text[position:start], new)
        position = end
    return "".join((*out, text[position:]))
