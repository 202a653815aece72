"""The section of differences: what two trees tell differently, page by page."""

from docs_snippets.report.html.texts import Texts, Values
from docs_snippets.siblings.page_difference import PageDifference, SaidAt
from docs_snippets.siblings.tree_difference import PagePair, TreeDifference


def differences(found: TreeDifference, texts: Texts) -> Values:
    """References, variables and pages that differ."""
    return {
        "trees": [texts.number(tree.name) for tree in (found.one, found.two)],
        "references": [
            [
                texts.number(each.parameter.name),
                change.kind,
                texts.number(change.before.text if change.before else ""),
                texts.number(change.now.text if change.now else ""),
            ]
            for each in found.parameters
            for change in each.changes
        ],
        "variables": [
            [
                texts.number(each.name),
                texts.number(each.before or ""),
                texts.number(each.after or ""),
            ]
            for each in found.variables
        ],
        "pages": [_page(each, texts) for each in found.pages],
    }


def _page(pair: PagePair, texts: Texts) -> Values:
    return {
        "before": texts.number(pair.before or ""),
        "after": texts.number(pair.after or ""),
        "how": texts.number(pair.how),
        "differences": [_difference(each, texts) for each in pair.differences],
    }


def _difference(each: PageDifference, texts: Texts) -> list[object]:
    places = (each.before, each.after)
    section = texts.number(each.section)
    return [each.kind, each.state, section, each.more, *(_said(said, texts) for said in places)]


def _said(said: SaidAt | None, texts: Texts) -> list[int] | None:
    return [said.line, texts.number(said.text)] if said else None
