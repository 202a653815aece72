"""The headings of a page, each with what is below it."""

from collections.abc import Sequence

from lsprotocol import types as lsp

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Heading, Page
from docs_snippets.server.positions import Encoding, span_range
from docs_snippets.snippets.assess import region_name
from docs_snippets.snippets.markers import find_markers


def symbols(page: Page, encoding: Encoding) -> list[lsp.DocumentSymbol]:
    """Headings, nested by their level, then generated regions."""
    headings = sorted(page.headings, key=lambda each: each.span.start)
    end = len(page.source.text)
    found = _below(page, headings, end, encoding)
    for region in find_markers(page).regions:
        found.append(
            lsp.DocumentSymbol(
                f"snippet {region_name(region)}",
                lsp.SymbolKind.Package,
                span_range(page.source, region.span, encoding),
                span_range(page.source, region.begin, encoding),
            )
        )
    return found


def _below(
    page: Page, headings: Sequence[Heading], end: int, encoding: Encoding
) -> list[lsp.DocumentSymbol]:
    found: list[lsp.DocumentSymbol] = []
    open_: list[tuple[int, lsp.DocumentSymbol]] = []
    for number, heading in enumerate(headings):
        after = headings[number + 1 :]
        stop = next((each.span.start for each in after if each.depth <= heading.depth), end)
        symbol = lsp.DocumentSymbol(
            heading.text.strip() or "(no text)",
            lsp.SymbolKind.String,
            span_range(
                page.source, Span(heading.span.start, max(stop, heading.span.end)), encoding
            ),
            span_range(page.source, heading.span, encoding),
            children=[],
        )
        while open_ and open_[-1][0] >= heading.depth:
            open_.pop()
        children = open_[-1][1].children if open_ else found
        (children if isinstance(children, list) else found).append(symbol)
        open_.append((heading.depth, symbol))
    return found
