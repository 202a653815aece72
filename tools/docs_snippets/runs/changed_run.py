"""`lint --changed`: what the arguments ask of a change, and what came of it."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from docs_snippets.changes import change, description, revisions
from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.files import git
from docs_snippets.files.git import GitError
from docs_snippets.linting import generated_text, linter, registry, selection
from docs_snippets.linting.linter import Job, Progress
from docs_snippets.report import summary
from docs_snippets.review.changed_lint import ChangedLint, Checked
from docs_snippets.review.reach import SNIPPET_KINDS, Reach
from docs_snippets.runs.lint_plan import MODES, Plan, problems


class Prepared(NamedTuple):
    """A change that can be checked. `wrong` is what could not be read of its description."""

    lint: ChangedLint
    plan: Plan
    mode: str
    wrong: tuple[Diagnostic, ...]

    def planned(self, checked: Checked) -> Plan:
        """The plan of the run as reports see it: on the pages that were read."""
        targets = self.plan.targets._replace(paths=checked.pages)
        return self.plan._replace(job=self.plan.job, targets=targets)


@contextmanager
def prepared(args: argparse.Namespace, plan: Plan) -> "Iterator[Prepared | str]":
    """The change that the arguments name, or what keeps it from being told."""
    try:
        repository = git.find(plan.job.docs.root)
        commit = revisions.base_commit(repository, args.changed, os.environ)
        with repository.contents() as contents:
            both = revisions.open_sides(plan.job.docs, repository, commit, contents)
            yield _prepared(args, plan, both)
    except GitError as error:
        yield _hinted(args, str(error))


def _hinted(args: argparse.Namespace, words: str) -> str:
    if args.changed and os.path.lexists(args.changed):
        return f"{words}; to name a PATH, put it before --changed, or write --changed=REF"
    return words


def _prepared(args: argparse.Namespace, plan: Plan, both: revisions.Sides) -> Prepared:
    text = description.read(args.pr_text, os.environ)
    wrong = (text,) if isinstance(text, Diagnostic) else ()
    said = None if isinstance(text, Diagnostic) else text
    chosen = frozenset(plan.targets.paths)
    lint = ChangedLint(
        Change(both, change.edits(both), said),
        partial(_job_for, plan),
        partial(_problems, args),
        chosen.__contains__,
    )
    return Prepared(lint, plan, args.filter_mode or MODES[0], linter.identified(both.head, wrong))


def run(ready: Prepared, jobs: int, progress: Progress) -> Checked:
    """The findings that the mode keeps, with those on the change itself."""
    lint, plan = ready.lint, ready.plan
    rules = (each for each in registry.of_changes().values() if plan.job.names[each.name])
    told = (*ready.wrong, *lint.told(rules))
    if ready.mode == "caused":
        checked = lint.caused(jobs, progress)
    else:
        checked = _wider(ready, jobs, progress)
    findings, caused = (*told, *checked.findings), checked.caused.union(told)
    return checked._replace(findings=findings, caused=caused)


def _wider(ready: Prepared, jobs: int, progress: Progress) -> Checked:
    lint, plan = ready.lint, ready.plan
    docs = lint.sides.head
    pages = {edit.path for edit in lint.change.edits if edit.after}
    every = ready.mode == "nofilter"
    paths = [path for path in plan.targets.paths if every or path in pages]
    job = _job(plan, docs, None if every else paths)
    found = (*lint.problems(docs, job), *linter.lint(job, paths, jobs, progress))
    lines = ready.mode == "added"
    kept = found if every else tuple(lint.on_changed_pages(found, lines=lines))
    caused = frozenset(lint.on_changed_pages(kept, lines=True))
    return Checked(kept, len(found) - len(kept), tuple(paths), caused)


def _job_for(plan: Plan, docs: Docs, reach: Reach) -> Job:
    return _job(plan, docs, [path for path, kinds in reach.items() if kinds & SNIPPET_KINDS])


def _job(plan: Plan, docs: Docs, paths: list[str] | None) -> Job:
    """The job of the run on one side's docs, by that side's own configuration."""
    snippets = generated_text.findings(docs, plan.job.names, paths)
    return replace(
        plan.job,
        docs=docs,
        skipped=selection.skipped(docs.config),
        others=generated_text.by_page(snippets),
        elsewhere=generated_text.elsewhere(docs, snippets),
    )


def _problems(args: argparse.Namespace, docs: Docs, job: Job) -> tuple[Diagnostic, ...]:
    return linter.identified(docs, (*problems(args, docs, job.names), *job.elsewhere))


def notices(ready: Prepared, checked: Checked) -> Iterator[str]:
    """What a reader is to know of the comparison."""
    both = ready.lint.sides
    yield from both.notices
    if not both.difference.all and not both.beside.all:
        yield f"nothing has changed since {both.commit[:12]}"
        return
    files = summary.count(len(both.difference.all), "file")
    yield f"compared with {both.commit[:12]}: {files} of the docs changed"
    if checked.beside:
        were = {"caused": "there before", "added": "on other lines", "file": "on other pages"}
        left = summary.count(checked.beside, "finding")
        if ready.mode in were:
            yield f"{left} {were[ready.mode]} left out; --filter-mode nofilter reports all"
