"""The findings that a change caused: in the docs after it, and not in the docs before it.

Both are checked on the pages where the change can make a difference, and findings are compared by
fingerprint.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple, TypeAlias

from docs_snippets.changes import change
from docs_snippets.changes.change import Change
from docs_snippets.changes.revisions import Revisions
from docs_snippets.core import parallel
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import fingerprint, internal_error, linter
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.linter import Job, OnProgress
from docs_snippets.linting.rule import ChangeFinding, ChangeRule
from docs_snippets.review.earlier_check import EarlierCheck, with_text
from docs_snippets.review.reach import ALL, Reach, reach

MakeJob = Callable[[Docs, Reach], Job]
"""Makes the job of one revision for the pages that a change reaches."""

Known: TypeAlias = frozenset[tuple[str, str]]
"""Path by now, and fingerprint."""

_Both: TypeAlias = tuple[list[Diagnostic], set[tuple[str, str]], int]
"""The findings in the head, the identities of those in the base, and how many pages that are."""


class ChangeFindings(NamedTuple):
    """The findings to report, how many others were left out, and the pages that were checked.

    `caused` are those on lines that the change wrote, where others are reported, too. `known` are
    those that were there before.
    """

    findings: tuple[Diagnostic, ...]
    left_out: int
    pages: tuple[str, ...]
    caused: frozenset[Diagnostic] = frozenset()
    known: Known = frozenset()


@dataclass(frozen=True, eq=False)
class ChangedLint:
    """A run of the linter on a change.

    `problems` gives what is wrong beside the pages; `includes` tells the pages to check. What an
    earlier check of all pages found in a revision is not looked for again.
    """

    change: Change
    make_job: MakeJob
    problems: Callable[[Job], tuple[Diagnostic, ...]]
    includes: Callable[[str], bool]
    head_check: EarlierCheck | None = None
    base_check: EarlierCheck | None = None

    @property
    def revisions(self) -> Revisions:
        """The docs before and after."""
        return self.change.revisions

    @cached_property
    def reach(self) -> Reach:
        """The pages on which the change can make a difference."""
        return {path: kinds for path, kinds in reach(self.revisions).items() if self.includes(path)}

    @cached_property
    def head_job(self) -> Job:
        """What to check now."""
        return self.make_job(self.revisions.head, self.reach)

    @cached_property
    def base_job(self) -> Job | None:
        """What to check as it was."""
        return self.make_job(self.revisions.base, self.base_reach) if self.revisions.base else None

    @cached_property
    def base_reach(self) -> Reach:
        """The pages to check as they were, those that others were made of among them."""
        return {**self.reach, **{self.origins.get(path, path): k for path, k in self.reach.items()}}

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """The page that each moved page was."""
        return change.origins(self.revisions)

    def caused(self, jobs: int, progress: OnProgress) -> ChangeFindings:
        """What is found in the head and was not found in the base."""
        paths = sorted(self.reach)
        now, before = self._check_both(paths, jobs, progress)
        everywhere = self._problems_now
        if self.revisions.base is not None:
            before |= {_identity(each, each.path or "") for each in self._problems_before}
            inherited = {each for each in everywhere if self._is_inherited(each, before)}
            before |= {_identity(each, each.path or "") for each in inherited}
        found = (*everywhere, *now)
        new = [
            each
            for each in found
            if each.rule == internal_error.RULE or _identity(each, each.path or "") not in before
        ]
        ordered = with_siblings(linter.sort_findings(self.revisions.head, new))
        left_out = len(found) - len(new)
        return ChangeFindings(ordered, left_out, tuple(paths), known=frozenset(before))

    def _is_inherited(self, finding: Diagnostic, before: set[tuple[str, str]]) -> bool:
        """Whether a file of a new tree was cut from one of which the same was found."""
        base, pages = self.revisions.base, self.revisions.head.pages
        tree = pages.tree_of(finding.path or "")
        if base is None or tree is None or any(tree.folder == e.folder for e in base.trees):
            return False
        inside = pages.path_in_tree(finding.path or "")
        others = (each for each in base.trees if each.product == tree.product)
        return any(_identity(finding, pages.in_tree(each, inside)) in before for each in others)

    @property
    def _problems_now(self) -> tuple[Diagnostic, ...]:
        return self.head_check.problems if self.head_check else self.problems(self.head_job)

    @property
    def _problems_before(self) -> tuple[Diagnostic, ...]:
        if self.base_check:
            return self.base_check.problems
        return self.problems(self.base_job) if self.base_job else ()

    def _check_both(
        self, paths: Sequence[str], jobs: int, progress: OnProgress
    ) -> tuple[list[Diagnostic], set[tuple[str, str]]]:
        """The findings in the head, and the identities of those in the base."""
        groups = linter.sibling_groups(self.revisions.head, paths)
        known = [each for each in groups if all(map(self._is_known, each))]
        sets = [each for each in groups if not all(map(self._is_known, each))]
        found: list[Diagnostic] = []
        before: set[tuple[str, str]] = set()
        done = 0
        for new, old, size in chain(
            map(partial(self._check_group, known), range(len(known))), self._checked(sets, jobs)
        ):
            found += new
            before |= old
            done += size
            progress(done, len(paths))
        return found, before

    def _checked(self, sets: Sequence[Sequence[str]], jobs: int) -> Iterable[_Both]:
        """What is found on groups of pages, in the order in which it is."""
        check = partial(self._check_group, sets)
        workers = min(jobs, len(sets))
        if workers <= 1 or not parallel.possible():
            return map(check, range(len(sets)))
        # Forked workers share what is read before the fork.
        paths = [path for each in sets for path in each]
        for docs in filter(None, (self.revisions.head, self.revisions.base)):
            linter.read_references(docs)
        if any(self._known_now(path) is None for path in paths):
            _ = self.head_job
        if any(self._known_before(path) is None for path in paths):
            _ = self.base_job
        return parallel.forked(check, len(sets), workers, partial(self._lost, sets))

    def _is_known(self, path: str) -> bool:
        return self._known_now(path) is not None and self._known_before(path) is not None

    def _known_now(self, path: str) -> Sequence[Diagnostic] | None:
        """What is found on a page, where that is known without a check."""
        if not self.revisions.head.pages.has_page(path):
            return ()
        return self.head_check.on(path, self.reach[path]) if self.head_check else None

    def _known_before(self, path: str) -> Sequence[Diagnostic] | None:
        """What was found on a page, where that is known without a check."""
        base, origin = self.revisions.base, self.origins.get(path, path)
        if base is None or not base.pages.has_page(origin):
            return ()
        # Another path makes other fingerprints.
        check = self.base_check if origin == path else None
        return check.on(path, self.reach[path]) if check else None

    def _check_group(self, sets: Sequence[Sequence[str]], number: int) -> _Both:
        now: list[Diagnostic] = []
        before: set[tuple[str, str]] = set()
        for path in sets[number]:
            now += self._head_findings(path)
            before |= {_identity(each, path) for each in self._base_findings(path)}
        if self.head_check is None:
            now += linter.unreadable_definitions(self.head_job)
        if self.base_check is None and self.base_job is not None:
            before |= {
                _identity(each, each.path or "")
                for each in linter.unreadable_definitions(self.base_job)
            }
        return now, before, len(sets[number])

    def _lost(self, sets: Sequence[Sequence[str]], number: int) -> _Both:
        return [*linter.lost_pages(self.head_job, sets[number])], set(), len(sets[number])

    def _head_findings(self, path: str) -> Sequence[Diagnostic]:
        known = self._known_now(path)
        if known is not None:
            return known
        return linter.check_page(_with_rules_that_read(self.head_job, self.reach[path]), path)

    def _base_findings(self, path: str) -> Sequence[Diagnostic]:
        known = self._known_before(path)
        if known is not None or self.base_job is None:
            return known or ()
        job = self.base_job
        # A moved page keeps its fingerprints, so that its old findings are not new.
        known_as, origin = (
            self.revisions.head.pages.path_in_tree(path),
            self.origins.get(path, path),
        )
        return linter.check_page(_with_rules_that_read(job, self.reach[path]), origin, known_as)

    def run_change_rules(self, rules: Iterable[ChangeRule]) -> tuple[Diagnostic, ...]:
        """The findings of rules about the change as a whole."""
        docs = self.revisions.head
        found = [
            _to_diagnostic(docs, rule, each) for rule in rules for each in rule.check(self.change)
        ]
        return tuple(_with_fingerprints(docs, dict.fromkeys(found)))

    def on_changed_pages(self, found: Iterable[Diagnostic], *, lines: bool) -> Iterator[Diagnostic]:
        """The findings on pages that the change touched; with `lines`, on lines that it wrote."""
        edits = {edit.path: edit for edit in self.change.edits}
        touched = self.revisions.docs_files.all
        for each in found:
            edit = edits.get(each.path or "")
            unchecked = each.rule == internal_error.RULE
            if unchecked or (not lines and (edit or each.path in touched)):
                yield each
            elif lines and edit and each.region:
                first, last = each.region.line, each.region.end_line
                if not edit.added_lines.isdisjoint(range(first, last + 1)):
                    yield each


def _with_rules_that_read(job: Job, kinds: frozenset[str]) -> Job:
    """A job with those rules only whose findings may differ: that read what the change reaches."""
    if ALL in kinds:
        return job
    rules = tuple(each for each in job.rules if each.reads in with_text(kinds))
    out = {each.name for each in job.rules} - {each.name for each in rules}
    names = {name: on and name not in out for name, on in job.enabled.items()}
    return replace(job, rules=rules, enabled=names)


def _identity(finding: Diagnostic, path: str) -> tuple[str, str]:
    return path, finding.fingerprint


def _to_diagnostic(docs: Docs, rule: ChangeRule, found: ChangeFinding) -> Diagnostic:
    source = found.source
    region = source.region(found.span) if source and found.span else None
    tree = docs.pages.tree_of(source.path) if source else None
    return Diagnostic(
        rule.name,
        found.severity or rule.severity,
        found.message,
        source.path if source else None,
        region,
        tree=tree.name if tree else None,
        confidence=found.confidence,
        notes=found.notes,
        line_text=source.line(region.line) if source and region else "",
    )


def _with_fingerprints(docs: Docs, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings on a change with fingerprints of their messages: not all have a place in a text."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        by_path[each.path or ""].append(each)
    for path, several in by_path.items():
        here = docs.pages.path_in_tree(path)
        keys = (fingerprint.key(each.rule, here, each.message) for each in several)
        for each, of in zip(several, fingerprint.fingerprints(keys), strict=True):
            yield each._replace(fingerprint=of)
