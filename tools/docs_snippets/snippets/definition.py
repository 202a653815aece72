"""Definitions: `snippets/NAME.yaml` as typed values, or every mistake in it with its place."""

from typing import Literal, NamedTuple

from docs_snippets.core.source import Source, Span
from docs_snippets.snippets.fact_tables import TableDefinition
from docs_snippets.snippets.gates import Gate

RULE = "invalid-snippet"
FOLDER = "snippets"
TEMPLATES = "templates"
STYLE_GUIDE = "STYLE.md"
"""How templates are written: the one page of their folder that is none."""

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
"""What snippets and placements may be called; markers hold the names."""


class PlacementPosition(NamedTuple):
    """Where a placement is inserted. `tab` is empty without one; a partial is a whole file."""

    kind: Literal["start", "end", "before", "after", "partial"]
    heading: str = ""
    tab: str = ""


class ReplacedText(NamedTuple):
    """The hand-written copy that adoption removes: a heading, a title, or a word of all blocks."""

    kind: Literal["section", "admonition", "blocks"]
    text: str


class PlacementDefinition(NamedTuple):
    """One entry of `placements`, for all trees. `page` is relative to the tree.

    `lost` are facts of hand-written copies that adopting gives up for a reason.
    """

    snippet: str
    id: str
    page: str
    position: PlacementPosition
    template: str
    replaces: ReplacedText | None
    skip: tuple[tuple[str, str], ...]
    span: Span
    lost: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """As markers call it."""
        return f"{self.snippet}/{self.id}"


class Snippet(NamedTuple):
    """One piece of guidance. `candidates` are ports; `gate_span` is where the gate is written.

    `table` tells which facts the table of its templates has.
    """

    name: str
    source: Source
    subjects: tuple[str, ...]
    gate: Gate | None
    gate_span: Span
    candidates: tuple[int, ...]
    protocol: Literal["tcp", "udp"] | None
    places: tuple[PlacementDefinition, ...]
    table: TableDefinition | None = None
