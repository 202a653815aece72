"""Checks import and export statements of a page, and lists the names they bind."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.javascript.brackets import is_open
from docs_snippets.javascript.declared import DECLARATIONS, declared_names
from docs_snippets.javascript.early_errors import early_error
from docs_snippets.javascript.grammar import parse
from docs_snippets.javascript.syntax import error_offset, unescape

_IMPORT = re.compile(
    r"import[ \t]+(?:([A-Za-z_$][\w$]*)[ \t]+from[ \t]+)?"
    r"(?:\"([^\"\\\r\n]*)\"|'([^'\\\r\n]*)')[ \t]*(?:;[ \t]*(?=[\r\n]|\Z)|(?=[\r\n]|\Z)(?!\s*;))",
    re.ASCII,
)
_EXPORT = re.compile(r"\bexport(?:[ \t]*+[\r\n])++")
"""To the grammar, a line end makes a name of the word."""
_SPACE = re.compile(r"\s*")
_ALLOWED = frozenset(("import_statement", "export_statement", "comment"))
_GOES_ON = re.compile(
    r"(?:=>|[-=+*/%&|^<>,.?:(\[{!~]|\b(?:from|import|export|default|as|const|let|var))\s*\Z"
)


class Verdict(NamedTuple):
    """What is wrong with statements; `incomplete` when more text could make them right."""

    place: Callable[[], int]
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


def judge(text: str, known: set[str]) -> Verdict | None:
    """Why the site rejects the statements; None when it takes them.

    `known` are the names imported before on the page; those imported here are added.
    """
    text = _in_one(text)
    found, rest = _simple(text)
    declared: dict[str, str] = {}
    for statement in found:
        verdict = _declare(declared, known, statement.names, statement.start)
        if verdict:
            return verdict
    if rest < len(text):
        verdict = _judge_tree(text, rest, declared, known)
        if verdict:
            return verdict
    for statement in statements(text):
        known.update(local for local, _ in statement.names)
    return None


def _in_one(text: str) -> str:
    """The statements, with `export` and what follows it on one line."""
    if "export" not in text:
        return text
    return _EXPORT.sub(lambda found: re.sub(r"[\r\n]", " ", found[0]), text)


def _declare(
    declared: dict[str, str], known: set[str], names: tuple[tuple[str, str], ...], pos: int
) -> Verdict | None:
    for local, _ in names:
        if local in declared or local in known:
            return _wrong(pos, f"`{local}` is imported or declared twice on this page")
        declared[local] = "import"
    return None


def _simple(text: str) -> tuple[list[Statement], int]:
    """The imports of the plainest form at the start, and where the rest begins."""
    out = []
    pos = 0
    while found := _IMPORT.match(text, pos):
        group = 2 if found[2] is not None else 3
        names = ((found[1], "default"),) if found[1] else ()
        start, end = found.start(group) - 1, found.end(group) + 1
        stop = end + len(text[end : found.end()].rstrip())
        out.append(Statement("import", found.start(), stop, found[group], start, end, names))
        pos = found.end()
        space = _SPACE.match(text, pos)
        pos = space.end() if space else pos
    return out, pos


def _judge_tree(text: str, rest: int, declared: dict[str, str], known: set[str]) -> Verdict | None:
    part = text[rest:]
    root = parse(part)
    data = part.encode("utf-8", "replace")
    if root.has_error:
        return _fault(text, rest)
    broken = early_error(root)
    again = _twice(root, declared, known)
    if broken and (again is None or again.undeclared or broken.start_byte < again.name.start_byte):
        at = rest + _offset(data, broken.start_byte)
        return Verdict(lambda: at, "this is not valid JavaScript", at >= len(text.rstrip()))
    if again:
        at = rest + _offset(data, again.name.start_byte)
        return Verdict(lambda: at, again.message, again.undeclared)
    for node in root.named_children:
        if node.type not in _ALLOWED and not _ends_statement(node):
            message = (
                "only imports and exports are allowed here; put a blank line before other text"
            )
            return _wrong(rest + _offset(data, node.start_byte), message)
    return None


def _ends_statement(node: Node) -> bool:
    """Whether a semicolon belongs to the statement on the lines above, which has none yet."""
    before = node.prev_named_sibling
    if node.type != "empty_statement" or before is None or before.type not in _ALLOWED:
        return False
    return (before.text or b";")[-1:] not in b";}"


class _Again(NamedTuple):
    """A name declared or exported twice, or exported and not declared, which may be below."""

    name: Node
    message: str
    undeclared: bool = False


def _twice(root: Node, declared: dict[str, str], known: set[str]) -> _Again | None:
    """The first name that is declared or exported twice, else one that is not declared."""
    exported: set[str] = set()
    wanted: list[Node] = []
    for node in root.named_children:
        for name, kind in _bindings(node):
            text = _text(name)
            before = declared.get(text, "var" if text in known else "")
            if before and not kind == before == "var":
                return _Again(name, f"`{text}` is imported or declared twice on this page")
            declared[text] = kind
        for name, local in _exports(node):
            text = _text(name)
            if text in exported:
                return _Again(name, f"`{text}` is exported twice")
            exported.add(text)
            wanted += [local] if local else []
    for local in wanted:
        if _text(local) not in declared and _text(local) not in known:
            return _Again(local, f"`{_text(local)}` is exported but not declared", True)
    return None


def _bindings(node: Node) -> Iterator[tuple[Node, str]]:
    """The names a statement declares, and how."""
    if node.type == "import_statement":
        yield from ((name, "import") for name, _ in _import_names(node))
        return
    for child in node.named_children:
        if child.type in DECLARATIONS:
            kind = "var" if child.type == "variable_declaration" else "lexical"
            yield from ((name, kind) for name in declared_names(child))


def _import_names(node: Node) -> Iterator[tuple[Node, str]]:
    """The names an import declares, each with the name it has in its module."""
    clauses = (each for each in node.named_children if each.type == "import_clause")
    for child in (child for clause in clauses for child in clause.named_children):
        if child.type == "identifier":
            yield child, "default"
        elif child.type == "namespace_import":
            yield child.named_children[-1], "*"
        elif child.type == "named_imports":
            for part in child.named_children:
                name = part.child_by_field_name("name")
                if part.type == "import_specifier" and name:
                    yield part.child_by_field_name("alias") or name, _text(name)


def _exports(node: Node) -> Iterator[tuple[Node, Node | None]]:
    """The names a statement exports, each with the local name it must find declared."""
    if node.type != "export_statement":
        return
    default = next((child for child in node.children if child.type == "default"), None)
    if default is not None:
        yield default, None
        return
    source = node.child_by_field_name("source")
    for child in node.named_children:
        if child.type == "export_clause":
            for part in child.named_children:
                name = part.child_by_field_name("name")
                alias = part.child_by_field_name("alias")
                if name is not None:
                    yield alias or name, None if source else name
        elif child.type in DECLARATIONS:
            yield from ((name, None) for name in declared_names(child))


def _fault(text: str, rest: int) -> Verdict:
    message = "the import or export is not valid JavaScript; put a blank line after it"
    part = text[rest:]
    pos = rest + _fault_offset(part)
    incomplete = is_open(part) or _GOES_ON.search(part) or pos >= len(text.rstrip())
    return Verdict(lambda: pos, message, bool(incomplete))


def _fault_offset(text: str) -> int:
    """Where the first fault is; the parser recovers otherwise where lines end as on Windows."""
    breaks = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]
    at = error_offset(text.replace("\r\n", "\n"))
    return at + bisect_left(breaks, at)


def _wrong(pos: int, message: str) -> Verdict:
    """Statements that no text after them makes right."""
    return Verdict(lambda: pos, message, False)


def statements(text: str) -> tuple[Statement, ...]:
    """The imports and exports in the text, in order."""
    text = _in_one(text)
    out, rest = _simple(text)
    if rest < len(text):
        out.extend(_parsed(text, rest))
    return tuple(out)


def _parsed(text: str, rest: int) -> Iterator[Statement]:
    part = text[rest:]
    place = _places(part)
    for node in parse(part).named_children:
        if node.type not in ("import_statement", "export_statement"):
            continue
        source = node.child_by_field_name("source")
        start, end = rest + place(node.start_byte), rest + place(node.end_byte)
        kind = "import" if node.type == "import_statement" else "export"
        if source is None:
            yield Statement(kind, start, end, "", start, start, ())
            continue
        a, b = rest + place(source.start_byte), rest + place(source.end_byte)
        names = tuple((_text(name), imported) for name, imported in _import_names(node))
        yield Statement(kind, start, end, unescape(text[a + 1 : b - 1]), a, b, names)


def _places(text: str) -> Callable[[int], int]:
    """What gives the offset of a byte of the text, asked for many."""
    if text.isascii():
        return lambda byte: byte
    ends = tuple(accumulate(len(char.encode("utf-8", "replace")) for char in text))
    return lambda byte: bisect_right(ends, byte)


def _offset(data: bytes, byte: int) -> int:
    return len(data[:byte].decode("utf-8", "replace"))


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
