"""Decides which of two variants of a sentence or line of code is the mistake, and why.

Most differences between versions and products are meant. Reported are those that are mistakes by
their form (a delimiter without its partner, a sentence without its end, a word that nothing else
spells so), words that the newest version has mended, and signs, values and flags where the copies
around agree against one. Words are judged in `word_reasons`.
"""

import re
from typing import Literal
from unicodedata import normalize

from docs_snippets.docs.docs import Siblings
from docs_snippets.docs.tree_facts import Facts
from docs_snippets.project.trees import Tree, are_ordered
from docs_snippets.siblings.contrasts import contrast, turns
from docs_snippets.siblings.lost_partners import is_balanced, opens_more
from docs_snippets.siblings.phrases import is_term
from docs_snippets.siblings.printed_lines import fence_kind_of, is_printed
from docs_snippets.siblings.spelling import inflects, occurrences
from docs_snippets.siblings.tokens import VARIABLE
from docs_snippets.siblings.variant import Variant
from docs_snippets.siblings.variants import UnitCopy, folded
from docs_snippets.siblings.word_reasons import are_few, are_near, is_mended, word_reason

Reason = Literal["form", "spelling", "mended", "name", "outvoted", "translated", "apart", "word"]
"""`translated` is code of a translation that is not what the site's own language shows. `word` says
that copies differ, not which of them is to be mended."""

ALONE = 3
"""Versions that have to agree against one."""
MANY = 4
"""Copies that have to agree where nothing but agreement decides."""
_STYLE = frozenset("_\"'`“”‘’-–—/#")
_MARK = "#"
"""Of a heading or comment: nobody types it for a bracket."""
_UNFINISHED = frozenset(
    "a an and as at by for from in into is of on or that the their this to with your".split()
)
_SMALL = _UNFINISHED | frozenset("are be has have it not was were will you".split())
_POINT_FIRST = re.compile(r"(?<=\s)\.\d")
_PLAIN = re.compile(r"[A-Za-z]?[a-z'’]+")
_NEAR = 2
_NUMBER = re.compile(r"\d+")
_RUN = ("shell", "yaml", "json")
_TYPED = str.maketrans("", "", "()`'\";, ")
"""Signs that a formatter sets or drops."""
_TECHNICAL = re.compile(r"\d|[a-z][A-Z]|\w[-_./=:]\w")
_VERSION = re.compile(r"\d\.\d|\bv\d")
_PLACEHOLDER = str.maketrans("", "", "<>")
_FENCES = ("```", "~~~")


