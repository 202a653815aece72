"""Mending what findings know how to mend, page by page, until nothing is left to mend.

Fixes that touch one another are made in rounds: after each the page is read and checked anew. A
page that its fixes would break, or whose fixes never come to an end, is left as it is.
"""

from bisect import bisect, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Fix
from docs_snippets.core.source import LINE_END, Edit, Source, Span
from docs_snippets.linting.linter import Job, check_page

ROUNDS = 20

Remaining = Callable[[Iterable[Diagnostic]], Sequence[Diagnostic]]
"""The findings that are not accepted already: what nobody is told of is not mended either."""


class Mended(NamedTuple):
    """One page: its text before and after, the rules of what was mended, or why nothing was."""

    before: Source
    after: str
    rules: tuple[str, ...]
    held: str = ""


def wanted(fix: Fix | None, unsafe: bool) -> bool:
    """Whether a fix may be made."""
    return fix is not None and fix.applicability in (("safe", "unsafe") if unsafe else ("safe",))


def mended(
    job: Job, findings: Iterable[Diagnostic], remaining: Remaining, unsafe: bool
) -> Iterator[Mended]:
    """The pages that a finding can mend, in the order of the findings."""
    paths = dict.fromkeys(each.path for each in findings if wanted(each.fix, unsafe) and each.path)
    for path in paths:
        source = job.typed.get(path) or job.docs.source(path)
        if isinstance(source, Source):
            yield _mend(job, source, remaining, unsafe)


def _mend(job: Job, source: Source, remaining: Remaining, unsafe: bool) -> Mended:
    broken = job.docs.read_page(source).error is not None
    now, rules = source, list[str]()
    for _ in range(ROUNDS):
        if job.docs.read_page(now).error and not broken:
            return Mended(source, source.text, (), "its fixes together would break the page")
        # What others say has its place in the text before, and no fix.
        at = replace(job, typed={now.path: now}, others=lambda _: ())
        found = remaining(check_page(at, now.path))
        edits, mends = _chosen(now, (each for each in found if wanted(each.fix, unsafe)))
        if not edits:
            return Mended(source, now.text, tuple(rules))
        now = replace(now, text=_edited(now, edits))
        rules += mends
    return Mended(source, source.text, (), "its fixes undo one another")


def _chosen(source: Source, findings: Iterable[Diagnostic]) -> tuple[list[Edit], list[str]]:
    """Edits that do not touch one another, in order, and the rules whose findings they mend."""
    edits: list[Edit] = []
    rules: list[str] = []
    for finding in findings:
        asked = tuple(_edits(source, finding.fix))
        new = [edit for edit in asked if edit not in _beside(edits, edit)]
        if any(source.slice(edit.span) != edit.text for edit in asked) and _free(edits, new):
            for edit in new:
                insort(edits, edit)
            rules.append(finding.rule)
    return edits, rules


def _edits(source: Source, fix: Fix | None) -> Iterator[Edit]:
    """The edits of a fix, with the line ends of the page."""
    ends = LINE_END.search(source.text)
    for region, text in fix.edits if fix else ():
        start = source.offset(region.line, region.column)
        end = source.offset(region.end_line, region.end_column)
        yield Edit(Span(start, end), LINE_END.sub(ends[0] if ends else "\n", text))


def _free(edits: Sequence[Edit], new: Sequence[Edit]) -> bool:
    """Whether none of the new edits touches one that is there; those that are there do not."""
    return not any(_touch(edit.span, each.span) for edit in new for each in _beside(edits, edit))


def _beside(edits: Sequence[Edit], edit: Edit) -> Sequence[Edit]:
    """Of edits in order, the ones before and after the place of another, or that itself."""
    at = bisect(edits, edit)
    return edits[max(at - 1, 0) : at + 1]


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _edited(source: Source, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for span, text in edits:
        parts += (source.text[at : span.start], text)
        at = span.end
    return "".join((*parts, source.text[at:]))
