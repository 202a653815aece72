"""The distinct texts of a snippet, and which trees get each and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.assess import find_region
from docs_snippets.snippets.context import SnippetRenderer, snippet_renderer
from docs_snippets.snippets.definition import Snippet
from docs_snippets.snippets.gates import Decision, GateState
from docs_snippets.snippets.locating import TOP, InsertionPoint, find_insertion_point, level_beside
from docs_snippets.snippets.markers import find_markers
from docs_snippets.snippets.states import PlacementTask, PlanRequest
from docs_snippets.snippets.tasks import gather


class TextVariant(NamedTuple):
    """What one placement says in one tree; `text` is None where it says nothing, or may not.

    `absent`: there is no page for it, or the tree is frozen.
    """

    name: str
    tree: str
    text: str | None
    decision: Decision
    absent: bool = False


def text_variants(
    docs: Docs, snippet: Snippet, request: PlanRequest
) -> tuple[tuple[TextVariant, ...], tuple[Diagnostic, ...]]:
    """Every placement in every tree, and what is wrong with the templates."""
    making = snippet_renderer(docs)
    work = gather(docs, (snippet,), request, making.decide)
    tasks = [task for tasks in work.tasks.values() for task in tasks]
    made = [_variant(docs, making, task) for task in tasks]
    wrong = dict.fromkeys(each for _, each in made if each)
    names = [place.name for place in snippet.places]
    trees = [tree.name for tree in docs.trees]
    absent = (
        TextVariant(each.name, each.tree, None, Decision(GateState.FAILS, each.reason), absent=True)
        for each in work.absent
        if each.tree
    )
    every = [*(each for each, _ in made), *absent]
    found = sorted(every, key=lambda v: (names.index(v.name), trees.index(v.tree)))
    return tuple(found), tuple(wrong)


def _variant(
    docs: Docs, making: SnippetRenderer, task: PlacementTask
) -> tuple[TextVariant, Diagnostic | None]:
    if task.decision.state is not GateState.HOLDS:
        return TextVariant(task.place.name, task.tree.name, None, task.decision), None
    rendered = making.task(task, _level(docs, task))
    made = TextVariant(task.place.name, task.tree.name, rendered.text, rendered.decision)
    return made, rendered.problem


def _level(docs: Docs, task: PlacementTask) -> int:
    """The level that a heading gets on the page; the top one where that cannot be told."""
    page = docs.pages.page(task.page) if docs.pages.has(task.page) else None
    if not isinstance(page, Page):
        return TOP
    regions = find_markers(page).regions
    own = find_region(regions, task.place.name)
    if own:
        return level_beside(page, regions, own, task.place.position)
    spot = find_insertion_point(page, regions, task.place.position)
    return spot.level if isinstance(spot, InsertionPoint) else TOP


def group_variants(made: Sequence[TextVariant]) -> Iterator[tuple[TextVariant, ...]]:
    """Variants of one placement with the same text, together."""
    groups: dict[tuple[str, str], list[TextVariant]] = {}
    for each in made:
        if each.text is not None:
            groups.setdefault((each.name, each.text), []).append(each)
    return (tuple(group) for group in groups.values())
