"""The words of a text with its inline code blanked, at the places they have in the prose."""

from docs_snippets.page import Text

BLANK = "\0"
"""What stands for a character of code: no word, no space and no punctuation."""


def plain_words(text: Text) -> str:
    """The prose of a text, each character of its code replaced by `BLANK`."""
    words = text.prose.text
    if not text.code:
        return words
    pieces: list[str] = []
    done = 0
    for start, end in text.code:
        pieces += (words[done:start], BLANK * (end - start))
        done = end
    return "".join((*pieces, words[done:]))
