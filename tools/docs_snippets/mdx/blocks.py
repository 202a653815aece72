"""Reads blocks: which one starts at a line, and which lines belong to a paragraph."""

import re
from collections.abc import Callable

from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.source import Excerpt
from docs_snippets.mdx.columns import BLANKS, Line, joined
from docs_snippets.mdx.containers import is_rule
from docs_snippets.mdx.directives import container_directive, leaf_directive
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.esm import esm
from docs_snippets.mdx.events import HeadingEvent, LeafEvent, ParagraphEvent
from docs_snippets.mdx.fences import fence
from docs_snippets.mdx.link_definitions import take_definitions
from docs_snippets.mdx.plain_markdown import (
    html_block,
    html_kind,
    indented_code,
    is_code,
    is_lone_tag,
)
from docs_snippets.mdx.tables import DELIMITER, header_cells, table
from docs_snippets.mdx.tagflow import html_comment, tag_lines

_ATX = re.compile(r"(#{1,6})(?=[ \t]|$)[ \t]*(.*)$", re.DOTALL)
_DASHES = re.compile(r"-+")
_ESM = re.compile(r"(?:import|export) ")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"`{3,}[^`]*$|~{3,}")
_INTERRUPT = frozenset("#-=*_`~:<{|")


# Mirrors `initializeFlow` of micromark/lib/initialize/flow.js.
def read_blocks(document: BlockReader) -> None:
    """Reads the whole document into its events."""
    while (line := document.start_flow()) is not None:
        current: Line | None = line
        while current is not None:
            may_give_way()
            if current.lazy and not document.queue and not document.closed:
                document.exit_containers(current.continued)
            current = _block(document, current)
    document.exit_containers(0, document.lines[-1].end if document.lines else 0)


def _block(document: BlockReader, line: Line) -> Line | None:
    """Reads one block that starts at the line, and returns the line after it."""
    text = document.text
    found = BLANKS.match(text, line[0], line[3])
    pos = found.end() if found else line[0]
    if pos >= line[3]:
        return document.next()
    if document.plain and is_code(document, line):
        return indented_code(document, line)
    handled, after = _construct(document, line, pos)
    if handled:
        return after
    return _paragraph(document, line, pos)


