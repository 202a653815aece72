"""The second check of `lint --fix`: only pages that the fixes can reach are checked again."""

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from docs_snippets.docs.docs import Docs
from docs_snippets.linting import linter
from docs_snippets.linting.fixes import FixedPage
from docs_snippets.linting.folding import with_siblings
from docs_snippets.report.progress import Progress
from docs_snippets.runs import cached_check
from docs_snippets.runs.lint_plan import LintPlan, LintResult
from docs_snippets.runs.options import LintOptions, process_count
from docs_snippets.sessions import inputs
from docs_snippets.sessions import kept as kept_files
from docs_snippets.sessions.checked import Checked


def after_fixes(
    plan: LintPlan, result: LintResult, fixed: Iterable[FixedPage]
) -> Callable[[LintOptions, LintPlan, TextIO], LintResult]:
    """The check to do once fixed pages are written; made before, while their old texts are there.

    What an earlier run found on pages that the fixes do not reach is taken over.
    """
    texts = {each.before.path: each.after for each in fixed if not each.refused}
    reached = _reached(plan.docs, texts) if texts else frozenset()
    # Problems of other files are found anew by each plan.
    kept = [
        each._replace(siblings=())
        for each in result.findings[result.problems :]
        if each.path not in reached
    ]

    def check(options: LintOptions, plan: LintPlan, err: TextIO) -> LintResult:
        pages = plan.targets.paths
        again = tuple(path for path in pages if path in reached)
        file = cached_check.file_of_all(options, plan)
        now = inputs.look(plan.docs) if file else None
        with Progress("checking pages", err, quiet=options.quiet) as progress:
            processes = process_count(options.jobs)
            found = linter.lint_pages(plan.job, again, processes, progress.show)
        new = (each._replace(siblings=()) for each in found)
        ordered = with_siblings(linter.sort_findings(plan.docs, (*kept, *new)))
        if file and now:
            done = Checked(now, pages, plan.problems, ordered)
            cached_check.keep(plan, file, done, kept_files.read(file))
        return cached_check.result(pages, plan.problems, ordered)

    return check


def _reached(docs: Docs, texts: Mapping[str, str]) -> frozenset[str]:
    """The pages on which findings may differ once some texts are written."""
    from docs_snippets.changes.overlay import with_pages_written
    from docs_snippets.changes.page_texts import checked_pages
    from docs_snippets.review.reach import reach

    revisions = with_pages_written(docs, texts)
    return frozenset(reach(revisions) if revisions else checked_pages(docs))
