"""Whether an edit corrects the spelling of a sentence and nothing that the sentence says."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_MOST = 3
_MOST_WORDS = 400
_SENTENCE = 32
"""Characters of a sentence that nobody writes twice by chance."""

_SIGNS = ".,;:!?()\"'*_"


def corrects_spelling(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether lines differ in the spelling of a few words, each by one letter, or in a doubled."""
    one, two = (" ".join(texts).split() for texts in (old, new))
    if len(" ".join(one)) < _SENTENCE or max(len(one), len(two)) > _MOST_WORDS:
        return False
    changed = 0
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changed += a2 - a1
        was, now = one[a1:a2], two[b1:b2]
        doubled = tag == "delete" and was == one[a2 : a2 + len(was)]
        if not doubled and not _are_spellings(was, now):
            return False
    return 0 < changed <= _MOST


def _are_spellings(was: Sequence[str], now: Sequence[str]) -> bool:
    return len(was) == len(now) and all(map(_is_spelling, was, now))


def _is_spelling(was: str, now: str) -> bool:
    """Whether two words are one word but for a letter."""
    a, b = was.strip(_SIGNS), now.strip(_SIGNS)
    plain = a.isalpha() and b.isalpha() and a[1:].islower() and b[1:].islower()
    return plain and was.replace(a, "") == now.replace(b, "") and _differ_by_one(a, b)


def _differ_by_one(a: str, b: str) -> bool:
    """Whether one letter was added, left out or replaced, or two were exchanged."""
    start = next((at for at, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), -1)
    if start < 0:
        return abs(len(a) - len(b)) == 1
    x, y = a[start:], b[start:]
    swapped = x[:2] == y[:2][::-1] and x[2:] == y[2:]
    return swapped or x[1:] == y[1:] or x[1:] == y or x == y[1:]
