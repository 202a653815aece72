"""Collects the lists of a page and checks that JSX tags match."""

import re
from dataclasses import dataclass, field
from typing import Literal

from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.mdx import events as ev
from docs_snippets.mdx.budget import Effort
from docs_snippets.mdx.compat import Compat
from docs_snippets.mdx.inline import read_inline
from docs_snippets.mdx.inline_state import FindOffset, InlineContext
from docs_snippets.mdx.nodes import InlineNode
from docs_snippets.mdx.page import (
    Admonition,
    Block,
    BlockKind,
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
from docs_snippets.mdx.rejections import Rejection, Rejections
from docs_snippets.mdx.slug import Slugger
from docs_snippets.mdx.strings import normalize
from docs_snippets.mdx.void_elements import VOID, how_to_close

COMPILE = 1_000_000
MAX_TAGS = 100
_COMMENT = re.compile(r"\s*(?:/\*(.*?)\*/|//([^\r\n]*)[\r\n])\s*", re.DOTALL)
_WORDS = {
    "list-item": "list item",
    "blockquote": "quote",
    "cell": "table cell",
    "directive": "admonition or directive",
    "emphasis": "emphasis",
    "strong": "strong emphasis",
    "label": "title",
}


def comment_in(value: str) -> str | None:
    """The text of the comment, where an expression holds one and nothing else."""
    found = _COMMENT.fullmatch(value) if "/" in value else None
    if not found or (found[1] is not None and "*/" in found[1]):
        return None
    return found[1] if found[1] is not None else found[2]


@dataclass(slots=True)
class Element:
    """A JSX element being read."""

    tag: ev.Tag
    kind: Literal["flow", "text"]
    block: int
    unraveled: bool
    end: int = 0


@dataclass(slots=True)
class Frame:
    """Something open: a container block, an inline thing, or an element.

    `asked` says that of a list item was asked already whether it is a task.
    """

    kind: str
    start: int
    block: int
    element: Element | None = None
    asked: bool = False


@dataclass(slots=True)
class Builder:
    """The lists of the page as they grow."""

    source: Source
    text: str
    compat: Compat
    plain: bool
    rejections: Rejections
    effort: Effort
    definitions: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    footnotes: frozenset[str] = frozenset()
    too_deep: int = 0
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
    layouts: list[int] = field(default_factory=list)
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
            span = Span(block.span.start, end)
            self.blocks[frame.block] = Block(block.kind, span, block.parent, block.name, said)
            self.current = block.parent

    # Mirrors `onErrorLeftIsTag` of mdast-util-mdx-jsx/lib/index.js.
    def unclosed(self, place: int, end: int, what: str) -> None:
        """Notes that the innermost element is not closed where what it stands in ends."""
        frame = self.frames.pop()
        self.tags.pop()
        element = frame.element
        assert element is not None
        name = element.tag.name
        if self.source.line_of(place) == self.source.line_of(element.tag.start):
            place = element.tag.start
        message = f"`<{name}>` is not closed before the end of its {what}; {how_to_close(name)}"
        if element.kind == "text" and name not in VOID:
            message += f", or write `\\<{name}>` where it is text"
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
        self.rejections.add(Rejection(COMPILE, self.rejections.count, lambda: pos, message))

    # Mirrors `exitMdxJsxTag` of mdast-util-mdx-jsx/lib/index.js.
    def tag(self, tag: ev.Tag, flow: bool, unraveled: bool = False, listed: bool = True) -> None:
        """A JSX tag: opens, closes or is an element."""
        if tag.closing:
            self._closing(tag, flow)
            return
        if len(self.tags) >= MAX_TAGS and not tag.self_closing:
            if not self.too_deep:
                self.fault(tag.start, f"tags are nested more than {MAX_TAGS} deep here")
            self.too_deep += 1
            tag = tag._replace(self_closing=True)
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
        if self.too_deep:
            self.too_deep -= 1
            return
        if not self.tags:
            why = f"write `<{name} />`" if name in VOID else f"no `<{name}>` is open"
            self.fault(tag.start, f"`</{name}>` closes nothing; {why}")
            return
        if tag.attributes or tag.self_closing:
            what = "attributes" if tag.attributes else "a slash at its end"
            at = tag.attributes[0].span.start if tag.attributes else tag.start
            self.fault(at, f"the closing tag `</{name}>` cannot have {what}")
        frame = self.tags[-1]
        element = frame.element
        assert element is not None
        if element.tag.name != name:
            line, open_ = self.source.line_of(element.tag.start), element.tag.name
            message = f"expected `</{open_}>` for the tag on line {line}, got `</{name}>`"
            if open_ in VOID:
                message = (
                    f"`<{open_}>` on line {line} is not closed before this; {how_to_close(open_)}"
                )
            self.fault(tag.start, message)
        elif self.frames[-1] is frame and frame.kind == ("flow-tag" if flow else "text-tag"):
            self.frames.pop()
            self.tags.pop()
            self._end_element(frame, tag.end)
            return
        else:
            self.fault(
                tag.start,
                f"`</{name}>` is not in the same paragraph, list item or other block as"
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
        url, first = known
        if first.get(self.depth + 1, self.event) < self.event or min(first) <= self.depth:
            return url
        return None

    def expression(
        self, part: ev.ExpressionEvent, kind: Literal["flow", "text"], block: int
    ) -> None:
        """Adds an expression, and the comment it may be."""
        comment = comment_in(part.value)
        span = Span(part.start, part.end)
        self.expressions.append(Expression(span, kind, comment, block))
        if comment is not None:
            self.comments.append(Comment(span, comment, "mdx", kind == "flow", block))

    def scope(self, content: Excerpt) -> InlineContext:
        """What the inline content of a block depends on."""
        stage = self.depth + 1

        def trouble(place: FindOffset, message: str, later: int) -> None:
            order = content.origin(0)
            at = min(stage + later, COMPILE - 1)
            self.rejections.add(Rejection(at, order, lambda: content.origin(place()), message))

        return InlineContext(
            self.defined,
            self.footnotes,
            self.compat.comments,
            trouble,
            self.effort,
            not self.plain,
            self.rejections.settled(stage),
        )

    def inline(self, content: Excerpt, task: bool = False) -> list[InlineNode]:
        """The inline nodes of a text."""
        return read_inline(content.text, self.scope(content), task)
