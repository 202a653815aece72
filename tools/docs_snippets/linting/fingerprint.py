"""Fingerprints: what makes two findings the same, which is never line, tree or message.

A fingerprint survives moved lines, re-wrapped text and a version cut (the tree copied to a new
folder), so that an accepted finding stays accepted there.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

FingerprintKey = tuple[str, str, str]
"""Rule, path within the tree, white-space-folded text of the span."""


def key(rule: str, path_in_tree: str, text: str) -> FingerprintKey:
    """What a finding is about; `fingerprints` numbers equal findings of one page."""
    return rule, path_in_tree, " ".join(text.split())


def fingerprints(keys: Iterable[FingerprintKey]) -> tuple[str, ...]:
    """One for each finding of a page, given in the order of their places."""
    seen: Counter[FingerprintKey] = Counter()
    found = []
    for each in keys:
        found.append(_hash(each, seen[each]))
        seen[each] += 1
    return tuple(found)


def _hash(of: FingerprintKey, occurrence: int) -> str:
    parts = "\0".join((*of, str(occurrence)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
