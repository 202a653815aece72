"""YAML as the site's own reader takes it, for front matter.

The site's reader differs from others in what it accepts (tabs, duplicate keys, plain scalars over
lines) and in where it sees an error. This one goes the same way: a node is composed at an
indentation in a context, and the first thing wrong ends the reading.
"""

import re

from docs_snippets.data.js_yaml_pairs import MERGE, Pairs, Value
from docs_snippets.data.js_yaml_scalars import Bad, Cursor, block_scalar, plain, quoted
from docs_snippets.data.js_yaml_values import resolve

MAX_DEPTH = 100
MAX_UNFOLDED = 10_000
FLOW_IN, FLOW_OUT, BLOCK_IN, BLOCK_OUT = range(4)
_STRING = "tag:yaml.org,2002:str"
_NAME = re.compile(r"[^\s\0,\[\]{}]*")
_TAG = re.compile(r"!(?:<([^>\0]*)>|[^\s\0]*)")
_CORE = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_OTHERS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("binary", "omap", "pairs", "set"))
_SCALARS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp")
)


class _Node:
    """The properties of the node being composed."""

    __slots__ = ("anchor", "kind", "tag", "value")

    def __init__(self) -> None:
        self.tag: str | None = None
        self.anchor: str | None = None
        self.kind: str | None = None
        self.value: Value = None


def load(text: str) -> tuple[Value, tuple[int, str] | None]:
    """The value of a YAML text, or None and where (an offset) and why it is none."""
    if "\0" in text:
        return None, (0, "a NUL character stands in it")
    ends = text if text.endswith(("\n", "\r")) else text + "\n"
    cursor = Cursor(ends + "\0")
    try:
        return _Reader(cursor).document(), None
    except Bad as bad:
        return None, (min(cursor.error_pos, len(ends)), bad.message)


