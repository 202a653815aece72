"""Patterns of foreign schemas, in the syntax of the API's own engine and in linear time.

They come from files that anybody may have written, and Python's engine can be kept busy for ever.
"""

from functools import lru_cache
from typing import Protocol


class _Pattern(Protocol):
    def search(self, text: str) -> object: ...


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None where it is no pattern."""
    compiled = _compiled(pattern)
    return None if compiled is None else compiled.search(text) is not None


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> _Pattern | None:
    import re2  # few runs need it, and it takes a while to load

    options = re2.Options()
    options.log_errors = False
    try:
        compiled: _Pattern = re2.compile(pattern, options)
    except re2.error:
        return None
    return compiled
