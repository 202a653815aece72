"""What `lint --changed` takes from earlier runs, and what it keeps.

The same change of the same files was checked once. Of another, what a check of all pages found
holds where the docs were then what they are now, or what they were when the change began.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docs_snippets.changes.description import PullRequestText
from docs_snippets.changes.revisions import Revisions
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.files.file_states import digest
from docs_snippets.linting import registry
from docs_snippets.review.changed_lint import ChangedLint
from docs_snippets.review.earlier_check import EarlierCheck, earlier_check
from docs_snippets.runs import cached_check
from docs_snippets.runs.lint_plan import LintPlan, LintResult
from docs_snippets.runs.options import LintOptions
from docs_snippets.sessions import cache_file, cache_folder, inputs, kept, kept_change
from docs_snippets.sessions.checked import Checked, Inputs
from docs_snippets.sessions.kept import Kept
from docs_snippets.sessions.kept_change import KeptChange

Description = PullRequestText | Diagnostic | None


@dataclass(frozen=True, eq=False)
class CachedChange:
    """A check of a change: the files that are there now, and what is kept of earlier ones.

    `file` is where the findings of changes are kept; `full` is what a check of all pages found.
    """

    options: LintOptions
    plan: LintPlan
    file: Path
    now: Inputs
    full: Kept | None
    last: KeptChange | None

    def result(self, revisions: Revisions, text: Description) -> LintResult | None:
        """What an earlier run found of the same change; None where there was none."""
        last = self.last
        key = self._key(revisions, text)
        if last is None or last.key != key or not cached_check.is_same(last.checked, self.now):
            return None
        cache_folder.mark_used(self.file)
        found = last.checked
        return LintResult(found.found, found.pages, last.caused, last.notices, last.known, again=0)

    def keep(self, revisions: Revisions, text: Description, result: LintResult) -> None:
        """Keeps what was found, unless a rule failed."""
        if any(map(cached_check.is_failure, result.findings)):
            return
        done = Checked(self.now, result.pages, (), result.findings)
        what = KeptChange(
            self._key(revisions, text), done, result.caused, result.notices, result.known
        )
        content = cache_file.content(kept_change.encoded(what), (), None, lambda _: b"")
        cache_folder.write(self.file, content)

    def with_earlier_checks(self, lint: ChangedLint) -> ChangedLint:
        """The check of a change, which does not look again for what is known of a revision."""
        options = self.options
        if self.full is None or options.paths or options.trees:
            return lint
        if cached_check.is_same(self.full.checked, self.now):
            return replace(lint, head_check=self._earlier(self.full))
        if inputs.are_of_base(self.full.checked.inputs, self.now, lint.revisions):
            return replace(lint, base_check=self._earlier(self.full))
        return lint

    def _earlier(self, full: Kept) -> EarlierCheck | None:
        found = full.checked
        return earlier_check(found.pages, found.found, found.problems, _reads())

    def _key(self, revisions: Revisions, text: Description) -> str:
        """What the findings depend on beside the files that are there now, and the rules."""
        options, files = self.options, (*revisions.docs_files, *revisions.config_files)
        what = (
            *(revisions.commit, revisions.notices, revisions.base is None, text),
            *(options.filter_mode, options.paths, options.trees, self.plan.targets.paths),
            *map(sorted, files),
        )
        return digest(repr(what).encode("utf-8", "surrogatepass"))


def open_cache(options: LintOptions, plan: LintPlan) -> CachedChange | None:
    """What is kept for a run; None where nothing is."""
    full = cached_check.file_of(options, plan)
    if full is None or plan.cache is None:
        return None
    by = cached_check.checked_by(options, plan)
    file = cache_folder.file_for(plan.cache, "change", *by)
    found, whole = kept.read_file(file), kept.read(full)
    last = kept_change.decoded(found.checked) if found else None
    known = last.checked.inputs if last else whole.checked.inputs if whole else None
    return CachedChange(options, plan, file, inputs.look(plan.docs, known), whole, last)


def _reads() -> Mapping[str, str]:
    return {name: rule.reads for name, rule in registry.page_rules().items()}
