"""What is on the pages, what should be, and the change between, for writing and for checking."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Region, Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.files import reading, writing
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.files.writing import FileChange
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.adopt import BlockRun, adoption_refusal, link_to, lost_ids, untracked
from docs_snippets.snippets.assess import assess
from docs_snippets.snippets.context import SnippetRenderer, snippet_renderer
from docs_snippets.snippets.definition import RULE, Snippet
from docs_snippets.snippets.draft import DraftTools, PageDraft, draft, withheld
from docs_snippets.snippets.gates import GateState
from docs_snippets.snippets.locating import region_lines
from docs_snippets.snippets.markers import PageMarkers, find_markers
from docs_snippets.snippets.partial_files import (
    PartialContext,
    importer_of,
    plan_partial,
    plan_undefined_partial,
)
from docs_snippets.snippets.states import Placement, PlacementState, PlacementTask, PlanRequest
from docs_snippets.snippets.tasks import WorkList, gather, unclaimed_regions

PLACEMENTS_A_PAGE = 200
"""Placements that one page may have: each of them is looked for on the page as it will be."""


class Plan(NamedTuple):
    """Every placement and what is written for it. With `problems` nothing may be written.

    `broken` are complaints about markers, each with its place.
    """

    placements: tuple[Placement, ...]
    changes: tuple[FileChange, ...]
    broken: tuple[Diagnostic, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class _Part(NamedTuple):
    """The plan of one page or partial."""

    placements: tuple[Placement, ...]
    change: FileChange | None = None
    problems: tuple[Diagnostic, ...] = ()


def plan(docs: Docs, snippets: Sequence[Snippet], request: PlanRequest) -> Plan:
    """The plan for all placements that are asked for."""
    planner = _Planner(docs, snippet_renderer(docs), request)
    work = gather(docs, snippets, request, planner.render.decide)
    left = unclaimed_regions(docs, snippets, work, request)
    parts = [*planner.pages(work, left), *planner.partials(work)]
    parts = [_refused(docs, part) for part in planner.recoverable(parts)]
    placements = [each for part in parts for each in part.placements]
    asked = work.tasks if request.names else work.owned
    broken = [each for path in asked if path in work.owned for each in work.owned[path].problems]
    return Plan(
        tuple(_in_order(docs, snippets, [*placements, *work.absent])),
        tuple(part.change for part in parts if part.change),
        tuple(broken),
        tuple(_once(docs, [each for part in parts for each in part.problems])),
    )


@dataclass(frozen=True)
class _Planner:
    docs: Docs
    render: SnippetRenderer
    request: PlanRequest

    def pages(self, work: WorkList, left: Sequence[Placement]) -> Iterator[_Part]:
        """The plans of pages that hold regions, or should."""
        left_on: dict[str, list[Placement]] = defaultdict(list)
        for each in left:
            left_on[each.page].append(each)
        for path in dict.fromkeys([*work.tasks, *left_on]):
            tasks = [t for t in work.tasks.get(path, ()) if t.place.position.kind != "partial"]
            here = left_on[path]
            if len(tasks) > PLACEMENTS_A_PAGE:
                why = f"more than {PLACEMENTS_A_PAGE} placements on one page"
                yield _Part(tuple(_unread(task, why) for task in tasks))
            elif tasks or here:
                yield self._page(path, tasks, here, work.owned.get(path, PageMarkers()))

    def _page(
        self,
        path: str,
        tasks: Sequence[PlacementTask],
        left: Sequence[Placement],
        found: PageMarkers,
    ) -> _Part:
        page = self.docs.pages.page(path)
        if isinstance(page, Diagnostic):
            return _Part(tuple(_unread(task, page.message) for task in tasks))
        if found.problems:
            return _Part(tuple(_broken(task, found.problems[0]) for task in tasks))
        placements: list[Placement] = []
        problems: list[Diagnostic] = []
        for task in tasks:
            seen, wrong = assess(page, found.regions, task, self.render.task)
            placements += seen
            problems += wrong
        if problems:
            return _Part(tuple(placements), problems=tuple(problems))
        return self._drafted(page, found, [*placements, *left], tasks)

    def _drafted(
        self,
        page: Page,
        found: PageMarkers,
        placements: list[Placement],
        tasks: Sequence[PlacementTask],
    ) -> _Part:
        tools = DraftTools(self.docs.pages.read_page, self._link_to, self._is_parameter)
        drafted = draft(page, found.regions, placements, tasks, self.request, tools)
        if drafted.unfit:
            return self._unfit(page, drafted, tasks)
        if drafted.after is None:
            return _Part(drafted.placements)
        return _Part(drafted.placements, FileChange(page.path, page.source, drafted.after))

    def _is_parameter(self, word: str) -> bool:
        return bool(self.docs.facts.known_parameter(word))

    def _unfit(self, page: Page, drafted: PageDraft, tasks: Sequence[PlacementTask]) -> _Part:
        """A text that no page could hold is its template's fault; else the page keeps it out."""
        wanted = {each.name: each.wanted for each in drafted.placements}
        for task in tasks:
            text = wanted.get(task.place.name)
            if text is not None and not self._stands_alone(page, task, text):
                wrong = _unfit(page.path, task, drafted.unfit)
                return _Part(drafted.placements, problems=(wrong,))
        return _Part(tuple(withheld(each, drafted.unfit) for each in drafted.placements))

    def _stands_alone(self, page: Page, task: PlacementTask, text: str) -> bool:
        lines = "\n".join(region_lines(page, task.place.name, text, ""))
        alone = self.docs.pages.read_page(Source(page.path, lines))
        found = find_markers(alone)
        return alone.format != page.format or (
            not alone.error and not found.problems and [r.text for r in found.regions] == [text]
        )

    def partials(self, work: WorkList) -> Iterator[_Part]:
        """The plans of whole files."""
        planned: set[str] = set()
        for path, tasks in work.tasks.items():
            for task in tasks:
                if task.place.position.kind == "partial":
                    planned.add(path)
                    yield self._partial(task, work)
        for path, found in work.owned.items():
            page = self.docs.pages.page(path)
            if found.header and path not in planned and isinstance(page, Page):
                tree = self.docs.pages.tree_of(path)
                if not self.request.names:
                    name = tree.name if tree else None
                    yield _Part((plan_undefined_partial(page, found.header, name),))

    def _partial(self, task: PlacementTask, work: WorkList) -> _Part:
        found = work.owned.get(task.page, PageMarkers())
        if found.problems:
            return _Part((_broken(task, found.problems[0]),))
        page = self.docs.pages.page(task.page) if self.docs.files.exists(task.page) else None
        if isinstance(page, Diagnostic):
            return _Part((_unread(task, page.message),))
        goes = task.decision.state is GateState.FAILS and page is not None
        where = PartialContext(
            self.docs.site.format(task.page), self._importer(task) if goes else ""
        )
        placement, change, wrong = plan_partial(page, task, self.render.task, self.request, where)
        if change is None or change.after is None:
            return _Part((placement,), change, wrong)
        after = self.docs.pages.read_page(Source(task.page, change.after))
        if after.error:
            unfit = f"it would not parse: {after.error.message}"
            return _Part((placement,), problems=(_unfit(task.page, task, unfit),))
        why = self._objection(page, after) if page and placement.action == "adopted" else ""
        return _Part((withheld(placement, why),)) if why else _Part((placement,), change)

    def _importer(self, task: PlacementTask) -> str:
        files = self.docs.files
        paths = sorted(files.below("", (*PAGE_SUFFIXES, *SCRIPT_SUFFIXES)))
        found = (reading.read(files, path) for path in paths)
        texts = (each for each in found if isinstance(each, Source))
        return importer_of(files, self.docs.config.site, task.page, texts)

    def _objection(self, page: Page, after: Page) -> str:
        """Why a file that was written by hand may not become a partial of ours."""
        run = BlockRun(page.children(-1), Span(0, len(page.source.text)))
        wrong = adoption_refusal(page, find_markers(page).regions, run)
        for lost in () if wrong else lost_ids(page, run, after):
            link = link_to(page, run, lost, self._texts_beside(page.path), anywhere=True)
            if link:
                return f"{link} links to #{lost}, which the new text does not have"
        return wrong

    def _link_to(self, page: Page, run: BlockRun, ident: str) -> str:
        return link_to(page, run, ident, self._texts_beside(page.path))

    def _texts_beside(self, path: str) -> Iterator[tuple[str, str]]:
        """Paths and texts of the pages of the same tree, and of those of no tree."""
        own = self.docs.pages.tree_of(path)
        for other in self.docs.pages.paths():
            tree = self.docs.pages.tree_of(other)
            source = self.docs.pages.source(other) if tree in (own, None) else None
            if source and not isinstance(source, Diagnostic):
                yield other, source.text

    def recoverable(self, parts: list[_Part]) -> list[_Part]:
        """The same, without adoptions that git could not undo."""
        taken = [part for part in parts if any(p.action == "adopted" for p in part.placements)]
        paths = [part.change.path for part in taken if part.change]
        why = untracked(self.docs.root, paths) if paths else {}
        return [
            _Part(tuple(withheld(each, why[part.change.path]) for each in part.placements))
            if part.change and part.change.path in why
            else part
            for part in parts
        ]


