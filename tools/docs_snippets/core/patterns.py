"""Patterns that strangers wrote, in linear time and the syntax of most engines but Python's.

They come from references, definitions and scripts that anybody may have written, and Python's
engine can be kept busy for ever.
"""

from functools import lru_cache
from typing import Protocol

LONGEST_PATTERN = 10_000
"""Characters; a longer one is no pattern here, as the memory that one takes grows with it."""


class LinearPattern(Protocol):
    """A compiled pattern."""

    groups: int

    def search(self, text: str | bytes) -> object: ...

    def sub(self, replacement: str, text: str, count: int = 0) -> str: ...


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None where it is no pattern."""
    found = compiled(pattern)
    return None if found is None else found.search(text) is not None


@lru_cache(maxsize=128)
def compiled(pattern: str, *, folded: bool = False) -> LinearPattern | None:
    """A pattern to search with; None where the text is none. `folded` ignores the case."""
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
