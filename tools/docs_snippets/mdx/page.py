"""What a page says, flat, typed and positioned: no tree to walk, no state, nothing of products.

Every node is in document order. `Page.blocks` is the one nested thing: it lists every block-level
node in pre-order with the index of its parent, and the other tuples point into it by index, so that
"which tab is this fence in" is a walk up a list. Texts are before `$[name]` substitution.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from docs_snippets.core.source import Excerpt, Source, Span

BlockKind = Literal[
    "front-matter",
    "heading",
    "paragraph",
    "fence",
    "indented-code",
    "list",
    "list-item",
    "blockquote",
    "admonition",
    "directive",
    "leaf-directive",
    "jsx",
    "table",
    "rule",
    "esm",
    "expression",
    "comment",
    "html",
    "definition",
    "footnote",
]


class Block(NamedTuple):
    """A block-level node, from its first character to the last of its last line.

    `name` is the admonition type, directive or JSX name, or the marker of a list item (`-`, `1.`).
    `parent` is the index of the enclosing block, -1 at the top. `said_end` is where the site's own
    parser says it ends where that is not so (-1 elsewhere).
    """

    kind: BlockKind
    span: Span
    parent: int
    name: str = ""
    said_end: int = -1


class Attribute(NamedTuple):
    """A JSX or directive attribute. `value` is the decoded string; None when it is not a string."""

    name: str
    value: str | None
    kind: Literal["string", "boolean", "expression", "spread"]
    span: Span
    source: str = ""


class Heading(NamedTuple):
    """`text` is what the site makes the slug from; `text_span` covers the inline content."""

    span: Span
    text_span: Span
    depth: int
    text: str
    slug: str
    kind: Literal["atx", "setext"]
    explicit: str | None
    block: int


class Fence(NamedTuple):
    """A code block, lines ended by `\\n`: `content` as readers see it, `typed` with its marks."""

    span: Span
    marker: str
    lang: str | None
    meta: str | None
    content: Excerpt
    closed: bool
    block: int
    typed: Excerpt


class Admonition(NamedTuple):
    """`title` is None without a label. `colons` is the length of the opening run."""

    span: Span
    type: str
    title: str | None
    title_span: Span | None
    closed: bool
    colons: int
    block: int


class Directive(NamedTuple):
    """Any directive that is no admonition."""

    span: Span
    kind: Literal["container", "leaf", "text"]
    name: str
    label: str | None
    attributes: tuple[Attribute, ...]
    block: int


class Jsx(NamedTuple):
    """An element, from opening to closing tag. `kind` is what the tokenizer saw; `block` the
    element's own block for flow elements, else the block it stands in."""

    span: Span
    open_span: Span
    name: str
    kind: Literal["flow", "text"]
    unraveled: bool
    attributes: tuple[Attribute, ...]
    block: int


class Import(NamedTuple):
    """One import statement. `names` maps local names to imported ones (`default`, `*`)."""

    span: Span
    source: str
    source_span: Span
    names: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """A link; `url_span` is None where no destination is typed in place (references).

    `around` is where what stands around it starts, for an address that the site finds only after
    parsing, when it no longer knows its place; else -1.
    """

    span: Span
    url: str
    url_span: Span | None
    text: str
    kind: Literal["inline", "reference", "literal"]
    block: int
    around: int = -1


class Image(NamedTuple):
    """An image."""

    span: Span
    url: str
    url_span: Span | None
    alt: str
    block: int


class Definition(NamedTuple):
    """A link reference definition."""

    span: Span
    label: str
    url: str
    url_span: Span


class InlineCode(NamedTuple):
    """`content` maps the value back to the characters between the backticks."""

    span: Span
    value: str
    content: Excerpt
    block: int


class Expression(NamedTuple):
    """A `{…}`; `comment` is the text of one that holds only a comment, else None."""

    span: Span
    kind: Literal["flow", "text"]
    comment: str | None
    block: int


class Cell(NamedTuple):
    """A table cell, without its pipes and padding. `prose` as in `Text`."""

    span: Span
    prose: Excerpt
    row: int
    column: int


class Table(NamedTuple):
    """`cells` are row by row, ragged as parsed; row 0 is the header."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    block: int


class Text(NamedTuple):
    """The visible words of a paragraph, heading or table cell: markup gone, inline code kept.

    `code` are the ranges of `prose.text` that come from inline code; `links` those from links.
    """

    kind: Literal["paragraph", "heading", "cell"]
    span: Span
    prose: Excerpt
    code: tuple[tuple[int, int], ...]
    links: tuple[tuple[int, int], ...]
    block: int


class Variable(NamedTuple):
    """A `$[name]` token; `where` tells whether the site substitutes there."""

    span: Span
    name: str
    where: Literal["text", "code", "attribute", "expression", "esm", "comment", "front-matter"]


class Comment(NamedTuple):
    """A comment, `{/* … */}` or, where the site takes them, `<!-- … -->`; `value` is inside."""

    span: Span
    value: str
    syntax: Literal["mdx", "html"]
    flow: bool
    block: int


class ParseError(NamedTuple):
    """Why the site's parser rejects the page: a message that says what to write instead."""

    span: Span
    message: str
    stage: Literal["front_matter", "parse", "transform"]


@dataclass(frozen=True, slots=True, eq=False)  # known by itself: looked up often, and large
class Page:
    """One parsed page. After an `error` the rest holds what could still be read.

    A `script` is a component's file: its fences are the code blocks that it prints. `mdx_1`: the
    site reads it as MDX 1, which has other rules for lists and titles of admonitions."""

    source: Source
    format: Literal["mdx", "md"] = "mdx"
    error: ParseError | None = None
    front_matter: dict[str, object] = field(default_factory=dict)
    front_matter_end_line: int | None = None
    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    fences: tuple[Fence, ...] = ()
    admonitions: tuple[Admonition, ...] = ()
    directives: tuple[Directive, ...] = ()
    jsx: tuple[Jsx, ...] = ()
    imports: tuple[Import, ...] = ()
    exports: int = 0
    esm: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    definitions: tuple[Definition, ...] = ()
    inline_code: tuple[InlineCode, ...] = ()
    expressions: tuple[Expression, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Text, ...] = ()
    variables: tuple[Variable, ...] = ()
    comments: tuple[Comment, ...] = ()
    hard_breaks: int = 0
    content_title: str | None = None
    script: bool = False
    mdx_1: bool = False

    @property
    def path(self) -> str:
        """Relative to the docs root."""
        return self.source.path

    def ancestors(self, block: int) -> Iterator[int]:
        """Indexes of the blocks around `block`, innermost first, itself not among them."""
        parent = self.blocks[block].parent if block >= 0 else -1
        while parent >= 0:
            yield parent
            parent = self.blocks[parent].parent

    def children(self, block: int) -> tuple[int, ...]:
        """Indexes of the blocks directly inside `block`; of the top level for -1."""
        return tuple(i for i, child in enumerate(self.blocks) if child.parent == block)

    def attributes(self, block: int) -> dict[str, str | None]:
        """String attributes of a JSX block by name; empty for any other block."""
        for element in self.jsx:
            if element.block == block and element.span == self.blocks[block].span:
                return {attribute.name: attribute.value for attribute in element.attributes}
        return {}
