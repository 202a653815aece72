"""Which placements there are to look after, page by page, and which markers stand on the pages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.quote import quote
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.snippets.assess import region_name
from docs_snippets.snippets.context import Decide
from docs_snippets.snippets.definition import PlacementDefinition, Snippet
from docs_snippets.snippets.gates import Decision, GateState
from docs_snippets.snippets.markers import (
    GeneratedRegion,
    PageMarkers,
    find_markers,
    may_hold_markers,
)
from docs_snippets.snippets.states import Placement, PlacementState, PlacementTask, PlanRequest

MarkedPages = Mapping[str, PageMarkers]
"""Pages with markers of ours, by path."""

RegionPages = Mapping[tuple[str, str], Sequence[str]]
"""Pages that hold a region, by tree and name."""


class WorkList(NamedTuple):
    """What there is to plan. `absent` are placements whose page a tree does not have."""

    tasks: Mapping[str, tuple[PlacementTask, ...]]
    owned: MarkedPages
    homes: RegionPages
    absent: tuple[Placement, ...]


def gather(
    docs: Docs, snippets: Sequence[Snippet], request: PlanRequest, decide: Decide
) -> WorkList:
    """All the work on the trees and snippets that are asked for."""
    trees = _trees(docs, request)
    owned = dict(_owned(docs, {tree.name for tree in trees if not tree.frozen}))
    homes = _homes(docs, owned)
    tasks: dict[str, list[PlacementTask]] = defaultdict(list)
    absent: list[Placement] = []
    for snippet in snippets:
        for tree in trees if request.includes(snippet.name) else ():
            for place in filter(lambda each: request.includes(each.name), snippet.places):
                task = _task(docs, snippet, place, tree, homes, decide)
                if not request.includes_page(task.page):
                    continue
                if isinstance(task, Placement):
                    absent.append(task)
                else:
                    tasks[task.page].append(task)
    wanted = {page: found for page, found in owned.items() if request.includes_page(page)}
    return WorkList(
        {page: tuple(found) for page, found in tasks.items()}, wanted, homes, tuple(absent)
    )


def _trees(docs: Docs, request: PlanRequest) -> list[Tree]:
    """The trees to look at: what a tree has on one page can only be told from all of them."""
    of_pages = (
        None if request.pages is None else {docs.pages.tree_of(path) for path in request.pages}
    )
    return [
        tree
        for tree in docs.trees
        if (not request.trees or tree.name in request.trees)
        and (of_pages is None or tree in of_pages)
    ]


def _owned(docs: Docs, trees: set[str]) -> Iterator[tuple[str, PageMarkers]]:
    for path in docs.pages.paths():
        tree = docs.pages.tree_of(path)
        if tree and tree.name not in trees:
            continue
        source = docs.pages.source(path)
        if isinstance(source, Diagnostic) or not may_hold_markers(source.text):
            continue
        page = docs.pages.page(path)
        if isinstance(page, Page):
            yield path, find_markers(page, tree.name if tree else None)


def _homes(docs: Docs, owned: MarkedPages) -> RegionPages:
    homes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, found in owned.items():
        tree = docs.pages.tree_of(path)
        for own in found.regions if tree else ():
            assert tree is not None
            homes[tree.name, region_name(own)].append(path)
    return homes


def _task(
    docs: Docs,
    snippet: Snippet,
    place: PlacementDefinition,
    tree: Tree,
    homes: RegionPages,
    decide: Decide,
) -> PlacementTask | Placement:
    own = docs.pages.in_tree(tree, place.page)
    pages = homes.get((tree.name, place.name), ())
    page = own if own in pages or not pages else pages[0]
    if tree.frozen:
        return _absent(place, tree, page, "the tree is frozen")
    if place.position.kind != "partial" and not docs.files.exists(page):
        return _absent(place, tree, page, "the tree has no such page")
    decision = decide(snippet, tree)
    for name, reason in place.skip:
        if name == tree.name:
            where = quote(snippet.source, place.span.start, f"skip: {reason}")
            decision = Decision(GateState.FAILS, f"skipped here: {reason}", where)
    return PlacementTask(snippet, place, tree, page, decision)


def _absent(place: PlacementDefinition, tree: Tree, page: str, reason: str) -> Placement:
    return Placement(place.name, tree.name, page, PlacementState.NOT_APPLICABLE, reason)


def unclaimed_regions(
    docs: Docs, snippets: Sequence[Snippet], work: WorkList, request: PlanRequest
) -> list[Placement]:
    """Regions on pages that no task looks after there."""
    defined = {place.name: snippet.name for snippet in snippets for place in snippet.places}
    known = {snippet.name for snippet in snippets}
    found: list[Placement] = []
    for path, ours in work.owned.items():
        looked_after = {task.place.name for task in work.tasks.get(path, ())}
        found += [
            _stray(docs, path, own, defined, known, work.homes, request)
            for own in (() if ours.problems else ours.regions)
            if region_name(own) not in looked_after and request.includes(region_name(own))
        ]
    return found


def _stray(
    docs: Docs,
    path: str,
    own: GeneratedRegion,
    defined: Mapping[str, str],
    known: set[str],
    homes: RegionPages,
    request: PlanRequest,
) -> Placement:
    tree, name = docs.pages.tree_of(path), region_name(own)
    page = docs.pages.page(path)
    where = page.source.region(own.begin) if isinstance(page, Page) else None
    state = PlacementState.EDITED if own.edited else PlacementState.ORPHAN
    stray = Placement(name, tree.name if tree else None, path, state, found=own.text, region=where)
    if tree is None:
        words = "a region on a page that belongs to no tree"
        return stray._replace(state=PlacementState.BROKEN, reason=words)
    if name in defined:
        other = next(page for page in homes[tree.name, name] if page != path)
        words = f"a second region of this name in the tree; the other is on {other}"
        return stray._replace(state=PlacementState.BROKEN, reason=words)
    if own.snippet in known:
        return stray._replace(reason=f"snippet {own.snippet!r} has no such placement")
    words = f"no snippet {own.snippet!r}"
    forced = request.force and own.snippet in request.names
    blocked_by = "" if forced else "`render --force` with its name removes it"
    return stray._replace(reason=words, blocked_by=blocked_by)


def names_on_pages(docs: Docs) -> set[str]:
    """Names of the snippets that regions on the pages belong to."""
    owned = _owned(docs, {tree.name for tree in docs.trees})
    return {own.snippet for _, found in owned for own in found.regions}


def pages_with_regions(docs: Docs) -> tuple[str, ...]:
    """Pages that hold text of ours, in the order of paths."""
    return tuple(path for path, _ in _owned(docs, {tree.name for tree in docs.trees}))
