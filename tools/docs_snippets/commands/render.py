"""Writes every placement that is missing or stale, and removes text that no longer applies.

Lists each placement with the sentence of the reference that decided. Generated text that was edited
by hand, and pages that already say the same in their own words, are left alone and reported.
SNIPPET is the name of a snippet, SNIPPET/PLACEMENT, or a pattern such as 'SNIPPET/*'.

examples:
  docs-snippets render                    bring every placement up to date
  docs-snippets render --check --diff     write nothing; list what is not current, with changes
  docs-snippets render --adopt SNIPPET    replace its hand-written copies
  docs-snippets render --force SNIPPET    overwrite hand-edited text, and print what is discarded

exit codes: 0 everything is current, or was made so; 1 a placement needs your attention (with
--check: is not current); 2 a definition, a template or a reference cannot be used.
"""

import argparse
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.printable import inert, output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import writing
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.writers import ReportContext, formats
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.render_steps import next_steps
from docs_snippets.runs.snippet_names import (
    names_of,
    no_such_name,
    selected_snippets,
    unmatched,
)
from docs_snippets.runs.targets import selected_names, unknown_tree
from docs_snippets.runs.watching import Written, watch
from docs_snippets.snippets import definition_reading
from docs_snippets.snippets.definition import Snippet
from docs_snippets.snippets.listing import (
    adrift_lines,
    count_line,
    diff_lines,
    discarded_lines,
    missing_step_lines,
    placement_lines,
    unplaced_lines,
)
from docs_snippets.snippets.plan import Plan
from docs_snippets.snippets.plan import plan as plan_for
from docs_snippets.snippets.states import FAILED, OUTDATED, PlacementState, PlanRequest
from docs_snippets.snippets.tasks import names_on_pages

HELP = "write every placement that is missing or stale"


@dataclass(frozen=True, kw_only=True)
class RenderOptions(CommonOptions):
    """The options of `render`. Without `names`, all snippets are meant."""

    names: Sequence[str] = ()
    check: bool = False
    diff: bool = False
    adopt: bool = False
    force: bool = False
    accept_loss: bool = False
    check_fail_msg: str | None = None
    watch: bool = False


OPTIONS = RenderOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="SNIPPET",
        help="only these snippets or placements (SNIPPET/PLACEMENT), or those that a pattern such "
        "as 'SNIPPET/*' matches",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 if something is not current",
    )
    parser.add_argument("--diff", action="store_true", help="write nothing, show the changes")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--adopt", action="store_true", help="replace hand-written copies")
    how.add_argument(
        "--force",
        action="store_true",
        help="overwrite generated text of SNIPPET that was edited by hand",
    )
    parser.add_argument(
        "--accept-loss",
        action="store_true",
        help="with --adopt: give up the facts that it lists as lost",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="render again whenever files change; q ends it",
    )
    parser.add_argument("--check-fail-msg", metavar="TEXT", help="printed when --check fails")


def run(options: RenderOptions, out: TextIO, err: TextIO) -> int:
    """Plans, writes unless asked not to, lists; with `--watch`, after each change."""
    if not options.watch:
        return _run(options, out, err, {})
    how = next(
        (name for name, on in (("adopt", options.adopt), ("force", options.force)) if on), ""
    )
    if how:
        err.write(f"docs-snippets render: --watch cannot be combined with --{how}\n")
        return EXIT_ERROR

    def once(_: frozenset[Path]) -> Written:
        written: dict[Path, str | None] = {}
        _run(options, out, err, written)
        out.flush()
        return written

    return watch("render", options, once, out, err)


