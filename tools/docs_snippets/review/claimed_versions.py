"""The versions that a description says a change is for.

A claim is a list of versions with the product they belong to: `NAME 1.2/1.3`, or what follows
`Product Version(s):`. A version that a sentence merely mentions is none, unless it stands in one
list with a version that the change touches.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.project.config import Product
from docs_snippets.project.trees import Tree
from docs_snippets.review.tree_names import TreeName, tree_names, without_addresses

_FIELD = re.compile(r"^[ \t#*_]*(?:product[ \t]+)?versions?(?:\(s\))?[ \t*_]*:", re.I | re.M)
_FIELD_END = re.compile(r"\n[ \t]*(?=\n|#|\*\*|[A-Z][^\n:]{0,40}:)")
_BETWEEN = re.compile(r"(?:[\s,;/&+()\[\]*_`:-]|\band\b|\bor\b|\bversions?\b)*", re.I)
_WIDE = re.compile(
    r"\b(?:all|every|each|any)\b[^.\n]{0,40}\b(?:versions?|trees?|docs|branches)\b", re.I
)


class Claims(NamedTuple):
    """Trees that lists of versions name, list by list, and every tree named anywhere.

    `field` tells whether the form's own field lists them; a `wide` claim is for all versions.
    """

    lists: tuple[frozenset[Tree], ...]
    field: frozenset[Tree]
    named: frozenset[Tree]
    wide: bool


def claims(text: str, trees: Sequence[Tree], products: Sequence[Product]) -> Claims:
    """What a description claims."""
    text = without_addresses(text)
    words = tree_names(text, trees, products)
    lists = tuple(_lists(text, words))
    fields = [_field(text, each.end()) for each in _FIELD.finditer(text)]
    inside = [each for each in _meant(words) if any(a <= each.start < b for a, b in fields)]
    return Claims(
        lists,
        frozenset(tree for each in inside for tree in each.trees),
        frozenset(tree for each in _meant(words) for tree in each.trees),
        bool(_WIDE.search(text)),
    )


def _field(text: str, start: int) -> tuple[int, int]:
    """What a form's field holds: the rest of its line, and the lines up to the next."""
    end = _FIELD_END.search(text, start)
    return start, end.start() if end else len(text)


def _meant(words: Sequence[TreeName]) -> Iterator[TreeName]:
    """Versions with the trees they mean: those of the product last named before, on any line."""
    product = ""
    for each in words:
        if each.product:
            product = each.product
            continue
        own = frozenset(tree for tree in each.trees if tree.product == product)
        yield each._replace(trees=own or (each.trees if not product else frozenset()))


def _lists(text: str, words: Sequence[TreeName]) -> Iterator[frozenset[Tree]]:
    """Runs of products and versions with nothing but signs between them."""
    meant = {each.start: each.trees for each in _meant(words)}
    run: set[Tree] = set()
    has_product, end = False, -1
    for each in words:
        if end >= 0 and not _BETWEEN.fullmatch(text, end, each.start):
            if has_product and run:
                yield frozenset(run)
            run, has_product = set(), False
        has_product |= bool(each.product)
        run |= meant.get(each.start, frozenset())
        end = each.end
    if has_product and run:
        yield frozenset(run)
