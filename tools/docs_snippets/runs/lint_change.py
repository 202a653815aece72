"""`lint --changed`: the step of a run that checks the docs before and after a change."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from docs_snippets.changes import change, description
from docs_snippets.changes.change import Change
from docs_snippets.changes.description import PullRequestText
from docs_snippets.changes.revisions import Revisions, open_revisions
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import linter, registry, selection
from docs_snippets.linting.linter import Job, OnProgress
from docs_snippets.report import summary
from docs_snippets.review.changed_lint import ChangedLint, ChangeFindings
from docs_snippets.review.reach import SNIPPET_KINDS, Reach
from docs_snippets.runs import cached_change
from docs_snippets.runs.cached_change import CachedChange, Description
from docs_snippets.runs.lint_plan import LintPlan, LintResult, docs_problems, with_snippets
from docs_snippets.runs.options import FILTER_MODES, LintOptions, process_count

_LEFT_OUT = {"caused": "there before", "added": "on other lines", "file": "on other pages"}
"""Which findings each mode leaves out."""


def check(options: LintOptions, plan: LintPlan, progress: OnProgress) -> LintResult | str:
    """What the change caused, or what else the mode keeps; or why it cannot be determined."""
    cache = cached_change.open_cache(options, plan)
    with open_revisions(plan.docs, options.changed or "", "--changed=REF") as revisions:
        if isinstance(revisions, str):
            return _with_hint(options, revisions)
        text = description.read(options.pr_text, os.environ)
        result = cache.result(revisions, text) if cache else None
        if result is None:
            result = _check(options, plan, revisions, text, cache, progress)
            if cache:
                cache.keep(revisions, text, result)
        return result


def _check(
    options: LintOptions,
    plan: LintPlan,
    revisions: Revisions,
    text: Description,
    cache: CachedChange | None,
    progress: OnProgress,
) -> LintResult:
    unread = linter.with_fingerprints(
        revisions.head, [text] if isinstance(text, Diagnostic) else []
    )
    lint = _changed_lint(options, plan, revisions, None if isinstance(text, Diagnostic) else text)
    rules = (each for each in registry.change_rules().values() if plan.enabled[each.name])
    about_change = (*unread, *lint.run_change_rules(rules))
    of_change = linter.with_severities(plan.rules_alone, about_change)
    mode = options.filter_mode or FILTER_MODES[0]
    if mode == "caused":
        lint = cache.with_earlier_checks(lint) if cache else lint
        checked = lint.caused(process_count(options.jobs), progress)
    else:
        checked = _kept_by(mode, options, plan, lint, progress)
    return LintResult(
        (*of_change, *checked.findings),
        checked.pages,
        checked.caused.union(of_change),
        tuple(_notices(revisions, mode, checked.left_out)),
        checked.known,
    )


def reached_pages(options: LintOptions, plan: LintPlan) -> tuple[str, ...] | str:
    """The pages that would be checked; or why the change cannot be determined."""
    with open_revisions(plan.docs, options.changed or "", "--changed=REF") as revisions:
        if isinstance(revisions, str):
            return _with_hint(options, revisions)
        return tuple(sorted(_changed_lint(options, plan, revisions, None).reach))


def _with_hint(options: LintOptions, error: str) -> str:
    """An error of git; where REF is the path of a file, with how to write that."""
    hint = "; to name a PATH, put it before --changed, or write --changed=REF"
    is_path = options.changed and os.path.lexists(options.changed)
    return printable(f"{error}{hint}" if is_path else error)


def _changed_lint(
    options: LintOptions, plan: LintPlan, revisions: Revisions, text: PullRequestText | None
) -> ChangedLint:
    return ChangedLint(
        Change(revisions, change.edits(revisions), text),
        partial(_job_for, plan),
        partial(docs_problems, options),
        frozenset(plan.targets.paths).__contains__,
    )


def _job_for(plan: LintPlan, docs: Docs, reach: Reach) -> Job:
    return _job(plan, docs, [path for path, kinds in reach.items() if kinds & SNIPPET_KINDS])


def _job(plan: LintPlan, docs: Docs, paths: Sequence[str] | None) -> Job:
    """The job of the run on one revision of the docs, by its own configuration."""
    config, names = docs.config, plan.enabled
    job = replace(
        plan.rules_alone,
        docs=docs,
        disabled_on=selection.disabled_by_path(config, names),
        severities=selection.configured_severities(config, names),
    )
    return with_snippets(job, paths)


def _kept_by(
    mode: str, options: LintOptions, plan: LintPlan, lint: ChangedLint, progress: OnProgress
) -> ChangeFindings:
    """The findings there are now on lines or pages that the change touched, or on all pages."""
    edited = {edit.path for edit in lint.change.edits if edit.after}
    every = mode == "nofilter"
    paths = tuple(path for path in plan.targets.paths if every or path in edited)
    job = _job(plan, lint.revisions.head, None if every else paths)
    found = (
        *docs_problems(options, job),
        *linter.lint_pages(job, paths, process_count(options.jobs), progress),
    )
    kept = found if every else tuple(lint.on_changed_pages(found, lines=mode == "added"))
    caused = frozenset(lint.on_changed_pages(kept, lines=True))
    return ChangeFindings(kept, len(found) - len(kept), paths, caused)


def _notices(revisions: Revisions, mode: str, left_out: int) -> Iterator[str]:
    """Lines that say what was compared, and what was left out."""
    yield from revisions.notices
    since = revisions.commit[:12]
    if not revisions.docs_files.all and not revisions.config_files.all:
        yield f"nothing has changed since {since}"
        return
    files = summary.count(len(revisions.docs_files.all), "file")
    yield f"compared with {since}: {files} of the docs changed"
    if left_out and mode in _LEFT_OUT:
        counted = summary.count(left_out, "finding")
        yield f"{counted} {_LEFT_OUT[mode]} left out; --filter-mode nofilter reports all"
