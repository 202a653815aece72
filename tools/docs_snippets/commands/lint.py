"""Checks pages against what each tree's own references say.

PATH is a page or a folder, relative to the current folder or to the docs root; without one every
page is checked. `-` reads a page from standard input, as the page that --stdin-filename names.

examples:
  docs-snippets lint
  docs-snippets lint operations/install.mdx --select unknown-parameter
  docs-snippets lint --output-format json --output-file findings.json
  docs-snippets lint - --stdin-filename operations/install.mdx < draft.mdx

exit codes: 0 nothing to report at or above --fail-on, 1 something, 2 could not check.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets import (
    contradictory,
    generated,
    linter,
    manual,
    output,
    paint,
    rule,
    selection,
    summary,
)
from docs_snippets.diagnostics import Diagnostic, Severity
from docs_snippets.files import PAGE_SUFFIXES, decode
from docs_snippets.linter import Job
from docs_snippets.printable import printable
from docs_snippets.progress import Progress
from docs_snippets.report import Format, Run, formats
from docs_snippets.site import Docs, load
from docs_snippets.source import Source
from docs_snippets.targets import Targets, relative, shown, targets

HELP = "check pages against the references of their tree"
STDIN = "-"


class Plan(NamedTuple):
    """What a run checks and where its report goes."""

    job: Job
    targets: Targets
    problems: tuple[Diagnostic, ...]
    form: Format
    file: output.OutputFile | None


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="page or folder; '-' for stdin")
    rules = parser.add_argument_group("rules")
    for name, what in (("select", "only these rules"), ("ignore", "all but these rules")):
        rules.add_argument(
            f"--{name}", action="append", default=[], metavar="RULE", help=f"{what}; also A,B"
        )
    rules.add_argument(
        "--no-ignores", action="store_true", help="report what ignore comments hide, too"
    )
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


def run(args: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Checks, reports, and says how bad it is."""
    docs = load(args.config, args.docs)
    if not isinstance(docs, Docs):
        color = paint.wanted(args.color, out, os.environ)
        return output.could_not_check(docs, out, args.output_format, color)
    plan = _plan(args, docs)
    if isinstance(plan, str):
        err.write(f"docs-snippets lint: {plan}\n")
        return 2
    if args.show_files:
        out.writelines(f"{printable(path)}\n" for path in plan.targets.paths)
        return 0
    started = time.monotonic()
    with Progress("checking pages", err, quiet=args.quiet) as progress:
        jobs = args.jobs or _cores()
        found = linter.lint(plan.job, plan.targets.paths, jobs, progress.show)
    everything = (*plan.problems, *found)
    findings = generated.inside(docs, everything) if args.generated else everything
    wrong = _report(args, plan, findings, out)
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
        return 2
    if not args.quiet:
        _notices(args, plan, findings, err)
        if args.generated:
            err.write(f"{_elsewhere(len(everything) - len(findings))}\n")
    if args.verbose:
        err.write(f"took {time.monotonic() - started:.1f} s\n")
    frozen = frozenset(tree.name for tree in docs.trees if tree.frozen)
    return summary.exit_code(findings, Severity(args.fail_on), frozen, zero=args.exit_zero)


def _plan(args: argparse.Namespace, docs: Docs) -> Plan | str:
    """What is to be done, or what is wrong with the arguments."""
    known = manual.entries()
    select, ignore = selection.words(args.select), selection.words(args.ignore)
    wrong = selection.unknown((*select, *ignore), known)
    chosen, typed = _targets(args, docs)
    file = output.output_file(args.output_file) if args.output_file else None
    for problem in (wrong, *chosen.errors, file):
        if problem and isinstance(problem, str):
            return problem
    assert not isinstance(file, str)
    names = selection.wanted(known, docs.config, select, ignore)
    named = chosen.paths if args.paths or args.tree else None
    snippets = () if typed else generated.findings(docs, names, named)
    rules = tuple(each for each in rule.load().values() if names[each.name])
    unread = tuple(each for each in typed.values() if isinstance(each, Diagnostic))
    job = Job(
        docs,
        rules,
        names,
        ignores=not args.no_ignores,
        skipped=selection.skipped(docs.config),
        others=generated.by_page(snippets),
        typed={path: each for path, each in typed.items() if isinstance(each, Source)},
    )
    pages = frozenset(docs.paths())
    unplaced = tuple(each for each in snippets if each.path not in pages)
    problems = (*_problems(args, docs, names), *unplaced, *unread)
    return Plan(job, chosen, problems, formats()[args.output_format], file)


