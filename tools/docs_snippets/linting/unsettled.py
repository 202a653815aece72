"""What is said of the lines of a merge conflict: that there is one, and no more.

Two texts stand there, and one will go. What is wrong with the other is told once it is alone.
"""

from collections.abc import Iterable, Iterator

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.mdx.page import Page
from docs_snippets.prose.merge_conflicts import unsettled_lines

_TOLD = frozenset({"merge-conflict", "broken-mdx"})


def settled(page: Page, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings on a page without those that a conflict may cause."""
    conflicts = unsettled_lines(page)
    for each in found:
        line = each.region[0] if each.region else 0
        if each.rule in _TOLD or not any(line in lines for lines in conflicts):
            yield each
