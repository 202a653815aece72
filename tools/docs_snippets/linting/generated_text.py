"""Generated text in the linter: findings of snippets on pages, and which findings lie in it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docs_snippets.core.diagnostics import Diagnostic, Note
from docs_snippets.core.source import Region, Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets import check
from docs_snippets.snippets.definition import TEMPLATES
from docs_snippets.snippets.markers import find_markers, may_hold_markers, starts_inside
from docs_snippets.snippets.placement_findings import RULES

if TYPE_CHECKING:
    from docs_snippets.snippets.line_sources import LineSources

INVALID_SNIPPET = "invalid-snippet"


def pages(docs: Docs) -> tuple[str, ...]:
    """The pages that hold generated text."""
    from docs_snippets.snippets.tasks import pages_with_regions  # seldom needed, and slow to start

    return pages_with_regions(docs)


def snippet_findings(
    docs: Docs, enabled: Mapping[str, bool], paths: Collection[str] | None
) -> tuple[Diagnostic, ...]:
    """The findings of snippets on some pages (on all pages for None) and on their definitions."""
    if any(enabled.get(rule) for rule in (*RULES.values(), INVALID_SNIPPET)):
        return check.check(docs, paths)
    return ()


def by_page(found: Iterable[Diagnostic]) -> Callable[[Page], Sequence[Diagnostic]]:
    """The findings that concern a page of the docs."""
    of: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        of[each.path or ""].append(each)
    return lambda page: of.get(page.path, ())


def off_page(docs: Docs, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings on files that are no pages of the docs."""
    return tuple(each for each in found if not docs.pages.has_page(each.path or ""))


FIX_GENERATOR = "this file is generated; fix its generator"
_GENERATED_PAGE = "_api.mdx"
"""The page that the operator's generator of API references writes."""


def generator_notes(path: str, region: Region) -> tuple[Note, ...]:
    """Where to fix a finding of a page that a generator outside the docs writes."""
    if path.rpartition("/")[2] != _GENERATED_PAGE:
        return ()
    return (Note(path, region.line, region.column, FIX_GENERATOR),)


def protected(page: Page) -> Callable[[Span], bool]:
    """A test for spans that no fix may touch: generated text; all, where markers are wrong."""
    markers = find_markers(page)
    if markers.header or markers.problems:
        return lambda _: True
    # Regions are in the order of the page, and none is inside another.
    starts = [region.span.start for region in markers.regions]
    ends = [region.span.end for region in markers.regions]
    return lambda at: bisect_left(ends, at.start) < bisect_right(starts, at.end)


def with_template_lines(docs: Docs, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings; those in generated text with a note on the template line to change."""
    paths = {each.path for each in found if each.path and each.region}
    marked = {path for path in paths if _may_be_marked(docs, path)}
    if not marked:
        return tuple(found)
    from docs_snippets.snippets.line_sources import LineSources  # seldom needed, slow to start

    sources = LineSources(docs)
    return tuple(
        _with_source(docs, sources, each) if each.path in marked else each for each in found
    )


def _with_source(docs: Docs, sources: "LineSources", finding: Diagnostic) -> Diagnostic:
    page = docs.pages.page(finding.path or "")
    if not isinstance(page, Page) or finding.region is None:
        return finding
    origin = sources.source_of(page, finding.region.line)
    if origin is None:
        return finding
    path = f"{TEMPLATES}/{origin.template}"
    note = Note(path, origin.line, 1, "the template line that this text comes from")
    return finding._replace(notes=(*finding.notes, note))


def _may_be_marked(docs: Docs, path: str) -> bool:
    source = docs.pages.source(path)
    return isinstance(source, Source) and may_hold_markers(source.text)


def in_generated_text(docs: Docs, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings that start in generated text, or are about it or where it belongs."""
    within = _GeneratedPlaces(docs)
    return tuple(each for each in found if each.rule in RULES.values() or within.has(each))


@dataclass(frozen=True)
class _GeneratedPlaces:
    """Which places of pages are generated; of each page, its markers are looked for once."""

    docs: Docs
    known: dict[str, Callable[[Diagnostic], bool]] = field(default_factory=dict)

    def has(self, finding: Diagnostic) -> bool:
        """Whether a finding is on generated text, or on no page."""
        if finding.path is None or finding.region is None:
            return True
        if finding.path not in self.known:
            self.known[finding.path] = self._on_page(finding.path)
        return self.known[finding.path](finding)

    def _on_page(self, path: str) -> Callable[[Diagnostic], bool]:
        page = self.docs.pages.page(path)
        markers = find_markers(page) if isinstance(page, Page) else None
        if not isinstance(page, Page) or markers is None or markers.header is not None:
            return lambda _: True
        source, inside = page.source, starts_inside(region.span for region in markers.regions)
        return lambda found: bool(
            found.region and inside(source.offset(found.region.line, found.region.column))
        )
