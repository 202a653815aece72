"""Checks docs, and what was found in an earlier state of them only as far as a change reaches.

What was found on a page holds until something changes that `review.reach` takes to make a
difference there. Where that cannot be known, everything is checked again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docs_snippets.changes.revisions import Revisions
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.linting import linter
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.linter import Job, OnProgress
from docs_snippets.resolution.sidebars import own_id
from docs_snippets.review.earlier_check import SNIPPET_RULES
from docs_snippets.review.reach import SNIPPET_KINDS, SNIPPETS, Reach, reach
from docs_snippets.sessions.checked import Checked, Inputs
from docs_snippets.sessions.inputs import OldText, revisions
from docs_snippets.snippets.check import concerned

_LINK_RULES = ("broken-link", "missing-anchor")

JobMaker = Callable[[Sequence[str] | None], Job]
"""Makes the job for all pages, with the findings of snippets on some of them; on all for None."""


@dataclass(frozen=True)
class IncrementalCheck:
    """How docs are checked: by which job, for which problems elsewhere, in how many processes."""

    docs: Docs
    make_job: JobMaker
    problems: Callable[[Job], tuple[Diagnostic, ...]]
    processes: int
    progress: OnProgress

    def whole(self, inputs: Inputs, pages: tuple[str, ...]) -> tuple[Checked, int]:
        """Everything, from nothing; and how many pages that are."""
        job = self.make_job(None)
        found = linter.lint_pages(job, pages, self.processes, self.progress)
        return Checked(inputs, pages, self.problems(job), found), len(pages)

    def again(
        self, before: Checked, inputs: Inputs, pages: tuple[str, ...], old: OldText
    ) -> tuple[Checked, int]:
        """What differs from an earlier check and the rest of that; how many pages were checked."""
        change = revisions(self.docs, before.inputs, inputs, old)
        if change is None:
            return self.whole(inputs, pages)
        reach_ = reach(change, astray(before.found))
        with_snippets = with_snippets_on(self.docs, before.found, reach_)
        again = checked_again(reach_, with_snippets)
        if again.issuperset(pages):
            return self.whole(inputs, pages)
        keeps = pages == before.pages and not with_snippets and is_of_pages(change)
        job = self.make_job(() if keeps else None)
        todo = tuple(path for path in pages if path in again)
        new = linter.lint_pages(job, todo, self.processes, self.progress)
        gone = frozenset(before.pages).difference(pages)
        kept = (each for each in before.found if each.path not in again and each.path not in gone)
        plain = (each._replace(siblings=()) for each in (*kept, *new))
        found = with_siblings(linter.sort_findings(self.docs, plain))
        problems = before.problems if keeps else self.problems(job)
        return Checked(inputs, pages, problems, found), len(todo)


def reached(docs: Docs, before: Checked, inputs: Inputs, old: OldText) -> set[str] | None:
    """The pages whose findings may differ from those of an earlier check; None where all may."""
    change = revisions(docs, before.inputs, inputs, old)
    if change is None:
        return None
    found = reach(change, astray(before.found))
    return checked_again(found, with_snippets_on(docs, before.found, found))


def checked_again(found: Reach, with_snippets: set[str]) -> set[str]:
    """The pages to check; a change of snippets matters where they have something to say."""
    return {path for path, kinds in found.items() if kinds - {SNIPPETS}} | with_snippets


def astray(found: Iterable[Diagnostic]) -> frozenset[str]:
    """The pages with links that lead nowhere."""
    return frozenset(each.path or "" for each in found if each.rule in _LINK_RULES)


def with_snippets_on(docs: Docs, found: Iterable[Diagnostic], reached: Reach) -> set[str]:
    """The pages that a change reaches on which snippets have, or had, something to say."""
    paths = [path for path, kinds in reached.items() if kinds & SNIPPET_KINDS]
    had = {each.path or "" for each in found if each.rule in SNIPPET_RULES}
    return {*concerned(docs, paths), *had.intersection(paths)}


def is_of_pages(change: Revisions) -> bool:
    """Whether a change leaves alone what is reported on files that are no pages."""
    facts, changed = change.head.facts, change.docs_files.all
    references = {
        path for tree in change.head.trees for path in facts.reference_files(tree).values()
    }
    return (
        not change.config_files.all
        and references.isdisjoint(changed)
        and all(path.endswith(PAGE_SUFFIXES) for path in changed)
        and not any(_has_other_id(change, path) for path in changed)
    )


def _has_other_id(change: Revisions, path: str) -> bool:
    """Whether a page calls itself otherwise than before: sidebars name it so."""
    sources = [docs.pages.source(path) for docs in (change.base, change.head) if docs]
    return len({own_id(each.text) if isinstance(each, Source) else None for each in sources}) > 1
