"""The states a placement can be in, and the values that planning passes around."""

from enum import StrEnum
from typing import Literal, NamedTuple

from docs_snippets.core.source import Region
from docs_snippets.facts.quote import Quote
from docs_snippets.project.trees import Tree
from docs_snippets.snippets.definition import PlacementDefinition, Snippet
from docs_snippets.snippets.gates import Decision
from docs_snippets.snippets.losses import Loss


class PlacementState(StrEnum):
    """What a placement is found to be."""

    CURRENT = "current"
    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited"
    ORPHAN = "orphan"
    UNMANAGED = "unmanaged"
    UNPLACED = "unplaced"
    BROKEN = "broken"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not applicable"


OUTDATED = (PlacementState.MISSING, PlacementState.STALE, PlacementState.ORPHAN)
"""What `render` mends by itself."""

FAILED = (
    PlacementState.EDITED,
    PlacementState.UNMANAGED,
    PlacementState.UNPLACED,
    PlacementState.BROKEN,
)
"""What somebody has to look at."""

Action = Literal["", "inserted", "rewritten", "removed", "adopted"]


class Placement(NamedTuple):
    """One place in one tree: what is there, what should be, and what becomes of it.

    `name` is as markers write it, for a partial without a definition its template. `found` and
    `wanted` are plain texts. `region` is where it stands, or what a complaint is about; `lines` are
    those of a hand-written copy. `action` is what the change does to it; `blocked_by` says why
    it does nothing. `adrift` says why the text that is there could not be inserted there again.
    `missing_step` says which list of the page's steps lacks a generated section.
    `losses` are facts of a hand-written copy that the generated text does not have.
    """

    name: str
    tree: str | None
    page: str
    state: PlacementState
    reason: str = ""
    quote: Quote | None = None
    found: str | None = None
    wanted: str | None = None
    region: Region | None = None
    lines: tuple[int, ...] = ()
    action: Action = ""
    blocked_by: str = ""
    adrift: str = ""
    losses: tuple[Loss, ...] = ()
    template: str = ""
    missing_step: str = ""

    @property
    def snippet(self) -> str:
        """The snippet it belongs to."""
        return self.name.partition("/")[0]


class PlacementTask(NamedTuple):
    """A placement to look after: `page` is its path in the docs."""

    snippet: Snippet
    place: PlacementDefinition
    tree: Tree
    page: str
    decision: Decision


def placement_of(
    task: PlacementTask,
    state: PlacementState,
    decision: Decision,
    found: str | None,
    region: Region | None = None,
) -> Placement:
    """The placement of a task, with the text that is found for it and where that is."""
    return Placement(
        task.place.name,
        task.tree.name,
        task.page,
        state,
        decision.reason,
        decision.quote,
        found=found,
        region=region,
        template=task.place.template,
    )


class PlanRequest(NamedTuple):
    """What a run was asked to do: `names` of snippets, all without any; `trees` likewise.

    `pages` are the only ones to look after, where not all are.
    """

    names: frozenset[str] = frozenset()
    trees: frozenset[str] = frozenset()
    adopt: bool = False
    force: bool = False
    accept_loss: bool = False
    pages: frozenset[str] | None = None

    def includes_page(self, path: str) -> bool:
        """Whether a page is looked after in this run."""
        return self.pages is None or path in self.pages

    def includes(self, name: str) -> bool:
        """Whether a snippet, or a placement as SNIPPET/PLACEMENT, is looked after in this run."""
        snippet, _, placement = name.partition("/")
        if not self.names or name in self.names or snippet in self.names:
            return True
        return not placement and any(each.startswith(f"{snippet}/") for each in self.names)