class _Reader:
    """Composes nodes from a cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self.c = cursor
        self.anchors: dict[str, Value] = {}
        self.unfinished: set[str] = set()
        self.unfolded = 0
        self.node = _Node()
        self.depth = 0

    def document(self) -> Value:
        c = self.c
        while c.text[c.pos] == " ":
            c.indent += 1
            c.pos += 1
        c.skip(comments=True)
        if c.text[c.pos] == "%" and not c.indent:
            c.fail("directives are not read in front matter")
        if not c.indent and c.text.startswith("---", c.pos):
            c.pos += 3
            c.skip(comments=True)
        self.compose(c.indent - 1, BLOCK_OUT, False, True)
        value = self.node.value
        c.skip(comments=True)
        if c.pos == c.line_start and c.at_separator():
            if c.text[c.pos] == ".":
                c.pos += 3
                c.skip(comments=True)
            if c.pos < len(c.text) - 1:
                c.fail("a single document is expected")
        elif c.pos < len(c.text) - 1:
            c.fail("end of the stream or a document separator is expected")
        return value

    def compose(self, parent: int, context: int, seek: bool, compact: bool) -> bool:
        """Composes one node into `self.node`; answers whether there is one."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.c.fail("values nest too deeply")
        c = self.c
        node = self.node = _Node()
        blocks = scalars = collections = context in (BLOCK_OUT, BLOCK_IN)
        status, new_line = 1, False
        if seek and c.skip(comments=True):
            new_line = True
            status = _compare(c.indent, parent)
        if status == 1:
            while self._tag() or self._anchor():
                if c.skip(comments=True):
                    new_line = True
                    collections = blocks
                    status = _compare(c.indent, parent)
                else:
                    collections = False
        collections = collections and (new_line or compact)
        content = False
        if status == 1 or context == BLOCK_OUT:
            flow_indent = parent if context in (FLOW_IN, FLOW_OUT) else parent + 1
            block_indent = c.pos - c.line_start
            if status == 1:
                content = self._content(collections, scalars, block_indent, flow_indent, context)
            elif status == 0:
                content = collections and self._sequence(block_indent)
        node = self.node
        self._resolve(node)
        self.unfinished.discard(node.anchor or "")
        self.depth -= 1
        return node.tag is not None or node.anchor is not None or content

    def _content(
        self, collections: bool, scalars: bool, block_indent: int, flow_indent: int, context: int
    ) -> bool:
        c = self.c
        if collections and (
            self._sequence(block_indent) or self._mapping(block_indent, flow_indent)
        ):
            return True
        if self._flow(flow_indent):
            return True
        node = self.node
        char = c.text[c.pos]
        found = True
        if scalars and char in "|>":
            node.value, node.kind = block_scalar(c, flow_indent), "scalar"
        elif char in "'\"":
            node.value, node.kind = quoted(c, char), "scalar"
        elif char == "*":
            self._alias(node)
        else:
            text = plain(c, flow_indent, context == FLOW_IN)
            found = text is not None
            if found:
                node.value, node.kind = text, "scalar"
                node.tag = node.tag or "?"
        if node.anchor is not None:
            self.anchors[node.anchor] = node.value
        return found

    def _alias(self, node: _Node) -> None:
        c = self.c
        name = self._name(c.pos + 1, "an alias")
        if name not in self.anchors:
            c.fail(f"unidentified alias {name!r}")
        if name in self.unfinished:
            c.fail(f"the alias {name!r} stands inside what it names")
        if node.tag is not None or node.anchor is not None:
            c.fail("an alias may not have properties")
        node.value = self.anchors[name]
        self.unfolded += _size(node.value, MAX_UNFOLDED)
        if self.unfolded > MAX_UNFOLDED:
            c.fail(f"aliases stand for more than {MAX_UNFOLDED} values")
        c.skip(comments=True)

    def _name(self, start: int, what: str) -> str:
        found = _NAME.match(self.c.text, start)
        name = found[0] if found else ""
        self.c.pos = start + len(name)
        if not name:
            self.c.fail(f"the name of {what} must have at least one character")
        return name

    def _anchor(self) -> bool:
        c = self.c
        if c.text[c.pos] != "&":
            return False
        if self.node.anchor is not None:
            c.fail("a second anchor")
        self.node.anchor = self._name(c.pos + 1, "an anchor")
        self.unfinished.add(self.node.anchor)
        return True

    def _tag(self) -> bool:
        c = self.c
        found = _TAG.match(c.text, c.pos)
        if not found:
            return False
        if self.node.tag is not None:
            c.fail("a second tag")
        raw = found[0]
        c.pos = found.end()
        if found[1] is not None:
            self.node.tag = found[1]
        elif raw.startswith("!!"):
            self.node.tag = "tag:yaml.org,2002:" + raw[2:]
        else:
            self.node.tag = raw
        return True

    def _resolve(self, node: _Node) -> None:
        tag = node.tag
        if tag is None or tag == "!":
            return
        if tag == "?":
            text = str(node.value)
            node.value = resolve(text)
            if text == "<<":
                node.tag = MERGE
        elif tag in _SCALARS:
            value = resolve(str(node.value))
            if node.kind != "scalar" or (isinstance(value, str) and not tag.endswith("timestamp")):
                self.c.fail(f"no value of the type {tag}")
            node.value = value
        elif tag in _CORE:
            if node.value is None:
                node.value = "" if tag == _STRING else [] if tag.endswith("seq") else {}
        elif tag not in _OTHERS:
            self.c.fail(f"unknown tag {tag}")
        if node.anchor is not None:
            self.anchors[node.anchor] = node.value

    def _sequence(self, indent: int) -> bool:
        c = self.c
        if c.text[c.pos] != "-" or c.text[c.pos + 1] not in " \t\r\n":
            return False
        outer = self.node
        result: list[Value] = []
        if outer.anchor is not None:
            self.anchors[outer.anchor] = result
        while c.text[c.pos] == "-" and c.text[c.pos + 1] in " \t\r\n":
            c.pos += 1
            if c.skip(comments=True) and c.indent <= indent:
                result.append(None)
                continue
            line = c.line
            self.compose(indent, BLOCK_IN, False, True)
            result.append(self.node.value)
            c.skip(comments=True)
            if (c.line == line or c.indent > indent) and c.text[c.pos] != "\0":
                c.fail("bad indentation of a sequence entry")
            if c.indent < indent:
                break
        outer.kind, outer.value = "sequence", result
        self.node = outer
        return True

    def _mapping(self, indent: int, flow_indent: int) -> bool:
        c = self.c
        outer = self.node
        pairs = Pairs(c)
        if outer.anchor is not None:
            self.anchors[outer.anchor] = pairs.result
        while c.text[c.pos] != "\0":
            pairs.at(c.line, c.pos)
            compact = pairs.sign()
            if not compact and not self.compose(flow_indent, FLOW_OUT, False, True):
                break
            if not compact and not self._simple_key(pairs.line, pairs.detected):
                inner = self.node
                inner.tag, inner.anchor = outer.tag or inner.tag, outer.anchor
                return True
            if not compact:
                pairs.key(self.node.tag, self.node.value)
            if c.line == pairs.line or c.indent > indent:
                found = self.compose(indent, BLOCK_OUT, True, compact)
                pairs.value(self.node.tag, self.node.value if found else None, found)
                c.skip(comments=True)
            if c.indent > indent and c.text[c.pos] != "\0":
                c.fail("bad indentation of a mapping entry")
            if c.indent < indent:
                break
        pairs.finish()
        if pairs.detected:
            outer.kind, outer.value = "mapping", pairs.result
        self.node = outer
        return pairs.detected

    def _simple_key(self, line: int, detected: bool) -> bool:
        """Whether what was composed is a key: a colon follows on its line."""
        c = self.c
        if c.line != line:
            if detected:
                c.fail("a line that is no `key: value`; indent it to go on with the value above")
            return False
        while c.text[c.pos] in " \t":
            c.pos += 1
        if c.text[c.pos] != ":":
            if detected:
                c.fail("a colon is missing after the key")
            return False
        c.pos += 1
        if c.text[c.pos] not in " \t\r\n":
            c.fail("white space is expected after the colon")
        return True

    def _flow(self, indent: int) -> bool:
        c = self.c
        opener = c.text[c.pos]
        if opener not in "[{":
            return False
        outer = self.node
        closer = "]" if opener == "[" else "}"
        items: list[Value] = []
        pairs = Pairs(c)
        result: Value = items if opener == "[" else pairs.result
        if outer.anchor is not None:
            self.anchors[outer.anchor] = result
        c.pos += 1
        expect = True
        while c.text[c.pos] != "\0":
            c.skip(comments=True)
            if c.text[c.pos] == closer:
                c.pos += 1
                outer.kind = "sequence" if opener == "[" else "mapping"
                outer.value = result
                self.node = outer
                return True
            if not expect:
                c.fail("a comma is missing between the entries of a list or map in brackets")
            self._flow_entry(indent, pairs, None if opener == "{" else items)
            c.skip(comments=True)
            expect = c.text[c.pos] == ","
            c.pos += expect
        c.fail("the list or map in brackets is not closed")
        return False

    def _flow_entry(self, indent: int, pairs: Pairs, items: list[Value] | None) -> None:
        """An entry of a map in braces, or (with `items`) of a list in brackets."""
        c = self.c
        explicit = c.text[c.pos] == "?" and c.text[c.pos + 1] in " \t\r\n"
        if explicit:
            c.pos += 1
            c.skip(comments=True)
        line, pos = c.line, c.pos
        self.compose(indent, FLOW_IN, False, True)
        tag, key = self.node.tag, self.node.value
        c.skip(comments=True)
        value: Value = None
        pair = explicit
        if (explicit or c.line == line) and c.text[c.pos] == ":":
            pair = True
            c.pos += 1
            c.skip(comments=True)
            self.compose(indent, FLOW_IN, False, True)
            value = self.node.value
        if items is None:
            pairs.at(line, pos)
            pairs.store(tag, key, value)
        elif pair:
            single = Pairs(c)
            single.store(tag, key, value)
            items.append(single.result)
        else:
            items.append(key)


def _size(value: Value, limit: int) -> int:
    """How many values there are in a value, counted to just over a limit."""
    size = 0
    todo = [value]
    while todo and size <= limit:
        held = todo.pop()
        size += 1
        todo.extend(
            held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
        )
    return size


def _compare(indent: int, parent: int) -> int:
    return (indent > parent) - (indent < parent)
