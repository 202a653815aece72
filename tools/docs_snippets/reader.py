"""Source to page: front matter, what the site rewrites before parsing, blocks, inline content."""

from typing import Literal

from docs_snippets.mdx.blocks import read_blocks
from docs_snippets.mdx.build import Builder, build
from docs_snippets.mdx.document import Document
from docs_snippets.mdx.events import Event, Trouble
from docs_snippets.mdx.frontmatter import read_front_matter
from docs_snippets.mdx.geometry import split_lines
from docs_snippets.mdx.variables import find_variables
from docs_snippets.page import Jsx, Page, ParseError
from docs_snippets.source import Source, Span


def read_page(
    source: Source, *, mdx1_compat: bool = False, format: Literal["mdx", "md"] = "mdx"
) -> Page:
    """Reads a page. What makes the site reject it is `Page.error`; the rest is read all the same."""
    text = source.text.replace("\0", "\ufffd")
    matter = read_front_matter(text)
    events: list[Event] = []
    troubles: list[Trouble] = []
    document = Document(text, split_lines(text), events, troubles, compat=mdx1_compat)
    read_blocks(document)
    builder = Builder(source, text, mdx1_compat, troubles)
    build(builder, events)
    end_line = None
    if builder.blocks and builder.blocks[0].kind == "front-matter":
        end_line = source.line_of(builder.blocks[0].span.end)
    error = None
    if matter.trouble:
        pos, message = matter.trouble
        error = ParseError(_place(source, pos), message, "front_matter")
    elif troubles:
        first = min(troubles, key=lambda trouble: trouble[:2])
        error = ParseError(_place(source, first.pos), first.message, "parse")
    return Page(
        source,
        format,
        error,
        matter.data,
        end_line,
        tuple(builder.blocks),
        tuple(builder.headings),
        tuple(builder.fences),
        tuple(builder.admonitions),
        tuple(builder.directives),
        tuple(
            Jsx(
                Span(e.tag.start, e.end),
                Span(e.tag.start, e.tag.end),
                e.tag.name,
                e.kind,  # type: ignore[arg-type]
                e.unraveled,
                e.tag.attributes,
                e.block,
            )
            for e in builder.elements
        ),
        tuple(builder.imports),
        builder.exports,
        tuple(builder.esm),
        tuple(builder.links),
        tuple(builder.images),
        tuple(builder.link_definitions),
        tuple(builder.inline_code),
        tuple(builder.expressions),
        tuple(builder.tables),
        tuple(builder.texts),
        find_variables(text, builder),
        tuple(builder.comments),
        builder.breaks,
        matter.title,
    )


def _place(source: Source, pos: int) -> Span:
    return Span(min(pos, len(source.text)), min(pos + 1, len(source.text)))
