"""Turns the events of blocks, and their inline content, into the lists of a page, in order."""

import re
from collections.abc import Callable
from typing import Literal

from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.source import Excerpt, Span, line_feeds
from docs_snippets.javascript.import_export import statements
from docs_snippets.mdx import events as ev
from docs_snippets.mdx.builder import Builder
from docs_snippets.mdx.inline import is_plain
from docs_snippets.mdx.inline_content import Prose, unravels
from docs_snippets.mdx.magic_comments import shown_code
from docs_snippets.mdx.page import (
    Admonition,
    BlockKind,
    Cell,
    Comment,
    Definition,
    Directive,
    Fence,
    Heading,
    Import,
    Table,
    Text,
)
from docs_snippets.mdx.strings import decode, normalize
from docs_snippets.mdx.task_items import starts_item

_LAYOUT = re.compile(r"export\s+(?:default\b|\{[^}]*\bdefault\s*[,}])")
_INFO = re.compile(r"([^ \t]*)(?:[ \t]+(.*))?$", re.DOTALL)


def build(builder: Builder, events: list[ev.Event]) -> None:
    """Walks the events into the builder's lists."""
    _collect(builder, events)
    for index, event in enumerate(events):
        may_give_way()
        builder.event = index
        _HANDLERS[type(event)](builder, event)
    while builder.frames:
        if builder.frames[-1].element is not None:
            builder.unclosed(builder.tags[-1].start, len(builder.text.rstrip()), "page")
        else:
            builder.close(len(builder.text))


# Mirrors `compile` of mdast-util-from-markdown/lib/index.js.
def _collect(builder: Builder, events: list[ev.Event]) -> None:
    """Learns the footnotes, and definitions: a URL, and the first at each depth in directives."""
    depth = 0
    notes = set()
    for index, event in enumerate(events):
        if isinstance(event, ev.DirectiveEvent):
            depth += event.kind == "container"
        elif isinstance(event, ev.CloseEvent):
            depth -= event.kind == "directive"
        elif isinstance(event, ev.DefinitionEvent):
            _, first = builder.definitions.setdefault(normalize(event.label), (event.url, {}))
            first.setdefault(depth, index)
        elif isinstance(event, ev.OpenEvent) and event.kind == "footnote":
            notes.add(normalize(event.name))
    builder.footnotes = frozenset(notes)


def _open(builder: Builder, event: ev.OpenEvent) -> None:
    kind: BlockKind = event.kind
    name = decode(event.name) if kind == "footnote" else event.name
    builder.open(kind, event.pos, builder.add_block(kind, event.pos, event.pos, name))


def _close(builder: Builder, event: ev.CloseEvent) -> None:
    builder.close(event.pos, event.said)
    if event.kind == "directive":
        builder.depth -= 1


# Mirrors `enterContainer` of mdast-util-directive/lib/index.js.
def _directive(builder: Builder, event: ev.DirectiveEvent) -> None:
    span = Span(event.start, event.end)
    container = event.kind == "container"
    admonition = container and event.name in builder.compat.names
    kind: BlockKind = "admonition" if admonition else "directive" if container else "leaf-directive"
    block = builder.add_block(kind, event.start, event.end, event.name)
    builder.open("directive", event.start, block)
    slot = len(builder.admonitions if admonition else builder.directives)
    label = None
    if admonition:
        builder.admonitions.append(
            Admonition(span, event.name, None, None, event.closed, event.colons, block)
        )
    else:
        builder.directives.append(
            Directive(span, event.kind, event.name, None, event.attributes, block)
        )
    if event.label:
        a, b = event.label
        content = Excerpt(builder.text[a:b], (0,), (a,))
        builder.open("label", a, -1)
        nodes = builder.inline(content)
        promoted = container and unravels(nodes, content.text)
        prose = Prose(builder, content, nodes, block, promoted=promoted)
        prose.walk()
        builder.close(b)
        label = None if promoted else prose.plain()
    if admonition:
        entry = builder.admonitions[slot]
        place = Span(*event.label) if event.label else None
        builder.admonitions[slot] = entry._replace(title=label, title_span=place)
    elif label is not None:
        builder.directives[slot] = builder.directives[slot]._replace(label=label)
    if container:
        builder.depth += 1
    else:
        builder.close(event.end)


def _paragraph(builder: Builder, event: ev.ParagraphEvent) -> None:
    if is_plain(event.content.text):
        block = builder.add_block("paragraph", event.start, event.end)
        span = Span(event.start, event.end)
        builder.texts.append(Text("paragraph", span, line_feeds(event.content), (), (), block))
        return
    task = event.content.text.startswith("[") and _may_be_task(builder, event.start)
    nodes = builder.inline(event.content, task)
    block = builder.add_block("paragraph", event.start, event.end)
    builder.open("paragraph", event.start, block)
    promoted = unravels(nodes, event.content.text)
    prose = Prose(builder, event.content, nodes, block, promoted=promoted)
    prose.walk()
    builder.close(event.end)
    span = Span(event.start, event.end)
    builder.texts.append(prose.text("paragraph", span))


def _may_be_task(builder: Builder, start: int) -> bool:
    """Whether the content that starts there is the first of a list item, definitions aside."""
    if not builder.frames or builder.frames[-1].kind != "list-item" or builder.frames[-1].asked:
        return False
    builder.frames[-1].asked = True
    item = builder.current
    if any(block.kind != "definition" for block in builder.blocks[item + 1 :]):
        return False
    first = builder.blocks[item + 1].span.start if len(builder.blocks) > item + 1 else start
    return starts_item(builder.source, builder.blocks[item], first)


