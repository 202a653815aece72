"""Scripts that components stand in: what they import, declare and export, and what names mean."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.core.source import Span
from docs_snippets.javascript.grammar import parse
from docs_snippets.javascript.modules import Read, module_scope
from docs_snippets.javascript.scope import Scope, string, words
from docs_snippets.javascript.values import JsValue


class ScriptPosition(NamedTuple):
    """Where an id is given: a file of the docs and a span of its text."""

    path: str
    span: Span


class Imported(NamedTuple):
    """A name that a module imports: of which module, under which name there."""

    source: str
    name: str


@dataclass(frozen=True, eq=False)
class ScriptModule:
    """A script of the docs as components need it: its tree, its names and what they stand for."""

    path: str
    text: str
    root: Node
    imports: Mapping[str, Imported]
    definitions: Mapping[str, Node]
    read: Read
    given: Mapping[str, JsValue]

    @cached_property
    def scope(self) -> Scope:
        """The names of the module and their values."""
        return module_scope(self.path, self.root, self.read, self.given)

    def place(self, node: Node) -> ScriptPosition:
        """Where a node stands."""
        return ScriptPosition(self.path, self.span(node))

    def span(self, node: Node) -> Span:
        """Where a node stands in the text."""
        starts = self._bytes
        if starts is None:
            return Span(node.start_byte, node.end_byte)
        return Span(bisect_left(starts, node.start_byte), bisect_left(starts, node.end_byte))

    @cached_property
    def _bytes(self) -> tuple[int, ...] | None:
        """Where each character starts in the encoded text; None where that is its offset."""
        if self.text.isascii():
            return None
        return tuple(accumulate((len(each.encode()) for each in self.text), initial=0))


def read_module(
    path: str, text: str, read: Read, given: Mapping[str, JsValue] | None = None
) -> ScriptModule:
    """A module; `read` gives the files it takes values from, by path in the docs root.

    `given` are names that it has without declaring them.
    """
    root = parse(text, path)
    imports, definitions = dict(_imports(root)), dict(_definitions(root))
    return ScriptModule(path, text, root, imports, definitions, read, given or {})


def _imports(root: Node) -> Iterator[tuple[str, Imported]]:
    for node in root.named_children:
        source = node.child_by_field_name("source")
        if node.type == "import_statement" and source is not None:
            for each in _walk(node):
                if each.type == "import_specifier":
                    name = each.child_by_field_name("name")
                    alias = each.child_by_field_name("alias") or name
                    if name is not None and alias is not None:
                        yield words(alias), Imported(string(source), words(name))
                elif each.type == "namespace_import":
                    yield words(each.named_children[0]), Imported(string(source), "*")
                elif each.type == "import_clause" and each.named_children[0].type == "identifier":
                    yield words(each.named_children[0]), Imported(string(source), "default")
        elif node.type == "export_statement" and source is not None:
            for outside, inside in _specifiers(node):
                yield f"export {outside}", Imported(string(source), inside)


def _specifiers(node: Node) -> Iterator[tuple[str, str]]:
    """The names that a statement exports, each with the name it has inside."""
    for each in _walk(node):
        if each.type == "export_specifier":
            inside = each.child_by_field_name("name") or each.named_children[0]
            outside = each.child_by_field_name("alias") or inside
            yield words(outside), words(inside)


def _definitions(root: Node) -> Iterator[tuple[str, Node]]:
    """Names of functions, classes and constants of a module; `export X` for what it exports."""
    for node in root.named_children:
        inner = node.child_by_field_name("declaration") or node
        exported = node.type == "export_statement"
        is_default = exported and any(part.type == "default" for part in node.children)
        for name, value in _declared(inner):
            yield name, value
            if exported:
                yield f"export {'default' if is_default else name}", value
        default = node.child_by_field_name("value")
        if exported and default is not None:
            yield "export default", default
        if exported and node.child_by_field_name("source") is None:
            for outside, inside in _specifiers(node):
                yield f"export {outside}", _identifier(node, inside)
        if node.type == "expression_statement":
            yield from _assigned(node.named_children[0])


def _identifier(node: Node, name: str) -> Node:
    """The node of a name that an export statement names."""
    return next(each for each in _walk(node) if words(each) == name)


def _declared(node: Node) -> Iterator[tuple[str, Node]]:
    if node.type in ("function_declaration", "class_declaration"):
        name = node.child_by_field_name("name")
        if name is not None:
            yield words(name), node
    for each in node.named_children if node.type.endswith("_declaration") else ():
        name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
        if each.type == "variable_declarator" and name is not None and value is not None:
            yield words(name), value


def _assigned(node: Node) -> Iterator[tuple[str, Node]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type == "assignment_expression" and left is not None and right is not None:
        target = words(left)
        if target in ("module.exports", "exports.default"):
            yield "export default", right
        elif target.startswith(("exports.", "module.exports.")):
            yield f"export {target.rpartition('.')[2]}", right


def _walk(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(each.named_children))
