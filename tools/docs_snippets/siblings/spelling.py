"""Tells forms and spellings of a word from other words."""

import re
from functools import lru_cache

SHORTEST_STEM = 3
_ENDINGS = ("s", "es", "ies", "d", "ed", "ied", "ing", "er", "ers", "ly", "'s", "’s", "n", "al")
_DOUBLED = (
    "cancel|channel|counsel|dial|equal|fuel|funnel|initial|label|level|marshal|model|panel|parcel"
    "|signal|total|travel|tunnel"
)
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("z|(?<=en)c(?=[ei])", "s"),
        (rf"\b((?:{_DOUBLED}))l(?=(?:ed|ing|ers?|ation)\b)", r"\1"),
        (r"(?<=[a-z]{2})our(?=\b|s|[aei])", "or"),
        (r"(?<=[bt])re(?=s?\b|d\b)", "er"),
        ("(?<=[al])ogue", "og"),
        ("(?<=dg)e(?=ment)", ""),
        ("grey", "gray"),
        ("(?<=whil)st", "e"),
        ("(?<=among)st", ""),
        ("programme(?=s?\\b)", "program"),
        (r"\b((?:adapt|advis|convert|persist|protest|conject))or(?=s?\b)", r"\1er"),
        (r"\b(after|back|down|for|in|out|to|up)wards\b", r"\1ward"),
        (r"\bthose\b", "these"),
        (r"(?<=sync)h(?=\b|s\b|ed\b|ing\b)", ""),
    )
)


def inflects(word: str, other: str) -> bool:
    """Whether two words are forms of one: `patch`, `patched`, `patches`, `patching`."""
    return bool(_stems(word) & _stems(other))


def is_respelled(word: str, other: str) -> bool:
    """Whether either of two words will do: `behaviour` and `behavior`, `those` and `these`."""
    return _unified(word) == _unified(other)


@lru_cache(maxsize=1 << 10)
def _unified(word: str) -> str:
    """A word as all writers could agree on it."""
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _stems(word: str) -> frozenset[str]:
    """What a word may be a form of, itself among it."""
    found = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            found |= {stem, f"{stem}e", f"{stem}y" if ending[0] == "i" else stem}
            found.add(stem[:-1] if stem[-1] == stem[-2] else stem)
    return frozenset(found)


def occurrences(name: str, text: str) -> int:
    """How often a text has a name as a whole."""
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text))
