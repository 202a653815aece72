"""The new text of a page: regions brought up to date, copies taken over, what is missing put in.

Insertions and adoptions are made one after the other on the new text, read again as a page each
time, so that a place is looked for on the page as it will be. In the end the page is read once
more: each region must be there as it was meant, and a page that parsed must still parse.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docs_snippets.core.source import Edit, Source, Span, apply_edits
from docs_snippets.mdx.page import Page
from docs_snippets.snippets import adopt, markers
from docs_snippets.snippets.assess import find_region
from docs_snippets.snippets.locating import find_insertion_point, insertion, removal, replacement
from docs_snippets.snippets.losses import losses
from docs_snippets.snippets.markers import GeneratedRegion
from docs_snippets.snippets.states import (
    Action,
    Placement,
    PlacementState,
    PlacementTask,
    PlanRequest,
)
from docs_snippets.snippets.step_lists import missing_step

ReadPage = Callable[[Source], Page]
LinkTo = Callable[[Page, adopt.BlockRun, str], str]


MOST_READ = 4_000_000
"""Characters of a page that are read again and again, as text after text is inserted."""


class DraftTools(NamedTuple):
    """How a text is read as a page, who links to an id of a run, and what is a parameter."""

    read: ReadPage
    link_to: LinkTo
    is_parameter: Callable[[str], bool]


class _RefusedError(Exception):
    """Raised when a copy cannot be taken over: the page then stays as it is."""


class _DoesNotFitError(Exception):
    """Raised when the new page does not hold what was put in."""


class PageDraft(NamedTuple):
    """The page's new text, None where it stays; `unfit` says what is wrong with what was put in."""

    placements: tuple[Placement, ...]
    after: str | None = None
    unfit: str = ""


@dataclass
class _Draft:
    """The page so far, and its regions."""

    page: Page
    regions: tuple[GeneratedRegion, ...]
    tools: DraftTools
    read: int = 0

    def apply(self, edits: Iterable[Edit]) -> None:
        text = apply_edits(self.page.source.text, edits)
        if text != self.page.source.text:
            self.read += len(text)
            if self.read > MOST_READ:
                raise _RefusedError("too many placements to be inserted into so long a page")
            self.page = self.tools.read(replace(self.page.source, text=text))
            self.regions = markers.find_markers(self.page).regions

    def insert(self, task: PlacementTask, text: str) -> None:
        spot = find_insertion_point(self.page, self.regions, task.place.position)
        if isinstance(spot, str):
            raise _RefusedError(spot)
        self.apply([insertion(self.page, spot, task.place.name, text)])


def draft(
    page: Page,
    regions: tuple[GeneratedRegion, ...],
    placements: Sequence[Placement],
    tasks: Sequence[PlacementTask],
    request: PlanRequest,
    tools: DraftTools,
) -> PageDraft:
    """The page with everything done that can be; a refused adoption leaves it as it is."""
    made = _Draft(page, regions, tools)
    by_name = {task.place.name: task for task in tasks}
    if request.adopt:
        placements = [*_with_losses(made, placements, by_name)]
    try:
        done = _up_to_date(made, placements, request)
        done = _adopted(made, done, by_name, request)
        done = _inserted(made, done, by_name)
        _check(page, made, done)
    except _RefusedError as error:
        return PageDraft(tuple(withheld(each, str(error)) for each in placements))
    except _DoesNotFitError as error:
        return PageDraft(tuple(placements), unfit=str(error))
    done = [_with_missing_step(made, each) for each in done]
    text = made.page.source.text
    return PageDraft(tuple(done), text if text != page.source.text else None)


def _with_missing_step(made: _Draft, placement: Placement) -> Placement:
    region = find_region(made.regions, placement.name)
    return placement._replace(missing_step=missing_step(made.page, region)) if region else placement


def withheld(placement: Placement, why: str) -> Placement:
    """The placement as it is when its page stays as it is."""
    if placement.state in (
        PlacementState.UNMANAGED,
        PlacementState.MISSING,
        PlacementState.STALE,
        PlacementState.ORPHAN,
    ):
        return placement._replace(blocked_by=why, action="")
    return placement._replace(action="")


def _up_to_date(
    made: _Draft, placements: Sequence[Placement], request: PlanRequest
) -> list[Placement]:
    """Rewrites and removes regions."""
    edits: list[Edit] = []
    result: list[Placement] = []
    for placement in placements:
        own = find_region(made.regions, placement.name)
        forced = request.force and placement.state is PlacementState.EDITED
        wanted = placement.wanted
        done: Action = ""
        if own and wanted is not None and (placement.state is PlacementState.STALE or forced):
            edits.append(replacement(made.page, own, wanted))
            done = "rewritten"
        elif (
            own
            and wanted is None
            and not placement.blocked_by
            and _is_removed(placement, forced=forced)
        ):
            edits.append(removal(made.page, own.span))
            done = "removed"
        result.append(placement._replace(action=done) if done else placement)
    made.apply(edits)
    return result


