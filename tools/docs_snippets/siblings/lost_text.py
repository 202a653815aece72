"""Finds text that one version of a page lost, while the versions before and after it have it.

A version is cut from the newest docs, so that text which the older and the newer version both have
was there, and what is not there now was forgotten when somebody edited versions by hand. Versions
that the site does not publish are no evidence. Found is text that was taken out alone: where other
words stand in its place, another rule compares them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Siblings
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree, are_ordered
from docs_snippets.siblings.tokens import UnitKey
from docs_snippets.siblings.variants import TextUnit, units

SHORTEST = 8
"""Words of a sentence that is worth a report; shorter ones are entries of lists."""
ALIKE = 3 / 4
"""How alike two versions of a page are where the one was not written anew."""
_MANY, _MUCH = 4, 1 / 5
"""Pages of a version, and the part of them, that lack text which it seems never to have had."""
_KEPT = 64


class LostText(NamedTuple):
    """Where text is missing: after the unit `after`, or before the first one."""

    after: TextUnit
    newer: tuple[Tree, Page]
    older: Tree
    first: TextUnit


def lost_texts(siblings: Siblings, page: Page) -> Iterator[LostText]:
    """The text that the versions around a page's own both have, and it has not."""
    tree = siblings.pages.tree_of(page.path)
    around = _around(siblings.pages, tree, page) if tree else None
    if tree is None or around is None:
        return
    (older, before), (newer, after) = around
    if not any(_long_lines(*(each.source.text for each in (page, before, after)))):
        return
    own, old, new = (units(siblings, each) for each in (page, before, after))
    keys, then = [unit.key for unit in own], [unit.key for unit in old]
    there, both = set(keys), set(then) - set(keys)
    if not own or not any(unit.key in both and _tells(unit) for unit in new):
        return
    # Only now the costly part: most pages have lost nothing.
    if siblings.derived(_Rewrites).is_rewritten(older, tree, newer):
        return
    matcher = SequenceMatcher(None, keys, [unit.key for unit in new], autojunk=False)
    for kind, at, _, start, end in matcher.get_opcodes() if matcher.ratio() >= ALIKE else ():
        run = new[start:end] if kind == "insert" else []
        first = next((unit for unit in run if _tells(unit) and unit.key not in there), None)
        if first and not _is_cell(after, first) and _holds(then, [unit.key for unit in run]):
            yield LostText(own[max(at - 1, 0)], (newer, after), older, first)


@dataclass(frozen=True, eq=False)
class _Rewrites:
    """Which versions lack text of the ones around on so many pages that they never had it."""

    siblings: Siblings
    _known: Memo[tuple[Tree, ...], bool] = field(default_factory=lambda: Memo(_KEPT))

    def is_rewritten(self, older: Tree, tree: Tree, newer: Tree) -> bool:
        """Whether that is no matter of single pages that somebody forgot."""
        three = (tree, older, newer)
        return self._known.get(three, lambda: self._lacks_much(*three))

    def _lacks_much(self, *trees: Tree) -> bool:
        pages = self.siblings.pages
        paths = map(pages.path_in_tree, pages.paths_of(trees[0]))
        copies = ([pages.source(pages.in_tree(tree, path)) for tree in trees] for path in paths)
        read = [[one.text for one in each if isinstance(one, Source)] for each in copies]
        shared = [texts for texts in read if len(texts) == len(trees)]
        lacking = sum(any(_long_lines(*texts)) for texts in shared)
        return lacking >= _MANY and lacking > len(shared) * _MUCH


def _around(
    pages: Pages, tree: Tree, page: Page
) -> tuple[tuple[Tree, Page], tuple[Tree, Page]] | None:
    """The versions of a page right before and after a tree's, where both differ from it."""
    path = pages.path_in_tree(page.path)
    others = [
        each
        for each in pages.trees
        if each.product == tree.product and each != tree and each not in pages.left_out
    ]
    having = [each for each in others if pages.has(pages.in_tree(each, path))]
    if not are_ordered((tree, *having)):
        return None
    older = [each for each in having if each.version < tree.version]
    newer = [each for each in having if each.version > tree.version]
    if not older or not newer:
        return None
    nearest = max(older, key=lambda each: each.version), min(newer, key=lambda each: each.version)
    found = [(each, pages.page(pages.in_tree(each, path))) for each in nearest]
    read = [(each, copy) for each, copy in found if isinstance(copy, Page)]
    differ = all(copy.source.text != page.source.text for _, copy in read)
    return (read[0], read[1]) if len(read) == len(found) and differ else None


def _long_lines(text: str, *others: str) -> Iterator[str]:
    """The lines of several words that two other texts share and one lacks."""
    one, two = map(_lines, others)
    lacking = (one & two) - _lines(text)
    return (line for line in lacking if len(line.split()) >= SHORTEST)


@lru_cache(maxsize=32)
def _lines(text: str) -> frozenset[str]:
    return frozenset(text.splitlines())


def _tells(unit: TextUnit) -> bool:
    return unit.kind == "prose" and len(unit.text.split()) >= SHORTEST


def _is_cell(page: Page, unit: TextUnit) -> bool:
    line = page.source.line_span(page.source.line_of(unit.start))
    return page.source.text[line.start : line.end].lstrip().startswith("|")


def _holds(keys: Sequence[UnitKey], run: Sequence[UnitKey]) -> bool:
    """Whether the one sequence has the other in one piece."""
    starts = range(len(keys) - len(run) + 1)
    return any(keys[at : at + len(run)] == run for at in starts)