def reason(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> Reason | None:
    """Why the first is the one that is wrong, or that stands apart; nothing where it is neither."""
    if (one.is_placeholder and two.is_placeholder) or _is_typed_otherwise(one.words, two.words):
        return None
    return (
        _by_form(one, two)
        or _by_name(siblings, one, two, newest)
        or _by_contrast(siblings, one, two, newest)
        or _by_word(siblings, one, two, newest)
        or _by_vote(siblings, one, two, newest)
    )


def _is_typed_otherwise(words: str, others: str) -> bool:
    """Whether both are the same but for wide signs, or for signs around what a reader replaces."""
    one, two = normalize("NFKC", words), normalize("NFKC", others)
    named = one.translate(_PLACEHOLDER)
    return one == two or (bool(named) and named == two.translate(_PLACEHOLDER))


def _by_form(one: Variant, two: Variant) -> Reason | None:
    """A delimiter that lost its partner, a number its start, and a sentence its end."""
    a, b = one.first.unit, two.first.unit
    signs = not any(norm[0].isalnum() or norm == VARIABLE for norm in one.norms + two.norms)
    marked = one.norms and two.norms and _MARK in one.norms + two.norms
    if signs and not marked and not is_balanced(a.text) and is_balanced(b.text):
        return "form" if opens_more(one.first, two.first) else None
    if a.kind == "prose" and not one.norms and all(map(str.isdigit, two.norms)):
        lost = _POINT_FIRST.search(a.text) and not _POINT_FIRST.search(b.text)
        return "form" if lost else None
    if a.kind == "prose" and one.is_last and two.is_last:
        shared = min(len(one.norms), len(two.norms))
        goes_on = one.norms[:shared] == two.norms[:shared]
        cut_off = goes_on and a.key[-1] in _UNFINISHED and a.text.endswith(a.key[-1])
        return "form" if cut_off and b.key[-1] not in _UNFINISHED else None
    return None


def _by_name(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> Reason | None:
    """A name in code that nothing else on the page spells so, while all of it spells the other.

    What the newest version says instead of all before is what it was corrected to, and what all
    older versions of a product say was renamed.
    """
    a, b = one.name, two.name
    if a == b or " " in one.words + two.words or folded((a,)) != folded((b,)):
        return None
    if not (one.is_code and two.is_code) or _explains(siblings.facts, one.first.tree, a):
        return None
    if all(_PLAIN.fullmatch(name) or name.isupper() for name in (a, b)) and is_printed(one.first):
        return None  # another version of the program writes the word in other case
    text, unit = one.first.page.source.text, one.first.unit.text
    if is_mended(two, one, newest) or _is_renamed(one, two):
        return None
    alone = occurrences(a, text) == occurrences(a, unit)
    other = occurrences(b, text) and not occurrences(b, unit)
    return "name" if alone and other else None


def _is_renamed(one: Variant, two: Variant) -> bool:
    """Whether all older versions of a product have the first, and all newer ones the second.

    Of what readers run and of inline code, one version is no evidence of that.
    """
    trees = (*one.trees, *two.trees)
    if fence_kind_of(one.first) in (None, *_RUN) and min(len(one.trees), len(two.trees)) < _NEAR:
        return False
    if len(one.products | two.products) > 1 or not are_ordered(trees):
        return False
    return max(tree.version for tree in one.trees) < min(tree.version for tree in two.trees)


def _by_contrast(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> Reason | None:
    """A number or a word of the opposite meaning that one version alone has.

    What the oldest copies say was true of them; what the newest says may be how things are now.
    """
    if len(set(one.trees)) > 1 or len(set(two.trees)) < ALONE or not contrast(one, two):
        return None
    own = any(tree.product in one.products for tree in two.trees)
    agree = own and len(two.products) > 1 and len(set(two.trees)) >= MANY
    if agree or _between(one, two):
        return None if is_term(siblings, one, two) else "apart"
    return "word" if own and newest.issuperset(one.trees) and turns(one, two) else None


def _by_word(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> Reason | None:
    """A small word that is lost, and a word that is a letter or two away from the siblings'."""
    if not are_near(one, two):
        return "word" if _is_small(one, two) else None
    if one.is_code and inflects(one.norms[0], two.norms[0]):
        return None
    why = word_reason(siblings, one, two, newest)
    if why == "spelling" or _PLAIN.fullmatch(two.words):
        return why
    known = occurrences(two.words, one.first.page.source.text)
    return why if known or _explains(siblings.facts, two.first.tree, two.whole) else None


def _is_small(one: Variant, two: Variant) -> bool:
    """Whether a small word is lost, or another, against many copies of several products."""
    small = two.norms and all(norm in _SMALL for norm in one.norms + two.norms)
    many = len(two.copies) >= MANY and len(two.products) > 1
    return bool(small) and many and one.first.unit.kind == "prose" and are_few(one, two)


def _by_vote(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> Reason | None:
    """Signs and technical words where the copies around agree against few."""
    if VARIABLE in one.norms + two.norms or are_near(one, two):
        lost = not one.norms and set(two.norms) == {VARIABLE} and len(one.copies) == 1
        return "apart" if lost and _between(one, two) else None
    if _is_of_other_page(siblings, one, two):
        return None
    few = are_few(one, two)
    if not any(norm[0].isalnum() for norm in one.norms + two.norms):
        stray = one.first.unit.kind == "prose" and one.norms and not two.norms
        styled = _STYLE.intersection(one.norms) or one.is_last
        return "outvoted" if stray and few and not styled and _foreign(one, two) else None
    voted = few and _foreign(one, two)
    apart = _stands_alone(siblings, one, two, newest)
    if not (voted or apart) or not _technical(one, two) or _is_explained(siblings, one, two):
        return None
    if one.first.unit.kind == "code" and (_is_said(one) or is_term(siblings, one, two)):
        return None
    used = len(two.whole) > _NEAR and two.whole in one.first.page.source.text
    words = all(norm[0].isalnum() or norm == "-" for norm in one.norms + two.norms)
    if voted and used and words:
        return "outvoted"
    return "apart" if apart and _line_before(one.first) == _line_before(two.first) else None


def _is_of_other_page(siblings: Siblings, one: Variant, two: Variant) -> bool:
    """Whether only another page of the version says so, and no other version of the page."""
    pages, own = siblings.pages, one.first
    path = pages.path_in_tree(own.page.path)
    if own.tree not in two.trees or any(
        pages.path_in_tree(copy.page.path) == path for copy in two.copies
    ):
        return False
    return any(pages.has(pages.in_tree(tree, path)) for tree in two.trees if tree != own.tree)


def _technical(one: Variant, two: Variant) -> bool:
    """Whether a reader would type the words: code, or a name with signs or digits."""
    if any(_VERSION.search(side.whole) or "](" in side.whole for side in (one, two)):
        return False
    if one.first.unit.kind == "code":
        return True
    return bool(_TECHNICAL.search(one.whole) and _TECHNICAL.search(two.whole))


def _line_before(copy: UnitCopy) -> str:
    """What a reader reads before the unit: commands for two purposes may differ in one value."""
    source = copy.page.source
    above = range(source.line_of(copy.unit.start) - 1, 0, -1)
    said = (source.line(number).strip() for number in above)
    return next((line for line in said if line and not line.startswith(_FENCES)), "")


def _is_explained(siblings: Siblings, one: Variant, two: Variant) -> bool:
    """Whether the tree of the first has what it says, or has not what the second says in its."""
    own, other = one.first.tree, two.first.tree
    if _explains(siblings.facts, own, one.whole):
        return True
    return _explains(siblings.facts, other, two.whole) and not _explains(
        siblings.facts, own, two.whole
    )


def _explains(facts: Facts, tree: Tree, word: str) -> bool:
    """Whether a word is a parameter of a tree, or the value of one of its variables."""
    reference, variables = facts.parameters(tree), facts.variables(tree)
    named = reference is not None and reference.find(word) is not None
    return named or (variables is not None and word in variables.values)


def _is_said(one: Variant) -> bool:
    """Whether the text of the page speaks of what its code has, so that it is meant."""
    words = re.compile(rf"(?<!\w){re.escape(one.words)}(?!\w)")
    return bool(one.words) and any(words.search(text.prose.text) for text in one.first.page.texts)


def _stands_alone(siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]) -> bool:
    """Whether one version alone says so, where several around it agree and it has no reason to."""
    if len(set(one.trees)) > 1 or len(set(two.trees)) < ALONE or _is_own_version(one, two):
        return False
    if fence_kind_of(one.first) not in _RUN:
        return False  # names in programs change with the API
    if one.words.translate(_TYPED) == two.words.translate(_TYPED):
        return False
    return _between(one, two) or _strays(siblings, one, two, newest)


def _is_own_version(one: Variant, two: Variant) -> bool:
    """Whether either names the version of its tree, as in a package that is pinned to it."""
    return any(
        number in _NUMBER.findall(side.words)
        for side in (one, two)
        for tree in side.trees
        for number in _NUMBER.findall(str(tree.version))[:1]
    )


def _between(one: Variant, two: Variant) -> bool:
    """Whether older and newer versions of the same products agree against these."""
    sides = [
        [
            other.version > tree.version
            for other in two.trees
            if other.product == tree.product and are_ordered((other, tree))
        ]
        for tree in one.trees
    ]
    return len(two.copies) > len(one.copies) and all({*each} == {True, False} for each in sides)


def _strays(siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]) -> bool:
    """Whether one newest tree departs in code from its own older ones and from other products."""
    tree, path = one.first.tree, siblings.pages.path_in_tree(one.first.page.path)
    others = [
        copy.tree for copy in two.copies if siblings.pages.path_in_tree(copy.page.path) == path
    ]
    older = [other for other in others if other.product == tree.product]
    agree = len(others) >= MANY and len({other.product for other in others}) > 1 and older
    return one.first.unit.kind == "code" and one.trees == (tree,) and tree in newest and bool(agree)


def _foreign(one: Variant, two: Variant) -> bool:
    """Whether two other products agree against one."""
    return (
        len(one.products) == 1
        and len(two.products - one.products) > 1
        and not (one.products & two.products)
    )