def _run(options: RenderOptions, out: TextIO, err: TextIO, written: dict[Path, str | None]) -> int:
    """One run; `written` gets what it wrote."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    found, wrong = definition_reading.load(docs)
    errors = [each for each in (*wrong, *docs.problems) if each.severity is Severity.ERROR]
    if errors:
        return output.could_not_check(errors, out)
    refused = _wrong_arguments(options, docs, found)
    if refused:
        err.write(f"docs-snippets render: {refused}\n")
        return EXIT_ERROR
    request = PlanRequest(
        selected_snippets(options.names, _known_names(options, docs, found)),
        selected_names(docs, options.trees),
        options.adopt,
        options.force,
        options.accept_loss,
    )
    plan = plan_for(docs, found, request)
    if plan.problems:
        return output.could_not_check(plan.problems, out)
    return _write_or_check(options, docs, plan, out, err, written)


def _wrong_arguments(options: RenderOptions, docs: Docs, found: Sequence[Snippet]) -> str:
    if options.accept_loss and not options.adopt:
        return "--accept-loss goes with --adopt"
    if options.force and not options.names:
        return "--force needs the names of the snippets whose edited text may go"
    wrong = unknown_tree(docs.trees, options.trees)
    if wrong:
        return wrong
    known = _known_names(options, docs, found)
    wrong = unmatched(options.names, known)
    return no_such_name(wrong, known) if wrong else ""


def _known_names(options: RenderOptions, docs: Docs, found: Sequence[Snippet]) -> Collection[str]:
    """The snippets and placements that are defined; also those on pages, where one is named."""
    known = names_of(found)
    return {*known, *names_on_pages(docs)} if unmatched(options.names, known) else known


def _write_or_check(
    options: RenderOptions,
    docs: Docs,
    plan: Plan,
    out: TextIO,
    err: TextIO,
    written: dict[Path, str | None],
) -> int:
    writes = not (options.check or options.diff)
    if writes:
        plan = _written(docs, plan)
        root = docs.root.absolute()
        written.update({root / each.path: each.after for each in plan.changes})
    _list(options, plan, out, written=writes)
    if options.diff or options.adopt:
        out.writelines(f"{line}\n" for change in plan.changes for line in diff_lines(change))
    out.writelines(f"{line}\n" for line in discarded_lines(plan.placements, written=writes))
    if not options.quiet:
        _notices(options, docs, plan, err, written=writes)
    failed = _failed(plan, written=writes)
    if failed and not writes and options.check_fail_msg:
        lines = options.check_fail_msg.split("\n")
        err.writelines(map(output_line, lines))
    return int(failed)


def _written(docs: Docs, plan: Plan) -> Plan:
    """Writes every change; what could not be written is left alone in the plan that is returned."""
    writing.remove_leftovers(docs.root, (each.page for each in plan.placements))
    left = {change.path: writing.write(docs.root, change) for change in plan.changes}
    changes = (change for change in plan.changes if not left[change.path])
    placements = (
        each._replace(action="", blocked_by=left[each.page])
        if left.get(each.page) and each.action
        else each
        for each in plan.placements
    )
    return plan._replace(placements=tuple(placements), changes=tuple(changes))


def _list(options: RenderOptions, plan: Plan, out: TextIO, *, written: bool) -> None:
    hidden: set[PlacementState] = set()
    if not options.verbose:
        hidden = {PlacementState.NOT_APPLICABLE, PlacementState.CURRENT}
    if options.quiet:
        hidden |= {PlacementState.CURRENT, PlacementState.UNDECIDED}
    shown = (each for each in plan.placements if each.state not in hidden)
    out.writelines(f"{line}\n" for line in placement_lines(shown, written=written))
    if plan.broken:
        formats()["full"].write(plan.broken, ReportContext(), out)


def _notices(options: RenderOptions, docs: Docs, plan: Plan, err: TextIO, *, written: bool) -> None:
    undecided = [each for each in plan.placements if each.state is PlacementState.UNDECIDED]
    for each in undecided:
        err.write(f"undecided: {each.name} in {each.tree}: {each.reason}\n")
    for line in (*adrift_lines(plan), *missing_step_lines(plan)):
        err.write(output_line(line))
    where = ", ".join(options.trees) or "any tree"
    for name in unplaced_lines(plan):
        err.write(f"not applicable: {name} in {where}; -v says why\n")
    if not plan.placements:
        err.write("nothing to render: no snippet is defined\n")
    err.write(f"{count_line(plan, written=written)}\n")
    for step in next_steps(options, plan, str(docs.root), written=written):
        err.write(f"next: {inert(step)}\n")


def _failed(plan: Plan, *, written: bool) -> bool:
    """Whether something is left to be looked at, or, where nothing was written, to be done."""
    if plan.broken:
        return True
    for each in plan.placements:
        mended = written and each.action
        if each.state in (*FAILED, *OUTDATED) and not mended:
            return True
    return False
