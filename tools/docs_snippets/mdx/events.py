"""The events that reading blocks yields: containers open and close, leaves stand between."""

from typing import Literal, NamedTuple

from docs_snippets.core.source import Excerpt
from docs_snippets.mdx.page import Attribute

ADMONITIONS = frozenset("secondary info success danger note tip warning important caution".split())


class OpenEvent(NamedTuple):
    """A list, list item, block quote or footnote begins."""

    kind: Literal["list", "list-item", "blockquote", "footnote", "directive"]
    pos: int
    name: str = ""


class CloseEvent(NamedTuple):
    """The innermost container of this kind ends; `said` is where the site says so, if elsewhere."""

    kind: str
    pos: int
    said: int = -1


class Label(NamedTuple):
    """The bracketed label of a directive and its place between the brackets."""

    start: int
    end: int


class DirectiveEvent(NamedTuple):
    """A container directive begins (closed by `Close`), or a leaf directive."""

    kind: Literal["container", "leaf"]
    start: int
    end: int
    name: str
    colons: int
    closed: bool
    label: Label | None
    attributes: tuple[Attribute, ...]


class ParagraphEvent(NamedTuple):
    """Inline content in source pieces, with its line ends; `end` is that of the block."""

    content: Excerpt
    start: int
    end: int


class HeadingEvent(NamedTuple):
    """A heading; `end` is the end of its last line."""

    content: Excerpt
    start: int
    end: int
    depth: int
    setext: bool


class FenceEvent(NamedTuple):
    """A fenced or (marker empty) indented code block."""

    start: int
    end: int
    marker: str
    info: str
    content: Excerpt
    closed: bool


class LeafEvent(NamedTuple):
    """A block without content of interest."""

    kind: Literal["rule", "yaml", "html"]
    start: int
    end: int


class EsmEvent(NamedTuple):
    """Import and export statements."""

    content: Excerpt
    start: int
    end: int


class DefinitionEvent(NamedTuple):
    """A link reference definition."""

    start: int
    end: int
    label: str
    url: str
    url_start: int
    url_end: int


class TableRow(NamedTuple):
    """A table row: its cells as source ranges, trimmed."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


class TableEvent(NamedTuple):
    """A table; the delimiter row is left out of `rows`."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    align: tuple[str | None, ...]


class Tag(NamedTuple):
    """A JSX tag, anywhere. `name` is empty for a fragment."""

    start: int
    end: int
    name: str
    closing: bool
    self_closing: bool
    attributes: tuple[Attribute, ...]


class ExpressionEvent(NamedTuple):
    """A `{…}`: its place and the source between the braces."""

    start: int
    end: int
    value: str


class CommentEvent(NamedTuple):
    """An HTML comment; `html` where it is a block of HTML as well."""

    start: int
    end: int
    value: str
    html: bool = False


class FlowLineEvent(NamedTuple):
    """Tags and expressions that make up whole lines."""

    parts: tuple[Tag | ExpressionEvent, ...]


Event = (
    OpenEvent
    | CloseEvent
    | DirectiveEvent
    | ParagraphEvent
    | HeadingEvent
    | FenceEvent
    | LeafEvent
    | EsmEvent
    | DefinitionEvent
    | TableEvent
    | FlowLineEvent
    | CommentEvent
)
