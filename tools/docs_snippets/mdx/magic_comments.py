"""The comments by which a site marks lines of code; it removes them before anybody sees the code.

`highlight-next-line`, `highlight-start` and `highlight-end` are known to every site; others that
are made in the same way count everywhere, and any other words where the site's configuration has
them. What is a comment in any language counts.
"""

import re
from functools import lru_cache

from docs_snippets.core.source import Excerpt, excerpt

_NAMES = ("-next-line", "-start", "-end")
_USUAL = r"[a-z][\w-]*-(?:next-line|start|end)"
_MOST_WORDS = 64


def shown_code(code: Excerpt, words: frozenset[str] = frozenset()) -> Excerpt:
    """A code block without the comments that mark its lines; `words` are those of the site."""
    if not any(name in code.text for name in (*_NAMES, *words)):
        return code
    pieces: list[tuple[str, int]] = []
    start = 0
    for found in (*_line(words).finditer(code.text), None):
        end = found.start() if found else len(code.text)
        pieces += code.cut(start, end).pieces() if end > start else ()
        start = found.end() if found else end
    return excerpt(pieces)


@lru_cache(maxsize=8)
def _line(words: frozenset[str]) -> re.Pattern[str]:
    """A line that is such a comment and nothing else."""
    own = (re.escape(word.strip()) for word in sorted(words)[:_MOST_WORDS])
    return re.compile(
        r"^[ \t]*(?://|#|--|%|;;|!|'|\u2018|\u2019|\*>|(?i:rem\b)|<!--|/\*|\{/\*|\(\*)[ \t]*"
        rf"(?:{'|'.join((_USUAL, *own))})"
        r"[ \t]*(?:-->|\*/\}?|\*\))?[ \t]*(?:\n|\Z)",
        re.MULTILINE,
    )