def _targets(
    args: argparse.Namespace, docs: Docs
) -> tuple[Targets, Mapping[str, Source | Diagnostic]]:
    """The pages to check, and the text of the one that comes from standard input."""
    if STDIN not in args.paths:
        if args.stdin_filename:
            return Targets((), errors=("--stdin-filename needs the path '-'",)), {}
        chosen = targets(docs, args.paths, args.tree)
        if args.generated:
            ours = frozenset(generated.pages(docs))
            chosen = chosen._replace(paths=tuple(path for path in chosen.paths if path in ours))
        return chosen, {}
    if len(args.paths) > 1 or not args.stdin_filename:
        wrong = "'-' stands alone" if len(args.paths) > 1 else "'-' needs --stdin-filename PATH"
        return Targets((), errors=(wrong,)), {}
    path = relative(docs.root, docs.root / args.stdin_filename)
    here = relative(docs.root, Path(args.stdin_filename))
    path = here if here is not None else path
    if path is None or not path.endswith(PAGE_SUFFIXES):
        what = "outside the docs root" if path is None else "not a page (.mdx or .md)"
        wrong = f"--stdin-filename {args.stdin_filename!r} is {what}"
        return Targets((), errors=(wrong,)), {}
    source = decode(sys.stdin.buffer.read(), path)
    return Targets((path,) if isinstance(source, Source) else ()), {path: source}


def _problems(
    args: argparse.Namespace, docs: Docs, names: Mapping[str, bool]
) -> tuple[Diagnostic, ...]:
    """What is wrong with the configuration; warnings only where everything is checked."""
    found = (*selection.problems(docs.config, names), *docs.problems)
    problems = tuple(
        each
        for each in found
        if each.severity is Severity.ERROR or (not args.paths and names.get(each.rule, True))
    )
    return (*problems, *_contradictions(args, docs, names))


def _contradictions(
    args: argparse.Namespace, docs: Docs, names: Mapping[str, bool]
) -> Iterator[Diagnostic]:
    """What references say against themselves, where everything is checked, or all of some trees."""
    if names[contradictory.RULE] and not (args.paths or args.generated):
        skipped = selection.skipped(docs.config)
        for each in contradictory.findings(docs, args.tree):
            if contradictory.RULE not in skipped(each.path or ""):
                yield each


def _report(
    args: argparse.Namespace, plan: Plan, findings: Sequence[Diagnostic], out: TextIO
) -> str:
    """Writes the report; returns why it could not be written, or nothing."""
    color = paint.wanted(args.color, out, os.environ)
    to_file = args.color == "always" if plan.file else color
    prefix = output.repository_prefix(plan.job.docs.root)
    run = Run(len(plan.targets.paths), prefix, to_file)
    if plan.file:
        return output.write(findings, plan.form, run, plan.file)
    plan.form.write(findings, run, out)
    return ""


def _notices(
    args: argparse.Namespace, plan: Plan, findings: Sequence[Diagnostic], err: TextIO
) -> None:
    pages = len(plan.targets.paths)
    for notice in plan.targets.notices:
        err.write(f"passed over: {notice}\n")
    if args.statistics:
        err.writelines(f"{row}\n" for row in summary.table(findings))
    if not pages:
        err.write(f"nothing checked: {_why_nothing(args, plan)}\n")
    elif plan.form.human or plan.file:
        where = "page with generated text" if args.generated else "page"
        err.write(f"{summary.line(findings, pages, where)}\n")


def _elsewhere(number: int) -> str:
    if not number:
        return "no findings elsewhere on these pages"
    return (
        f"{summary.count(number, 'finding')} elsewhere on these pages: `docs-snippets lint` lists "
        f"{'it' if number == 1 else 'them'} (a later version can accept what is there, with "
        "`lint --write-baseline`)"
    )


def _why_nothing(args: argparse.Namespace, plan: Plan) -> str:
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
