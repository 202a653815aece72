"""Placements that are whole files: the same states as regions, and the file there should be."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docusaurus.page_files import imported
from docs_snippets.files.access import Files
from docs_snippets.files.writing import FileChange
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.assess import RenderPlacement
from docs_snippets.snippets.gates import Decision, GateState
from docs_snippets.snippets.locating import TOP, line_end, partial_text
from docs_snippets.snippets.markers import PartialHeader, find_markers
from docs_snippets.snippets.states import (
    Action,
    Placement,
    PlacementState,
    PlacementTask,
    PlanRequest,
    placement_of,
)

Planned = tuple[Placement, FileChange | None, tuple[Diagnostic, ...]]


class PartialContext(NamedTuple):
    """How the site reads the partial, and a page that imports it; empty without one."""

    format: Literal["mdx", "md"]
    importer: str


def plan_partial(
    page: Page | None,
    task: PlacementTask,
    render: RenderPlacement,
    request: PlanRequest,
    where: PartialContext,
) -> Planned:
    """What becomes of a partial; `page` is None where the file is not there."""
    header = find_markers(page).header if page else None
    found = header.text if header else None
    decision, wanted = task.decision, None
    if decision.state is GateState.HOLDS:
        rendered = render(task, TOP)
        decision, wanted = rendered.decision, rendered.text
        if rendered.problem:
            return (
                placement_of(task, PlacementState.UNPLACED, decision, found),
                None,
                (rendered.problem,),
            )
    state = _state(page, header, decision, wanted)
    placement = placement_of(task, state, decision, found)._replace(wanted=wanted)
    if header and page:
        placement = placement._replace(region=page.source.region(header.span))
    if state is PlacementState.UNMANAGED and page:
        placement = _by_hand(page, placement)
    return (*_carried_out(page, placement, task, request, where), ())


def plan_undefined_partial(page: Page, header: PartialHeader, tree: str | None) -> Placement:
    """A partial of ours that no definition names any more: it stays until somebody looks."""
    state = PlacementState.EDITED if header.edited else PlacementState.ORPHAN
    return Placement(
        header.template,
        tree,
        page.path,
        state,
        "no definition has this partial",
        found=header.text,
        region=page.source.region(header.span),
        blocked_by="delete the file if it is not needed",
    )


def _by_hand(page: Page, placement: Placement) -> Placement:
    """A file that somebody wrote where a partial of ours goes: all of it is the copy."""
    last = page.source.line_of(max(len(page.source.text) - 1, 0))
    reason = f"is written by hand, line{f's 1-{last}' if last > 1 else ' 1'}"
    where = page.source.region(page.source.line_span(1))
    return placement._replace(reason=reason, region=where, lines=tuple(range(1, last + 1)))


def _state(
    page: Page | None, header: PartialHeader | None, decision: Decision, wanted: str | None
) -> PlacementState:
    if header and header.edited and header.text != wanted:
        return PlacementState.EDITED
    if decision.state is GateState.FAILS:
        return PlacementState.ORPHAN if header else PlacementState.NOT_APPLICABLE
    if wanted is None:
        return PlacementState.UNDECIDED
    if header:
        same = header.text == wanted and not header.edited
        return PlacementState.CURRENT if same else PlacementState.STALE
    return PlacementState.UNMANAGED if page else PlacementState.MISSING


def _carried_out(
    page: Page | None,
    placement: Placement,
    task: PlacementTask,
    request: PlanRequest,
    where: PartialContext,
) -> tuple[Placement, FileChange | None]:
    state, before = placement.state, page.source if page else None
    forced = request.force and state is PlacementState.EDITED
    if placement.wanted is None:
        if state is not PlacementState.ORPHAN and not (
            forced and task.decision.state is GateState.FAILS
        ):
            return placement, None
        if where.importer:
            return placement._replace(blocked_by=f"{where.importer} imports it"), None
        return placement._replace(action="removed"), FileChange(placement.page, before, None)
    wanted = state in (PlacementState.MISSING, PlacementState.STALE) or forced
    if not wanted and not (state is PlacementState.UNMANAGED and request.adopt):
        return placement, None
    newline = line_end(before.text) if before else "\n"
    text = partial_text(task.place.template, placement.wanted, where.format, newline)
    action: Action = "rewritten"
    if state in (PlacementState.MISSING, PlacementState.UNMANAGED):
        action = "inserted" if state is PlacementState.MISSING else "adopted"
    return placement._replace(action=action), FileChange(placement.page, before, text)


def importer_of(files: Files, site: str, path: str, sources: Iterable[Source]) -> str:
    """The first of these pages and scripts that may import a partial; empty without one.

    Any text in quotes that leads to it counts, and one that ends like it and leads nobody knows
    where: to leave a file that is not needed costs less than a site that cannot be built.
    """
    quoted = re.compile(rf"[\"'`]((?:[^\"'`\n]*/)?{re.escape(path.rpartition('/')[2])})[\"'`]")
    for file in sources:
        for found in quoted.finditer(file.text) if file.path != path else ():
            known = found[1].startswith((".", "@site/"))
            if not known or imported(files, site, file.path, found[1]) == path:
                return file.path
    return ""
