"""The comments by which a site marks lines of code; it removes them before anybody sees the code.

`highlight-next-line`, `highlight-start` and `highlight-end` are known to every site; one may add
names of its own, which are made in the same way. What is a comment in any language counts.
"""

import re
from functools import lru_cache

from docs_snippets.core.source import Excerpt, excerpt

_NAMES = ("-next-line", "-start", "-end")
_LINE = re.compile(
    r"^[ \t]*(?://|#|--|%|<!--|/\*|\{/\*)[ \t]*[a-z][\w-]*-(?:next-line|start|end)"
    r"[ \t]*(?:-->|\*/\}?)?[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)


@lru_cache(maxsize=64)
def _may_mark(text: str) -> bool:
    return any(name in text for name in _NAMES)


def shown_code(code: Excerpt) -> Excerpt:
    """A code block without the comments that mark its lines."""
    if not _may_mark(code.text):
        return code
    pieces: list[tuple[str, int]] = []
    start = 0
    for found in (*_LINE.finditer(code.text), None):
        end = found.start() if found else len(code.text)
        pieces += code.cut(start, end).pieces() if end > start else ()
        start = found.end() if found else end
    return excerpt(pieces)
