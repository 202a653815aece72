"""Blanks the inline code of a text, so that offsets of its words stay what they are."""

from collections.abc import Iterable

from docs_snippets.mdx.page import Text

BLANK = "\0"
"""What stands for a character of code: no word, no space and no punctuation."""


def plain_words(text: Text) -> str:
    """The prose of a text, each character of its code replaced by `BLANK`."""
    return masked(text.prose.text, text.code, BLANK)


def masked(text: str, ranges: Iterable[tuple[int, int]], mark: str) -> str:
    """A text in which each character of some ranges, given in order, is a mark."""
    pieces: list[str] = []
    done = 0
    for start, end in ranges:
        pieces += (text[done:start], mark * (end - start))
        done = end
    return "".join((*pieces, text[done:])) if pieces else text
