"""Tells whether a paragraph stands where the checkbox of a task item may be."""

from docs_snippets.core.source import Source, Span
from docs_snippets.mdx.page import Block


# Mirrors `tokenizeTasklistCheck` of micromark-extension-gfm-task-list-item/lib/syntax.js.
def starts_item(source: Source, item: Block, first: int) -> bool:
    """Whether what starts at `first` starts the item: after its marker, or just below its content.

    Under a marker that stands alone the site takes a box only without further indentation.
    """
    line, column, *_ = source.region(Span(item.span.start, item.span.start))
    own_line, own_column, *_ = source.region(Span(first, first))
    return own_line == line or own_column == column + len(item.name) + 1
