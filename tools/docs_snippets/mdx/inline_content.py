"""Turns inline nodes into what a page lists: visible words, links, images, code, elements.

Longer than 300 lines because `Prose` is one walk over all kinds of nodes, a method each.
"""

import re
from collections.abc import Callable
from typing import Literal

from docs_snippets.core.source import Excerpt, Span, excerpt
from docs_snippets.mdx import events as ev
from docs_snippets.mdx.builder import Builder, comment_in
from docs_snippets.mdx.late_links import late_links, may_hold_address
from docs_snippets.mdx.nodes import (
    AutolinkNode,
    CodeNode,
    Enter,
    HtmlNode,
    InlineNode,
    Leave,
    LineEndNode,
    TextNode,
)
from docs_snippets.mdx.page import Comment, Directive, Image, InlineCode, Link, Text
from docs_snippets.mdx.slug import commented_id, written_id

_CELL_PIPE = re.compile(r"\\([\\|])")


# Mirrors `remarkMarkAndUnravel` of @mdx-js/mdx/lib/plugin/remark-mark-and-unravel.js.
def unravels(nodes: list[InlineNode], text: str) -> bool:
    """Whether a paragraph holds only elements, expressions and white space, and at least one."""
    depth = 0
    seen = False
    for node in nodes:
        if isinstance(node, ev.Tag):
            if not depth:
                seen = True
            depth += 0 if node.self_closing else -1 if node.closing else 1
        elif depth > 0:
            continue
        elif isinstance(node, ev.ExpressionEvent):
            seen = True
        elif isinstance(node, TextNode):
            value = text[node.start : node.end] if node.value is None else node.value
            if value.strip(" \t\r\n\f"):
                return False
        elif not _is_unseen(node):
            return False
    return seen


def _is_unseen(node: InlineNode) -> bool:
    """Whether a node is a line end or a comment."""
    if isinstance(node, LineEndNode):
        return not node.hard
    return isinstance(node, ev.CommentEvent)