def _construct(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    """The block that the character at `pos` may start, if it does."""
    reader = _READERS.get(document.text[pos])
    return reader(document, line, pos) if reader else (False, None)


def _dash(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    if pos == 0 and not document.depth:
        done, after = _yaml(document, line)
        if done:
            return True, after
    return _rule(document, line, pos)


# Mirrors `tokenizeThematicBreak` of micromark-core-commonmark/lib/thematic-break.js.
def _rule(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    if not is_rule(document.text, pos, line.end):
        return False, None
    document.leaf(LeafEvent("rule", pos, line.end), line.end)
    return True, document.next()


def _fence(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    if not _FENCE.match(document.text, pos, line.end):
        return False, None
    return True, fence(document, line, pos)


# Mirrors `directive` of micromark-extension-directive/lib/syntax.js.
def _directive(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    done, after = container_directive(document, line, pos, read_blocks)
    return (done, after) if done else leaf_directive(document, line, pos)


# Mirrors `jsxFlow` of micromark-extension-mdx-jsx/lib/jsx-flow.js.
def _angle(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    if document.compat:
        done, after = html_comment(document, line, pos)
        if done:
            return True, after
    if document.plain:
        return html_block(document, line, pos)
    return tag_lines(document, line, pos)


# Mirrors `tokenizeFlowExpression` of micromark-extension-mdx-expression/lib/syntax.js.
def _brace(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    return (False, None) if document.plain else tag_lines(document, line, pos)


def _statement(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    if document.plain or pos != line.pos or line.col or line.virt:
        return False, None
    return esm(document, line)


# Mirrors `tokenizeContinuation` of micromark-core-commonmark/lib/content.js.
def _interrupts(document: BlockReader, line: Line, pos: int) -> bool:
    """Whether the block that starts at `pos` ends a paragraph."""
    text = document.text
    char = text[pos]
    if char not in _INTERRUPT or is_code(document, line):
        return False
    if char == "#":
        return _ATX.match(text, pos, line.end) is not None
    if char in "-=" and not line.lazy and _SETEXT.match(text, pos, line.end):
        return True
    if char in "-*_":
        return is_rule(text, pos, line.end)
    if char in "`~":
        return _FENCE.match(text, pos, line.end) is not None
    if char == ":":
        return (
            container_directive(document, line, pos, None)[0]
            or leaf_directive(document, line, pos, probe=True)[0]
        )
    if char == "<" and document.compat and html_comment(document, line, pos, probe=True)[0]:
        return True
    if char in "<{":
        if document.plain:
            return char == "<" and html_kind(document, line, pos, not line.lazy) is not None
        return tag_lines(document, line, pos, probe=True)[0]
    return False


def _starts_block(document: BlockReader, line: Line, pos: int) -> bool:
    """Whether a block that takes precedence over a table row starts at `pos`."""
    text = document.text
    if is_code(document, line):
        return True
    if text[pos] in "-=":
        return is_rule(text, pos, line.end)
    if text[pos] == "<" and document.plain:
        return html_kind(document, line, pos, False) is not None
    if text[pos] in "ei" and not document.plain:
        column = line.col + line.virt + pos - line.pos
        return column == 0 and _ESM.match(text, pos, line.end) is not None
    return _interrupts(document, line, pos)


# Mirrors `tokenizeHeadingAtx` of micromark-core-commonmark/lib/heading-atx.js.
def _atx(document: BlockReader, line: Line, pos: int) -> tuple[bool, Line | None]:
    found = _ATX.match(document.text, pos, line.end)
    if not found:
        return False, None
    inner = found[2].rstrip(" \t")
    if inner.endswith("#"):
        bare = inner.rstrip("#")
        inner = bare.rstrip(" \t") if not bare or bare[-1] in " \t" else inner
    content = Excerpt(inner, (0,), (found.start(2),))
    heading = HeadingEvent(content, pos, line.end, len(found[1]), False)
    document.leaf(heading, line.end)
    return True, document.next()


# Mirrors `tokenizeFrontmatter` of micromark-extension-frontmatter/lib/syntax.js.
def _yaml(document: BlockReader, line: Line) -> tuple[bool, Line | None]:
    """Front matter: `---` and blanks on line 1, to a line of the same kind."""
    text = document.text
    if text[3 : line.end].strip(" \t") or not text.startswith("---"):
        return False, None
    if line.next == line.end:
        return False, None
    taken: list[Line | None] = []
    while (current := document.next(concrete=True)) is not None:
        taken.append(current)
        start, end = current.pos, current.end
        if text.startswith("---", start) and not text[start + 3 : end].strip(" \t"):
            document.leaf(LeafEvent("yaml", 0, end), end)
            return True, document.next()
    document.push(*taken)
    return False, None


# Mirrors `tokenizeContent` of micromark-core-commonmark/lib/content.js.
def _paragraph(document: BlockReader, line: Line, pos: int) -> Line | None:
    """A paragraph, the definitions at its start, a setext heading or a table."""
    text = document.text
    lines = [line]
    starts = [pos]
    setext = 0
    after = None
    while (current := document.next(interrupt=True)) is not None:
        found = BLANKS.match(text, current[0], current[3])
        start = found.end() if found else current[0]
        if start >= current[3]:
            after = current
            break
        char = text[start]
        if char in "|:-" and _starts_table(document, lines[-1], starts[-1], current, start):
            document.push(current)
            if len(lines) == 1:
                return table(document, line, pos, _starts_block)
            head = lines.pop()
            _content(document, lines, starts[0], 0)
            return head
        if char in _INTERRUPT and _interrupts(document, current, start):
            after = _settled(document, current, start)
            if char in "-=" and not current.lazy and _SETEXT.match(text, start, current[3]):
                setext = 1 if char == "=" else 2
            break
        lines.append(current)
        starts.append(start)
    if setext and after is not None:
        if _content(document, lines, starts[0], setext, after):
            return document.next()
        return _after_definitions(document, after)
    _content(document, lines, starts[0], 0)
    return after


def _settled(document: BlockReader, line: Line, start: int) -> Line:
    """The line that ends a paragraph; HTML that is a lone tag stays where the paragraph is."""
    stays = document.plain and line.lazy and line.next > line.end
    return line._replace(lazy=False) if stays and is_lone_tag(document, line, start) else line


# Mirrors `resolveToSetextUnderline` of micromark-core-commonmark/lib/setext-underline.js.
def _after_definitions(document: BlockReader, line: Line) -> Line | None:
    """A line that looked like an underline where only definitions stand above it."""
    pos = BLANKS.match(document.text, line.pos, line.end)
    start = pos.end() if pos else line.pos
    if is_rule(document.text, start, line.end):
        return line
    return _paragraph(document, line, start)


# Mirrors `headDelimiterStart` of micromark-extension-gfm-table/lib/syntax.js.
def _starts_table(document: BlockReader, head: Line, pos: int, line: Line, start: int) -> bool:
    text = document.text
    if line.lazy or is_code(document, line) or is_code(document, head):
        return False
    found = DELIMITER.match(text, start, line.end)
    if not found or not ("|" in found[0] or ":" in found[0]):
        return False
    if text[pos : head.end].strip(" \t") == "|":
        return False
    return len(header_cells(text, pos, head.end)) == len(_DASHES.findall(found[0]))


def _content(
    document: BlockReader, lines: list[Line], start: int, setext: int, underline: Line | None = None
) -> bool:
    """Emits the definitions and the paragraph or setext heading in these lines.

    Answers whether there was a paragraph.
    """
    content = joined(document.text, start, lines)
    end = lines[-1].end
    whole = content
    if content.text.startswith("["):
        content = take_definitions(document, content)
        if not content.text:
            return False
    if setext and underline is not None:
        # to the site, the definitions above the text of a heading are within it
        heading = HeadingEvent(content, whole.origin(0), underline.end, setext, True)
        document.leaf(heading, underline.end)
    else:
        document.leaf(ParagraphEvent(content, content.origin(0), end), end)
    return True


_READERS: dict[str, Callable[[BlockReader, Line, int], tuple[bool, Line | None]]] = {
    "#": _atx,
    "-": _dash,
    "*": _rule,
    "_": _rule,
    "`": _fence,
    "~": _fence,
    ":": _directive,
    "<": _angle,
    "{": _brace,
    "e": _statement,
    "i": _statement,
}
