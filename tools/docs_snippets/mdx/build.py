"""Blocks and inline content joined into the page: one walk in document order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docs_snippets.mdx import events as ev
from docs_snippets.mdx.inline import Scope, read_inline
from docs_snippets.mdx.modules import statements
from docs_snippets.mdx.nodes import Node
from docs_snippets.mdx.prose import Prose, unravels
from docs_snippets.mdx.strings import decode, normalize
from docs_snippets.page import (
    Admonition,
    Block,
    BlockKind,
    Cell,
    Comment,
    Definition,
    Directive,
    Expression,
    Fence,
    Heading,
    Image,
    Import,
    InlineCode,
    Link,
    Table,
    Text,
)
from docs_snippets.slug import Slugger, explicit_id
from docs_snippets.source import Excerpt, Source, Span

_WORDS = {
    "list-item": "list item",
    "blockquote": "quote",
    "cell": "table cell",
    "directive": "admonition or directive",
    "emphasis": "emphasis",
    "strong": "strong emphasis",
    "label": "title",
}
COMPILE = 1_000_000
_INFO = re.compile(r"([^ \t]*)(?:[ \t]+(.*))?$", re.DOTALL)


@dataclass(slots=True)
class Element:
    """A JSX element being read."""

    tag: ev.Tag
    kind: str
    block: int
    unraveled: bool
    end: int = 0


@dataclass(slots=True)
class Frame:
    """Something open: a container block, an inline thing, or an element."""

    kind: str
    start: int
    block: int
    element: Element | None = None


@dataclass(slots=True)
class Builder:
    """The lists of the page as they grow."""

    source: Source
    text: str
    compat: bool
    plain: bool
    troubles: list[ev.Trouble]
    definitions: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    footnotes: frozenset[str] = frozenset()
    depth: int = 0
    event: int = 0
    frames: list[Frame] = field(default_factory=list)
    tags: list[Frame] = field(default_factory=list)
    current: int = -1
    first: int = -1
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    admonitions: list[Admonition] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    exports: int = 0
    esm: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    link_definitions: list[Definition] = field(default_factory=list)
    inline_code: list[InlineCode] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    breaks: int = 0
    slugger: Slugger = field(default_factory=Slugger)

    def add_block(self, kind: BlockKind, start: int, end: int, name: str = "") -> int:
        """Adds a block inside the current one and returns its index."""
        self.blocks.append(Block(kind, Span(start, end), self.current, name))
        return len(self.blocks) - 1

    def open(self, kind: str, start: int, block: int) -> None:
        """Opens a container."""
        self.frames.append(Frame(kind, start, block))
        if block >= 0:
            self.current = block

    def close(self, end: int, said: int = -1) -> None:
        """Closes the innermost container, and the elements left open in it."""
        if self.frames and self.frames[-1].element is not None:
            around = next(frame for frame in reversed(self.frames) if frame.element is None)
            while self.frames and self.frames[-1].element is not None:
                self.unclosed(around.start, end, _WORDS.get(around.kind, around.kind))
        frame = self.frames.pop()
        if frame.block >= 0:
            block = self.blocks[frame.block]
            self.blocks[frame.block] = block._replace(
                span=Span(block.span.start, end), said_end=said
            )
            self.current = block.parent

    def unclosed(self, place: int, end: int, what: str) -> None:
        """Notes that the innermost element is not closed where what it stands in ends."""
        frame = self.frames.pop()
        self.tags.pop()
        element = frame.element
        assert element is not None
        name = element.tag.name
        if self.source.line_of(place) == self.source.line_of(element.tag.start):
            place = element.tag.start
        message = f"`<{name}>` is not closed before the end of its {what}; add `</{name}>`"
        self.fault(place, message)
        element.end = end
        self._end_element(frame, end)

    def _end_element(self, frame: Frame, end: int) -> None:
        element = frame.element
        assert element is not None
        element.end = end
        if frame.block >= 0:
            block = self.blocks[frame.block]
            self.blocks[frame.block] = block._replace(span=Span(block.span.start, end))
            self.current = block.parent

    def fault(self, pos: int, message: str) -> None:
        """Notes why the page is rejected, once tags are matched."""
        self.troubles.append(ev.Trouble(COMPILE, len(self.troubles), pos, message))

    def tag(self, tag: ev.Tag, flow: bool, unraveled: bool = False, listed: bool = True) -> None:
        """A JSX tag: opens, closes or is an element."""
        if tag.closing:
            self._closing(tag, flow)
            return
        block = self.current
        own = -1
        if flow:
            own = block = self.add_block("jsx", tag.start, tag.end, tag.name)
        element = Element(tag, "flow" if flow else "text", block, unraveled, tag.end)
        if listed:
            self.elements.append(element)
        if not tag.self_closing:
            frame = Frame("flow-tag" if flow else "text-tag", tag.start, own, element)
            self.frames.append(frame)
            self.tags.append(frame)
            if own >= 0:
                self.current = own

    def _closing(self, tag: ev.Tag, flow: bool) -> None:
        name = tag.name
        if not self.tags:
            self.fault(tag.start, f"`</{name}>` closes nothing; no `<{name}>` is open")
            return
        if tag.attributes or tag.self_closing:
            what = "attributes" if tag.attributes else "a slash at its end"
            self.fault(tag.start, f"the closing tag `</{name}>` may not have {what}")
        frame = self.tags[-1]
        element = frame.element
        assert element is not None
        if element.tag.name != name:
            line = self.source.line_of(element.tag.start)
            self.fault(
                tag.start,
                f"`</{name}>` stands where `</{element.tag.name}>` is expected,"
                f" for the tag on line {line}",
            )
        elif self.frames[-1] is frame and frame.kind == ("flow-tag" if flow else "text-tag"):
            self.frames.pop()
            self.tags.pop()
            self._end_element(frame, tag.end)
            return
        else:
            self.fault(
                tag.start,
                f"`</{name}>` does not stand in the same paragraph, list item or other block as"
                f" its `<{name}>`",
            )
        self._recover(name, tag.end)

    def _recover(self, name: str, end: int) -> None:
        """After a wrong closing tag: closes the nearest element of that name in reach, if any."""
        for i in range(len(self.frames) - 1, -1, -1):
            element = self.frames[i].element
            if element is None:
                return
            if element.tag.name == name:
                while len(self.frames) > i:
                    frame = self.frames.pop()
                    self.tags.pop()
                    self._end_element(frame, end)
                return

    def defined(self, label: str) -> str | None:
        """The URL of a reference, where the definition is known when the text is read."""
        if not self.definitions:
            return None
        known = self.definitions.get(normalize(label))
        if not known:
            return None
        for depth, event, _ in known:
            if depth <= self.depth or (depth == self.depth + 1 and event < self.event):
                return known[0][2]
        return None

    def scope(self, content: Excerpt) -> Scope:
        """What the inline content of a block depends on."""

        def trouble(pos: int, message: str) -> None:
            at = content.origin(pos)
            self.troubles.append(ev.Trouble(self.depth + 1, content.origin(0), at, message))

        return Scope(self.defined, self.footnotes, self.compat, trouble, not self.plain)

    def inline(self, content: Excerpt, task: bool = False) -> list[Node]:
        """The inline nodes of a text."""
        return read_inline(content.text, self.scope(content), task)


def build(builder: Builder, events: list[ev.Event]) -> None:
    """Walks the events into the builder's lists."""
    _collect(builder, events)
    for index, event in enumerate(events):
        builder.event = index
        _HANDLERS[type(event)](builder, event)
    while builder.frames:
        if builder.frames[-1].element is not None:
            builder.unclosed(builder.tags[-1].start, len(builder.text.rstrip()), "page")
        else:
            builder.close(len(builder.text))


