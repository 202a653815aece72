"""Reads the rows of a page's tables, Markdown and HTML alike, as visible text with its places."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from docs_snippets.core.source import Excerpt, excerpt
from docs_snippets.mdx.page import Jsx, Page

_HIDDEN = re.compile(r"<[^<>]*>|\{[^{}]*\}|\s+")


def rows(page: Page) -> Iterator[tuple[Excerpt, ...]]:
    """Every row below a header, cell by cell."""
    for table in page.tables:
        for row in table.rows[1:]:
            yield tuple(cell.prose for cell in row)
    cells = sorted((each for each in page.jsx if each.name == "td"), key=lambda each: each.span)
    starts = [cell.span.start for cell in cells]
    for line in (each for each in page.jsx if each.name == "tr"):
        first = bisect_left(starts, line.open_span.end)
        last = bisect_left(starts, line.span.end)
        inside = (cell for cell in cells[first:last] if cell.span.end <= line.span.end)
        if shown := tuple(_visible(page, cell) for cell in inside):
            yield shown


def _visible(page: Page, cell: Jsx) -> Excerpt:
    """What an HTML cell shows: tags and expressions gone, white space as one space."""
    start, source = cell.open_span.end, page.source.text
    end = max(source.rfind("</", start, cell.span.end), start)
    start += len(source[start:end]) - len(source[start:end].lstrip())
    end = max(start, start + len(source[start:end].rstrip()))
    pieces: list[tuple[str, int]] = []
    for hidden in _HIDDEN.finditer(source, start, end):
        pieces.append((source[start : hidden.start()], start))
        if not hidden[0].strip():
            pieces.append((" ", hidden.start()))
        start = hidden.end()
    return excerpt((*pieces, (source[start:end], start)))
