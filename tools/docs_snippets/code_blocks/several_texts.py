"""Whether a block shows several texts one below the other: files, alternatives, before and after.

Comments tell them apart, and so does a blank line where the second text begins as the first did.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.data.placeholders import left_out

_APART = re.compile(
    r"\b(?:or|either|alternatively|otherwise|before|after|old|older|new|newer|instead|option"
    r"|alternative|right|wrong|valid|invalid|good|bad|correct|incorrect|don'?t|do|not|example|case"
    r"|version|variant|if|for|when|with|without|using|v\d[\w.]*|first|second|step|method|file)\b"
    r"|[\w-]\.(?:ya?ml|json|conf|toml)\b|[✅❌✓✗]",
    re.IGNORECASE,
)
_LINE = re.compile(r"^[ \t]*[^\s][^\n]*", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_COMMENT = re.compile(r"[ \t]*(?:- )?(?:#+|//+|;|<!--)[ \t]*(?P<words>.*)")


def begins_another(text: str, first: int, second: int, *, manifest: bool) -> bool:
    """Whether another text begins between two keys of one name, at their offsets.

    In a whole manifest a comment may explain the key below it, and has to say that it is another.
    """
    between = text[first:second]
    if left_out(between) is not None:
        return True
    lines = [line for line in between.split("\n")[1:-1] if line.strip()]
    comments = [found["words"] for line in lines if (found := _COMMENT.match(line))]
    if manifest:
        return bool(lines and _COMMENT.match(lines[-1]) and _APART.search(comments[-1]))
    return bool(comments) or _repeats(text, first, second) or _starts_over(text, first, second)


def _repeats(text: str, first: int, second: int) -> bool:
    """Whether both keys hold blocks, and the first one is what the text begins with."""
    lines = (text[at : text.find("\n", at)] for at in (first, second))
    return _first_line(text).start >= first and all(line.rstrip().endswith(":") for line in lines)


def _starts_over(text: str, first: int, second: int) -> bool:
    """Whether the second key follows a blank line and a key that the text begins with."""
    blank = max((found.end() for found in _BLANK.finditer(text, first, second)), default=None)
    if blank is None:
        return False
    return _first_key(text) == _first_key(text[blank : text.find("\n", second)]) != ""


class _FirstLine(NamedTuple):
    """The first line of a text that is neither blank nor a comment, and where its words start."""

    start: int
    line: str


@lru_cache(maxsize=8)
def _first_line(text: str) -> _FirstLine:
    for found in _LINE.finditer(text):
        if not _COMMENT.match(found[0]):
            return _FirstLine(found.end() - len(found[0].lstrip()), found[0])
    return _FirstLine(len(text), "")


def _first_key(text: str) -> str:
    return _first_line(text).line.partition(":")[0]
