"""The check of a run of `lint`: only what has changed since the last one that is kept.

A run on everything keeps what it found. Any other run, and one in which a rule failed, keeps
nothing.
"""

from functools import partial
from pathlib import Path

from docs_snippets.files.reading import SIZE_LIMIT
from docs_snippets.linting import internal_error, linter
from docs_snippets.linting.linter import OnProgress
from docs_snippets.runs.lint_plan import LintPlan, LintResult, docs_problems, with_snippets
from docs_snippets.runs.options import LintOptions, process_count
from docs_snippets.sessions import cache_file, cache_folder, inputs
from docs_snippets.sessions.cache_file import CacheFile
from docs_snippets.sessions.checked import Checked, Inputs, decoded, encoded


def check(options: LintOptions, plan: LintPlan, progress: OnProgress) -> LintResult:
    """What is found on the pages of a plan, and beside them."""
    pages, processes = plan.targets.paths, process_count(options.jobs)
    file = _file(options, plan)
    if file is None:
        found = linter.lint_pages(plan.job, pages, processes, progress)
        return LintResult((*plan.problems, *found), pages)
    kept = cache_file.read(file) if cache_folder.is_ours(file.parent) else None
    before = decoded(kept.checked) if kept else None
    now = inputs.look(plan.docs, before.inputs if before else None)
    if kept and before and _is_same(before, now, pages):
        cache_folder.mark_used(file)
        return LintResult((*before.problems, *before.found), pages, again=0)
    from docs_snippets.sessions.incremental import (
        IncrementalCheck,
    )  # where there is something to check

    check = IncrementalCheck(
        plan.docs,
        lambda paths: with_snippets(plan.rules_alone, paths),
        partial(docs_problems, options),
        processes,
        progress,
    )
    if kept and before:
        done, again = check.again(before, now, pages, kept.text)
    else:
        done, again = check.whole(now, pages)
    if all(each.rule != internal_error.RULE for each in done.found):
        _keep(plan, file, done, kept)
    return LintResult((*done.problems, *done.found), pages, again=again)


def _file(options: LintOptions, plan: LintPlan) -> Path | None:
    """Where a run like this one keeps what it finds; None where none does."""
    partly = options.paths or options.trees or options.generated
    if plan.cache is None or partly:
        return None
    enabled = sorted(name for name, on in plan.enabled.items() if on)
    config = plan.docs.config.path.absolute()
    where = config, plan.docs.config.source.path, plan.docs.root.absolute()
    return cache_folder.file_for(plan.cache, *where, enabled, options.no_ignores)


def _is_same(before: Checked, now: Inputs, pages: tuple[str, ...]) -> bool:
    looked = before.inputs
    differences = (
        inputs.difference(looked.docs, now.docs),
        inputs.difference(looked.beside, now.beside),
    )
    return before.pages == pages and not any(each.all for each in differences)


def _keep(plan: LintPlan, file: Path, checked: Checked, old: CacheFile | None) -> None:
    """Keeps what was found, with the texts of the docs in which it was."""
    root = plan.docs.root
    path_of = {state.digest: path for path, state in checked.inputs.docs.items() if state.is_read}

    def text(of: str) -> bytes:
        try:
            with (root / path_of[of]).open("rb") as stream:
                return stream.read(SIZE_LIMIT)
        except OSError:
            return b""

    content = cache_file.content(encoded(checked), path_of, old, text)
    cache_folder.write(file, content)
