"""Placements that are whole files: the same states as regions, and the file there should be."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docusaurus.page_files import imported
from docs_snippets.files.writing import Change
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.assess import Render
from docs_snippets.snippets.locating import TOP, line_end, partial_text
from docs_snippets.snippets.markers import Header, find
from docs_snippets.snippets.states import Decision, Done, Placement, State, Task, Wishes

Planned = tuple[Placement, Change | None, tuple[Diagnostic, ...]]


class Surroundings(NamedTuple):
    """How the site reads the partial, and a page that imports it; empty without one."""

    format: Literal["mdx", "md"]
    importer: str


def plan_partial(
    page: Page | None, task: Task, render: Render, wishes: Wishes, where: Surroundings
) -> Planned:
    """What becomes of a partial; `page` is None where the file is not there."""
    header = find(page).header if page else None
    decision, wanted = task.decision, None
    if decision.state == "holds":
        rendered = render(task, TOP)
        decision, wanted = rendered.decision, rendered.text
        if rendered.problem:
            return _placement(task, State.UNPLACED, decision, header), None, (rendered.problem,)
    state = _state(page, header, decision, wanted)
    placement = _placement(task, state, decision, header)._replace(wanted=wanted)
    if header and page:
        placement = placement._replace(region=page.source.region(header.span))
    if state is State.UNMANAGED and page:
        placement = _by_hand(page, placement)
    return (*_carried_out(page, placement, task, wishes, where), ())


def plan_left_partial(page: Page, header: Header, tree: str | None) -> Placement:
    """A partial of ours that no definition names any more: it stays until somebody looks."""
    state = State.EDITED if header.edited else State.ORPHAN
    return Placement(
        header.template,
        tree,
        page.path,
        state,
        "no definition has this partial",
        found=header.text,
        region=page.source.region(header.span),
        held="delete the file if it is not needed",
    )


def _placement(task: Task, state: State, decision: Decision, header: Header | None) -> Placement:
    return Placement(
        task.place.name,
        task.tree.name,
        task.page,
        state,
        decision.reason,
        decision.quote,
        found=header.text if header else None,
    )


def _by_hand(page: Page, placement: Placement) -> Placement:
    """A file that somebody wrote where a partial of ours goes: all of it is the copy."""
    last = page.source.line_of(max(len(page.source.text) - 1, 0))
    reason = f"is written by hand, line{f's 1-{last}' if last > 1 else ' 1'}"
    where = page.source.region(page.source.line_span(1))
    return placement._replace(reason=reason, region=where, lines=tuple(range(1, last + 1)))


def _state(
    page: Page | None, header: Header | None, decision: Decision, wanted: str | None
) -> State:
    if header and header.edited and header.text != wanted:
        return State.EDITED
    if decision.state == "fails":
        return State.ORPHAN if header else State.NOT_APPLICABLE
    if wanted is None:
        return State.UNDECIDED
    if header:
        same = header.text == wanted and not header.edited
        return State.CURRENT if same else State.STALE
    return State.UNMANAGED if page else State.MISSING


def _carried_out(
    page: Page | None, placement: Placement, task: Task, wishes: Wishes, where: Surroundings
) -> tuple[Placement, Change | None]:
    state, before = placement.state, page.source if page else None
    forced = wishes.force and state is State.EDITED
    if placement.wanted is None:
        if state is not State.ORPHAN and not (forced and task.decision.state == "fails"):
            return placement, None
        if where.importer:
            return placement._replace(held=f"{where.importer} imports it"), None
        return placement._replace(done="removed"), Change(placement.page, before, None)
    wanted = state in (State.MISSING, State.STALE) or forced
    if not wanted and not (state is State.UNMANAGED and wishes.adopt):
        return placement, None
    newline = line_end(before.text) if before else "\n"
    text = partial_text(task.place.template, placement.wanted, where.format, newline)
    done: Done = "rewritten"
    if state in (State.MISSING, State.UNMANAGED):
        done = "inserted" if state is State.MISSING else "adopted"
    return placement._replace(done=done), Change(placement.page, before, text)


def importer_of(root: Path, site: str, path: str, files: Iterable[Source]) -> str:
    """The first of these pages and scripts that may import a partial; empty without one.

    Any text in quotes that leads to it counts, and one that ends like it and leads nobody knows
    where: to leave a file that is not needed costs less than a site that cannot be built.
    """
    quoted = re.compile(rf"[\"'`]((?:[^\"'`\n]*/)?{re.escape(path.rpartition('/')[2])})[\"'`]")
    for file in files:
        for found in quoted.finditer(file.text) if file.path != path else ():
            known = found[1].startswith((".", "@site/"))
            if not known or imported(root, site, file.path, found[1]) == path:
                return file.path
    return ""
