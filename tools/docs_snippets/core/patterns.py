"""Regular expressions from files that anybody may have written, matched in linear time by RE2.

References, definitions and scripts hold them. Python's own engine backtracks, so that a short
pattern can keep it busy for hours. RE2 has no backreferences and no lookaround.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

LONGEST_PATTERN = 10_000
"""Characters of a pattern. The memory that RE2 takes grows with them; a longer one is refused."""


class LinearPattern(Protocol):
    """A compiled regular expression."""

    @property
    def groups(self) -> int: ...

    def search(self, text: str | bytes) -> object: ...

    def sub(self, replacement: str, text: str, count: int = 0) -> str: ...


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Stands for a byte of a file name that is no text, or comes from an escape in JSON or a script."""


@dataclass(frozen=True)
class _TextPattern:
    """A compiled pattern that may be asked about texts with lone surrogates, too."""

    pattern: LinearPattern

    @property
    def groups(self) -> int:
        return self.pattern.groups

    def search(self, text: str | bytes) -> object:
        try:
            return self.pattern.search(text)
        except UnicodeEncodeError:
            return self.pattern.search(_encodable(str(text)))

    def sub(self, replacement: str, text: str, count: int = 0) -> str:
        try:
            return self.pattern.sub(replacement, text, count)
        except UnicodeEncodeError:
            return self.pattern.sub(_encodable(replacement), _encodable(text), count)


def encoded(path: str) -> bytes:
    """A path as the bytes of its name; a lone surrogate from an escape is some character."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return _encodable(path).encode()


def _encodable(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


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
        return _TextPattern(re2.compile(_encodable(pattern), options))
    except re2.error:
        return None
