"""Reads what plain Markdown has and MDX has not: HTML blocks and indented code.

MDX 1 has indented code, too. Its pages are read as those of later releases, which have none.
"""

import re
from functools import lru_cache

from docs_snippets.core.source import excerpt
from docs_snippets.mdx.columns import BLANKS, Line, skip_blanks, take_columns
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import CommentEvent, FenceEvent, LeafEvent
from docs_snippets.mdx.page import Page

CODE_INDENT = 4
_FARTHEST = 200  # lines above that may be of one block
_CLOSED = (("<!--", 2, "-->"), ("<![CDATA[", 9, "]]>"), ("<?", 2, "?>"))


def is_code(document: BlockReader, line: Line) -> bool:
    """Whether the line is indented like code, in a page that has indented code."""
    return document.plain and skip_blanks(document.text, line)[1] - line.col >= CODE_INDENT


def may_be_code(page: Page, offset: int) -> bool:
    """Whether what starts there may be indented code to MDX 1."""
    line = page.source.line_span(page.source.line_of(offset))
    before = page.source.text[line.start : offset].replace("\t", " " * CODE_INDENT)
    return page.mdx_1 and before.endswith(" " * CODE_INDENT)


def is_indented_code(page: Page, offset: int) -> bool:
    """Whether a place is in a line that is indented code to MDX 1, after a blank line or one more.

    Lines of a list may be indented as far without being code.
    """
    if not page.mdx_1:
        return False
    source, line = page.source, page.source.line_of(offset)
    above = range(line, max(line - _FARTHEST, 0), -1)
    number = next((each for each in above if not _is_indented(source.line(each))), above[-1])
    code = number < line and not source.line(number).strip()
    return code and not any(
        block.kind == "list-item" and block.span.start <= offset < block.span.end
        for block in page.blocks
    )


def _is_indented(line: str) -> bool:
    return line.expandtabs(CODE_INDENT).startswith(" " * CODE_INDENT)


# Mirrors `tokenizeCodeIndented` of micromark-core-commonmark/lib/code-indented.js.
def indented_code(document: BlockReader, line: Line) -> Line | None:
    """Reads indented code, and returns the line after it."""
    text = document.text
    pieces: list[tuple[str, int]] = []
    held: list[Line] = []
    current: Line | None = line
    last = line
    while current is not None and (current is line or not (current.lazy or last.lazy)):
        if not is_code(document, current):
            if skip_blanks(text, current)[0] < current.end:
                break
            held.append(current)
        else:
            for each in (*held, current):
                rest = take_columns(text, each, CODE_INDENT)[0]
                if pieces:
                    pieces.append((text[last.end : last.next], last.end))
                if rest.virt:
                    pieces.append((" " * rest.virt, rest.pos - 1))
                pieces.append((text[rest.pos : rest.end], rest.pos))
                last = each
            held = []
        current = document.next(interrupt=True)
    if not pieces[-1][0]:
        del pieces[-2:]
    start = skip_blanks(text, line)[0]
    document.leaf(FenceEvent(start, last.end, "", "", excerpt(pieces), False), last.end)
    return current


@lru_cache(maxsize=1)
def _sequences() -> list[tuple[re.Pattern[str], re.Pattern[str], bool]]:
    """What HTML blocks start and end with, and whether they end a paragraph."""
    from markdown_it.rules_block.html_block import HTML_SEQUENCES  # slow, and seldom needed

    return HTML_SEQUENCES


@lru_cache(maxsize=1)
def _tag() -> re.Pattern[str]:
    from markdown_it.common.html_re import HTML_TAG_RE  # slow, and seldom needed

    return re.compile(HTML_TAG_RE.pattern.removeprefix("^"))


# Mirrors `tokenizeHtmlText` of micromark-core-commonmark/lib/html-text.js.
def html_tag_end(text: str, pos: int, missing: set[str]) -> int | None:
    """Where the HTML tag or comment at `pos` ends; None when there is none.

    `missing` keeps which ends do not stand in the rest of the text.
    """
    for opener, size, closer in _CLOSED:
        if text.startswith(opener, pos):
            end = -1 if closer in missing else text.find(closer, pos + size)
            if end < 0:
                missing.add(closer)
                return None
            return end + len(closer)
    found = _tag().match(text, pos)
    return found.end() if found else None


def html_kind(document: BlockReader, line: Line, pos: int, interrupt: bool) -> int | None:
    """Which kind of HTML block starts at the line."""
    part = document.text[pos : line.end]
    for kind, (opener, _, can_interrupt) in enumerate(_sequences()):
        if opener.search(part):
            return kind if can_interrupt or not interrupt else None
    return None


def is_lone_tag(document: BlockReader, line: Line, pos: int) -> bool:
    """Whether a tag of any name alone on its line starts an HTML block."""
    return html_kind(document, line, pos, False) == len(_sequences()) - 1


# Mirrors `tokenizeHtmlFlow` of micromark-core-commonmark/lib/html-flow.js.
def html_block(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    """Reads an HTML block, where one starts."""
    kind = html_kind(document, line, pos, False)
    if kind is None:
        return False, None
    closer = _sequences()[kind][1]
    text = document.text
    to_blank = closer.pattern == r"^$"
    current: Line | None = line
    end = line.end
    while current is not None and (current is line or not current.lazy):
        blanks = BLANKS.match(text, current.pos, current.end)
        if to_blank and blanks is not None and blanks.end() >= current.end:
            break
        end = current.end
        done = not to_blank and closer.search(text[current.pos : current.end])
        current = document.next(concrete=not done)
        if done:
            break
    value = text[pos:end].strip(" \t\r\n")
    if value.startswith("<!--") and value.endswith("-->"):
        document.leaf(CommentEvent(pos, pos + len(value), value[4:-3], html=True), end)
    else:
        document.leaf(LeafEvent("html", pos, end), end)
    return True, current
