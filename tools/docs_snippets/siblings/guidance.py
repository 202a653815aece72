"""Finds guidance on a page: a paragraph that names a parameter, and the block that sets it.

The unit in which sibling trees are compared: prose alone may be reworded, a block alone says
nothing of why.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.code_blocks.parameter_settings import Setting
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Heading, Page, Text
from docs_snippets.project.trees import Tree
from docs_snippets.snippets.markers import find_markers, may_hold_markers

_WORD = re.compile(r"[a-z][a-z0-9_]+")
_VARIABLE = re.compile(r"\$\[[^\[\]\n]*\]")
_KEPT = 4
_APPLIED = frozenset({"manifest", "patch", "json-patch", "values", "command", "fence"})


class Guidance(NamedTuple):
    """A paragraph about the parameter `name`, in the section under `heading`, in these tabs."""

    tree: Tree
    page: Page
    name: str
    text: Text
    heading: Heading | None
    tabs: tuple[str, ...]


def find_guidance(
    tree: Tree, page: Page, settings: Iterable[Setting], names: frozenset[str]
) -> Iterator[Guidance]:
    """Hand-written guidance about the parameters of some names, in the order of the page."""
    ours = (
        tuple(region.span for region in find_markers(page).regions)
        if may_hold_markers(page.source.text)
        else ()
    )
    paragraphs = {text.block: text for text in page.texts if text.kind == "paragraph"}
    seen: set[tuple[str, int]] = set()
    for setting in settings:
        if setting.name not in names or setting.where not in _APPLIED or setting.fence < 0:
            continue
        block = _before(page, page.fences[setting.fence].block)
        text = paragraphs.get(block)
        if text is None or (setting.name, block) in seen or not _names(text, setting.name):
            continue
        seen.add((setting.name, block))
        if not any(start <= text.span.start < end for start, end in ours):
            heading = heading_above(page, text)
            yield Guidance(tree, page, setting.name, text, heading, _tabs(page, block))


def heading_above(page: Page, text: Text) -> Heading | None:
    """The heading of the section a text stands in."""
    starts = [heading.span.start for heading in page.headings]
    index = bisect_right(starts, text.span.start) - 1
    return page.headings[index] if index >= 0 else None


def same_section(page: Page, unit: Guidance) -> Heading | None:
    """The heading on another page of the section the guidance would stand in, tabs included."""
    if unit.heading is None or not set(unit.tabs) <= set(_tab_labels(page)):
        return None
    wanted = _folded(unit.heading)
    return next((heading for heading in page.headings if _folded(heading) == wanted), None)


def explained_by_version(tree: Tree, having: Iterable[Tree]) -> bool:
    """Whether guidance began with a later version of the same product than the tree's."""
    versions = [other.version for other in having if other.product == tree.product]
    return bool(versions) and all(version > tree.version for version in versions)


class CopyWords(NamedTuple):
    """The page of a tree, and the words it holds in lower case."""

    tree: Tree
    path: str
    words: frozenset[str]


def copies_with_words(pages: Pages, path_in_tree: str) -> tuple[CopyWords, ...]:
    """A page in every tree that has it."""
    return pages.derived(_LastCopies).of(path_in_tree)


@dataclass(frozen=True, eq=False)
class _LastCopies:
    """The copies of the pages that were asked for last: each copy asks for the others."""

    pages: Pages
    _known: Memo[str, tuple[CopyWords, ...]] = field(default_factory=lambda: Memo(_KEPT))

    def of(self, path_in_tree: str) -> tuple[CopyWords, ...]:
        return self._known.get(path_in_tree, lambda: _copies(self.pages, path_in_tree))


def _copies(pages: Pages, path_in_tree: str) -> tuple[CopyWords, ...]:
    paths = ((tree, pages.in_tree(tree, path_in_tree)) for tree in pages.trees)
    read = ((tree, path, pages.source(path)) for tree, path in paths if pages.has(path))
    return tuple(
        CopyWords(tree, path, words(source.text))
        for tree, path, source in read
        if isinstance(source, Source)
    )


@lru_cache(maxsize=64)
def words(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def _folded(heading: Heading) -> str:
    """What a heading says, apart from variables, case and punctuation."""
    return " ".join(re.findall(r"\w+", _VARIABLE.sub("", heading.text).lower()))


def _before(page: Page, block: int) -> int:
    """The block right before another one, inside the same block."""
    siblings = page.children(page.blocks[block].parent)
    index = siblings.index(block)
    return siblings[index - 1] if index else -1


def _names(text: Text, name: str) -> bool:
    """Whether a paragraph names a parameter in any spelling that differs by case alone."""
    return name.lower() in _WORD.findall(text.prose.text.lower())


def _tabs(page: Page, block: int) -> tuple[str, ...]:
    """Labels of the tabs around a block."""
    labels = (page.attributes(index).get("label") for index in page.ancestors(block))
    return tuple(label for label in labels if label)


def _tab_labels(page: Page) -> Iterator[str]:
    for element in page.jsx:
        for attribute in element.attributes:
            if attribute.name == "label" and attribute.value:
                yield attribute.value
