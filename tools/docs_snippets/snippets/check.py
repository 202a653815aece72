"""What the linter is told of snippets: what is wrong with definitions, templates and placements."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.snippets.definition import Snippet
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
    if pages is not None:
        pages = frozenset(_concerned(docs, pages, snippets))
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


def concerned(docs: Docs, pages: Iterable[str]) -> Iterator[str]:
    """Those of some pages on which a snippet has its place, or a marker stands."""
    snippets, _ = load(docs)
    return _concerned(docs, pages, snippets)


def _concerned(docs: Docs, pages: Iterable[str], snippets: Sequence[Snippet]) -> Iterator[str]:
    places = {place.page for snippet in snippets for place in snippet.places}
    for path in pages:
        source = docs.pages.source(path)
        marked = isinstance(source, Source) and may_hold_markers(source.text)
        if marked or docs.pages.path_in_tree(path) in places:
            yield path
