"""The new text of a page: regions brought up to date, copies taken over, what is missing put in.

Insertions and adoptions are made one after the other on the new text, read again as a page each
time, so that a place is looked for on the page as it will be. In the end the page is read once
more: each region must be there as it was meant, and a page that parsed must still parse.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docs_snippets.core.source import Edit, Source, Span, apply_edits
from docs_snippets.mdx.page import Page
from docs_snippets.snippets import adopt, markers
from docs_snippets.snippets.assess import region_of
from docs_snippets.snippets.locating import insertion, removal, replacement, resolve
from docs_snippets.snippets.markers import OwnRegion
from docs_snippets.snippets.states import Done, Placement, State, Task, Wishes

ReadPage = Callable[[Source], Page]
LinkTo = Callable[[Page, adopt.Run, str], str]


class Tools(NamedTuple):
    """How a text is read as a page, and who links to an id of a run."""

    read: ReadPage
    link_to: LinkTo


class _RefusedError(Exception):
    """Raised when a copy cannot be taken over: the page then stays as it is."""


class _UnfitError(Exception):
    """Raised when the new page does not hold what was put in."""


class Drafted(NamedTuple):
    """The page's new text, None where it stays; `unfit` says what is wrong with what was put in."""

    placements: tuple[Placement, ...]
    after: str | None = None
    unfit: str = ""


@dataclass
class _Draft:
    """The page so far, and its regions."""

    page: Page
    regions: tuple[OwnRegion, ...]
    tools: Tools

    def apply(self, edits: Iterable[Edit]) -> None:
        text = apply_edits(self.page.source.text, edits)
        if text != self.page.source.text:
            self.page = self.tools.read(replace(self.page.source, text=text))
            self.regions = markers.find(self.page).regions

    def insert(self, task: Task, text: str) -> None:
        spot = resolve(self.page, self.regions, task.place.position)
        if isinstance(spot, str):
            raise _RefusedError(spot)
        self.apply([insertion(self.page, spot, task.place.name, text)])


def draft(
    page: Page,
    regions: tuple[OwnRegion, ...],
    placements: Sequence[Placement],
    tasks: Sequence[Task],
    wishes: Wishes,
    tools: Tools,
) -> Drafted:
    """The page with everything done that can be; a refused adoption leaves it as it is."""
    made = _Draft(page, regions, tools)
    by_name = {task.place.name: task for task in tasks}
    done = _up_to_date(made, placements, wishes)
    try:
        done = _adopted(made, done, by_name, wishes)
        done = _inserted(made, done, by_name)
        _check(page, made, done)
    except _RefusedError as error:
        return Drafted(tuple(kept_back(each, str(error)) for each in placements))
    except _UnfitError as error:
        return Drafted(tuple(placements), unfit=str(error))
    text = made.page.source.text
    return Drafted(tuple(done), text if text != page.source.text else None)


def kept_back(placement: Placement, why: str) -> Placement:
    """The placement as it is when its page stays as it is."""
    if placement.state in (State.UNMANAGED, State.MISSING, State.STALE, State.ORPHAN):
        return placement._replace(held=why, done="")
    return placement._replace(done="")


def _up_to_date(made: _Draft, placements: Sequence[Placement], wishes: Wishes) -> list[Placement]:
    """Rewrites and removes regions."""
    edits: list[Edit] = []
    result: list[Placement] = []
    for placement in placements:
        own = region_of(made.regions, placement.name)
        forced = wishes.force and placement.state is State.EDITED
        wanted = placement.wanted
        done: Done = ""
        if own and wanted is not None and (placement.state is State.STALE or forced):
            edits.append(replacement(made.page, own, wanted))
            done = "rewritten"
        elif own and wanted is None and not placement.held and _goes(placement, forced=forced):
            edits.append(removal(made.page, own.span))
            done = "removed"
        result.append(placement._replace(done=done) if done else placement)
    made.apply(edits)
    return result


def _goes(placement: Placement, *, forced: bool) -> bool:
    return placement.state is State.ORPHAN or forced


def _adopted(
    made: _Draft, placements: list[Placement], tasks: dict[str, Task], wishes: Wishes
) -> list[Placement]:
    """Takes over hand-written copies, all of the page or none."""
    waiting = [each for each in placements if each.state is State.UNMANAGED]
    if not wishes.adopt or not waiting:
        return placements
    runs = _runs(made, [tasks[each.name] for each in waiting])
    before = made.page
    made.apply([removal(before, run.span) for run in runs])
    for placement in waiting:
        if region_of(made.regions, placement.name) is None:
            _take_over(made, tasks[placement.name], placement)
    for run in runs:
        for lost in adopt.lost_ids(before, run, made.page):
            link = made.tools.link_to(before, run, lost)
            if link:
                raise _RefusedError(f"{link} links to #{lost}, which the new text does not have")
    return [_taken(each, tasks) if each in waiting else each for each in placements]


def _runs(made: _Draft, tasks: Sequence[Task]) -> list[adopt.Run]:
    runs: list[adopt.Run] = []
    for task in tasks:
        if task.place.replaces is None:
            continue
        run = adopt.select(made.page, made.regions, task.place)
        if isinstance(run, str):
            raise _RefusedError(run)
        wrong = adopt.objection(made.page, made.regions, run)
        if wrong:
            raise _RefusedError(wrong)
        if any(_overlap(run.span, other.span) for other in runs):
            raise _RefusedError(f"what {task.place.name} replaces is in another placement's copy")
        runs.append(run)
    return runs


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _take_over(made: _Draft, task: Task, placement: Placement) -> None:
    """Puts the region in; without a copy of its own, only if the page is silent by now."""
    if task.place.replaces is None:
        left = adopt.naming_lines(made.page, made.regions, task.snippet.subjects)
        if left:
            words = adopt.line_ranges(placement.lines)
            raise _RefusedError(f"{task.place.name} has nothing to replace; see lines {words}")
    assert placement.wanted is not None
    made.insert(task, placement.wanted)


def _taken(placement: Placement, tasks: dict[str, Task]) -> Placement:
    own = tasks[placement.name].place.replaces
    return placement._replace(done="adopted" if own else "inserted")


def _inserted(made: _Draft, placements: list[Placement], tasks: dict[str, Task]) -> list[Placement]:
    """Puts in what is missing, unless the page still holds a copy of something by hand."""
    copies = [each for each in placements if each.state is State.UNMANAGED and not each.done]
    result: list[Placement] = []
    for placement in placements:
        if placement.state is State.MISSING and placement.wanted is not None and not placement.held:
            if copies:
                words = f"waits until the copy of {copies[0].name} on this page is taken over"
                placement = placement._replace(held=words)
            else:
                made.insert(tasks[placement.name], placement.wanted or "")
                placement = placement._replace(done="inserted")
        result.append(placement)
    return result


def _check(before: Page, made: _Draft, placements: Sequence[Placement]) -> None:
    after = made.page
    if after.error and not before.error:
        line = after.source.line_of(after.error.span.start)
        raise _UnfitError(f"the page would not parse: {after.error.message}, line {line}")
    problems = markers.find(after).problems
    if problems:
        raise _UnfitError(f"the page would have a broken marker: {problems[0].message}")
    for placement in placements:
        if placement.done in ("inserted", "rewritten", "adopted"):
            own = region_of(made.regions, placement.name)
            if own is None or own.text != placement.wanted:
                raise _UnfitError(f"region {placement.name} would not be read back as written")
