"""Generated text as the linter sees it: what snippets have to say, which findings lie in it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets import check
from docs_snippets.snippets.markers import find_markers
from docs_snippets.snippets.placement_findings import RULES

INVALID = "invalid-snippet"


def pages(docs: Docs) -> tuple[str, ...]:
    """The pages that hold generated text."""
    from docs_snippets.snippets.tasks import pages_with_regions  # seldom needed, and slow to start

    return pages_with_regions(docs)


def findings(
    docs: Docs, wanted: Mapping[str, bool], paths: Collection[str] | None
) -> tuple[Diagnostic, ...]:
    """What the snippets have to say of pages, all without any, and of their own definitions."""
    if any(wanted.get(rule) for rule in (*RULES.values(), INVALID)):
        return check.check(docs, paths)
    return ()


def by_page(found: Iterable[Diagnostic]) -> Callable[[Page], Sequence[Diagnostic]]:
    """The findings that concern a page of the docs."""
    of: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        of[each.path or ""].append(each)
    return lambda page: of.get(page.path, ())


def elsewhere(docs: Docs, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings on files that are no pages of the docs."""
    return tuple(each for each in found if not docs.has_page(each.path or ""))


def untouchable(page: Page) -> Callable[[Span], bool]:
    """Tells the places of a page that no fix may touch: our text, or all of it in case of doubt."""
    ours = find_markers(page)
    if ours.header or ours.problems:
        return lambda _: True
    regions = [own.span for own in ours.regions]
    return lambda at: any(at.start <= own.end and own.start <= at.end for own in regions)


def inside(docs: Docs, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings that start in generated text, or are about it or where it belongs."""
    return tuple(each for each in found if each.rule in RULES.values() or _within(docs, each))


def _within(docs: Docs, finding: Diagnostic) -> bool:
    page = docs.page(finding.path) if finding.path and finding.region else None
    if not isinstance(page, Page) or finding.region is None:
        return True
    ours = find_markers(page)
    start = page.source.offset(finding.region.line, finding.region.column)
    return ours.header is not None or any(
        own.span.start <= start < own.span.end for own in ours.regions
    )
