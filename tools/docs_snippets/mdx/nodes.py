"""Inline content as a flat list: leaves, and pairs of nodes that enter and leave."""

from typing import Literal, NamedTuple

from docs_snippets.mdx.events import Comment, Expression, Tag
from docs_snippets.mdx.page import Attribute


class Text(NamedTuple):
    """Characters as typed (`value` None) or what an escape or reference stands for."""

    start: int
    end: int
    value: str | None = None


class Code(NamedTuple):
    """A code span; `inner` is the range of its value, padding left out."""

    start: int
    end: int
    inner_start: int
    inner_end: int


class LineEnd(NamedTuple):
    """A line end; `hard` for a hard break."""

    start: int
    end: int
    hard: bool


class Footnote(NamedTuple):
    """A footnote call."""

    start: int
    end: int
    label: str


class Task(NamedTuple):
    """The box of a task item."""

    start: int
    end: int


class Address(NamedTuple):
    """An address that is a link without markup."""

    start: int
    end: int
    url: str


class Html(NamedTuple):
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


Node = (
    Text
    | Code
    | Html
    | LineEnd
    | Footnote
    | Task
    | Address
    | Enter
    | Leave
    | Tag
    | Expression
    | Comment
)
