"""Reads directives: `:::name[label]{attributes}` containers and `::name` leaves."""

import re
from collections.abc import Callable
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.columns import Line, end_before, skip_blanks, take_columns
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import CloseEvent, DirectiveEvent, Label
from docs_snippets.mdx.page import Attribute
from docs_snippets.mdx.plain_markdown import is_code
from docs_snippets.mdx.strings import decode

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LABEL_PART = re.compile(r"\\[\[\]\\]|[\[\]]|[^\[\]\\]+|\\")
_BLANKS = re.compile(r"[ \t]*")
_SPACE = re.compile(r"[ \t\r\n]*")
_SHORTCUT = re.compile(r"[#.]([^\s\"#'.<=>`}][^\s\"#'.<=>`}]*)(?=[#.}\s])", re.ASCII)
_KEY = re.compile(r"[A-Za-z:_][A-Za-z0-9\-.:_]*")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s\"'<=>`}][^\s\"'<=>`}]*)", re.ASCII)
_MAY_CLOSE = ": \t"
MAX_BALANCE = 32
MAX_NESTING = 60
_DEEP = re.compile(rf"(?:[^\[\]\\]*+\[){{{MAX_BALANCE + 1}}}")
_TOO_DEEP = f"directives are nested more than {MAX_NESTING} deep here"


class Tail(NamedTuple):
    """A label and attributes after a directive's name, and where they end."""

    end: int
    label: Label | None
    attributes: tuple[Attribute, ...]


# Mirrors `factoryName` of micromark-extension-directive/lib/factory-name.js.
def read_name(text: str, pos: int, limit: int) -> str | None:
    """The directive name at `pos`."""
    found = NAME.match(text, pos, limit)
    if not found or found[0][-1] in "-_":
        return None
    return found[0]


def read_tail(text: str, pos: int, limit: int, lines: bool) -> Tail:
    """The label and attributes at `pos`, either or none; `lines` lets them span lines."""
    label = None
    attributes: tuple[Attribute, ...] = ()
    if text.startswith("[", pos) and pos < limit:
        close = _label_end(text, pos, limit, lines)
        if close is not None:
            label = Label(pos + 1, close)
            pos = close + 1
    if text.startswith("{", pos) and pos < limit:
        found = _attributes(text, pos, limit, lines)
        if found is not None:
            attributes, pos = found
    return Tail(pos, label, attributes)


# Mirrors `factoryLabel` of micromark-extension-directive/lib/factory-label.js.
def _label_end(text: str, pos: int, limit: int, lines: bool) -> int | None:
    if _DEEP.match(text, pos + 1, limit):
        return None
    balance = 0
    escapes = 0
    for found in _LABEL_PART.finditer(text, pos + 1, limit):
        part = found[0]
        if part == "[":
            balance += 1
            if balance > MAX_BALANCE:
                return None
        elif part == "]":
            if not balance:
                return found.start()
            balance -= 1
        elif len(part) == 2 and part[0] == "\\":
            escapes += 1
            if escapes > 999:
                return None
        elif not lines and ("\n" in part or "\r" in part):
            return None
    return None


# Mirrors `factoryAttributes` of micromark-extension-directive/lib/factory-attributes.js.
def _attributes(
    text: str, pos: int, limit: int, lines: bool
) -> tuple[tuple[Attribute, ...], int] | None:
    space = _SPACE if lines else _BLANKS
    out: list[Attribute] = []
    pos += 1
    while pos < limit:
        pos = _skip(space, text, pos, limit)
        if text.startswith("}", pos) and pos < limit:
            return tuple(out), pos + 1
        shortcut = _SHORTCUT.match(text, pos, limit)
        if shortcut:
            name = "id" if text[pos] == "#" else "class"
            out.append(_named(name, shortcut[1], pos, shortcut.end()))
            pos = shortcut.end()
            continue
        key = _KEY.match(text, pos, limit)
        if not key:
            return None
        after = _skip(space, text, key.end(), limit)
        if not (text.startswith("=", after) and after < limit):
            out.append(_named(key[0], "", pos, key.end()))
            pos = after
            continue
        value = _VALUE.match(text, _skip(space, text, after + 1, limit), limit)
        if not value or (not lines and ("\n" in value[0] or "\r" in value[0])):
            return None
        if text[value.end() : value.end() + 1] not in ("}", " ", "\t", "\r", "\n"):
            return None
        content = next(group for group in value.groups() if group is not None)
        out.append(_named(key[0], content, pos, value.end()))
        pos = value.end()
    return None


