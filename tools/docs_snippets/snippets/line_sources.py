"""The template line that a line of generated text on a page came from."""

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


class LineSources:
    """Finds the template lines of generated text; each region is rendered once."""

    def __init__(self, docs: Docs) -> None:
        self._docs = docs
        self._snippets: tuple[Snippet, ...] = load(docs)[0]
        self._renderer: SnippetRenderer = snippet_renderer(docs)
        self._kept: dict[tuple[str, str], tuple[TemplateLine | None, ...]] = {}

    def source_of(self, page: Page, line: int) -> TemplateLine | None:
        """Where a line of a page came from; None outside of regions and where a region is not as
        its template would write it today.
        """
        regions = find_markers(page).regions
        for region in regions:
            first, last = (page.source.line_of(at) for at in region.span)
            if first < line < last:
                key = page.path, region_name(region)
                if key not in self._kept:
                    self._kept[key] = self._origins(page, region, regions)
                origins = self._kept[key]
                inside = line - first - 1 - _blank_lines(page, region)
                return origins[inside] if 0 <= inside < len(origins) else None
        return None

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