class Prose:
    """The inline content of one block, walked once into the builder's lists."""

    def __init__(
        self,
        builder: Builder,
        content: Excerpt,
        nodes: list[InlineNode],
        block: int,
        *,
        promoted: bool = False,
        cell: bool = False,
    ) -> None:
        self.builder = builder
        self.content = content
        self.nodes = nodes
        self.block = block
        self.promoted = promoted
        self.cell = cell
        self.plain_parts: list[str] = []
        self.html_parts: list[int] = []
        self.pieces: list[tuple[str, int]] = []
        self.length = 0
        self.code: list[tuple[int, int]] = []
        self.links: list[tuple[int, int]] = []
        self.open_nodes: list[tuple[Enter, int, int, int]] = []
        self.depth = 0
        self.images = 0
        self.linked = 0
        self.run: list[tuple[str, int]] = []
        self.final: str | None = None
        self.last_text = 0  # the first of `plain_parts` that the last run of words has
        self.base = content.origins[0] - content.starts[0] if len(content.origins) == 1 else -1
        self.tagged = "<" in content.text

    def plain(self) -> str:
        """The text as the site's tools make it: markup gone, expressions as typed."""
        return "".join(self.plain_parts)

    def heading(self) -> tuple[str, str | None]:
        """The text of a heading, and the id that is written at its end."""
        explicit = commented_id(self.final) if self.final is not None else None
        if explicit is None:
            return self._written_id()
        text = self._heading(self.plain_parts[:-1])
        after_html = len(self.plain_parts) - 2 in self.html_parts
        return text if after_html else text.rstrip(), explicit

    def _written_id(self) -> tuple[str, str | None]:
        """The same for an id in plain braces: blanks go with it that stand in the same node."""
        whole = self._heading(self.plain_parts)
        text, explicit = written_id(whole)
        last = "".join(self.plain_parts[self.last_text :])
        if explicit is None or not self.last_text or not whole.endswith(last):
            return text, explicit
        rest, in_last = written_id(last)
        return (text if in_last is None else whole[: -len(last)] + rest), explicit

    def _heading(self, parts: list[str]) -> str:
        """The text of a heading: HTML counts inside something else, or where it is all there is."""
        left_out = frozenset(index for index in self.html_parts if index < len(parts))
        if len(left_out) == len(parts):
            left_out = frozenset()
        return "".join(part for i, part in enumerate(parts) if i not in left_out)

    def text(self, kind: Literal["paragraph", "heading", "cell"], span: Span) -> Text:
        """The visible words, mapped to the source."""
        content = self.content
        if len(self.pieces) == 1 and len(self.pieces[0][0]) == len(content.text):
            prose = content
        else:
            prose = excerpt(self.pieces)
        return Text(kind, span, prose, tuple(self.code), tuple(self.links), self.block)

    def _add(self, text: str, start: int) -> None:
        """Adds visible words that stand in the content at `start`, as typed."""
        if self.base >= 0:
            self.pieces.append((text, self.base + start))
        else:
            self.pieces.extend(self.content.cut(start, start + len(text)).pieces())
        self.length += len(text)

    def span(self, start: int, end: int) -> Span:
        """A range of the content in the source."""
        if self.base >= 0:
            return Span(self.base + start, self.base + end)
        return self.content.span(start, end)

    def walk(self) -> None:
        """Walks the nodes."""
        text = self.content.text
        late = may_hold_address(text) or "&" in text
        for node in self.nodes:
            self.final = None
            if late:
                self._collect(node)
            add = _ADD.get(type(node))
            if add:
                add(self, node)
            if not isinstance(node, TextNode | LineEndNode):
                self.last_text = len(self.plain_parts)
        if late:
            self._collect(None)

    def _collect(self, node: InlineNode | None) -> None:
        """Collects the text between other things, which may hold addresses."""
        text = self.content.text
        if isinstance(node, TextNode):
            value = text[node.start : node.end] if node.value is None else node.value
            self.run.append((value, node.start))
        elif isinstance(node, LineEndNode) and not node.hard:
            self.run.append((text[node.start : node.end], node.start))
        elif self.run:
            run, self.run = excerpt(self.run), []
            if not self.linked and not self.images and may_hold_address(run.text):
                self._late_links(run)

    def _late_links(self, run: Excerpt) -> None:
        for found in late_links(run.text):
            place = run.span(found.start, found.end)
            span = self.span(place.start, place.end)
            text = run.text[found.start : found.end]
            self.builder.links.append(
                Link(
                    span,
                    found.url,
                    span,
                    text,
                    "literal",
                    self.block,
                    self._around(),
                )
            )

    def _around(self) -> int:
        """Where the innermost thing around starts."""
        if self.tagged:
            return self.builder.frames[-1].start
        if self.open_nodes:
            enter = self.open_nodes[-1][0]
            return self.span(enter.start, enter.end).start
        return self.builder.frames[-1].start

    def add_text(self, node: TextNode) -> None:
        """Words, as typed or decoded."""
        if node.value is None:
            value = self.content.text[node.start : node.end]
            self._add(value, node.start)
        else:
            value = node.value
            escape = node.end - node.start == 2 and len(value) == 1
            self.pieces.append((value, self.content.origin(node.start + escape)))
            self.length += len(value)
        self.plain_parts.append(value)

    def add_code(self, node: CodeNode) -> None:
        """A code span."""
        a, b = node.inner_start, node.inner_end
        content = self.content.cut(a, b)
        value = content.text
        if self.cell and "\\" in value:
            content, value = _without_escapes(content)
        if not self.images:
            self.builder.inline_code.append(
                InlineCode(self.span(node.start, node.end), value, content, self.block)
            )
        self.plain_parts.append(value)
        start = self.length
        self.pieces.extend(content.pieces())
        self.length += len(value)
        self.code.append((start, self.length))

    def add_line_end(self, node: LineEndNode) -> None:
        """A line end; a hard break is counted."""
        if node.hard:
            self.builder.breaks += not self.images
        else:
            text = self.content.text
            self.plain_parts.append(text[node.start : node.end])
        self.pieces.append(("\n", self.content.origin(node.end - 1)))
        self.length += 1

    def enter(self, node: Enter) -> None:
        """Something with content begins."""
        builder = self.builder
        span = self.span(node.start, node.end)
        slot = -1
        if self.images:
            pass
        elif node.kind == "link":
            slot = len(builder.links)
            builder.links.append(self._link(node, span))
        elif node.kind == "image":
            slot = len(builder.images)
            url = self._url(node)
            builder.images.append(Image(span, node.url, url, "", self.block))
        elif node.kind == "directive":
            slot = len(builder.directives)
            attributes = tuple(
                a._replace(span=self.span(a.span.start, a.span.end)) for a in node.attributes
            )
            builder.directives.append(
                Directive(span, "text", node.name, None, attributes, self.block)
            )
        if self.tagged:
            builder.open(node.kind, span.start, -1)
        self.images += node.kind == "image"
        self.linked += node.kind == "link"
        self.open_nodes.append((node, slot, len(self.plain_parts), self.length))

    def _url(self, node: Enter) -> Span | None:
        if node.url_start < 0:
            return None
        return self.span(node.url_start, node.url_end)

    def _link(self, node: Enter, span: Span) -> Link:
        kind: Literal["inline", "reference"] = "reference" if node.reference else "inline"
        return Link(span, node.url, self._url(node), "", kind, self.block)

    def leave(self, _: Leave) -> None:
        """It ends: its text is known."""
        builder = self.builder
        enter, slot, parts, start = self.open_nodes.pop()
        if self.tagged:
            builder.close(self.span(enter.start, enter.end).end)
        self.images -= enter.kind == "image"
        self.linked -= enter.kind == "link"
        if self.images or slot < 0:
            return
        inner = "".join(self.plain_parts[parts:])
        if enter.kind == "link":
            builder.links[slot] = builder.links[slot]._replace(text=inner)
            self.links.append((start, self.length))
        elif enter.kind == "image":
            builder.images[slot] = builder.images[slot]._replace(alt=inner)
        elif enter.kind == "directive":
            self._leave_directive(enter, slot, inner)

    def _leave_directive(self, enter: Enter, slot: int, inner: str) -> None:
        builder = self.builder
        if enter.label is not None:
            builder.directives[slot] = builder.directives[slot]._replace(label=inner)
        else:
            raw = self.content.text[enter.start : enter.end]
            if not enter.attributes and raw == ":" + enter.name:
                self._add(raw, enter.start)

    def add_tag(self, node: ev.Tag) -> None:
        """A JSX tag."""
        span = self.span(node.start, node.end)
        attributes = tuple(
            a._replace(span=self.span(a.span.start, a.span.end)) for a in node.attributes
        )
        placed = node._replace(start=span.start, end=span.end, attributes=attributes)
        promoted = self.promoted and self.depth == 0
        if node.closing:
            self.depth -= 1
        self.builder.tag(placed, False, promoted, listed=not self.images)
        if not node.closing and not node.self_closing:
            self.depth += 1

    def add_expression(self, node: ev.ExpressionEvent) -> None:
        """An expression."""
        span = self.span(node.start, node.end)
        placed = node._replace(start=span.start, end=span.end)
        if not self.images:
            self.builder.expression(placed, "text", self.block)
        self.plain_parts.append(node.value)
        self.final = comment_in(node.value)

    def add_address(self, node: AutolinkNode) -> None:
        """An address that is a link without markup."""
        span = self.span(node.start, node.end)
        raw = self.content.text[node.start : node.end]
        if not self.images:
            self.builder.links.append(Link(span, node.url, span, raw, "literal", self.block))
        start = self.length
        self._add(raw, node.start)
        self.links.append((start, self.length))
        self.plain_parts.append(raw)


