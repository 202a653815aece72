"""Finds lines that name another product where the same line names its own in all other versions.

A page says its product's name by a variable, so that copies in another product are right. A name
that is typed is right only where the other product is meant, and then in other versions, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Siblings
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree

_VARIABLE = "$[prodname]"
_AGREE = 2
"""Versions of the product that name their own."""


class OtherProduct(NamedTuple):
    """A product that a page names, where others have the variable of their own."""

    span: Span
    name: str
    trees: tuple[Tree, ...]


def other_products(siblings: Siblings, page: Page) -> Iterator[OtherProduct]:
    """The names of other products on a page for which its copies have the variable."""
    tree = siblings.pages.tree_of(page.path)
    own = _title(siblings, tree) if tree else ""
    text = page.source.text
    if tree is None or not own or not any(title in text for title in siblings.titles):
        return
    names = _names(tuple(sorted(siblings.titles, key=len, reverse=True)))
    for found in names.finditer(text):
        if found[0] == own or text[found.start() - 1 : found.start()].strip("([\"'*_ \n>|"):
            continue
        line = page.source.line_span(page.source.line_of(found.start()))
        before = text[line.start : found.start()].lstrip()
        if before.startswith("#"):
            continue  # a heading, in which a variable is not always replaced
        after = text[found.end() : line.end].rstrip()
        trees = _naming_own(siblings, tree, page, f"{before}{_VARIABLE}{after}")
        if len(trees) >= _AGREE:
            yield OtherProduct(Span(*found.span()), found[0], trees)


def _title(siblings: Siblings, tree: Tree) -> str:
    products = siblings.pages.config.products
    return next((each.title for each in products if each.name == tree.product), "")


@lru_cache(maxsize=4)
def _names(titles: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(title) for title in titles)
    return re.compile(rf"(?:{names})(?![\w-])")


def _naming_own(siblings: Siblings, tree: Tree, page: Page, line: str) -> tuple[Tree, ...]:
    """The other versions of the product that have a line, where they are most of them."""
    pages = siblings.pages
    path = pages.path_in_tree(page.path)
    others = [each for each in pages.trees if each.product == tree.product and each != tree]
    texts = [
        (each, copy.text)
        for each in others
        if pages.has(pages.in_tree(each, path))
        for copy in (pages.source(pages.in_tree(each, path)),)
        if isinstance(copy, Source)
    ]
    having = tuple(each for each, text in texts if line in text)
    return having if 2 * len(having) > len(texts) else ()
