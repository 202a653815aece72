"""What is left to do after a run of `render`, each step as a command to type."""

import shlex
from collections.abc import Iterable, Iterator

from docs_snippets.runs.next_command import command_line
from docs_snippets.runs.options import CommonOptions
from docs_snippets.snippets.plan import Plan
from docs_snippets.snippets.states import OUTDATED, Placement, PlacementState


def next_steps(options: CommonOptions, plan: Plan, root: str, *, written: bool) -> Iterator[str]:
    """The commands that bring the placements up to date, in the order to type them.

    `root` is the docs root. Text that was edited by hand is left to its writer: the list of
    placements says which template to change.
    """
    left = [each for each in plan.placements if not (written and each.action)]
    if not written and any(each.state in OUTDATED for each in left):
        yield command_line(options, "render", *_snippets(left, OUTDATED))
        return
    copies = [each for each in left if each.state is PlacementState.UNMANAGED]
    if not copies:
        return
    if written and plan.changes:
        yield shlex.join(["git", "-C", root, "commit", "-am", "Render docs snippets"])
    accept = ("--accept-loss",) if any(each.losses for each in copies) else ()
    yield command_line(
        options, "render", "--adopt", *accept, *_snippets(copies, [PlacementState.UNMANAGED])
    )


def _snippets(placements: Iterable[Placement], states: Iterable[PlacementState]) -> list[str]:
    wanted = frozenset(states)
    return sorted({each.snippet for each in placements if each.state in wanted})
