"""What a run of `render` prints: placements with what decided, and diffs."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from itertools import groupby, zip_longest

from docs_snippets.core.printable import inert, printable
from docs_snippets.core.source import LINE_END
from docs_snippets.facts.quote import Quote
from docs_snippets.files.writing import FileChange
from docs_snippets.snippets.gates import Decision, GateState
from docs_snippets.snippets.placement_findings import RULES, line_of
from docs_snippets.snippets.plan import Plan
from docs_snippets.snippets.states import Placement, PlacementState

NO_TREE = "no tree"
LONGEST = 120
"""A longer quote is cut."""
MOST_LINES = 40
"""Of a diff between an edited text and the one that would be written."""


def placement_lines(placements: Iterable[Placement], *, written: bool) -> Iterator[str]:
    """Placements grouped by name: tree, what was done or is found, where; below it, why."""
    for name, group in groupby(placements, key=lambda each: each.name):
        rows = list(group)
        yield name
        tree = max(len(each.tree or NO_TREE) for each in rows)
        word = max(len(state_word(each, written=written)) for each in rows)
        for each in rows:
            where = f"{each.page}{line_of(each)}"
            said = state_word(each, written=written)
            yield f"  {each.tree or NO_TREE:<{tree}}  {said:<{word}}  {where}"
            yield from (f"      {line}" for line in _why(each))


def state_word(placement: Placement, *, written: bool) -> str:
    """What was done with a placement, else its state."""
    return (placement.action if written else "") or placement.state.value


def _why(placement: Placement) -> Iterator[str]:
    said = decision_text(Decision(GateState.HOLDS, placement.reason, placement.quote))
    if said:
        copy = placement.state is PlacementState.UNMANAGED and not placement.action
        yield f"{RULES[PlacementState.UNMANAGED]}: {said}" if copy else said
    if placement.state is PlacementState.STALE:
        yield from _first_change(placement.found or "", placement.wanted or "")
    if placement.state is PlacementState.EDITED and not placement.action:
        yield from _ways_on(placement)
    yield from (f"lost: {printable(str(each))}" for each in placement.losses)
    if placement.blocked_by:
        yield f"skipped: {printable(placement.blocked_by)}"


def _ways_on(placement: Placement) -> Iterator[str]:
    """What a hand changed, and the two things that its writer can do about it."""
    old, new = (placement.wanted or "").split("\n"), (placement.found or "").split("\n")
    for line in [*unified_diff(old, new, "rendered", "edited", lineterm="", n=1)][:MOST_LINES]:
        yield inert(_shown(line))
    template = f"templates/{placement.template}" if placement.template else "its template"
    yield (
        f"changed by hand: make the change in {template}, or discard it with "
        f"`render --force {placement.snippet}`"
    )


def _first_change(old: str, new: str) -> Iterator[str]:
    """The first lines that differ."""
    for before, after in zip_longest(old.split("\n"), new.split("\n")):
        if before != after:
            yield f"was: {_cut(before or '')}"
            yield f"now: {_cut(after or '')}"
            return


def decision_text(decision: Decision) -> str:
    """A reason and the words that decided, with their place."""
    quoted = _quoted(decision.quote) if decision.quote else ""
    return "; ".join(part for part in (printable(decision.reason), quoted) if part)


def _quoted(quote: Quote) -> str:
    return f"{printable(quote.path)}:{quote.line}: “{_cut(quote.text)}”"


def _cut(text: str) -> str:
    text = printable(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def diff_lines(change: FileChange) -> Iterator[str]:
    """A change as a unified diff, safe to print."""
    before = LINE_END.split(change.before.text) if change.before else []
    after = LINE_END.split(change.after) if change.after is not None else []
    old = f"a/{change.path}" if change.before else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    for line in unified_diff(_ended(before), _ended(after), old, new, lineterm=""):
        yield inert(_shown(line))


def _ended(lines: list[str]) -> list[str]:
    """Lines without the empty one after the last line end."""
    return lines[:-1] if lines and not lines[-1] else lines


def _shown(line: str) -> str:
    return "".join(part if part == "\t" else printable(part) for part in line)


def discarded_lines(placements: Iterable[Placement], *, written: bool) -> Iterator[str]:
    """The hand-edited texts that a forced run overwrites, as diffs."""
    what = "discarded" if written else "would be discarded"
    for each in placements:
        if each.state is PlacementState.EDITED and each.action and each.found is not None:
            yield f"{what} from {each.page}{line_of(each)}, {each.name}:"
            old, new = each.found.split("\n"), (each.wanted or "").split("\n")
            for line in unified_diff(old, new, "edited", "rendered", lineterm=""):
                yield inert(_shown(line))


def unplaced_lines(plan: Plan) -> Iterator[str]:
    """Names of placements that none of the trees asked for has a place for."""
    groups: dict[str, set[PlacementState]] = {}
    for each in plan.placements:
        groups.setdefault(each.name, set()).add(each.state)
    yield from (
        name for name, states in groups.items() if states == {PlacementState.NOT_APPLICABLE}
    )


def count_line(plan: Plan, *, written: bool) -> str:
    """`12 placements: 9 current, 3 inserted`."""
    shown = [each for each in plan.placements if each.state is not PlacementState.NOT_APPLICABLE]
    words: dict[str, int] = {}
    for each in shown:
        word = state_word(each, written=written)
        words[word] = words.get(word, 0) + 1
    if not shown:
        return "no placements"
    parts = ", ".join(f"{number} {word}" for word, number in words.items())
    return f"{len(shown)} placement{'s' * (len(shown) != 1)}: {parts}"


def missing_step_lines(plan: Plan) -> Iterator[str]:
    """Pages whose list of steps lacks a generated section, with the entry that it lacks."""
    for each in plan.placements:
        if each.missing_step:
            yield f"{each.page}: {each.missing_step}"


def adrift_lines(plan: Plan) -> Iterator[str]:
    """Placements whose text stands where the definition no longer leads, each reason once."""
    trees: dict[tuple[str, str], list[str]] = {}
    for each in plan.placements:
        if each.adrift:
            trees.setdefault((each.name, each.adrift), []).append(each.tree or each.page)
    for (name, reason), where in trees.items():
        snippet = name.partition("/")[0]
        yield (
            f"{name} is in place, but cannot be inserted again: {reason} ({', '.join(where)}); "
            f"correct it in snippets/{snippet}.yaml"
        )
