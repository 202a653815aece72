"""Decides which of two words that resemble each other is the mistake.

Votes do not decide that: a word that no other page has is one that was mistyped even where most
copies share it, and a word that other pages have may belong to its version. A form of a word is
wrong where it is read nowhere beside its neighbours, and the other form often is.
"""

import re
from typing import Literal, NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.docs.docs import Siblings
from docs_snippets.project.trees import Tree, are_ordered
from docs_snippets.siblings.phrases import OFTEN, Elsewhere, Phrase, around, elsewhere, on_page
from docs_snippets.siblings.spelling import inflects, is_respelled
from docs_snippets.siblings.variant import Variant

WordReason = Literal["spelling", "mended", "word"]

_WORD = re.compile(r"[a-z]{4,}")
_NEAR = 2
_LONG = 6
"""Letters of a word for which another of two different letters can be meant."""
_PLAINLY = 8
"""Letters of a word that is no other for being mistyped, however many copies say so."""
_SELDOM = 2
"""Pages that may share a mistyped word."""
_TELLING = 2
"""Letters from the first on in which two words differ, which tell their kin apart."""
_RECURS = 2
"""Other places where a page says a word which it means."""
FEW = 1 / 3
"""Of the copies, those that may be wrong where their number decides."""
_BEFORE_VERBS = frozenset("we they will would can cannot could may might must should does".split())
_BEFORE_ONE = frozenset("a an another each every one".split())


def word_reason(
    siblings: Siblings, one: Variant, two: Variant, newest: frozenset[Tree]
) -> WordReason | None:
    """Why the word of the first is wrong; nothing where the copies may both be right."""
    a, b = one.norms[0], two.norms[0]
    pages = elsewhere(siblings, one, two)
    newer = is_mended(one, two, newest)
    form = inflects(a, b)
    if newer and not form and _is_told_by_page(one, two):
        return "mended"
    used = pages.count((a,))
    if used <= _SELDOM and not form:
        if _recurs(one, a):
            return None
        wanted = pages.count((b,))
        slip = _is_slip(a, b)
        if not used and wanted >= OFTEN and (newer or (slip and _may_blame(one, two))):
            return "spelling"
        if newer and not wanted and not used:
            return "word" if slip and not _has_kin(one, two) else None
        if newer:
            return "mended" if wanted >= used * OFTEN else None
    if is_mended(two, one, newest):
        return None
    told = (newer or are_few(one, two)) and (form or _is_slip(a, b))
    return "word" if told and _reads_wrong(pages, one, two) else None


def are_near(one: Variant, two: Variant) -> bool:
    """Whether each differs in one word, which is a letter or two away from the other's."""
    words = one.norms + two.norms
    return (
        len(one.norms) == len(two.norms) == 1
        and all(map(_WORD.fullmatch, words))
        and not is_respelled(*words)
        and _resemble(*words)
    )


def are_few(one: Variant, two: Variant) -> bool:
    """Whether so few copies have the first that they may be wrong where the number decides."""
    return len(one.copies) <= FEW * (len(one.copies) + len(two.copies))


def is_mended(one: Variant, two: Variant, newest: frozenset[Tree]) -> bool:
    """Whether of the one product the newest version has the second, and all before the first."""
    own = [tree for tree in two.trees if tree.product in one.products]
    if len(one.products) > 1 or newest.isdisjoint(own):
        return False
    if not are_ordered((*own, *one.trees)):
        return False
    return min(tree.version for tree in own) > max(tree.version for tree in one.trees)


def _may_blame(one: Variant, two: Variant) -> bool:
    """Whether the first may be mistyped, as few copies have it or as it is long."""
    return len(two.norms[0]) >= _PLAINLY or len(one.copies) <= len(two.copies)


def _is_slip(word: str, other: str) -> bool:
    """Whether a letter was mistyped, or letters changed places: no other word was meant."""
    return sorted(word) == sorted(other) or edits(word, other, _NEAR) < _NEAR


def _has_kin(one: Variant, two: Variant) -> bool:
    """Whether a page has words that begin as the first does, and none that begin as the second.

    Beside `guaranteed`, `guarantee` is no slip for `guarentee`.
    """
    word, other = one.norms[0], two.norms[0]
    same = next((at for at in range(len(word)) if word[at] != other[at : at + 1]), len(word))
    text = f"{one.first.page.source.text}\n{two.first.page.source.text}".lower()
    begun = [each[: same + _TELLING] for each in (word, other)]
    kin = [set(re.findall(rf"\b{re.escape(start)}[a-z]*", text)) - {word, other} for start in begun]
    return begun[0] != begun[1] and bool(kin[0]) and not kin[1]


def _resemble(word: str, other: str) -> bool:
    """Whether one may be typed for the other; short words have many neighbours that are words."""
    short, long = sorted((word, other), key=len)
    most = _NEAR if len(short) >= _LONG or short in long else _NEAR - 1
    return edits(word, other, most + 1) <= most


def _is_told_by_page(one: Variant, two: Variant) -> bool:
    """Whether the page of the first says the second everywhere else between the same words."""
    for own, other in zip(around(one), around(two), strict=True):
        if own and other and on_page(one, own) == 1 and on_page(one, other) >= OFTEN:
            return True
    return False


def _reads_wrong(pages: Elsewhere, one: Variant, two: Variant) -> bool:
    """Whether nothing else has the first word between its neighbours, where others have theirs."""
    sides = [
        _Side(own, other, pages.count(own), pages.count(other))
        for own, other in zip(around(one), around(two), strict=True)
        if own and other
    ]
    if any(side.used and side.wanted < side.used for side in sides):
        return False
    return _breaks_agreement(one, two) or any(
        not side.used
        and 0 < on_page(one, side.own) <= _SELDOM
        and side.wanted + on_page(one, side.other) >= _SELDOM
        for side in sides
    )


class _Side(NamedTuple):
    """What two variants read with one of their neighbours, and how many pages read so."""

    own: Phrase
    other: Phrase
    used: int
    wanted: int


def _breaks_agreement(one: Variant, two: Variant) -> bool:
    """Whether a verb ends in `s` after an auxiliary, or a noun after `a` or `this`."""
    a, b = one.norms[0], two.norms[0]
    before, after = around(one)
    if before is None or a not in (f"{b}s", f"{b}es"):
        return False
    singular = after is not None and before[0] == "this" and after[-1].endswith("s")
    return before[0] in _BEFORE_VERBS | _BEFORE_ONE or singular


def _recurs(side: Variant, word: str) -> bool:
    """Whether the page says a word in several other places, too, and so means it."""
    unit = side.first.unit.key[1:].count(word)
    return on_page(side, (word,)) - unit >= _RECURS