def _html(prose: Prose, node: HtmlNode | ev.CommentEvent) -> None:
    if not prose.open_nodes:
        prose.html_parts.append(len(prose.plain_parts))
    prose.plain_parts.append(prose.content.text[node.start : node.end])


def _html_comment(prose: Prose, node: ev.CommentEvent) -> None:
    span = prose.span(node.start, node.end)
    if prose.builder.plain and not prose.builder.compat.comments:
        _html(prose, node)
        prose.final = None if prose.open_nodes else node.value
    prose.builder.comments.append(Comment(span, node.value, "html", False, prose.block))


def _without_escapes(content: Excerpt) -> tuple[Excerpt, str]:
    """Code in a table cell, where `\\|` stands for a pipe."""
    pieces: list[tuple[str, int]] = []
    text = content.text
    pos = 0
    for found in _CELL_PIPE.finditer(text):
        if found[1] == "|":
            pieces.append((text[pos : found.start()], content.origin(pos)))
            pos = found.start() + 1
    pieces.append((text[pos:], content.origin(pos)))
    out = excerpt(pieces)
    return out, out.text


_ADD: dict[type, Callable[..., None]] = {
    TextNode: Prose.add_text,
    CodeNode: Prose.add_code,
    LineEndNode: Prose.add_line_end,
    Enter: Prose.enter,
    Leave: Prose.leave,
    ev.Tag: Prose.add_tag,
    ev.ExpressionEvent: Prose.add_expression,
    AutolinkNode: Prose.add_address,
    HtmlNode: _html,
    ev.CommentEvent: _html_comment,
}