def _collect(builder: Builder, events: list[ev.Event]) -> None:
    """Learns the definitions and footnotes, with how deep in directives they stand."""
    depth = 0
    notes = set()
    for index, event in enumerate(events):
        if isinstance(event, ev.Directive):
            depth += event.kind == "container"
        elif isinstance(event, ev.Close):
            depth -= event.kind == "directive"
        elif isinstance(event, ev.Definition):
            known = builder.definitions.setdefault(normalize(event.label), [])
            known.append((depth, index, event.url))
        elif isinstance(event, ev.Open) and event.kind == "footnote":
            notes.add(normalize(event.name))
    builder.footnotes = frozenset(notes)


def _open(builder: Builder, event: ev.Open) -> None:
    kind: BlockKind = event.kind
    builder.open(event.kind, event.pos, builder.add_block(kind, event.pos, event.pos, event.name))


def _close(builder: Builder, event: ev.Close) -> None:
    builder.close(event.pos, event.said)
    if event.kind == "directive":
        builder.depth -= 1


def _directive(builder: Builder, event: ev.Directive) -> None:
    span = Span(event.start, event.end)
    container = event.kind == "container"
    admonition = container and event.name in ev.ADMONITIONS
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
        prose = Prose(builder, content, builder.inline(content), block)
        prose.walk()
        builder.close(b)
        label = prose.plain()
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


def _paragraph(builder: Builder, event: ev.Paragraph) -> None:
    task = bool(builder.frames) and builder.frames[-1].kind == "list-item" and _is_first(builder)
    nodes = builder.inline(event.content, task)
    block = builder.add_block("paragraph", event.start, event.end)
    builder.open("paragraph", event.start, block)
    promoted = unravels(nodes, event.content.text)
    prose = Prose(builder, event.content, nodes, block, promoted=promoted)
    prose.walk()
    builder.close(event.end)
    span = Span(event.start, event.end)
    builder.texts.append(prose.text("paragraph", span))


