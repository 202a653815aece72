"""Fingerprints: what makes two findings the same, which is never line, tree or message.

A fingerprint survives moved lines, re-wrapped text and a version cut (the tree copied to a new
folder), so that an accepted finding stays accepted there.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

Key = tuple[str, str, str]
"""Rule, path within the tree, white-space-folded text of the span."""


def key(rule: str, path_in_tree: str, text: str) -> Key:
    """What a finding is about; `fingerprints` numbers equal findings of one page."""
    return rule, path_in_tree, " ".join(text.split())


def fingerprints(keys: Iterable[Key]) -> tuple[str, ...]:
    """One for each finding of a page, given in the order of their places."""
    seen: Counter[Key] = Counter()
    found = []
    for each in keys:
        found.append(_hash(each, seen[each]))
        seen[each] += 1
    return tuple(found)


def _hash(of: Key, occurrence: int) -> str:
    parts = "\0".join((*of, str(occurrence)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
