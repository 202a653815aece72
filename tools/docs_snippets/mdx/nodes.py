"""The nodes of inline content as a flat list: leaves, and pairs that enter and leave."""

from typing import Literal, NamedTuple

from docs_snippets.mdx.events import CommentEvent, ExpressionEvent, Tag
from docs_snippets.mdx.page import Attribute


class TextNode(NamedTuple):
    """Characters as typed (`value` None) or what an escape or reference stands for."""

    start: int
    end: int
    value: str | None = None


class CodeNode(NamedTuple):
    """A code span; `inner` is the range of its value, padding left out."""

    start: int
    end: int
    inner_start: int
    inner_end: int


class LineEndNode(NamedTuple):
    """A line end; `hard` for a hard break."""

    start: int
    end: int
    hard: bool


class FootnoteNode(NamedTuple):
    """A footnote call."""

    start: int
    end: int
    label: str


class TaskNode(NamedTuple):
    """The box of a task item."""

    start: int
    end: int


class AutolinkNode(NamedTuple):
    """An address that is a link without markup."""

    start: int
    end: int
    url: str


class HtmlNode(NamedTuple):
    """An HTML tag in plain Markdown."""

    start: int
    end: int


class Enter(NamedTuple):
    """Something with content begins; `end` is where it all ends."""

    kind: Literal["link", "image", "emphasis", "strong", "strike", "directive"]
    start: int
    end: int
    url: str = ""
    url_start: int = -1
    url_end: int = -1
    reference: bool = False
    name: str = ""
    label: tuple[int, int] | None = None
    attributes: tuple[Attribute, ...] = ()


class Leave(NamedTuple):
    """The innermost thing of this kind ends."""

    kind: str
    end: int


InlineNode = (
    TextNode
    | CodeNode
    | HtmlNode
    | LineEndNode
    | FootnoteNode
    | TaskNode
    | AutolinkNode
    | Enter
    | Leave
    | Tag
    | ExpressionEvent
    | CommentEvent
)
