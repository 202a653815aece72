"""Regular expressions from files that anybody may have written, matched in linear time by RE2.

References, definitions and scripts hold them. Python's own engine backtracks, so that a short
pattern can keep it busy for hours. RE2 has no backreferences and no lookaround.
"""

from functools import lru_cache
from typing import Protocol

LONGEST_PATTERN = 10_000
"""Characters of a pattern. The memory that RE2 takes grows with them; a longer one is refused."""


class LinearPattern(Protocol):
    """A compiled regular expression."""

    groups: int

    def search(self, text: str | bytes) -> object: ...

    def sub(self, replacement: str, text: str, count: int = 0) -> str: ...


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None for an invalid pattern."""
    found = compiled(pattern)
    return None if found is None else found.search(text) is not None


@lru_cache(maxsize=128)
def compiled(pattern: str, *, folded: bool = False) -> LinearPattern | None:
    """A compiled pattern; None for an invalid one. `folded` ignores the case."""
    if len(pattern) > LONGEST_PATTERN:
        return None
    import re2  # few runs need it, and it takes a while to load

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not folded
    try:
        made: LinearPattern = re2.compile(pattern, options)
    except re2.error:
        return None
    return made
