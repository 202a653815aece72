"""Reads the link reference definitions at the start of a paragraph."""

import re

from docs_snippets.core.source import Excerpt
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import DefinitionEvent
from docs_snippets.mdx.strings import decode, destination, label_end, title_end

_SPACE = re.compile(r"[ \t\r\n]*")
_BLANKS = re.compile(r"[ \t]*")
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")


def take_definitions(document: BlockReader, content: Excerpt) -> Excerpt:
    """Emits the definitions the content starts with, and returns what follows them."""
    text = content.text
    pos = 0
    while pos < len(text) and text[pos] == "[":
        found = _definition(text, pos)
        if found is None:
            break
        label, (url_start, url_end, url), end = found
        document.leaf(
            DefinitionEvent(
                content.origin(pos),
                content.origin(end - 1) + 1,
                label,
                decode(url),
                content.origin(url_start),
                content.origin(url_end),
            ),
            content.origin(end - 1) + 1,
        )
        line_end = _LINE_END.match(text, end)
        pos = line_end.end() if line_end else end
        blanks = _BLANKS.match(text, pos)
        pos = blanks.end() if blanks else pos
    return content.cut(pos, len(text)) if pos else content


# Mirrors `tokenizeDefinition` of micromark-core-commonmark/lib/definition.js.
def _definition(text: str, pos: int) -> tuple[str, tuple[int, int, str], int] | None:
    close = label_end(text, pos)
    if close is None or not text.startswith(":", close + 1):
        return None
    start = _after(_SPACE, text, close + 2)
    target = destination(text, start)
    if target is None:
        return None
    end = target[3]
    title = title_end(text, _after(_SPACE, text, end)) if _after(_SPACE, text, end) > end else None
    for stop in (title, end):
        if stop is None:
            continue
        stop = _after(_BLANKS, text, stop)
        if _LINE_END.match(text, stop):
            return text[pos + 1 : close], (target[0], target[1], target[2]), stop
    return None


def _after(pattern: re.Pattern[str], text: str, pos: int) -> int:
    found = pattern.match(text, pos)
    return found.end() if found else pos
