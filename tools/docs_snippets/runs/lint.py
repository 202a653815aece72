"""One run of `lint`, from top to bottom: options, plan, check, fixes, report, exit code.

Each step is one call. `lint_plan` decides what to check, the engine (`linting.linter`) checks pages
and `lint_change` compares them with what they were, `fixing` applies fixes, `report` writes the
report, and `notices` words what goes to standard error.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.linting import baseline, generated_text
from docs_snippets.linting.baseline import Baseline, BaselineScope
from docs_snippets.linting.manual import UNCHECKED_RULES
from docs_snippets.report import ansi, output, summary
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.progress import Progress
from docs_snippets.report.writers import ReportContext
from docs_snippets.runs import cached_check, fixing, notices, recheck
from docs_snippets.runs.lint_plan import LintPlan, LintResult, Refusal, plan_lint
from docs_snippets.runs.options import LintOptions

Check = Callable[[LintOptions, LintPlan, TextIO], LintResult | str]
"""Finds what a run reports; or says why the change cannot be determined."""


def run(options: LintOptions, out: TextIO, err: TextIO) -> int:
    """Checks pages, or what a change did to them, and fixes or reports; the exit code."""
    if options.watch:
        from docs_snippets.runs import lint_watch  # where it is asked for

        return lint_watch.watch(options, out, err)
    return run_check(options, check, out, err)


def run_check(options: LintOptions, how: Check, out: TextIO, err: TextIO) -> int:
    """One run with a check of its own; the exit code."""
    docs = load(options.config, options.docs, options.references)
    plan = plan_lint(options, docs.as_immutable()) if isinstance(docs, Docs) else docs
    if not isinstance(plan, LintPlan):
        return _refuse(options, plan, out, err)
    if options.show_files:
        return _list_files(options, plan, out, err)
    started = time.monotonic()
    result = how(options, plan, err)
    if isinstance(result, str):
        return _refuse(options, result, out, err)
    if options.diff:
        return fixing.show_fixes(options, plan, result, out, err)
    if options.fix:
        return _fix(options, plan, result, out, err)
    return _finish(options, plan, result, out, err, started)


def _fix(options: LintOptions, plan: LintPlan, result: LintResult, out: TextIO, err: TextIO) -> int:
    """Writes fixes, and reports what remains on the pages as they are then."""
    started = time.monotonic()
    fixed = fixing.fixed_pages(options, plan, result)
    again = check if options.of_change else recheck.after_fixes(plan, result, fixed)
    written = fixing.write_fixes(options, plan, fixed, err)
    if written.any:
        code = run_check(replace(options, fix=False), again, out, err)
    else:
        code = _finish(options, plan, result, out, err, started)
    return EXIT_ERROR if written.failed else code


def _finish(
    options: LintOptions,
    plan: LintPlan,
    result: LintResult,
    out: TextIO,
    err: TextIO,
    started: float,
) -> int:
    """Reports what was found; the exit code."""
    code = _report(options, plan, result, out, err)
    if not options.quiet:
        err.writelines(f"{line}\n" for line in result.notices)
    if options.verbose and not options.of_change:
        if result.again is not None:
            err.write(f"{_checked_again(result.again, len(result.pages))}\n")
        err.write(f"finished in {time.monotonic() - started:.1f} s\n")
    return code


def _checked_again(again: int, pages: int) -> str:
    """How many pages were checked, and why no more."""
    if again == pages:
        return f"checked all of {summary.count(pages, 'page')}"
    return f"checked {again:,} of {summary.count(pages, 'page')}; no change reaches the others"


def _refuse(options: LintOptions, why: Refusal, out: TextIO, err: TextIO) -> int:
    """Reports why the run cannot be done; the exit code for that."""
    if not isinstance(why, str):
        color = ansi.use_color(options.color, out, os.environ)
        return output.could_not_check(why, out, options.output_format, color)
    err.write(f"docs-snippets lint: {why}\n")
    return EXIT_ERROR


def _list_files(options: LintOptions, plan: LintPlan, out: TextIO, err: TextIO) -> int:
    """Lists the pages that would be checked."""
    paths: Sequence[str] | str = plan.targets.paths
    if options.of_change:
        from docs_snippets.runs import lint_change  # what runs git is loaded for a change alone

        paths = lint_change.reached_pages(options, plan)
    if isinstance(paths, str):
        return _refuse(options, paths, out, err)
    out.writelines(map(output_line, paths))
    if not options.quiet and not options.of_change:
        err.writelines(f"{line}\n" for line in notices.not_checked(options, plan, paths))
    return 0


def check(options: LintOptions, plan: LintPlan, err: TextIO) -> LintResult | str:
    """The findings; or why the change cannot be determined."""
    with Progress("checking pages", err, quiet=options.quiet) as progress:
        if options.of_change:
            from docs_snippets.runs import lint_change  # what runs git is loaded for a change alone

            return lint_change.check(options, plan, progress.show)
        return cached_check.check(options, plan, progress.show)


def _report(
    options: LintOptions, plan: LintPlan, result: LintResult, out: TextIO, err: TextIO
) -> int:
    """Updates the baseline, reports what it does not accept; the exit code."""
    accepted = _updated_baseline(options, plan, result)
    remaining = baseline.not_accepted(accepted, result.findings)
    docs = plan.docs
    reported = generated_text.in_generated_text(docs, remaining) if options.generated else remaining
    reported = generated_text.with_template_lines(docs, reported)
    wrong = baseline.write(accepted) if accepted is not plan.baseline else ""
    wrong = wrong or _write_report(options, plan, result, reported, out, err)
    if wrong:
        return _refuse(options, wrong, out, err)
    out.flush()  # before any notice: to a reader that has gone, nothing more is said
    if options.statistics:
        err.writelines(f"{row}\n" for row in summary.statistics_table(reported))
    if not options.quiet:
        lines = _notices(options, plan, result, accepted, reported)
        err.writelines(f"{line}\n" for line in lines)
        if options.generated:
            err.write(f"{notices.elsewhere(len(remaining) - len(reported))}\n")
    frozen = frozenset(tree.name for tree in docs.trees if tree.frozen)
    return summary.exit_code(reported, Severity(options.fail_on), frozen, zero=options.exit_zero)


def _updated_baseline(options: LintOptions, plan: LintPlan, result: LintResult) -> Baseline:
    """The baseline after this run; unchanged where something could not be checked."""
    # What could not be checked may still be there: its entries are not to be dropped.
    unchecked = any(each.rule in UNCHECKED_RULES for each in result.findings)
    if unchecked or not options.updates_baseline:
        return plan.baseline
    new = result.findings if options.write_baseline else ()
    scope = _scope(options, plan, result)
    return baseline.updated(plan.baseline, plan.docs, scope, result.findings, new)


def _scope(options: LintOptions, plan: LintPlan, result: LintResult) -> BaselineScope:
    """What the run looked for; of a change no page, since only some findings are looked for."""
    seen = () if options.of_change else result.pages
    everything = not (options.paths or options.trees or options.generated or options.of_change)
    return BaselineScope(plan.enabled, frozenset(seen), everything)


def _write_report(
    options: LintOptions,
    plan: LintPlan,
    result: LintResult,
    reported: Sequence[Diagnostic],
    out: TextIO,
    err: TextIO,
) -> str:
    """Writes the report; why it could not be written, or nothing."""
    docs, file = plan.docs, plan.output_file
    bases = docs.root, Path(), docs.config.path.parent
    pages, components = notices.page_counts(result.pages)
    color = options.color == "always" if file else ansi.use_color(options.color, out, os.environ)
    context = ReportContext(
        pages=pages,
        components=components,
        color=color,
        manual=docs.config.manual,
        hyperlinks=not file and ansi.use_hyperlinks(color, out, os.environ),
        repository_path=output.repository_paths(*bases),
        source_of=output.source_reader(plan.in_memory, *bases),
        is_caused=result.caused.__contains__,
        baseline=baseline.accepted_fingerprints(plan.baseline),
        unsafe_fixes=options.unsafe_fixes,
        files_url=output.files_url(os.environ),
    )
    wrong = output.append_job_summary(reported, plan.format, context, os.environ)
    wrong = wrong or output.append_step_output(reported, os.environ)
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
    if file:
        return output.write_report_file(reported, plan.format, context, file)
    plan.format.write(reported, context, out)
    return ""


def _notices(
    options: LintOptions,
    plan: LintPlan,
    result: LintResult,
    accepted: Baseline,
    reported: Sequence[Diagnostic],
) -> Iterator[str]:
    """The lines on standard error; fewer where a program reads the report."""
    for_people = plan.format.human or plan.output_file is not None
    yield from notices.not_checked(options, plan, result.pages)
    if not for_people:
        return
    yield from notices.totals(options, plan, result.pages, reported)
    yield from notices.fixable(options, reported)
    scope = _scope(options, plan, result)
    yield from notices.baseline_lines(options, plan, accepted, scope, result.findings)
