"""Searches pages for the names of a parameter, whatever they say of it."""

import re
from collections.abc import Callable, Iterable, Iterator

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.pages import Pages

Find = Callable[[str], Iterator[int]]
"""Gives the offsets at which a text has one of some names."""


def finder(spellings: Iterable[str]) -> Find:
    """Finds names as words of their own; environment variables count in any case."""
    words = tuple(spellings)
    each = (f"(?i:{re.escape(word)})" if "_" in word else re.escape(word) for word in words)
    pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(each)})(?![A-Za-z0-9_])")
    lower = tuple(word.lower() for word in words)

    def find(text: str) -> Iterator[int]:
        # Looking for fixed words first is what makes thousands of pages quick.
        folded = text.lower()
        if any(word in folded for word in lower):
            yield from (found.start() for found in pattern.finditer(text))

    return find


def lines_naming(pages: Pages, path: str, find: Find) -> tuple[int, ...]:
    """The lines of a page or component that have one of the names; 1-based."""
    source = pages.source(path)
    if isinstance(source, Diagnostic):
        return ()
    return tuple(dict.fromkeys(source.line_of(offset) for offset in find(source.text)))
