"""What the linter is told of snippets: what is wrong with definitions, templates and placements."""

from collections.abc import Collection

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.snippets.definition_reading import load
from docs_snippets.snippets.markers import may_hold_markers
from docs_snippets.snippets.states import PlacementState, PlanRequest


def check(docs: Docs, pages: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Findings of the snippet rules; of placements, only those on some pages when they are given.

    Definitions are checked in any case, a template where it is placed on one of the pages.
    """
    snippets, wrong = load(docs)
    if wrong:
        return wrong
    places = {place.page for snippet in snippets for place in snippet.places}
    if pages is not None:
        pages = frozenset(path for path in pages if _concerns(docs, path, places))
        if not pages:
            return ()
    # Imported here because most pages have no snippet, and templates take long to start.
    from docs_snippets.snippets.placement_findings import findings
    from docs_snippets.snippets.plan import plan

    planned = plan(docs, snippets, PlanRequest(pages=pages))
    if planned.problems:
        return planned.problems
    told = {each.path for each in planned.broken}
    untold = (
        each
        for each in planned.placements
        if not (each.state is PlacementState.BROKEN and each.page in told)
    )
    return (*planned.broken, *findings(docs, untold))


def _concerns(docs: Docs, path: str, places: Collection[str]) -> bool:
    """Whether a snippet has its place on a page, or a marker stands on it."""
    if docs.pages.path_in_tree(path) in places:
        return True
    source = docs.pages.source(path)
    return isinstance(source, Source) and may_hold_markers(source.text)
