"""The impact of changed references: parameters, pages that name them, and snippet placements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.changes.reference_changes import ChangedParameter, changed_parameters
from docs_snippets.changes.revisions import Revisions
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.quote import Quote
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.name_search import finder, lines_naming
from docs_snippets.snippets.states import FAILED, OUTDATED, Placement, PlacementState, PlanRequest

_NOT_CURRENT = (*OUTDATED, *FAILED, PlacementState.UNDECIDED)


class PlacementChange(NamedTuple):
    """A placement whose text is no longer what it should be: its state before, and now."""

    name: str
    tree: str
    page: str
    line: int | None
    before: str
    now: str
    reason: str
    quote: Quote | None


class AffectedParameter(NamedTuple):
    """A parameter that changed in some trees, and the lines of their pages that name it."""

    name: str
    by_tree: Mapping[Tree, ChangedParameter]
    pages: Mapping[str, Sequence[int]]


class Impact(NamedTuple):
    """What changed references affect; `notices` say what could not be compared."""

    parameters: tuple[AffectedParameter, ...]
    placements: tuple[PlacementChange, ...]
    notices: tuple[str, ...]


def impact(revisions: Revisions, trees: Sequence[Tree]) -> Impact:
    """How the references of some trees changed, and what that affects."""
    notices = list(revisions.notices)
    found: dict[str, dict[Tree, ChangedParameter]] = defaultdict(dict)
    for tree in trees:
        reason = _not_compared(revisions, tree)
        if reason:
            notices.append(reason)
            continue
        assert revisions.base
        for each in changed_parameters(
            revisions.base.facts.reference(tree), revisions.head.facts.reference(tree)
        ):
            found[each.parameter.config_name.lower()][tree] = each
    touched = tuple(_affected(revisions.head, by_tree) for by_tree in found.values())
    references = {tree.name for tree in trees if _has_changed(revisions, tree)}
    placements: tuple[PlacementChange, ...] = ()
    wrong: tuple[str, ...] = ()
    if references and revisions.base is not None:
        placements, wrong = _placements(revisions, references)
    return Impact(touched, placements, (*notices, *wrong))


def _has_changed(revisions: Revisions, tree: Tree) -> bool:
    """Whether a reference of a tree is among the files that have changed."""
    facts, changed = revisions.head.facts, revisions.docs_files.all
    listed = {file.path for _, files in facts.listed.files(tree) for file in files}
    named = {*facts.reference_files(tree).values(), *listed}
    return not (changed.isdisjoint(named) and revisions.config_files.all.isdisjoint(listed))


def _not_compared(revisions: Revisions, tree: Tree) -> str:
    """Why a tree's references cannot be compared; empty where they can."""
    if revisions.base is None or revisions.base.pages.tree(tree.name) is None:
        return f"{tree.name} is new: its reference is compared with none"
    path = revisions.head.facts.reference_files(tree).get("parameters")
    if path is None or path not in revisions.docs_files.all:
        return ""
    for docs, when in ((revisions.base, "as it was"), (revisions.head, "as it is")):
        if docs.pages.has(path) and docs.facts.parameters(tree) is None:
            return f"{path} cannot be read {when}: {tree.name} is not compared"
    return ""


def _affected(docs: Docs, by_tree: Mapping[Tree, ChangedParameter]) -> AffectedParameter:
    find = finder({word for each in by_tree.values() for word in each.spellings})
    pages: dict[str, Sequence[int]] = {}
    for path in (*docs.pages.paths(), *docs.pages.components):
        if docs.pages.tree_of(path) in by_tree:
            lines = lines_naming(docs.pages, path, find)
            if lines:
                pages[path] = lines
    return AffectedParameter(next(iter(by_tree.values())).parameter.label, by_tree, pages)


def _placements(
    revisions: Revisions, trees: Iterable[str]
) -> tuple[tuple[PlacementChange, ...], tuple[str, ...]]:
    """The placements of some trees that are in another state than before."""
    from docs_snippets.snippets import definition_reading  # templates are slow to start

    _, wrong = definition_reading.load(revisions.head)
    if wrong:
        return (), tuple(f"snippets are not looked at: {each.message}" for each in wrong)
    return tuple(_placement_changes(revisions, frozenset(trees))), ()


def _placement_changes(revisions: Revisions, trees: frozenset[str]) -> Iterator[PlacementChange]:
    assert revisions.base
    before = {(each.name, each.tree): each for each in _planned(revisions.base, trees)}
    for each in _planned(revisions.head, trees):
        was = before.get((each.name, each.tree))
        changed = was is None or was.state is not each.state
        if changed and each.tree and each.state in _NOT_CURRENT:
            line = each.region.line if each.region else None
            state = was.state.value if was else PlacementState.NOT_APPLICABLE.value
            why = each.quote
            yield PlacementChange(
                each.name, each.tree, each.page, line, state, each.state.value, each.reason, why
            )


def _planned(docs: Docs, trees: frozenset[str]) -> Sequence[Placement]:
    from docs_snippets.snippets import definition_reading
    from docs_snippets.snippets.plan import plan

    return plan(docs, definition_reading.load(docs)[0], PlanRequest(trees=trees)).placements
