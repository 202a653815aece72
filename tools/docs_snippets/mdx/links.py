"""Reads what follows the `]` of a link: a resource in parentheses, or a reference."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from docs_snippets.mdx.strings import decode, destination, label_end, title_end

_SPACE = re.compile(r"[ \t\r\n]*")
MAX_PARENTHESES = 32
MAX_LABEL = 999


Ends: TypeAlias = dict[str, tuple[int, int | None]]
"""By the mark that opens a title: where one was last looked for, and where it ends, if it does."""


class LinkTail(NamedTuple):
    """Where the link ends and its URL; `url_start` -1 where none is typed in place."""

    end: int
    url: str
    url_start: int
    url_end: int
    reference: bool


# Mirrors `tokenizeLabelEnd` of micromark-core-commonmark/lib/label-end.js.
def link_tail(
    text: str, start: int, close: int, defined: Callable[[str], str | None], titles: Ends
) -> LinkTail | None:
    """The rest of a link or image whose text is `text[start:close]`; None if it is none."""
    after = close + 1
    char = text[after : after + 1]
    if char == "(":
        found = _resource(text, after, titles)
        if found:
            return found
    elif char == "[":
        end = label_end(text, after)
        if end is not None:
            url = defined(text[after + 1 : end])
            if url is not None:
                return LinkTail(end + 1, url, -1, -1, True)
        url = _own(text, start, close, defined)
        if url is not None and text.startswith("]", after + 1):
            return LinkTail(after + 2, url, -1, -1, True)
        return None
    url = _own(text, start, close, defined)
    return LinkTail(after, url, -1, -1, True) if url is not None else None


def _own(text: str, start: int, close: int, defined: Callable[[str], str | None]) -> str | None:
    return defined(text[start:close]) if close - start <= 2 * MAX_LABEL else None


# Mirrors `tokenizeResource` of micromark-core-commonmark/lib/label-end.js.
def _resource(text: str, pos: int, titles: Ends) -> LinkTail | None:
    at = _skip(text, pos + 1)
    if text.startswith(")", at):
        return LinkTail(at + 1, "", at, at, False)
    target = destination(text, at, MAX_PARENTHESES)
    if target is None:
        return None
    at = _skip(text, target[3])
    if at > target[3]:
        title = _title_end(text, at, titles)
        if title is not None:
            at = _skip(text, title)
        elif text[at : at + 1] in ('"', "'", "("):
            return None
    if not text.startswith(")", at):
        return None
    return LinkTail(at + 1, decode(target[2]), target[0], target[1], False)


def _title_end(text: str, pos: int, titles: Ends) -> int | None:
    """Where the title at `pos` ends; what starts inside one that was looked at ends with it."""
    mark = text[pos : pos + 1]
    start, end = titles.get(mark, (pos, pos))
    if start <= pos and (end is None or pos < end - 1):
        return end
    end = title_end(text, pos)
    titles[mark] = pos, end
    return end


def _skip(text: str, pos: int) -> int:
    found = _SPACE.match(text, pos)
    return found.end() if found else pos