def _named(name: str, value: str, start: int, end: int) -> Attribute:
    return Attribute(name, decode(value), "string", Span(start, end))


def _skip(pattern: re.Pattern[str], text: str, pos: int, limit: int) -> int:
    found = pattern.match(text, pos, limit)
    return found.end() if found else pos


# Mirrors `tokenizeDirectiveLeaf` of micromark-extension-directive/lib/directive-leaf.js.
def leaf_directive(
    document: BlockReader, line: Line, pos: int, probe: bool = False
) -> tuple[bool, Line | None]:
    """A leaf directive: two colons, a name, a label, attributes, and nothing else."""
    text = document.text
    if not text.startswith("::", pos) or text.startswith(":::", pos):
        return False, None
    name = read_name(text, pos + 2, line.end)
    if name is None:
        return False, None
    tail = read_tail(text, pos + 2 + len(name), line.end, False)
    if _skip(_BLANKS, text, tail.end, line.end) < line.end:
        return False, None
    if probe:
        return True, None
    directive = DirectiveEvent("leaf", pos, line.end, name, 2, True, tail.label, tail.attributes)
    document.leaf(directive, line.end)
    return True, document.next()


class _Inside(NamedTuple):
    """The lines of a container, the last one read, where it ends, and the lazy line after it."""

    lines: list[Line]
    last: Line
    end: int
    closed: bool = False
    after: Line | None = None


# Mirrors `tokenizeClosingFence` of micromark-extension-directive/lib/directive-container.js.
def _inside(document: BlockReader, line: Line, closer: re.Pattern[str], indent: int) -> _Inside:
    """Reads the lines of a container up to its closing line, or to where all around it ends."""
    text = document.text
    lines: list[Line] = []
    last = line
    many = not indent
    while True:
        if many and (plain := document.until(_MAY_CLOSE)):
            lines += plain
            last = plain[-1]
        current = document.next(concrete=True)
        if current is None:
            return _Inside(lines, last, last.end)
        if current.lazy:
            lines[-1:] = [line._replace(next=line.end) for line in lines[-1:]]
            return _Inside(lines, last, end_before(text, last), after=current)
        if closer.match(text, current.pos, current.end) and not is_code(document, current):
            return _Inside(lines, last, current.end, closed=True)
        lines.append(take_columns(text, current, indent)[0] if indent else current)
        last = current
        many = not indent and text[current.pos : current.pos + 1] not in _MAY_CLOSE


# Mirrors `tokenizeDirectiveContainer` of micromark-extension-directive/lib/directive-container.js.
def container_directive(
    document: BlockReader, line: Line, pos: int, read: Callable[[BlockReader], None] | None
) -> tuple[bool, Line | None]:
    """A container directive, its content read by `read`; without `read`, whether one starts."""
    text = document.text
    colons = 0
    while pos + colons < line.end and text[pos + colons] == ":":
        colons += 1
    name = read_name(text, pos + colons, line.end) if colons >= 3 else None
    if name is None:
        return False, None
    tail = read_tail(text, pos + colons + len(name), line.end, False)
    if _skip(_BLANKS, text, tail.end, line.end) < line.end:
        return False, None
    if read is None:
        return True, None
    indent = skip_blanks(text, line)[1] - line.col
    closer = re.compile(rf"[ \t]*:{{{colons},}}[ \t]*$")
    lines, last, end, closed, after = _inside(document, line, closer, indent)
    directive = DirectiveEvent(
        "container", pos, end, name, colons, closed, tail.label, tail.attributes
    )
    document.events.append(directive)
    if document.depth < MAX_NESTING:
        inner = BlockReader(
            text, lines, document.events, document.rejections, document.depth + 1, document.compat
        )
        inner.names, inner.failures = document.names, document.failures
        inner.plain, inner.effort = document.plain, document.effort
        read(inner)
    else:
        document.refuse(pos, _TOO_DEEP)
    said = -1 if closed else last.next if after is None else last.end
    document.leaf(CloseEvent("directive", end), end, said)
    return True, after if after is not None else document.next()
