"""Checks pages against what each tree's own references say.

PATH is a page, a component that prints code, or a folder, relative to the current folder or to the
docs root; without one everything is checked. `-` reads a page from standard input, as the one that
--stdin-filename names.

--changed reports what a change causes: the docs are checked as they are, uncommitted work included,
and as they were where the change left REF (by default the branch that a pull request would go to),
and what was there before is left out. A reference that was edited shows the pages that it makes
wrong; an old mistake on a page that was edited stays quiet. With the description of the pull
request (--pr-text, or the event of a GitHub workflow) it is held against what changed, too.

examples:
  docs-snippets lint
  docs-snippets lint operations/install.mdx --select unknown-parameter
  docs-snippets lint --write-baseline        accept what is there, report what is new
  docs-snippets lint --changed               only what your change causes, on any page
  docs-snippets lint --changed=HEAD~3 --pr-text description.md
  docs-snippets lint --diff                  show what --fix would mend
  docs-snippets lint --output-format json --output-file findings.json
  docs-snippets lint - --stdin-filename operations/install.mdx < draft.mdx

exit codes: 0 nothing to report at or above --fail-on, 1 something, 2 could not check.
"""

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from docs_snippets import (
    baseline,
    changed_plan,
    generated,
    lint_plan,
    linter,
    mending,
    output,
    paint,
    summary,
)
from docs_snippets.baseline import Baseline, Scope
from docs_snippets.changed import MODES
from docs_snippets.diagnostics import Diagnostic, Severity
from docs_snippets.files import SCRIPT_SUFFIXES
from docs_snippets.lint_plan import STDIN, Plan
from docs_snippets.manual import COULD_NOT_CHECK
from docs_snippets.printable import printable
from docs_snippets.progress import Progress
from docs_snippets.report import Run, formats
from docs_snippets.site import Docs, load
from docs_snippets.targets import shown

HELP = "check pages against the references of their tree"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="page, component or folder; '-' for stdin"
    )
    rules = parser.add_argument_group("rules")
    for name, what in (("select", "only these rules"), ("ignore", "all but these rules")):
        rules.add_argument(
            f"--{name}", action="append", default=[], metavar="RULE", help=f"{what}; also A,B"
        )
    rules.add_argument(
        "--no-ignores", action="store_true", help="report what ignore comments hide, too"
    )
    _configure_change(parser.add_argument_group("changes: what a pull request causes"))
    _configure_baseline(parser.add_argument_group("baseline: findings accepted for now"))
    fix = parser.add_argument_group("fixes")
    fix.add_argument("--fix", action="store_true", help="mend what can be mended safely")
    fix.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: what may be meant, too"
    )
    fix.add_argument("--diff", action="store_true", help="write nothing, show what --fix would do")
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format", choices=tuple(formats()), default="full", help="default: full"
    )
    report.add_argument("--output-file", metavar="FILE", help="write the report there")
    report.add_argument(
        "--generated",
        action="store_true",
        help="check the pages that hold generated text; what is found elsewhere on them is counted",
    )
    report.add_argument("--statistics", action="store_true", help="count findings by rule")
    report.add_argument("--show-files", action="store_true", help="list the pages, check nothing")
    report.add_argument(
        "--fail-on",
        choices=[level.value for level in reversed(Severity)],
        default=Severity.ERROR.value,
        help="least severity that gives exit code 1 (default: error)",
    )
    report.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the page that '-' stands for")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes (default: one a core)")


def _configure_change(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="REF",
        help="report what has changed since the commit at which the change left REF (default: the "
        "branch of GITHUB_BASE_REF, else the main branch of upstream, origin or here)",
    )
    group.add_argument(
        "--filter-mode",
        choices=MODES,
        help="which findings: those that the change caused (default), those on lines it added, "
        "on files it touched, or all",
    )
    group.add_argument(
        "--pr-text",
        metavar="FILE",
        help="title and description of the pull request (default: from GITHUB_EVENT_PATH)",
    )


