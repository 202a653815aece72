"""Edits that a change made to a page and forgot to make to its siblings.

An edit applies where what it replaced, or what stood around what it added, stands word for word.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.changes.change import Change, EditHunk, PageEdit
from docs_snippets.changes.counterparts import sole_counterpart
from docs_snippets.core.source import Source
from docs_snippets.facts.parameter import Parameter
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.review.exclusions import excluded_trees
from docs_snippets.siblings.guidance import explained_by_version

_AROUND = 1
_NAME = re.compile(r"\b\w*[A-Z]\w*[A-Z]\w*\b")
_MIN_CHARACTERS = 24
"""Characters that a replaced text must have: a shorter one may stand in two places by chance."""


class ForgottenEdit(NamedTuple):
    """A place in a sibling where an edit applies and was not made. `line` is 1-based.

    `left_out` are reasons, each with the trees that the edit is not for because of it; `how` says
    how a sibling with another path was found.
    """

    source: Source
    line: int
    made_in: tuple[Tree, ...]
    at: tuple[str, int]
    is_new: bool
    left_out: tuple[tuple[str, tuple[Tree, ...]], ...]
    how: str = ""


def forgotten_edits(change: Change) -> Iterator[ForgottenEdit]:
    """For each page that the change left alone, the first edit of its siblings that it lacks."""
    groups: dict[str, list[PageEdit]] = defaultdict(list)
    old = {tree.folder for tree in change.base.trees} if change.base else set()
    new = {tree.folder for tree in change.head.trees} - old
    for edit in change.edits:
        tree = change.head.pages.tree_of(edit.path)
        if tree is None or tree.frozen or tree.locale or tree.folder in new:
            continue  # a new tree says of itself what its origin says of itself
        if edit.before and edit.after:
            groups[change.head.pages.path_in_tree(edit.path)].append(edit)
    said = change.text.said if change.text and groups else ""
    answered = excluded_trees(said, change.head.trees, change.head.config.products)
    for inside, edits in groups.items():
        yield from _in_siblings(change, inside, edits, answered)


def _in_siblings(
    change: Change, inside: str, edits: Sequence[PageEdit], answered: Mapping[Tree, str]
) -> Iterator[ForgottenEdit]:
    docs = change.head
    made = tuple(tree for edit in edits if (tree := docs.pages.tree_of(edit.path)))
    left_out: list[tuple[Tree, str]] = []
    found: list[ForgottenEdit] = []
    for tree in docs.trees:
        left = tree in made or tree.frozen
        place = None if left else sole_counterpart(docs, made[0], inside, tree)
        source = docs.pages.source(place.path) if place else None
        if place is None or not isinstance(source, Source) or place.path in change.docs_files.all:
            continue
        for edit, hunk in [(each, hunk) for each in edits for hunk in each.hunks]:
            line = _line_to_edit(edit, hunk, source)
            if line is None:
                continue
            why = (
                (tree in answered and f"the description says '{answered[tree]}'")
                or _reason_against(change, edit, hunk, tree, made)
                or _missing_subject(edit, hunk, source)
            )
            if why:
                left_out.append((tree, why))
                continue
            assert edit.after
            at = edit.path, hunk.after.start + 1
            found.append(ForgottenEdit(source, line, made, at, not hunk.before, (), place.how))
            break
    lacking = {change.head.pages.tree_of(each.source.path) for each in found}
    reasons: dict[str, dict[Tree, None]] = defaultdict(dict)
    for tree, why in left_out:
        if tree not in lacking:
            reasons[why][tree] = None
    named = tuple((why, tuple(trees)) for why, trees in reasons.items())
    yield from (each._replace(left_out=named) for each in found)


def _line_to_edit(edit: PageEdit, hunk: EditHunk, source: Source) -> int | None:
    """The line of a text at which an edit would be made; None where it cannot or was."""
    assert edit.before
    assert edit.after
    old, new, here = (_lines(each) for each in (edit.before, edit.after, source))
    written = [line for line in new[hunk.after.start : hunk.after.stop] if line]
    replaced = old[hunk.before.start : hunk.before.stop]
    if written and _find(here, written) is not None:
        return None
    replaced_text = [line for line in replaced if line]
    if replaced_text:
        at = _find(here, replaced)
        is_distinctive = sum(map(len, replaced_text)) >= _MIN_CHARACTERS
        return at + 1 if at is not None and is_distinctive else None
    above = _neighbour_lines(old[: hunk.before.start][::-1])[::-1]
    below = _neighbour_lines(old[hunk.before.stop :])
    if not written or not above or not below:
        return None
    place = _find(here, [*above, *below], gaps=True)
    return None if place is None else place + 1


def _lines(source: Source) -> list[str]:
    return [line.strip() for line in source.text.splitlines()]


def _neighbour_lines(lines: Sequence[str]) -> list[str]:
    """The lines next to a place, blank ones passed over."""
    return [line for line in lines if line][: _AROUND + 1]


def _find(lines: Sequence[str], wanted: Sequence[str], *, gaps: bool = False) -> int | None:
    """Where lines stand one after the other, and only once; `gaps` passes over blank ones."""
    numbered = [(at, line) for at, line in enumerate(lines) if line or not gaps]
    texts = [line for _, line in numbered]
    size = len(wanted)
    first = [at for at, line in enumerate(texts) if line == wanted[0]]
    found = [at for at in first if texts[at : at + size] == list(wanted)]
    return numbered[found[0]][0] if len(found) == 1 else None


def _reason_against(
    change: Change, edit: PageEdit, hunk: EditHunk, tree: Tree, made: Sequence[Tree]
) -> str:
    """Why an edit is not for a tree; empty when nothing speaks against it."""
    if not hunk.before and explained_by_version(tree, made):
        return "older than the versions that the change is for"
    own, page = change.head.facts.parameters(tree), change.page_after(edit)
    for parameter in _parameters_in(change, page, hunk) if page else ():
        known = own.by_yaml(parameter.name) if own else None
        if own is None or known is None:
            return f"the reference does not document {parameter.name}"
        if {each.value for each in known.specials} != {each.value for each in parameter.specials}:
            return f"the reference describes {parameter.name} otherwise"
    return ""


def _missing_subject(edit: PageEdit, hunk: EditHunk, source: Source) -> str:
    """Why a new section is not for a page: what its heading names is nothing that the page has."""
    assert edit.after
    new = _lines(edit.after)[hunk.after.start : hunk.after.stop]
    names = (name for line in new if line.startswith("#") for name in _NAME.findall(line))
    strange = next((name for name in names if name not in source.text), "")
    return f"the page does not mention {strange}" if strange else ""


def _parameters_in(change: Change, page: Page, hunk: EditHunk) -> Iterator[Parameter]:
    """The parameters that the text of an edit names."""
    for use in uses(page, change.head.facts.at(page.path)):
        line = page.source.line_of(use.setting.name_span.start)
        parameter = use.parameter or next((found for _, found in use.elsewhere), None)
        if line - 1 in hunk.after and parameter and parameter.yaml_name:
            yield parameter
