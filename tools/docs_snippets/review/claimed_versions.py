"""The versions that a description says a change is for.

A claim is a list of versions with the product they belong to: `NAME 1.2/1.3`, or what follows
`Product Version(s):`. A version that a sentence merely mentions is none, unless it stands in one
list with a version that the change touches. Names are those of the configuration: a product's
name, its title, the words of the title that its fellows do not have, and their initials.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.project.config import Product
from docs_snippets.project.trees import Tree

_FIELD = re.compile(r"^[ \t#*_]*(?:product[ \t]+)?versions?(?:\(s\))?[ \t*_]*:", re.I | re.M)
_FIELD_END = re.compile(r"\n[ \t]*(?=\n|#|\*\*|[A-Z][^\n:]{0,40}:)")
_BETWEEN = re.compile(r"(?:[\s,;/&+()\[\]*_`:-]|\band\b|\bor\b|\bversions?\b)*", re.I)
_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|#\d|@")
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


class _Word(NamedTuple):
    """A product or a version in a text. `trees` are those it may mean."""

    start: int
    end: int
    product: str
    trees: frozenset[Tree]


def claims(text: str, trees: Sequence[Tree], products: Sequence[Product]) -> Claims:
    """What a description claims."""
    text = _RUN.sub(_without_address, text)
    words = _words(text, trees, products)
    lists = tuple(_lists(text, words))
    fields = [_field(text, each.end()) for each in _FIELD.finditer(text)]
    inside = [each for each in _meant(words) if any(a <= each.start < b for a, b in fields)]
    return Claims(
        lists,
        frozenset(tree for each in inside for tree in each.trees),
        frozenset(tree for each in _meant(words) for tree in each.trees),
        bool(_WIDE.search(text)),
    )


def _without_address(run: re.Match[str]) -> str:
    """A run of characters, blank where it is an address."""
    return " " * len(run[0]) if _ADDRESS.search(run[0]) else run[0]


def _field(text: str, start: int) -> tuple[int, int]:
    """What a form's field holds: the rest of its line, and the lines up to the next."""
    end = _FIELD_END.search(text, start)
    return start, end.start() if end else len(text)


def _words(text: str, trees: Sequence[Tree], products: Sequence[Product]) -> list[_Word]:
    """Products and versions in the order of the text, the longest name where several fit."""
    found: list[_Word] = []
    for product in products:
        for name, exact in _names(product, products):
            form = re.compile(rf"(?<![\w/-]){name}(?![\w-])", 0 if exact else re.I)
            found += (_Word(*at.span(), product.name, frozenset()) for at in form.finditer(text))
    for version in {str(tree.version) for tree in trees}:
        meant = frozenset(tree for tree in trees if str(tree.version) == version)
        stem = version.partition("-")[0]
        fellows = {str(tree.version) for tree in trees if str(tree.version).startswith(f"{stem}-")}
        spelled = {version, *([stem] if fellows == {version} else [])}
        known = {str(tree.version) for tree in trees}
        for name in spelled - (known - {version}):
            form = re.compile(rf"(?<![\w.-])v?{re.escape(name)}(?!\w|\.\d|-\d)", re.I)
            found += (_Word(*at.span(), "", meant) for at in form.finditer(text))
    return list(_longest(sorted(found, key=lambda each: (each.start, -each.end))))


def _longest(words: Sequence[_Word]) -> Iterator[_Word]:
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


def _meant(words: Sequence[_Word]) -> Iterator[_Word]:
    """Versions with the trees they mean: those of the product last named before, on any line."""
    product = ""
    for each in words:
        if each.product:
            product = each.product
            continue
        own = frozenset(tree for tree in each.trees if tree.product == product)
        yield each._replace(trees=own or (each.trees if not product else frozenset()))


def _lists(text: str, words: Sequence[_Word]) -> Iterator[frozenset[Tree]]:
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
