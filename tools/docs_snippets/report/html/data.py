"""Gathers everything the HTML page shows, as one value for JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.project.trees import Tree
from docs_snippets.report.html.differences import differences
from docs_snippets.report.html.findings import UrlOf, causes, rules
from docs_snippets.report.html.parameters import parameters
from docs_snippets.report.html.snippets import snippets
from docs_snippets.report.html.texts import Texts, Values
from docs_snippets.siblings.tree_difference import TreeDifference


class ReportInput(NamedTuple):
    """A run to report: the pages it checked (`checked_counts` in words), and what it found.

    `trees` are names; without any, all trees are shown. `accepted` are findings that a baseline
    accepts, `commit` the one that was checked, in words. `url_of` gives the address of a line of a
    file, where the files are published. `compared` are two trees, where any are.
    """

    paths: Sequence[str]
    checked_counts: str
    findings: Sequence[Diagnostic]
    trees: frozenset[str] = frozenset()
    accepted: Sequence[Diagnostic] = ()
    commit: str | None = None
    url_of: UrlOf | None = None
    compared: TreeDifference | None = None


def report_data(docs: Docs, checked: ReportInput) -> Values:
    """The data of the page."""
    texts = Texts()
    wanted = checked.trees
    trees = [tree for tree in docs.trees if not wanted or tree.name in wanted]
    # Passages and quotes of other trees may be shown beside those of the trees asked for.
    numbers = {tree.name: number for number, tree in enumerate(docs.trees)}
    pages = Counter(tree.name for path in checked.paths if (tree := docs.pages.tree_of(path)))
    return {
        "version": 1,
        "title": texts.number(_title(docs)),
        "checked": texts.number(checked.checked_counts),
        "findings": len(checked.findings),
        "trees": [_tree(docs, tree, pages, tree in trees, texts) for tree in docs.trees],
        "commit": texts.number(checked.commit) if checked.commit else None,
        "rules": rules((*checked.findings, *checked.accepted), texts),
        "causes": causes(docs, checked.findings, numbers, texts, checked.url_of),
        "accepted": causes(docs, checked.accepted, numbers, texts, checked.url_of),
        "snippets": snippets(docs, wanted, numbers, texts),
        "parameters": parameters(docs, trees, numbers, texts),
        "differences": differences(checked.compared, texts) if checked.compared else None,
        "texts": texts.all,
    }


def _title(docs: Docs) -> str:
    return ", ".join(product.title for product in docs.config.products)


def _tree(docs: Docs, tree: Tree, pages: Counter[str], shown: bool, texts: Texts) -> Values:
    reference = docs.facts.reference(tree)
    return {
        "name": texts.number(tree.name),
        "shown": shown,
        "pages": pages[tree.name],
        "frozen": tree.frozen,
        "reference": texts.number(reference.path) if reference else None,
        "documented": len(reference.names) if reference else 0,
    }
