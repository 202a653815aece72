"""Edit distance of two words (Damerau-Levenshtein), and how far a misspelling may be away."""

import re
from functools import lru_cache

_DIGITS = re.compile(r"\d+")


def allowed_edits(name: str) -> int:
    """How many letters a misspelling may differ in."""
    return 1 if len(name) < 10 else 2


def edits(one: str, two: str, most: int = 3) -> int:
    """Letters to insert, delete, replace or swap to make one text the other, up to `most`."""
    # One letter for another changes which letters there are by two at most.
    if abs(len(one) - len(two)) >= most or len(_letters(one) ^ _letters(two)) > 2 * (most - 1):
        return most
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [most] * (len(two) + 1)
        # What is further from the diagonal is at least as far apart.
        first, last = max(1, i - most + 1), min(len(two), i + most - 1)
        row[0] = least = i if first == 1 else most
        for j in range(first, last + 1):
            b = two[j - 1]
            cost = before[j - 1] + (a != b)
            if before[j] < cost:
                cost = before[j] + 1
            if row[j - 1] < cost:
                cost = row[j - 1] + 1
            if i > 1 and j > 1 and a == two[j - 2] and b == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
            least = min(least, cost)
        if least >= most:
            return most
    return min(row[-1], most)


def differ_in_digits(one: str, two: str) -> bool:
    """Whether two names differ in digits only, as those of a series do (`web-1`, `web-2`)."""
    return _DIGITS.sub("", one) == _DIGITS.sub("", two)


@lru_cache(maxsize=1 << 13)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)
