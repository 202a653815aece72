"""The template line that a line of generated text on a page came from."""

from bisect import bisect_right

from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.assess import region_name
from docs_snippets.snippets.context import SnippetRenderer, snippet_renderer
from docs_snippets.snippets.definition import Snippet
from docs_snippets.snippets.definition_reading import load
from docs_snippets.snippets.locating import level_beside
from docs_snippets.snippets.markers import GeneratedRegion, find_markers
from docs_snippets.snippets.origins import TemplateLine
from docs_snippets.snippets.states import PlanRequest
from docs_snippets.snippets.tasks import gather

MOST_REGIONS = 1_000
"""Regions that are rendered to tell where their lines came from."""


class LineSources:
    """Finds the template lines of generated text; each region is rendered once."""

    def __init__(self, docs: Docs) -> None:
        self._docs = docs
        self._snippets: tuple[Snippet, ...] = load(docs)[0]
        self._renderer: SnippetRenderer = snippet_renderer(docs)
        self._kept: dict[tuple[str, str], tuple[TemplateLine | None, ...]] = {}
        self._regions: dict[str, tuple[GeneratedRegion, ...]] = {}

    def source_of(self, page: Page, line: int) -> TemplateLine | None:
        """Where a line of a page came from; None outside of regions and where a region is not as
        its template would write it today.
        """
        if page.path not in self._regions:
            self._regions[page.path] = find_markers(page).regions
        regions = self._regions[page.path]
        at = bisect_right(regions, page.source.offset(line), key=lambda each: each.span.start) - 1
        if at < 0:
            return None
        region = regions[at]
        first, last = (page.source.line_of(offset) for offset in region.span)
        if not first < line < last:
            return None
        key = page.path, region_name(region)
        if key not in self._kept:
            if len(self._kept) >= MOST_REGIONS:
                return None
            self._kept[key] = self._origins(page, region, regions)
        origins = self._kept[key]
        inside = line - first - 1 - _blank_lines(page, region)
        return origins[inside] if 0 <= inside < len(origins) else None

    def _origins(
        self, page: Page, region: GeneratedRegion, regions: tuple[GeneratedRegion, ...]
    ) -> tuple[TemplateLine | None, ...]:
        name = region_name(region)
        request = PlanRequest(frozenset({name}), pages=frozenset({page.path}))
        work = gather(self._docs, self._snippets, request, self._renderer.decide)
        for task in work.tasks.get(page.path, ()):
            if task.place.name == name:
                level = level_beside(page, regions, region, task.place.position)
                rendered = self._renderer.task(task, level)
                return rendered.origins if rendered.text == region.text else ()
        return ()


def _blank_lines(page: Page, region: GeneratedRegion) -> int:
    """Blank lines between the first marker and the text, which are no part of the text."""
    below = page.source.text[region.begin.end : region.span.end]
    return below[: len(below) - len(below.lstrip())].count("\n") - 1
