"""Edit distance of two words (Damerau-Levenshtein), and how far a misspelling may be away."""

from functools import lru_cache


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
        older, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and b == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) >= most:
            return most
    return min(row[-1], most)


@lru_cache(maxsize=1 << 13)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)
