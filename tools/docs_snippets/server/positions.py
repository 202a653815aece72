"""Places in texts as the protocol counts them: from 0, in units of the encoding agreed on."""

from typing import Literal, TypeAlias

from lsprotocol import types as lsp

from docs_snippets.core.source import Region, Source, Span

Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]


def position(source: Source, offset: int, encoding: Encoding) -> lsp.Position:
    """The position of an offset."""
    line = source.line_of(offset)
    start = source.line_starts[line - 1]
    before = source.text[start : min(offset, source.line_span(line).end)]
    return lsp.Position(line - 1, units(before, encoding))


def span_range(source: Source, span: Span, encoding: Encoding) -> lsp.Range:
    """The range of a span."""
    return lsp.Range(position(source, span.start, encoding), position(source, span.end, encoding))


def region_range(source: Source, region: Region | None, encoding: Encoding) -> lsp.Range:
    """The range of a region; the start of the text for None."""
    if region is None:
        return lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    return span_range(source, source.span_of(region), encoding)


def offset(source: Source, at: lsp.Position, encoding: Encoding) -> int:
    """The offset of a position; one behind the end of a line or text is taken for the end."""
    if at.line >= len(source.line_starts):
        return len(source.text)
    start, end = source.line_span(at.line + 1)
    if encoding == "utf-32":
        return min(start + at.character, end)
    line, left = source.text[start:end], at.character
    if line.isascii():
        return min(start + left, end)
    for index, character in enumerate(line):
        if left <= 0:
            return start + index
        left -= units(character, encoding)
    return end


def units(text: str, encoding: Encoding) -> int:
    """How long a text is in an encoding's units."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)
