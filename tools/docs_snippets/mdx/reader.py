"""Parses a source into a page: front matter, preprocessing, blocks, inline content."""

import gc
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Literal

from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.mdx.blocks import read_blocks
from docs_snippets.mdx.build import build
from docs_snippets.mdx.builder import Builder
from docs_snippets.mdx.columns import split_lines
from docs_snippets.mdx.compat import Compat, all_of
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import Event
from docs_snippets.mdx.frontmatter import Matter, read_front_matter
from docs_snippets.mdx.late_errors import LATE, find_late_errors
from docs_snippets.mdx.page import Block, Jsx, Page, ParseError
from docs_snippets.mdx.rejections import Rejections
from docs_snippets.mdx.rewrite import Rewritten, rewrite
from docs_snippets.mdx.variable_tokens import find_variables


def read_page(
    source: Source, *, mdx1_compat: bool | Compat = False, format: Literal["mdx", "md"] = "mdx"
) -> Page:
    """Reads a page; a truth value stands for all settings of `mdx1Compat` alike.

    What makes the site reject it is `Page.error`; the rest is read all the same, as far as it goes.
    A page is made of tuples without cycles: the collector would only look through them in vain.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        compat = mdx1_compat if isinstance(mdx1_compat, Compat) else all_of(mdx1_compat)
        return _read(source, compat, format)
    finally:
        if collecting:
            gc.enable()


def _read(source: Source, compat: Compat, format: Literal["mdx", "md"]) -> Page:
    text = source.text.replace("\0", "\ufffd") if "\0" in source.text else source.text
    matter = read_front_matter(source.text)
    format = _format(matter, format)
    rewritten = rewrite(text, compat)
    if rewritten:
        text = rewritten.text
    events: list[Event] = []
    rejections = Rejections()
    plain = format == "md"
    document = BlockReader(text, split_lines(text), events, rejections, 0, compat.comments, plain)
    read_blocks(document)
    builder = Builder(source, text, compat, plain, rejections, document.effort)
    build(builder, events)
    find_late_errors(builder)
    page = _page(source, format, builder)
    if rewritten:
        page = _placed(page, rewritten)
    return replace(
        page,
        error=_error(source, matter, rejections, rewritten),
        front_matter=matter.data,
        front_matter_end_line=_front_matter_end(page),
        content_title=matter.title,
        variables=find_variables(page),
        mdx_1=compat.mdx_1,
    )


def _format(matter: Matter, format: Literal["mdx", "md"]) -> Literal["mdx", "md"]:
    """The format the front matter names, else the one given."""
    named = matter.data.get("mdx")
    chosen = named.get("format") if isinstance(named, dict) else None
    return "md" if chosen == "md" else "mdx" if chosen == "mdx" else format


def _page(source: Source, format: Literal["mdx", "md"], builder: Builder) -> Page:
    return Page(
        source,
        format,
        blocks=tuple(builder.blocks),
        headings=tuple(builder.headings),
        fences=tuple(builder.fences),
        admonitions=tuple(builder.admonitions),
        directives=tuple(builder.directives),
        jsx=tuple(
            Jsx(
                Span(element.tag.start, element.end),
                Span(element.tag.start, element.tag.end),
                element.tag.name,
                element.kind,
                element.unraveled,
                element.tag.attributes,
                element.block,
            )
            for element in builder.elements
        ),
        imports=tuple(builder.imports),
        exports=builder.exports,
        esm=tuple(builder.esm),
        links=tuple(builder.links),
        images=tuple(builder.images),
        definitions=tuple(builder.link_definitions),
        inline_code=tuple(builder.inline_code),
        expressions=tuple(builder.expressions),
        tables=tuple(builder.tables),
        texts=tuple(builder.texts),
        comments=tuple(builder.comments),
        hard_breaks=builder.breaks,
    )


def _front_matter_end(page: Page) -> int | None:
    if page.blocks and page.blocks[0].kind == "front-matter":
        return page.source.line_of(page.blocks[0].span.end)
    return None


def _error(
    source: Source, matter: Matter, rejections: Rejections, rewritten: Rewritten | None
) -> ParseError | None:
    """The one error the site reports: of the front matter, else the first of the lowest stage."""
    stage: Literal["front_matter", "parse", "transform"] = "front_matter"
    if matter.trouble:
        pos, message = matter.trouble
    elif rejections.first:
        found, _, place, message = rejections.first
        pos = rewritten.origin(place()) if rewritten else place()
        stage = "transform" if found >= LATE else "parse"
    else:
        return None
    size = len(source.text)
    return ParseError(Span(min(pos, size), min(pos + 1, size)), message, stage)


def _placed(page: Page, rewritten: Rewritten) -> Page:
    """The page with every place put back to where it stands in the source."""
    mover = _mover(rewritten)
    changes = {
        field.name: mover(value)
        for field in fields(page)
        if isinstance(value := getattr(page, field.name), tuple)
    }
    return replace(page, **changes)  # type: ignore[arg-type]


def _mover(rewritten: Rewritten) -> Callable[[object], object]:
    def moved(value: object) -> object:
        if isinstance(value, Span):
            return rewritten.span(value)
        if isinstance(value, Excerpt):
            return rewritten.excerpt(value)
        if isinstance(value, Block) and value.said_end >= 0:
            value = value._replace(said_end=rewritten.origin(value.said_end))
        if isinstance(value, tuple):
            parts = tuple(moved(part) for part in value)
            return tuple.__new__(type(value), parts)
        return value

    return moved
