"""What a run of the linter leaves behind: its report, notices, a changed baseline, an exit code."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import inert, printable
from docs_snippets.files.reading import SCRIPT_SUFFIXES
from docs_snippets.linting import baseline, generated_text
from docs_snippets.linting.baseline import Baseline, Scope
from docs_snippets.linting.manual import COULD_NOT_CHECK
from docs_snippets.report import ansi, output, summary
from docs_snippets.report.writers import Run
from docs_snippets.runs import mending
from docs_snippets.runs.lint_plan import STDIN, Plan
from docs_snippets.runs.targets import shown


def told(
    args: argparse.Namespace,
    plan: Plan,
    everything: Sequence[Diagnostic],
    out: TextIO,
    err: TextIO,
    caused: frozenset[Diagnostic] = frozenset(),
) -> int:
    """Reports what is not accepted; the exit code for it. `caused` is what a change brought."""
    accepted = _accepted(args, plan, everything)
    left = baseline.remaining(accepted, everything)
    findings = generated_text.inside(plan.job.docs, left) if args.generated else left
    wrong = _written(plan, accepted) or _report(
        plan, findings, _run(args, plan, out, caused), out, err
    )
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
        return 2
    if not args.quiet:
        _notices(args, plan, findings, err)
        if plan.form.human or plan.file:
            fixable = mending.fixable(args, findings)
            err.write(f"{fixable}\n" if fixable else "")
            _baseline_notices(args, plan, accepted, everything, err)
        if args.generated:
            err.write(f"{_elsewhere(len(left) - len(findings))}\n")
    frozen = frozenset(tree.name for tree in plan.job.docs.trees if tree.frozen)
    return summary.exit_code(findings, Severity(args.fail_on), frozen, zero=args.exit_zero)


def _accepted(args: argparse.Namespace, plan: Plan, found: Sequence[Diagnostic]) -> Baseline:
    """What is accepted after this run; as before when something could not be checked."""
    if not _changes(args) or any(each.rule in COULD_NOT_CHECK for each in found):
        return plan.baseline
    new = found if args.write_baseline else ()
    return baseline.updated(plan.baseline, plan.job.docs, _scope(args, plan), found, new)


def _changes(args: argparse.Namespace) -> bool:
    return bool(args.write_baseline or args.prune_baseline)


def _scope(args: argparse.Namespace, plan: Plan) -> Scope:
    """What was looked at; a change shows only a part of what its pages have."""
    seen = plan.targets.paths if args.changed is None else ()
    return Scope(plan.job.names, frozenset(seen), plan.whole)


def _written(plan: Plan, accepted: Baseline) -> str:
    """Writes a changed baseline; returns why it could not be written, or nothing."""
    return baseline.write(accepted) if accepted is not plan.baseline else ""


def _report(plan: Plan, findings: Sequence[Diagnostic], run: Run, out: TextIO, err: TextIO) -> str:
    """Writes the report; returns why it could not be written, or nothing."""
    wrong = output.job_summary(findings, plan.form, run, os.environ)
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
    if plan.file:
        return output.write(findings, plan.form, run, plan.file)
    plan.form.write(findings, run, out)
    return ""


def _run(args: argparse.Namespace, plan: Plan, out: TextIO, caused: frozenset[Diagnostic]) -> Run:
    docs = plan.job.docs
    color = args.color == "always" if plan.file else ansi.wanted(args.color, out, os.environ)
    bases = docs.root, Path(), docs.config.root
    return Run(
        pages=len(plan.targets.paths) - _components(plan),
        color=color,
        located=output.located(*bases),
        source=output.texts(plan.job.typed, *bases),
        caused=caused.__contains__,
        baseline=baseline.known(plan.baseline),
        components=_components(plan),
    )


def _notices(
    args: argparse.Namespace, plan: Plan, findings: Sequence[Diagnostic], err: TextIO
) -> None:
    err.writelines(f"{line}\n" for line in passed_over(args, plan))
    if args.statistics:
        err.writelines(f"{row}\n" for row in summary.table(findings))
    if _checks_nothing(plan):
        return
    if plan.form.human or plan.file:
        what = "page with generated text" if args.generated else "page"
        components = _components(plan)
        where = summary.checked(len(plan.targets.paths) - components, components, what)
        err.write(f"{summary.line(findings, where)}\n")
        if not args.statistics and (most := summary.leaders(findings)):
            err.write(f"{most}\n")


def passed_over(args: argparse.Namespace, plan: Plan) -> Iterator[str]:
    """What is not checked, and why."""
    yield from (inert(f"passed over: {notice}") for notice in plan.targets.notices)
    if _checks_nothing(plan):
        yield f"nothing checked: {_why_nothing(args, plan)}"


def _checks_nothing(plan: Plan) -> bool:
    return not (plan.targets.paths and any(plan.job.names.values()))


def _components(plan: Plan) -> int:
    return sum(path.endswith(SCRIPT_SUFFIXES) for path in plan.targets.paths)


def _baseline_notices(
    args: argparse.Namespace,
    plan: Plan,
    accepted: Baseline,
    found: Sequence[Diagnostic],
    err: TextIO,
) -> None:
    name, before, now = printable(accepted.name), plan.baseline.accepted, accepted.accepted
    if accepted is not plan.baseline:
        added, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
        counted = summary.count(len(now), "cause accepted")
        err.write(f"wrote {name}: {counted}, {added:,} added, {gone:,} removed\n")
        return
    if _changes(args):
        err.write(f"left {name} as it was: not everything could be checked\n")
    hidden = len(found) - len(baseline.remaining(accepted, found))
    if hidden:
        err.write(f"{summary.count(hidden, 'finding')} accepted by {name}\n")
    unused = baseline.unused(accepted, plan.job.docs, _scope(args, plan), found)
    if unused:
        err.write(
            f"{summary.count(len(unused), 'cause accepted')} by {name} not found any more: "
            "`docs-snippets lint --prune-baseline` removes what is gone\n"
        )


def _elsewhere(number: int) -> str:
    if not number:
        return "no findings elsewhere on these pages"
    them = "it" if number == 1 else "them"
    return (
        f"{summary.count(number, 'finding')} elsewhere on these pages: `docs-snippets lint` lists "
        f"{them}, `docs-snippets lint --write-baseline` accepts what is there"
    )


def _why_nothing(args: argparse.Namespace, plan: Plan) -> str:
    if not any(plan.job.names.values()):
        return "the options and the configuration leave no rule"
    if args.changed is not None:
        return "the change reaches no page"
    if args.paths and plan.targets.notices:
        return "no PATH names a page"
    if STDIN in args.paths:
        return "standard input is no text"
    if args.generated:
        return "no page holds generated text"
    if args.tree:
        return f"no page of {', '.join(args.tree)} is among them"
    return f"no page in the docs root {shown(plan.job.docs.root)!r}"
