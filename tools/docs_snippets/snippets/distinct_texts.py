"""The distinct texts of a snippet, and which trees get each and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.assess import region_of
from docs_snippets.snippets.context import Renderer, renderer
from docs_snippets.snippets.definition import Snippet
from docs_snippets.snippets.locating import TOP, Spot, level_beside, resolve
from docs_snippets.snippets.markers import find
from docs_snippets.snippets.states import Decision, Task, Wishes
from docs_snippets.snippets.tasks import gather


class Variant(NamedTuple):
    """What one placement says in one tree; `text` is None where it says nothing, or may not.

    `absent`: there is no page for it, or the tree is frozen.
    """

    name: str
    tree: str
    text: str | None
    decision: Decision
    absent: bool = False


def variants(
    docs: Docs, snippet: Snippet, wishes: Wishes
) -> tuple[tuple[Variant, ...], tuple[Diagnostic, ...]]:
    """Every placement in every tree, and what is wrong with the templates."""
    making = renderer(docs)
    work = gather(docs, (snippet,), wishes, making.decide)
    tasks = [task for tasks in work.tasks.values() for task in tasks]
    made = [_variant(docs, making, task) for task in tasks]
    wrong = dict.fromkeys(each for _, each in made if each)
    names = [place.name for place in snippet.places]
    trees = [tree.name for tree in docs.trees]
    absent = (
        Variant(each.name, each.tree, None, Decision("fails", each.reason), absent=True)
        for each in work.absent
        if each.tree
    )
    every = [*(each for each, _ in made), *absent]
    found = sorted(every, key=lambda v: (names.index(v.name), trees.index(v.tree)))
    return tuple(found), tuple(wrong)


def _variant(docs: Docs, making: Renderer, task: Task) -> tuple[Variant, Diagnostic | None]:
    if task.decision.state != "holds":
        return Variant(task.place.name, task.tree.name, None, task.decision), None
    rendered = making.task(task, _level(docs, task))
    made = Variant(task.place.name, task.tree.name, rendered.text, rendered.decision)
    return made, rendered.problem


def _level(docs: Docs, task: Task) -> int:
    """The level that a heading gets on the page; the top one where that cannot be told."""
    page = docs.page(task.page) if docs.has(task.page) else None
    if not isinstance(page, Page):
        return TOP
    regions = find(page).regions
    own = region_of(regions, task.place.name)
    if own:
        return level_beside(page, regions, own, task.place.position)
    spot = resolve(page, regions, task.place.position)
    return spot.level if isinstance(spot, Spot) else TOP


def grouped(made: Sequence[Variant]) -> Iterator[tuple[Variant, ...]]:
    """Variants of one placement with the same text, together."""
    groups: dict[tuple[str, str], list[Variant]] = {}
    for each in made:
        if each.text is not None:
            groups.setdefault((each.name, each.text), []).append(each)
    return (tuple(group) for group in groups.values())