def _is_removed(placement: Placement, *, forced: bool) -> bool:
    return placement.state is PlacementState.ORPHAN or forced


def _adopted(
    made: _Draft,
    placements: list[Placement],
    tasks: dict[str, PlacementTask],
    request: PlanRequest,
) -> list[Placement]:
    """Takes over hand-written copies, all of the page or none."""
    waiting = [each for each in placements if each.state is PlacementState.UNMANAGED]
    if not request.adopt or not waiting:
        return placements
    runs = _runs(made, [tasks[each.name] for each in waiting])
    before = made.page
    made.apply([removal(before, run.span) for run in runs])
    for placement in waiting:
        if find_region(made.regions, placement.name) is None:
            _take_over(made, tasks[placement.name], placement)
    for run in runs:
        for lost in adopt.lost_ids(before, run, made.page):
            link = made.tools.link_to(before, run, lost)
            if link:
                raise _RefusedError(f"{link} links to #{lost}, which the new text does not have")
    facts = sum(len(each.losses) for each in waiting)
    if facts and not request.accept_loss:
        number = f"{facts} fact{'s' * (facts > 1)}"
        raise _RefusedError(f"the new text lacks {number}; `--accept-loss` drops them")
    return [_taken(each, tasks) if each in waiting else each for each in placements]


def _with_losses(
    made: _Draft, placements: Sequence[Placement], tasks: dict[str, PlacementTask]
) -> Iterator[Placement]:
    """The placements; a hand-written copy with the facts that no generated text of the page has."""
    texts = [each.wanted or each.found or "" for each in placements]
    generated = made.tools.read(replace(made.page.source, text="\n\n".join(texts)))
    for each in placements:
        place = tasks[each.name].place if each.name in tasks else None
        run = adopt.select_run(made.page, made.regions, place) if place else ""
        if each.state is not PlacementState.UNMANAGED or place is None or isinstance(run, str):
            yield each
            continue
        known = made.tools.is_parameter
        yield each._replace(losses=losses(made.page, run.span, generated, known, place.lost))


def _runs(made: _Draft, tasks: Sequence[PlacementTask]) -> list[adopt.BlockRun]:
    runs: list[adopt.BlockRun] = []
    for task in tasks:
        if task.place.replaces is None:
            continue
        run = adopt.select_run(made.page, made.regions, task.place)
        if isinstance(run, str):
            raise _RefusedError(run)
        wrong = adopt.adoption_refusal(made.page, made.regions, run)
        if wrong:
            raise _RefusedError(wrong)
        if any(_overlap(run.span, other.span) for other in runs):
            raise _RefusedError(f"what {task.place.name} replaces is in another placement's copy")
        runs.append(run)
    return runs


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _take_over(made: _Draft, task: PlacementTask, placement: Placement) -> None:
    """Puts the region in; without a copy of its own, only if the page is silent by now."""
    if task.place.replaces is None:
        left = adopt.naming_lines(made.page, made.regions, task.snippet.subjects)
        if left:
            words = adopt.line_ranges(placement.lines)
            raise _RefusedError(f"{task.place.name} has nothing to replace; see lines {words}")
    assert placement.wanted is not None
    made.insert(task, placement.wanted)


def _taken(placement: Placement, tasks: dict[str, PlacementTask]) -> Placement:
    own = tasks[placement.name].place.replaces
    return placement._replace(action="adopted" if own else "inserted")


def _inserted(
    made: _Draft, placements: list[Placement], tasks: dict[str, PlacementTask]
) -> list[Placement]:
    """Puts in what is missing, unless the page still holds a copy of something by hand."""
    copies = [
        each for each in placements if each.state is PlacementState.UNMANAGED and not each.action
    ]
    result: list[Placement] = []
    for placement in placements:
        if (
            placement.state is PlacementState.MISSING
            and placement.wanted is not None
            and not placement.blocked_by
        ):
            if copies:
                words = f"waits until the copy of {copies[0].name} on this page is taken over"
                placement = placement._replace(blocked_by=words)
            else:
                made.insert(tasks[placement.name], placement.wanted or "")
                placement = placement._replace(action="inserted")
        result.append(placement)
    return result


def _check(before: Page, made: _Draft, placements: Sequence[Placement]) -> None:
    after = made.page
    if after.error and not before.error:
        line = after.source.line_of(after.error.span.start)
        raise _DoesNotFitError(f"the page would not parse: {after.error.message}, line {line}")
    problems = markers.find_markers(after).problems
    if problems:
        raise _DoesNotFitError(f"the page would have a broken marker: {problems[0].message}")
    for placement in placements:
        if placement.action in ("inserted", "rewritten", "adopted"):
            own = find_region(made.regions, placement.name)
            if own is None or own.text != placement.wanted:
                raise _DoesNotFitError(f"region {placement.name} would not be read back as written")
