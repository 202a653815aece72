"""The names that an expression takes from around it.

A name that the expression declares anywhere counts as its own everywhere in it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.javascript.scope import words

_PATTERNS = ("object_pattern", "array_pattern", "rest_pattern", "formal_parameters")
_NAMING = {
    "variable_declarator": ("name",),
    "function_declaration": ("name",),
    "function_expression": ("name",),
    "class_declaration": ("name",),
    "arrow_function": ("parameter",),
    "catch_clause": ("parameter",),
    "for_in_statement": ("left",),
}
_FUNCTIONS = ("arrow_function", "function_expression", "function_declaration")
_TAGS = ("jsx_opening_element", "jsx_self_closing_element", "jsx_closing_element")


class Name(NamedTuple):
    """A name and the node that it stands in; `component` where an element is made of it.

    `deferred` is one inside a function, which may never be called.
    """

    text: str
    node: Node
    component: bool
    deferred: bool = False


def free_names(root: Node) -> tuple[Name, ...]:
    """The names in order of the text, without those that it asks for their type."""
    nodes = list(_walk(root))
    own = {words(name) for node in nodes for name in _declared(node)}
    own |= {words(name) for node in nodes if _is_type_test(node) for name in node.named_children}
    found = (each for node in nodes for each in _taken(node))
    return tuple(
        each._replace(deferred=_is_deferred(each.node)) for each in found if each.text not in own
    )


def _is_type_test(node: Node) -> bool:
    return node.type == "unary_expression" and words(node).startswith("typeof")


def _is_deferred(node: Node) -> bool:
    around = node.parent
    while around is not None:
        if around.type in _FUNCTIONS:
            return True
        around = around.parent
    return False


def _walk(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if _is_type_test(node):
            continue
        waiting.extend(reversed(node.named_children))


def _declared(node: Node) -> Iterator[Node]:
    """The names that a node declares."""
    for field in _NAMING.get(node.type, ()):
        part = node.child_by_field_name(field)
        if part is not None:
            yield from _bound(part)
    if node.type in _PATTERNS:
        yield from _bound(node)


def _bound(pattern: Node) -> Iterator[Node]:
    for node in _walk(pattern):
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node


def _taken(node: Node) -> Iterator[Name]:
    if node.type == "shorthand_property_identifier":
        yield Name(words(node), node, component=False)
    if node.type != "identifier":
        return
    around = node.parent
    in_member = around is not None and around.type == "member_expression"
    tag = around.parent if around is not None and in_member else around
    named = tag.child_by_field_name("name") if tag is not None and tag.type in _TAGS else None
    holder = around if in_member else node
    if named is None or holder is None or named.id != holder.id:
        yield Name(words(node), node, component=False)
    elif in_member or not words(node)[:1].islower():
        yield Name(words(node), node, component=True)
