"""A sentence in which each list of trees is one mark, so that patterns can match the rest."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from docs_snippets.project.config import Product
from docs_snippets.project.trees import NEXT, Tree
from docs_snippets.review.tree_names import TreeName, tree_names, without_addresses

MARK = "\x01\\d+\x02"
"""A pattern of a mark."""

_BEFORE = r"(?:before|older than|earlier than|prior to|below|lower than)"
_AFTER = r"(?:after|newer than|later than|above)"
_SINCE = r"(?:from|since)"
_HIGHER = r"(?:later|newer|above|up|higher)(?:\s+versions?)?"
_UP = rf"(?:\s*(?:,?\s*(?:and|or|&)\s+{_HIGHER}|\+|\s+on(?:wards?)?))"
_DOWN = r"(?:\s*,?\s*(?:and|or|&)\s+(?:older|earlier|below|before|lower)(?:\s+versions?)?)"
_SIGN = re.compile(
    rf"(?P<before>\b{_BEFORE}\s+)?(?P<after>\b{_AFTER}\s+)?(?P<since>\b{_SINCE}\s+)?"
    rf"\x01(?P<name>\d+)\x02(?:\.x)?(?P<up>{_UP})?(?P<down>{_DOWN})?",
    re.I,
)
_JOIN = (
    r"[\s`]*(?:[/,&+@:(]|,?\s*\b(?:and|or|nor)\b)?[\s`]*"
    rf"(?:\b(?:the|in|for|to|v|versions?|releases?|docs?)\s+)*(?=(?:(?:{_BEFORE}|{_AFTER}|{_SINCE})"
    r"\s+(?:versions?\s+)?)?\x01)"
)
_ITEM = rf"(?:(?:{_BEFORE}|{_AFTER}|{_SINCE})\s+)?\x01\d+\x02(?:\.x)?(?:{_UP}|{_DOWN})?"
_LIST = re.compile(rf"`?(?:v(?=\x01))?{_ITEM}(?:{_JOIN}{_ITEM})*`?", re.I)


class _Group(NamedTuple):
    """The trees of a list, and those of them whose versions it names."""

    trees: frozenset[Tree]
    versions: frozenset[Tree]


class MarkedText(NamedTuple):
    """A sentence with marks, and what each means."""

    text: str
    groups: tuple[_Group, ...]

    def trees_of(self, mark: str) -> frozenset[Tree]:
        """The trees of a mark."""
        return self.groups[int(mark[1:-1])].trees

    def versions_of(self, mark: str) -> frozenset[Tree]:
        """The trees of a mark whose versions are named."""
        return self.groups[int(mark[1:-1])].versions


def mark_trees(sentence: str, trees: Sequence[Tree], products: Sequence[Product]) -> MarkedText:
    """The sentence with a mark for each list of products and versions."""
    sentence = without_addresses(re.sub("[\x01\x02]", "", sentence))
    names = tree_names(sentence, trees, products)
    parts, at = [], 0
    for number, each in enumerate(names):
        parts += [sentence[at : each.start], f"\x01{number}\x02"]
        at = each.end
    text = "".join([*parts, sentence[at:]])
    groups: list[_Group] = []
    product = ""

    def mark(found: re.Match[str]) -> str:
        nonlocal product
        group, product = _group(found[0], names, product, trees, products)
        groups.append(group)
        return f"\x01{len(groups) - 1}\x02"

    return MarkedText(_LIST.sub(mark, text), tuple(groups))


def _group(
    listed: str,
    names: Sequence[TreeName],
    product: str,
    trees: Sequence[Tree],
    products: Sequence[Product],
) -> tuple[_Group, str]:
    """What a list means after a product that was named, and the product named last."""
    whole: set[str] = set()
    versions: set[Tree] = set()
    for sign in _SIGN.finditer(listed):
        name = names[int(sign["name"])]
        if name.product:
            product = name.product
            whole |= {product} - _generic(products)
            continue
        meant = _of_product(name.trees, product)
        if meant:
            whole -= {tree.product for tree in meant}
            versions |= _range(sign, meant, trees)
    named = frozenset(tree for tree in trees if tree.product in whole)
    return _Group(named | versions, frozenset(versions)), product


def _generic(products: Sequence[Product]) -> set[str]:
    """Products whose name is a word of another's title: alone, it may mean any of them."""
    titles = {each.name: each.title.lower().split() for each in products}
    return {
        name
        for name in titles
        for other, title in titles.items()
        if other != name and name.lower() in title
    }


def _of_product(meant: frozenset[Tree], product: str) -> frozenset[Tree]:
    """The trees of a version: of the product named before it, else of the only one that has it."""
    own = frozenset(tree for tree in meant if tree.product == product)
    if own:
        return own
    named = frozenset(tree for tree in meant if str(tree.version) != NEXT)
    return named if len({tree.product for tree in named}) == 1 else frozenset()


def _range(sign: re.Match[str], meant: frozenset[Tree], trees: Sequence[Tree]) -> frozenset[Tree]:
    """The trees of a version, or those of its product before or after it."""
    if not (sign["before"] or sign["after"] or sign["since"] or sign["up"] or sign["down"]):
        return meant
    one = next(iter(meant))
    fellows = frozenset(
        tree for tree in trees if tree.product == one.product and tree.version.comparable
    )
    if sign["before"] or sign["down"]:
        found = {tree for tree in fellows if tree.version < one.version}
    else:
        found = {tree for tree in fellows if tree.version > one.version}
    without = sign["before"] or sign["after"]
    return frozenset(found) if without else frozenset(found) | meant