def _configure_baseline(group: "argparse._ArgumentGroup") -> None:
    which = group.add_mutually_exclusive_group()
    which.add_argument(
        "--baseline",
        metavar="FILE",
        help=f"default: {baseline.NAME} beside the configuration, when it is there",
    )
    which.add_argument("--no-baseline", action="store_true", help="report what it accepts, too")
    change = group.add_mutually_exclusive_group()
    change.add_argument(
        "--write-baseline",
        action="store_true",
        help="accept every finding of this run, and no more what it looked for and did not find",
    )
    change.add_argument(
        "--prune-baseline",
        action="store_true",
        help="accept no more what this run looked for and did not find",
    )


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Checks, reports, and says how bad it is."""
    docs = load(args.config, args.docs)
    if not isinstance(docs, Docs):
        color = paint.wanted(args.color, out, os.environ)
        return output.could_not_check(docs, out, args.output_format, color)
    plan = lint_plan.plan(args, docs)
    if isinstance(plan, Diagnostic):
        color = paint.wanted(args.color, out, os.environ)
        return output.could_not_check([plan], out, args.output_format, color)
    if isinstance(plan, str):
        err.write(f"docs-snippets lint: {plan}\n")
        return 2
    if args.changed is not None:
        return _changed(args, plan, out, err)
    if args.show_files:
        out.writelines(f"{printable(path)}\n" for path in plan.targets.paths)
        return 0
    return _carry_out(args, plan, out, err)


def _changed(args: argparse.Namespace, plan: Plan, out: TextIO, err: TextIO) -> int:
    """Checks a change, reports what it caused, and says how bad that is."""
    with changed_plan.prepared(args, plan) as ready:
        if isinstance(ready, str):
            err.write(f"docs-snippets lint: {printable(ready)}\n")
            return 2
        if args.show_files:
            out.writelines(f"{printable(path)}\n" for path in sorted(ready.lint.reach))
            return 0
        with Progress("checking pages", err, quiet=args.quiet) as progress:
            checked = changed_plan.run(ready, args.jobs or _cores(), progress.show)
        plan = ready.planned(checked)
        if args.diff:
            return mending.diff(args, plan, checked.findings, out, err)
        if args.fix and mending.fixed(args, plan, checked.findings, err):
            return run(argparse.Namespace(**{**vars(args), "fix": False}), out, err)
        code = _told(args, plan, checked.findings, out, err)
        if not args.quiet:
            err.writelines(f"{line}\n" for line in changed_plan.notices(ready, checked))
        return code


def _carry_out(args: argparse.Namespace, plan: Plan, out: TextIO, err: TextIO) -> int:
    started = time.monotonic()
    with Progress("checking pages", err, quiet=args.quiet) as progress:
        jobs = args.jobs or _cores()
        found = linter.lint(plan.job, plan.targets.paths, jobs, progress.show)
    everything = (*plan.problems, *found)
    if args.diff:
        return mending.diff(args, plan, everything, out, err)
    if args.fix and mending.fixed(args, plan, everything, err):
        return run(argparse.Namespace(**{**vars(args), "fix": False}), out, err)
    code = _told(args, plan, everything, out, err)
    if args.verbose:
        err.write(f"took {time.monotonic() - started:.1f} s\n")
    return code


def _told(
    args: argparse.Namespace,
    plan: Plan,
    everything: Sequence[Diagnostic],
    out: TextIO,
    err: TextIO,
) -> int:
    """Reports what is not accepted; the exit code for it."""
    accepted = _accepted(args, plan, everything)
    left = baseline.remaining(accepted, everything)
    findings = generated.inside(plan.job.docs, left) if args.generated else left
    wrong = _written(plan, accepted) or _report(args, plan, findings, out, err)
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


def _report(
    args: argparse.Namespace,
    plan: Plan,
    findings: Sequence[Diagnostic],
    out: TextIO,
    err: TextIO,
) -> str:
    """Writes the report; returns why it could not be written, or nothing."""
    run = _run(args, plan, out)
    wrong = output.job_summary(findings, plan.form, run, os.environ)
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
    if plan.file:
        return output.write(findings, plan.form, run, plan.file)
    plan.form.write(findings, run, out)
    return ""


def _run(args: argparse.Namespace, plan: Plan, out: TextIO) -> Run:
    docs = plan.job.docs
    color = args.color == "always" if plan.file else paint.wanted(args.color, out, os.environ)
    bases = docs.root, Path(), docs.config.root
    return Run(
        pages=len(plan.targets.paths) - _components(plan),
        color=color,
        located=output.located(*bases),
        source=output.texts(plan.job.typed, *bases),
        baseline=baseline.known(plan.baseline),
        components=_components(plan),
    )


def _notices(
    args: argparse.Namespace, plan: Plan, findings: Sequence[Diagnostic], err: TextIO
) -> None:
    for notice in plan.targets.notices:
        err.write(f"passed over: {notice}\n")
    if args.statistics:
        err.writelines(f"{row}\n" for row in summary.table(findings))
    if not plan.targets.paths:
        err.write(f"nothing checked: {_why_nothing(args, plan)}\n")
    elif plan.form.human or plan.file:
        what = "page with generated text" if args.generated else "page"
        components = _components(plan)
        where = summary.checked(len(plan.targets.paths) - components, components, what)
        err.write(f"{summary.line(findings, where)}\n")


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


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