def _is_first(builder: Builder) -> bool:
    """Whether only definitions stand before, in the current list item."""
    for block in range(len(builder.blocks) - 1, builder.current, -1):
        if builder.blocks[block].kind != "definition":
            return False
    return True


def _heading(builder: Builder, event: ev.Heading) -> None:
    task = event.setext and bool(builder.frames) and builder.frames[-1].kind == "list-item"
    nodes = builder.inline(event.content, task and _is_first(builder))
    block = builder.add_block("heading", event.start, event.end)
    builder.open("heading", event.start, block)
    slot = len(builder.headings)
    prose = Prose(builder, event.content, nodes, block)
    prose.walk()
    builder.close(event.end)
    content = event.content
    text, explicit = explicit_id(prose.plain(), prose.last_comment())
    slug = explicit if explicit is not None else builder.slugger.slug(text)
    span = Span(event.start, event.end)
    inner = content.span(0, len(content.text))
    kind = "setext" if event.setext else "atx"
    builder.headings.insert(
        slot,
        Heading(span, inner, event.depth, text, slug, kind, explicit, block),  # type: ignore[arg-type]
    )
    builder.texts.append(prose.text("heading", inner))


def _fence(builder: Builder, event: ev.Fence) -> None:
    kind: BlockKind = "fence" if event.marker else "indented-code"
    found = _INFO.match(event.info)
    lang = decode(found[1]) if found and found[1] else None
    meta = decode(found[2]) if found and found[2] else None
    block = builder.add_block(kind, event.start, event.end, lang or "")
    span = Span(event.start, event.end)
    builder.fences.append(Fence(span, event.marker, lang, meta, event.content, event.closed, block))


def _leaf(builder: Builder, event: ev.Leaf) -> None:
    kind: BlockKind = "front-matter" if event.kind == "yaml" else event.kind
    builder.add_block(kind, event.start, event.end)


def _esm(builder: Builder, event: ev.Esm) -> None:
    span = Span(event.start, event.end)
    builder.add_block("esm", event.start, event.end)
    builder.esm.append(span)
    at = event.content
    for found in statements(at.text):
        if found.kind == "export":
            builder.exports += 1
            continue
        builder.imports.append(
            Import(
                at.span(found.start, found.end),
                found.source,
                at.span(found.source_start, found.source_end),
                found.names,
            )
        )


def _definition(builder: Builder, event: ev.Definition) -> None:
    builder.add_block("definition", event.start, event.end, event.label)
    builder.link_definitions.append(
        Definition(
            Span(event.start, event.end),
            event.label,
            event.url,
            Span(event.url_start, event.url_end),
        )
    )


def _table(builder: Builder, event: ev.Table) -> None:
    block = builder.add_block("table", event.start, event.end)
    builder.open("table", event.start, block)
    rows = []
    for number, row in enumerate(event.rows):
        cells = []
        for column, (a, b) in enumerate(row.cells):
            content = Excerpt(builder.text[a:b], (0,), (a,))
            builder.open("cell", a, -1)
            prose = Prose(builder, content, builder.inline(content), block, cell=True)
            prose.walk()
            builder.close(b)
            text = prose.text("cell", Span(a, b))
            builder.texts.append(text)
            cells.append(Cell(Span(a, b), text.prose, number, column))
        rows.append(tuple(cells))
    builder.tables.append(Table(Span(event.start, event.end), tuple(rows), block))
    builder.close(event.end)


def _flow_line(builder: Builder, event: ev.FlowLine) -> None:
    for part in event.parts:
        if isinstance(part, ev.Tag):
            builder.tag(part, True)
        else:
            block = builder.add_block("expression", part.start, part.end)
            expression(builder, part, "flow", block)


def expression(builder: Builder, part: ev.Expression, kind: str, block: int) -> None:
    """Adds an expression, and the comment it may be."""
    from docs_snippets.mdx.prose import comment_in

    comment = comment_in(part.value)
    span = Span(part.start, part.end)
    builder.expressions.append(Expression(span, kind, comment, block))  # type: ignore[arg-type]
    if comment is not None:
        builder.comments.append(Comment(span, comment, "mdx", kind == "flow", block))


def _comment(builder: Builder, event: ev.Comment) -> None:
    block = builder.add_block("html" if event.html else "comment", event.start, event.end)
    span = Span(event.start, event.end)
    builder.comments.append(Comment(span, event.value, "html", True, block))


_HANDLERS: dict[type, Callable[..., None]] = {
    ev.Open: _open,
    ev.Close: _close,
    ev.Directive: _directive,
    ev.Paragraph: _paragraph,
    ev.Heading: _heading,
    ev.Fence: _fence,
    ev.Leaf: _leaf,
    ev.Esm: _esm,
    ev.Definition: _definition,
    ev.Table: _table,
    ev.FlowLine: _flow_line,
    ev.Comment: _comment,
}
