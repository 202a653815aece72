"""The section of snippets: the state and text of each placement, and the quote that decided."""

from collections.abc import Mapping

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.report.html.texts import Texts, Values
from docs_snippets.snippets import definition_reading
from docs_snippets.snippets.plan import plan
from docs_snippets.snippets.states import Placement, PlanRequest


def snippets(
    docs: Docs, chosen: frozenset[str], trees: Mapping[str, int], texts: Texts
) -> list[Values]:
    """The placements, by name; none where a definition or a template is wrong, which is a finding.

    `chosen` are names of trees, all without any.
    """
    defined, wrong = definition_reading.load(docs)
    if any(each.severity is Severity.ERROR for each in wrong):
        return []
    planned = plan(docs, defined, PlanRequest(trees=chosen))
    groups: dict[str, list[Placement]] = {}
    for each in planned.placements if not planned.problems else ():
        groups.setdefault(each.name, []).append(each)
    return [
        {
            "name": texts.number(name),
            "placements": [_placement(each, trees, texts) for each in all_],
        }
        for name, all_ in groups.items()
    ]


def _placement(placement: Placement, trees: Mapping[str, int], texts: Texts) -> Values:
    found: Values = {
        "tree": trees.get(placement.tree or "", -1),
        "state": placement.state,
        "page": texts.number(placement.page),
        "reason": texts.number(placement.reason),
    }
    line = placement.region.line if placement.region else min(placement.lines, default=None)
    if line:
        found["line"] = line
    if placement.quote:
        path, at, column, words = placement.quote
        found["quote"] = [texts.number(path), at, column, texts.number(words)]
    for name, text in (("wanted", placement.wanted), ("found", placement.found)):
        if text is not None:
            found[name] = texts.number(text)
    return found
