"""Objects in what a command prints that are others than those it asks for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.mdx.page import Page

_TABLE = re.compile(
    r"\s*NAME[ ]{2,}[A-Z][^\n]*\n[ \t]*(?P<row>\S+)[ ]{2,}[^\n]*(?:\n(?P<more>\s*\S)?|\Z)"
)
_NARROWED = frozenset(("-l", "--selector", "-f", "--filename", "--field-selector", "-w", "--watch"))
_LEFT_OPEN = re.compile(r"[^\w./-]|\.{2}|[A-Z]{2}")
_FARTHEST = 300
"""Characters between a command and the block with its output."""


class OtherObject(NamedTuple):
    """A name in an output, and the one that the command asks for."""

    name: str
    span: Span
    asked: str
    asked_span: Span


def other_objects(page: Page, calls: tuple[Call, ...]) -> Iterator[OtherObject]:
    """The only row of an output, where it has another name than the command."""
    for call in calls:
        names = {(each.name, each.name_span) for each in call.targets}
        narrowed = any(flag.name in _NARROWED for flag in call.flags)
        in_a_table = {*call.values("-o", "--output")} <= {"wide"}
        if call.verb != "get" or len(names) != 1 or narrowed or not in_a_table:
            continue
        asked, asked_span = next(iter(names))
        if asked is None or asked_span is None or _LEFT_OPEN.search(asked):
            continue
        for text in _outputs(page, call):
            found = _only_row(text)
            if found and not _LEFT_OPEN.search(found[0]) and found[0].split("/")[-1] != asked:
                yield OtherObject(found[0], found[1], asked, asked_span)


def _outputs(page: Page, call: Call) -> Iterator[Excerpt]:
    """What may be printed: the lines below a command, else the next block."""
    at = call.command.fence
    if at < 0:
        return
    fence = page.fences[at]
    text = fence.content.text
    end = fence.content.index_of(call.command.span.end - 1) + 1
    line = text.find("\n", end)
    below = text[line:] if line >= 0 else ""
    if text[end : line if line >= 0 else None].strip():
        return  # a pipe, or the like, changes what is printed
    if below.strip():
        yield fence.content.cut(line, len(text))
    elif at + 1 < len(page.fences):
        following = page.fences[at + 1]
        if 0 < following.span.start - fence.span.end < _FARTHEST:
            yield following.content


def _only_row(text: Excerpt) -> tuple[str, Span] | None:
    found = _TABLE.match(text.text)
    if found is None or found["more"]:
        return None
    return found["row"], text.span(*found.span("row"))
