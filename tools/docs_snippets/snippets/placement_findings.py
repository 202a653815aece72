"""Placements that are not as they should be, as findings of the linter."""

from collections.abc import Iterable, Iterator

from docs_snippets.core.diagnostics import Diagnostic, Note, Severity, problem
from docs_snippets.core.source import Region, Source
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.states import Placement, PlacementState

RULES = {
    PlacementState.STALE: "stale-snippet",
    PlacementState.EDITED: "edited-snippet",
    PlacementState.MISSING: "missing-snippet",
    PlacementState.UNPLACED: "missing-snippet",
    PlacementState.ORPHAN: "orphan-snippet",
    PlacementState.BROKEN: "broken-marker",
    PlacementState.UNMANAGED: "unmanaged-copy",
}


def findings(docs: Docs, placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """One finding a placement that is not current; one a hand-written copy, whatever lacks it."""
    copies: set[tuple[str, str, tuple[int, ...]]] = set()
    for placement in placements:
        if placement.adrift:
            yield _adrift(docs, placement)
        rule = RULES.get(placement.state)
        if rule is None:
            continue
        if placement.state is PlacementState.UNMANAGED:
            copy = (placement.page, placement.snippet, placement.lines)
            if copy in copies:
                continue
            copies.add(copy)
        yield _finding(docs, placement, rule)


def _adrift(docs: Docs, placement: Placement) -> Diagnostic:
    """A text that stands where its definition no longer leads: it could not be put back there."""
    message = (
        f"{placement.name} is in place, but cannot be inserted again: {placement.adrift}; "
        f"correct the placement in snippets/{placement.snippet}.yaml"
    )
    return _at(docs, placement, "missing-snippet", Severity.WARNING, message)


def _finding(docs: Docs, placement: Placement, rule: str) -> Diagnostic:
    severity = Severity.WARNING if placement.state is PlacementState.UNMANAGED else Severity.ERROR
    return _at(docs, placement, rule, severity, _message(placement))


def _at(
    docs: Docs, placement: Placement, rule: str, severity: Severity, message: str
) -> Diagnostic:
    page = docs.pages.page(placement.page)
    source = page.source if isinstance(page, Page) else Source(placement.page, "")
    span = source.span_of(placement.region or Region(1, 1, 1, 1))
    notes = tuple(_notes(placement))
    found = problem(source, span, rule, message, severity=severity, notes=notes)
    return found._replace(tree=placement.tree)


def _message(placement: Placement) -> str:
    name, reason = placement.name, placement.reason
    match placement.state:
        case PlacementState.STALE:
            return f"the text of {name} is stale: {reason}; `render` rewrites it"
        case PlacementState.EDITED:
            template = f"templates/{placement.template}" if placement.template else "its template"
            return (
                f"the text of {name} was changed by hand; change {template} instead, or discard "
                f"the change with `render --force {placement.snippet}`"
            )
        case PlacementState.MISSING:
            return (
                f"{name} is missing here: {reason}; {placement.blocked_by or '`render` inserts it'}"
            )
        case PlacementState.UNPLACED:
            return f"{name} cannot be placed here: {reason}"
        case PlacementState.ORPHAN:
            mend = placement.blocked_by or "`render` removes it"
            return f"{name} does not belong here: {reason}; {mend}"
        case PlacementState.UNMANAGED:
            mend = f"`render --adopt {placement.snippet}` replaces it"
            return f"a hand-written copy of {placement.snippet}: the page {reason}; {mend}"
    return f"{name}: {reason}"


def _notes(placement: Placement) -> Iterator[Note]:
    if placement.quote and placement.state is not PlacementState.UNMANAGED:
        yield placement.quote.note()


def line_of(placement: Placement) -> str:
    """Where a placement stands on its page, as `:12`; empty where it does not."""
    return f":{placement.region.line}" if placement.region else ""
