"""The products and versions that a text names.

Names are those of the configuration: a product's name, its title, the words of the title that its
fellows do not have, and their initials.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.project.config import Product
from docs_snippets.project.trees import Tree

_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|#\d|@")


class TreeName(NamedTuple):
    """A product or a version in a text. `trees` are those it may mean; of a product, none."""

    start: int
    end: int
    product: str
    trees: frozenset[Tree]


def without_addresses(text: str) -> str:
    """A text of the same length, with its addresses blank."""
    return _RUN.sub(_without_address, text)


def _without_address(run: re.Match[str]) -> str:
    """A run of characters, blank where it is an address."""
    return " " * len(run[0]) if _ADDRESS.search(run[0]) else run[0]


def tree_names(text: str, trees: Sequence[Tree], products: Sequence[Product]) -> list[TreeName]:
    """Products and versions in the order of the text, the longest name where several fit."""
    found: list[TreeName] = []
    for product in products:
        for name, exact in _names(product, products):
            form = re.compile(rf"(?<![\w/-]){name}(?![\w-])", 0 if exact else re.I)
            found += (TreeName(*at.span(), product.name, frozenset()) for at in form.finditer(text))
    for version in {str(tree.version) for tree in trees}:
        meant = frozenset(tree for tree in trees if str(tree.version) == version)
        stem = version.partition("-")[0]
        fellows = {str(tree.version) for tree in trees if str(tree.version).startswith(f"{stem}-")}
        spelled = {version, *([stem] if fellows == {version} else [])}
        known = {str(tree.version) for tree in trees}
        for name in spelled - (known - {version}):
            form = re.compile(rf"(?<![\w.-])v?{re.escape(name)}(?!\w|\.\d|-\d)", re.I)
            found += (TreeName(*at.span(), "", meant) for at in form.finditer(text))
    return list(_longest(sorted(found, key=lambda each: (each.start, -each.end))))


def _longest(words: Sequence[TreeName]) -> Iterator[TreeName]:
    end = 0
    for each in words:
        if each.start >= end:
            yield each
            end = each.end


def _names(product: Product, products: Sequence[Product]) -> Iterator[tuple[str, bool]]:
    """Patterns of a product's names, and whether their case counts."""
    yield re.escape(product.name).replace(r"\-", "[ -]"), False
    words = product.title.split()
    yield r"\s+".join(map(re.escape, words)), False
    others = {word for each in products if each is not product for word in each.title.split()}
    own = [word for word in words if word not in others]
    if own and len(own) < len(words):
        yield r"\s+".join(map(re.escape, own)), True
    if len(words) > 1:
        yield re.escape("".join(word[0].upper() for word in words)), True