def _unread(task: PlacementTask, why: str) -> Placement:
    return Placement(task.place.name, task.tree.name, task.page, PlacementState.UNPLACED, why)


def _broken(task: PlacementTask, found: Diagnostic) -> Placement:
    line = found.region.line if found.region else 1
    words = f"a marker on the page is broken, line {line}"
    return Placement(
        task.place.name,
        task.tree.name,
        task.page,
        PlacementState.BROKEN,
        words,
        region=found.region,
    )


def _unfit(path: str, task: PlacementTask, why: str) -> Diagnostic:
    tree = task.tree.name
    message = f"{task.place.template} does not fit {path}: {why}"
    return problem(task.snippet.source, task.place.span, RULE, message, tree=tree)


def _once(docs: Docs, problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Each mistake of a template once, whatever trees it shows in; one tree alone is named."""
    found: dict[tuple[str | None, Region | None], list[Diagnostic]] = {}
    for each in problems:
        found.setdefault((each.path, each.region), []).append(each)
    for together in found.values():
        trees = {each.tree for each in together}
        where = f"in {len(trees)} trees" if len(trees) > 1 else f"in {together[0].tree}"
        message = f"{together[0].message} ({where})" if len(docs.trees) > 1 else together[0].message
        yield together[0]._replace(message=message)


def _refused(docs: Docs, part: _Part) -> _Part:
    """The same, without a change to a file that may not be written."""
    why = writing.refusal(docs.files, part.change.path) if part.change else ""
    if not why:
        return part
    placements = (
        each._replace(state=PlacementState.UNPLACED, reason=why, action="") if each.action else each
        for each in part.placements
    )
    return _Part(tuple(placements), problems=part.problems)


def _in_order(
    docs: Docs, snippets: Sequence[Snippet], placements: list[Placement]
) -> list[Placement]:
    listed = (place.name for snippet in snippets for place in snippet.places)
    names = {name: number for number, name in enumerate(dict.fromkeys(listed))}
    trees = {tree.name: number for number, tree in enumerate(docs.trees)}
    return sorted(
        placements,
        key=lambda each: (
            names.get(each.name, len(names)),
            each.name,
            trees.get(each.tree or "", -1),
            each.page,
            each.lines,
        ),
    )
