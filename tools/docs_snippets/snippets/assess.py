"""What a placement on a page is found to be, and what it should be: looking only, no change."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Region, Span
from docs_snippets.mdx.page import Page, ParseError
from docs_snippets.snippets.adopt import BlockRun, line_ranges, naming_lines, select_run
from docs_snippets.snippets.gates import Decision, GateState
from docs_snippets.snippets.locating import (
    TOP,
    InsertionPoint,
    find_heading,
    find_insertion_point,
    level_beside,
)
from docs_snippets.snippets.markers import GeneratedRegion
from docs_snippets.snippets.origins import TemplateLine
from docs_snippets.snippets.states import Placement, PlacementState, PlacementTask, placement_of


class Rendered(NamedTuple):
    """A text for a tree; without one, why: a fact is unknown, or the template is at fault.

    `origins` are the lines of templates that the lines of the text came from.
    """

    text: str | None
    decision: Decision
    problem: Diagnostic | None = None
    origins: tuple[TemplateLine | None, ...] = ()


RenderPlacement = Callable[[PlacementTask, int], Rendered]
"""Renders the template of a task; a heading in it gets the given level."""

FoundPlacements = tuple[Placement, ...]


def region_name(own: GeneratedRegion) -> str:
    """A region's name, as its markers write it."""
    return f"{own.snippet}/{own.placement}"


def find_region(regions: Sequence[GeneratedRegion], name: str) -> GeneratedRegion | None:
    """The region of a name."""
    return next((own for own in regions if region_name(own) == name), None)


def assess(
    page: Page, regions: Sequence[GeneratedRegion], task: PlacementTask, render: RenderPlacement
) -> tuple[FoundPlacements, tuple[Diagnostic, ...]]:
    """What there is of a task on its page: the placement, and a copy beside it; or problems."""
    own = find_region(regions, task.place.name)
    where = _where(page, regions, task, own)
    decision = task.decision
    if decision.state is not GateState.HOLDS:
        return (_without_text(task, own, where),), ()
    spot = (
        InsertionPoint(0, "", TOP)
        if own
        else find_insertion_point(page, regions, task.place.position)
    )
    level = _level(page, regions, task, own, spot)
    rendered = render(task, level)
    decision = rendered.decision
    text = own.text if own else None
    base = placement_of(task, PlacementState.UNDECIDED, decision, text, where)
    if rendered.problem:
        return (), (rendered.problem,)
    if rendered.text is None:
        return (base,), ()
    state, reason, lines = (
        (_state(own, rendered.text), "", ())
        if own
        else _absent(page, regions, task, spot, decision)
    )
    if page.error and state is not PlacementState.CURRENT:
        state, reason = (
            PlacementState.UNPLACED,
            f"the page does not parse: {_error(page, page.error)}",
        )
    found = _with(base, state, reason or decision.reason, rendered.text, lines, page)
    if own:
        found = found._replace(adrift=_adrift(page, regions, task))
    return (found, *_copies(page, regions, task, found)), ()


def _adrift(page: Page, regions: Sequence[GeneratedRegion], task: PlacementTask) -> str:
    """Why the text could not be inserted again where its definition says; empty where it could."""
    spot = find_insertion_point(page, regions, task.place.position)
    return spot if isinstance(spot, str) else ""


def _where(
    page: Page, regions: Sequence[GeneratedRegion], task: PlacementTask, own: GeneratedRegion | None
) -> Region | None:
    """The region's first marker; without a region, the heading it belongs to."""
    if own:
        return page.source.region(own.begin)
    heading = find_heading(page, regions, task.place.position.heading)
    return None if isinstance(heading, str) else page.source.region(heading.span)


def _without_text(
    task: PlacementTask, own: GeneratedRegion | None, where: Region | None
) -> Placement:
    """A placement whose gate does not hold, or may not."""
    state = PlacementState.NOT_APPLICABLE if own is None else PlacementState.ORPHAN
    if own and own.edited:
        state = PlacementState.EDITED
    if task.decision.state is GateState.UNKNOWN:
        state = PlacementState.UNDECIDED
    found = own.text if own else None
    return placement_of(task, state, task.decision, found, where)


def _level(
    page: Page,
    regions: Sequence[GeneratedRegion],
    task: PlacementTask,
    own: GeneratedRegion | None,
    spot: InsertionPoint | str,
) -> int:
    if own:
        return level_beside(page, regions, own, task.place.position)
    return TOP if isinstance(spot, str) else spot.level


def _state(own: GeneratedRegion, wanted: str) -> PlacementState:
    if own.text == wanted:
        return PlacementState.STALE if own.edited else PlacementState.CURRENT
    return PlacementState.EDITED if own.edited else PlacementState.STALE


def _absent(
    page: Page,
    regions: Sequence[GeneratedRegion],
    task: PlacementTask,
    spot: InsertionPoint | str,
    decision: Decision,
) -> tuple[PlacementState, str, tuple[int, ...]]:
    lines = tuple(naming_lines(page, regions, task.snippet.subjects))
    if lines:
        subjects = " or ".join(f"`{subject}`" for subject in task.snippet.subjects)
        words = f"names {subjects} by hand, line{'s' * (len(lines) > 1)} {line_ranges(lines)}"
        return PlacementState.UNMANAGED, words, lines
    if isinstance(spot, str):
        return PlacementState.UNPLACED, spot, ()
    return PlacementState.MISSING, decision.reason, ()


def _with(
    base: Placement,
    state: PlacementState,
    reason: str,
    wanted: str,
    lines: tuple[int, ...],
    page: Page,
) -> Placement:
    where = base.region
    if lines:
        where = page.source.region(page.source.line_span(lines[0]))
    return Placement(
        base.name,
        base.tree,
        base.page,
        state,
        reason,
        base.quote,
        base.found,
        wanted,
        where,
        lines,
        template=base.template,
    )


def _copies(
    page: Page, regions: Sequence[GeneratedRegion], task: PlacementTask, found: Placement
) -> tuple[Placement, ...]:
    """A hand-written copy that stands beside the region."""
    if found.found is None or task.place.replaces is None:
        return ()
    run = select_run(page, regions, task.place)
    if not isinstance(run, BlockRun):
        return ()
    lines = tuple(range(page.source.line_of(run.span.start), _last(page, run.span) + 1))
    words = f"a second time by hand, lines {line_ranges(lines)}"
    copy = _with(found, PlacementState.UNMANAGED, words, found.wanted or "", lines, page)
    return (copy,)


def _error(page: Page, error: ParseError) -> str:
    return f"{error.message}, line {page.source.line_of(error.span.start)}"


def _last(page: Page, span: Span) -> int:
    return page.source.line_of(max(span.end - 1, 0))
