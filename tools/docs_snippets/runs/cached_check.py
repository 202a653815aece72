"""The check of a run of `lint`: only what has changed since the last one that is kept.

A run on everything keeps what it found. One on some pages takes that over where it holds, and keeps
nothing; nor does a run in which a rule failed.
"""

from functools import partial
from pathlib import Path

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting import internal_error, linter
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.linter import OnProgress
from docs_snippets.runs.lint_plan import LintPlan, LintResult, docs_problems, with_snippets
from docs_snippets.runs.options import LintOptions, process_count
from docs_snippets.sessions import cache_folder, inputs, kept
from docs_snippets.sessions.checked import Checked, Inputs
from docs_snippets.sessions.kept import Kept

MANY = 100
"""Pages of which it takes longer to check all than to tell which a change reaches."""


def check(options: LintOptions, plan: LintPlan, progress: OnProgress) -> LintResult:
    """What is found on the pages of a plan, and beside them."""
    file = None if options.from_stdin else file_of(options, plan)
    if file is None:
        return _from_nothing(options, plan, progress)
    return (_partly if _is_partial(options) else _all)(options, plan, file, progress)


def _is_partial(options: LintOptions) -> bool:
    return bool(options.paths or options.trees or options.generated)


def _from_nothing(options: LintOptions, plan: LintPlan, progress: OnProgress) -> LintResult:
    pages = plan.targets.paths
    found = linter.lint_pages(plan.job, pages, process_count(options.jobs), progress)
    return result(pages, plan.problems, found)


def _all(options: LintOptions, plan: LintPlan, file: Path, progress: OnProgress) -> LintResult:
    """The check of all pages."""
    pages, before = plan.targets.paths, kept.read(file)
    now = inputs.look(plan.docs, before.checked.inputs if before else None)
    if before and before.checked.pages == pages and is_same(before.checked, now):
        cache_folder.mark_used(file)
        found = before.checked
        return result(pages, found.problems, found.found, again=0)
    from docs_snippets.sessions.incremental import (
        IncrementalCheck,
    )  # where there is something to check

    check = IncrementalCheck(
        plan.docs,
        lambda paths: with_snippets(plan.rules_alone, paths),
        partial(docs_problems, options),
        process_count(options.jobs),
        progress,
    )
    if before:
        done, again = check.again(before.checked, now, pages, before.file.text)
    else:
        done, again = check.whole(now, pages)
    keep(plan, file, done, before)
    return result(pages, done.problems, done.found, again)


def _partly(options: LintOptions, plan: LintPlan, file: Path, progress: OnProgress) -> LintResult:
    """The check of some pages."""
    pages, before = plan.targets.paths, kept.read(file)
    known = before.checked if before else None
    if not before or not known or not _answers_for(known, pages):
        return _from_nothing(options, plan, progress)
    if len(pages) < MANY and inputs.differ(plan.docs, known.inputs, pages):
        return _from_nothing(options, plan, progress)
    now = inputs.look(plan.docs, known.inputs)
    again = () if is_same(known, now) else _reached(plan, before, now, pages)
    if again is None:
        return _from_nothing(options, plan, progress)
    new = linter.lint_pages(plan.job, again, process_count(options.jobs), progress)
    held = frozenset(pages).difference(again)
    found = (*(each for each in known.found if each.path in held), *new)
    plain = (each._replace(siblings=()) for each in found)
    ordered = with_siblings(linter.sort_findings(plan.docs, plain))
    return result(pages, plan.problems, ordered, len(again))


def result(
    pages: tuple[str, ...],
    problems: tuple[Diagnostic, ...],
    found: tuple[Diagnostic, ...],
    again: int | None = None,
) -> LintResult:
    """What a run found on pages, and beside them."""
    return LintResult((*problems, *found), pages, again=again, problems=len(problems))


def _answers_for(known: Checked, pages: tuple[str, ...]) -> bool:
    """Whether some pages, checked alone, have the findings that they have among all."""
    checked = frozenset(known.pages)
    beside = (each for each in known.found if each.path not in checked)
    return checked.issuperset(pages) and not any(beside)


def _reached(
    plan: LintPlan, before: Kept, now: Inputs, pages: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The pages to check again; None where all are checked as quickly as those are known."""
    if len(pages) < MANY:
        return None
    from docs_snippets.sessions import incremental  # where there is something to check

    again = incremental.reached(plan.docs, before.checked, now, before.file.text)
    return None if again is None else tuple(path for path in pages if path in again)


def file_of(options: LintOptions, plan: LintPlan) -> Path | None:
    """Where runs with these rules keep what they find on all pages; None where nothing is kept."""
    if plan.cache is None:
        return None
    return cache_folder.file_for(plan.cache, *checked_by(options, plan))


def file_of_all(options: LintOptions, plan: LintPlan) -> Path | None:
    """Where a run on all pages keeps what it finds; None for any other run."""
    return None if _is_partial(options) or options.of_change else file_of(options, plan)


def checked_by(options: LintOptions, plan: LintPlan) -> tuple[object, ...]:
    """What the findings on a page depend on beside the files."""
    enabled = sorted(name for name, on in plan.enabled.items() if on)
    config = plan.docs.config.path.absolute()
    where = config, plan.docs.config.source.path, plan.docs.root.absolute()
    return *where, enabled, options.no_ignores


def is_same(before: Checked, now: Inputs) -> bool:
    """Whether all files are what they were at an earlier check."""
    looked = before.inputs
    differences = (
        inputs.difference(looked.docs, now.docs),
        inputs.difference(looked.beside, now.beside),
    )
    return not any(each.all for each in differences)


def keep(plan: LintPlan, file: Path, done: Checked, before: Kept | None) -> None:
    """Keeps what a check of all pages found, unless a rule failed."""
    if not any(map(is_failure, done.found)):
        kept.write(file, done, plan.docs.root, before)


def is_failure(finding: Diagnostic) -> bool:
    """Whether a finding says that a page could not be checked."""
    return finding.rule == internal_error.RULE
