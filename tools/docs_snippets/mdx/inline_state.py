"""The state of reading inline content, and how text is added to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from docs_snippets.mdx.attention import Run
from docs_snippets.mdx.autolinks import Underscored
from docs_snippets.mdx.budget import Effort
from docs_snippets.mdx.links import Ends
from docs_snippets.mdx.nodes import InlineNode, TextNode

FindOffset: TypeAlias = Callable[[], int]
"""Where something is wrong, computed only when it is told."""


@dataclass(slots=True)
class InlineContext:
    """What inline content depends on outside itself."""

    defined: Callable[[str], str | None]
    footnotes: frozenset[str]
    compat: bool
    trouble: Callable[[FindOffset, str, int], None]
    effort: Effort
    mdx: bool = True
    settled: bool = False


@dataclass(slots=True)
class Bracket:
    """An open bracket: where its node is to stand, where it starts, where its text starts."""

    index: int
    start: int
    text: int
    image: bool
    runs: int


@dataclass(slots=True)
class InlineState:
    """Reading one text. Of the `dead` outermost brackets none can become a link any more."""

    text: str
    scope: InlineContext
    read: Callable[[str, InlineContext], list[InlineNode]]
    nodes: list[InlineNode | Run] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    dead: int = 0
    ticks: dict[int, list[int]] | None = None
    titles: Ends = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    underscored: Underscored = field(default_factory=Underscored)
    broken: bool = False
    comments: bool = True
    marked: bool = False


def add_text(state: InlineState, start: int, end: int) -> int:
    """Adds text as typed, joined with text it follows."""
    nodes = state.nodes
    if nodes:
        last = nodes[-1]
        if isinstance(last, TextNode) and last.value is None and last.end == start:
            nodes[-1] = TextNode(last.start, end)
            return end
    nodes.append(TextNode(start, end))
    return end


def trim(state: InlineState, end: int) -> bool:
    """Drops blanks before `end`; answers whether they made a hard break."""
    if not state.nodes:
        return False
    last = state.nodes[-1]
    if not isinstance(last, TextNode) or last.value is not None or last.end != end:
        return False
    raw = state.text[last.start : last.end]
    kept = raw.rstrip(" \t")
    if len(kept) == len(raw):
        return False
    if kept:
        state.nodes[-1] = TextNode(last.start, last.start + len(kept))
    else:
        state.nodes.pop()
    return len(raw) - len(kept) > 1 and "\t" not in raw[len(kept) :]