def _heading(builder: Builder, event: ev.HeadingEvent) -> None:
    content = event.content
    inner = content.span(0, len(content.text))
    if is_plain(content.text):
        block = builder.add_block("heading", event.start, event.end)
        builder.headings.append(_entry(builder, event, inner, content.text, None, block))
        builder.texts.append(Text("heading", inner, content, (), (), block))
        return
    nodes = builder.inline(event.content)
    block = builder.add_block("heading", event.start, event.end)
    builder.open("heading", event.start, block)
    slot = len(builder.headings)
    prose = Prose(builder, event.content, nodes, block)
    prose.walk()
    builder.close(event.end)
    builder.headings.insert(slot, _entry(builder, event, inner, *prose.heading(), block))
    builder.texts.append(prose.text("heading", inner))


def _entry(
    builder: Builder,
    event: ev.HeadingEvent,
    inner: Span,
    text: str,
    explicit: str | None,
    block: int,
) -> Heading:
    slug = explicit if explicit is not None else builder.slugger.slug(text)
    kind: Literal["setext", "atx"] = "setext" if event.setext else "atx"
    span = Span(event.start, event.end)
    return Heading(span, inner, event.depth, text, slug, kind, explicit, block)


def _fence(builder: Builder, event: ev.FenceEvent) -> None:
    kind: BlockKind = "fence" if event.marker else "indented-code"
    found = _INFO.match(event.info)
    lang = decode(found[1]) if found and found[1] else None
    meta = decode(found[2]) if found and found[2] else None
    block = builder.add_block(kind, event.start, event.end, lang or "")
    span = Span(event.start, event.end)
    typed = line_feeds(event.content)
    shown = shown_code(typed, builder.compat.marks)
    builder.fences.append(Fence(span, event.marker, lang, meta, shown, event.closed, block, typed))


def _leaf(builder: Builder, event: ev.LeafEvent) -> None:
    kind: BlockKind = "front-matter" if event.kind == "yaml" else event.kind
    builder.add_block(kind, event.start, event.end)


def _esm(builder: Builder, event: ev.EsmEvent) -> None:
    span = Span(event.start, event.end)
    builder.add_block("esm", event.start, event.end)
    builder.esm.append(span)
    at = event.content
    for found in statements(at.text):
        if found.kind == "export":
            builder.exports += 1
            if _LAYOUT.match(at.text, found.start):
                builder.layouts.append(at.origin(found.start))
            continue
        builder.imports.append(
            Import(
                at.span(found.start, found.end),
                found.source,
                at.span(found.source_start, found.source_end),
                found.names,
            )
        )


def _definition(builder: Builder, event: ev.DefinitionEvent) -> None:
    builder.add_block("definition", event.start, event.end, decode(event.label))
    builder.link_definitions.append(
        Definition(
            Span(event.start, event.end),
            decode(event.label),
            event.url,
            Span(event.url_start, event.url_end),
        )
    )


def _table(builder: Builder, event: ev.TableEvent) -> None:
    block = builder.add_block("table", event.start, event.end)
    builder.open("table", event.start, block)
    rows = []
    for number, row in enumerate(event.rows):
        cells = []
        for column, (a, b) in enumerate(row.cells):
            text = _cell(builder, Excerpt(builder.text[a:b], (0,), (a,)), Span(a, b), block)
            builder.texts.append(text)
            cells.append(Cell(Span(a, b), text.prose, number, column))
        rows.append(tuple(cells))
    builder.tables.append(Table(Span(event.start, event.end), tuple(rows), block))
    builder.close(event.end)


# Mirrors `enterCell` of mdast-util-gfm-table/lib/index.js.
def _cell(builder: Builder, content: Excerpt, span: Span, block: int) -> Text:
    if is_plain(content.text):
        return Text("cell", span, content, (), (), block)
    builder.open("cell", span.start, -1)
    prose = Prose(builder, content, builder.inline(content), block, cell=True)
    prose.walk()
    builder.close(span.end)
    return prose.text("cell", span)


def _flow_line(builder: Builder, event: ev.FlowLineEvent) -> None:
    for part in event.parts:
        if isinstance(part, ev.Tag):
            builder.tag(part, True)
        else:
            block = builder.add_block("expression", part.start, part.end)
            builder.expression(part, "flow", block)


def _comment(builder: Builder, event: ev.CommentEvent) -> None:
    block = builder.add_block("html" if event.html else "comment", event.start, event.end)
    span = Span(event.start, event.end)
    builder.comments.append(Comment(span, event.value, "html", True, block))


_HANDLERS: dict[type, Callable[..., None]] = {
    ev.OpenEvent: _open,
    ev.CloseEvent: _close,
    ev.DirectiveEvent: _directive,
    ev.ParagraphEvent: _paragraph,
    ev.HeadingEvent: _heading,
    ev.FenceEvent: _fence,
    ev.LeafEvent: _leaf,
    ev.EsmEvent: _esm,
    ev.DefinitionEvent: _definition,
    ev.TableEvent: _table,
    ev.FlowLineEvent: _flow_line,
    ev.CommentEvent: _comment,
}
