"""Import and export statements: whether they are valid, and what they name."""

import re
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.mdx.javascript import parse

_FAST_IMPORT = re.compile(
    r"import[ \t]+(?:([A-Za-z_$][\w$]*)[ \t]+from[ \t]+)?(?:\"([^\"\\\r\n]*)\"|'([^'\\\r\n]*)')[ \t]*;?[ \t]*",
    re.ASCII,
)
_LINES = re.compile(r"\r\n|\n|\r")
_ALLOWED = frozenset(("import_statement", "export_statement", "comment", "empty_statement"))


class Verdict(NamedTuple):
    """What is wrong with statements; `incomplete` when more text could make them right."""

    pos: int
    message: str
    incomplete: bool


class Statement(NamedTuple):
    """One statement: an import with its source and names (local, imported), or an export."""

    kind: str
    start: int
    end: int
    source: str
    source_start: int
    source_end: int
    names: tuple[tuple[str, str], ...]


def judge(text: str) -> Verdict | None:
    """Why the site rejects the statements; None when it takes them."""
    if all(not line or _FAST_IMPORT.fullmatch(line) for line in _LINES.split(text)):
        return None
    root = parse(text)
    if root.has_error:
        return _fault(text, root)
    for node in root.named_children:
        if node.type not in _ALLOWED:
            pos = len(text.encode()[: node.start_byte].decode())
            message = "only imports and exports may stand here; put a blank line before other text"
            return Verdict(pos, message, False)
    return None


def _fault(text: str, root: Node) -> Verdict:
    message = "the import or export is no valid JavaScript; put a blank line after it"
    end = len(text.rstrip().encode())
    node = _first_error(root)
    pos = len(text.encode()[: node.start_byte].decode()) if node else 0
    incomplete = node is None or (node.is_missing and node.start_byte >= end) or _open(text)
    return Verdict(pos, message, incomplete)


def _first_error(root: Node) -> Node | None:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            return node
        stack.extend(
            child for child in reversed(node.children) if child.has_error or child.is_missing
        )
    return None


_TOKEN = re.compile(
    r"""[({\[]|[)}\]]|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`(?:\\.|[^`\\])*`|`|//[^\r\n]*|/\*.*?\*/|/\*""",
    re.DOTALL,
)


def _open(text: str) -> bool:
    """Whether a bracket, template or comment is open at the end."""
    depth = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in ("`", "/*"):
            return True
        if len(token) == 1:
            depth += 1 if token in "({[" else -1
    return depth > 0


def statements(text: str) -> tuple[Statement, ...]:
    """The imports and exports in the text, in order."""
    out: list[Statement] = []
    pos = 0
    for line in _LINES.split(text):
        found = _FAST_IMPORT.fullmatch(line)
        if not found:
            if line:
                return _parsed(text)
        else:
            group = 2 if found[2] is not None else 3
            names = ((found[1], "default"),) if found[1] else ()
            start, end = pos + found.start(group) - 1, pos + found.end(group) + 1
            stop = pos + len(line.rstrip())
            out.append(Statement("import", pos, stop, found[group], start, end, names))
        pos += len(line) + (2 if text.startswith("\r\n", pos + len(line)) else 1)
    return tuple(out)


def _parsed(text: str) -> tuple[Statement, ...]:
    data = text.encode("utf-8", "replace")
    out = []
    for node in parse(text).named_children:
        if node.type not in ("import_statement", "export_statement"):
            continue
        source = node.child_by_field_name("source")
        start, end = _offset(data, node.start_byte), _offset(data, node.end_byte)
        kind = "import" if node.type == "import_statement" else "export"
        if source is None:
            out.append(Statement(kind, start, end, "", start, start, ()))
            continue
        a, b = _offset(data, source.start_byte), _offset(data, source.end_byte)
        names = _names(node) if kind == "import" else ()
        out.append(Statement(kind, start, end, text[a + 1 : b - 1], a, b, names))
    return tuple(out)


def _offset(data: bytes, byte: int) -> int:
    return len(data[:byte].decode("utf-8", "replace"))


def _names(node: Node) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for clause in node.named_children:
        if clause.type != "import_clause":
            continue
        for child in clause.named_children:
            if child.type == "identifier":
                out.append((_text(child), "default"))
            elif child.type == "namespace_import":
                out.append((_text(child.named_children[-1]), "*"))
            elif child.type == "named_imports":
                out.extend(
                    _specifier(part)
                    for part in child.named_children
                    if part.type == "import_specifier"
                )
    return tuple(out)


def _specifier(node: Node) -> tuple[str, str]:
    name = node.child_by_field_name("name")
    alias = node.child_by_field_name("alias")
    imported = _text(name) if name else ""
    return (_text(alias) if alias else imported, imported)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
