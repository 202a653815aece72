"""Applies the fixes of findings, page by page, until no fix is left.

Fixes that overlap are applied in rounds: after each, the page is parsed and checked anew. Where the
fixes of a page would break it, or undo one another, each rule's are tried after those of others,
and kept where they leave fewer findings.
"""

from bisect import bisect, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Fix
from docs_snippets.core.source import LINE_END, Edit, Source, Span, apply_edits
from docs_snippets.linting.linter import Job, check_page

MAX_ROUNDS = 20

BROKEN = "its fixes combined would break the page"
UNDONE = "its fixes undo one another"

MARK = "[*]"
"""What marks a finding in reports that `--fix` would fix."""

NotAccepted = Callable[[Iterable[Diagnostic]], Sequence[Diagnostic]]
"""Keeps the findings that the baseline does not accept: what is not reported is not fixed."""


class FixedPage(NamedTuple):
    """One page: its text before and after, the rules whose findings were fixed; `refused` says why
    none was.

    `held` are rules whose fixes were not applied because of others, and `uncovered` those that have
    more findings than before, each as often as it has.
    """

    before: Source
    after: str
    rules: tuple[str, ...]
    refused: str = ""
    held: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


def may_apply(fix: Fix | None, unsafe: bool) -> bool:
    """Whether a fix may be applied: `unsafe` ones only where they are asked for."""
    return fix is not None and fix.applicability in (("safe", "unsafe") if unsafe else ("safe",))


def fix_pages(
    job: Job,
    findings: Sequence[Diagnostic],
    not_accepted: NotAccepted,
    unsafe: bool,
    only_these: bool = False,
) -> Iterator[FixedPage]:
    """The pages that have a fix to apply, in the order of the findings.

    With `only_these`, what else there was on a page stays: the findings are those of a change.
    """
    fixable = (each for each in findings if may_apply(each.fix, unsafe))
    asked = {(each.path, each.fingerprint) for each in findings}
    for path in dict.fromkeys(each.path for each in fixable if each.path):
        source = job.in_memory.get(path) or job.docs.pages.source(path)
        if not isinstance(source, Source):
            continue
        keep = not_accepted
        if only_these:
            others = {
                each.fingerprint
                for each in check_page(_without_snippets(job), path)
                if (path, each.fingerprint) not in asked
            }
            keep = partial(_not_among, others, not_accepted)
        yield _fix_page(job, source, keep, unsafe)


def _not_among(
    others: Collection[str], not_accepted: NotAccepted, findings: Iterable[Diagnostic]
) -> Sequence[Diagnostic]:
    return [each for each in not_accepted(findings) if each.fingerprint not in others]


def _without_snippets(job: Job) -> Job:
    """A job without findings of snippets: they have no fix, and places in the unfixed text."""
    return replace(job, extra_findings=lambda _: ())


def _fix_page(job: Job, source: Source, not_accepted: NotAccepted, unsafe: bool) -> FixedPage:
    def found_on(text: Source) -> Sequence[Diagnostic]:
        at = replace(_without_snippets(job), in_memory={text.path: text})
        return not_accepted(check_page(at, text.path))

    def is_broken(text: Source) -> bool:
        return job.docs.pages.read_page(text).error is not None

    page = _Fixing(source, is_broken, found_on, unsafe)
    return page.all_at_once() or page.rule_by_rule()


class _Outcome(NamedTuple):
    """A text with fixes applied, the rules that were, and what is found on it; or why it is not."""

    text: Source
    rules: tuple[str, ...]
    found: Sequence[Diagnostic]
    refused: str = ""


@dataclass(frozen=True, eq=False)
class _Fixing:
    """The fixes of one page."""

    source: Source
    is_broken: Callable[[Source], bool]
    found_on: Callable[[Source], Sequence[Diagnostic]]
    unsafe: bool

    @cached_property
    def before(self) -> Sequence[Diagnostic]:
        """What is found on the page as it is."""
        return self.found_on(self.source)

    def all_at_once(self) -> FixedPage | None:
        """The page with every fix applied; None where they do not go together."""
        done = self._applied(lambda _: True)
        return None if done.refused else self._fixed(done, ())

    def rule_by_rule(self) -> FixedPage:
        """The page with the fixes of as many rules as go together, each leaving fewer findings."""
        fixable = (each.rule for each in self.before if may_apply(each.fix, self.unsafe))
        rules = (*dict.fromkeys(fixable),)
        best = _Outcome(self.source, (), self.before)
        kept: set[str] = set()
        refused = ""
        for rule in rules:
            tried = self._applied({*kept, rule}.__contains__)
            refused = refused or tried.refused
            if not tried.refused and len(tried.found) < len(best.found):
                best, kept = tried, {*kept, rule}
        if not kept:
            return FixedPage(self.source, self.source.text, (), refused or UNDONE)
        left = (each.rule for each in best.found if may_apply(each.fix, self.unsafe))
        return self._fixed(best, tuple(dict.fromkeys(left)))

    def _applied(self, wanted: Callable[[str], bool]) -> _Outcome:
        """The text with the fixes of the wanted rules, round after round."""
        broken = self.is_broken(self.source)
        now, rules = self.source, list[str]()
        for _ in range(MAX_ROUNDS):
            if not broken and self.is_broken(now):
                return _Outcome(now, (), (), BROKEN)
            found = self.before if now is self.source else self.found_on(now)
            fixable = (each for each in found if wanted(each.rule))
            edits, mends = _select_edits(
                now, (each for each in fixable if may_apply(each.fix, self.unsafe))
            )
            if not edits:
                return _Outcome(now, tuple(rules), found)
            now = replace(now, text=apply_edits(now.text, edits))
            rules += mends
        return _Outcome(now, (), (), UNDONE)

    def _fixed(self, done: _Outcome, held: tuple[str, ...]) -> FixedPage:
        then, now = (Counter(each.rule for each in found) for found in (self.before, done.found))
        uncovered = tuple(sorted((now - then).elements()))
        return FixedPage(self.source, done.text.text, done.rules, held=held, uncovered=uncovered)


def _select_edits(source: Source, findings: Iterable[Diagnostic]) -> tuple[list[Edit], list[str]]:
    """Edits that do not overlap, in order, and the rules whose findings they fix."""
    edits: list[Edit] = []
    rules: list[str] = []
    for finding in findings:
        asked = tuple(_edits(source, finding.fix))
        new = [edit for edit in asked if edit not in _neighbours(edits, edit)]
        changes_text = any(source.slice(edit.span) != edit.text for edit in asked)
        if changes_text and _overlap_none(edits, new):
            for edit in new:
                insort(edits, edit)
            rules.append(finding.rule)
    return edits, rules


def _edits(source: Source, fix: Fix | None) -> Iterator[Edit]:
    """The edits of a fix, with the line ends of the page."""
    ends = LINE_END.search(source.text)
    for region, text in fix.edits if fix else ():
        yield Edit(source.span_of(region), LINE_END.sub(ends[0] if ends else "\n", text))


def _overlap_none(edits: Sequence[Edit], new: Sequence[Edit]) -> bool:
    """Whether none of the new edits overlaps one that is selected already."""
    return not any(
        _overlap(edit.span, each.span) for edit in new for each in _neighbours(edits, edit)
    )


def _neighbours(edits: Sequence[Edit], edit: Edit) -> Sequence[Edit]:
    """Of edits in order, those right before and after another, or the same edit."""
    at = bisect(edits, edit)
    return edits[max(at - 1, 0) : at + 1]


def _overlap(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
