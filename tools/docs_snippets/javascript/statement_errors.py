"""Statements and classes that the JavaScript grammar takes and the site's parser does not."""

from collections.abc import Iterator

from tree_sitter import Node

from docs_snippets.javascript.early_scopes import is_constructor

_BODIES = frozenset(
    "if_statement else_clause while_statement do_statement for_statement for_in_statement"
    " labeled_statement".split()
)
_DECLARED = frozenset(("class", "function_expression", "generator_function"))


def alone_as_body(node: Node, parent: Node | None) -> bool:
    """A declaration where a statement is wanted, as after `if (a)`."""
    if parent is None or parent.type not in _BODIES:
        return False
    return parent.child_by_field_name("initializer") != node


def bad_switch(node: Node) -> Node | None:
    """A second default of a switch."""
    cases = [child for child in node.named_children if child.type == "switch_default"]
    return cases[1] if len(cases) > 1 else None


def bad_each(node: Node) -> bool:
    """A loop over values whose variable has one of its own, or a name that means something else."""
    if node.child_by_field_name("value") is not None:
        return True
    left, right = (node.child_by_field_name(side) for side in ("left", "right"))
    name = left.text if left is not None else b""
    of = any(child.type == "of" for child in node.children)
    if of and right is not None and right.type == "sequence_expression":
        return True
    return of and node.child_by_field_name("kind") is None and name in (b"async", b"let")


def bad_block(node: Node, parent: str) -> bool:
    """What the grammar takes for an object and is a block, and a bad one: `{ a: 1, b: 2 }`."""
    if parent not in ("expression_statement", "arrow_function"):
        return False
    first, *rest = [each for each in node.named_children if each.type != "comment"] or [node]
    if any(each.type != "shorthand_property_identifier" for each in rest):
        return True
    if first.type != "pair":
        return first.type in ("method_definition", "spread_element")
    key, value = first.child_by_field_name("key"), first.child_by_field_name("value")
    labeled = key is not None and key.type == "property_identifier"
    return not labeled or (value is not None and value.type in _DECLARED)


def bad_default(node: Node) -> Node | None:
    """A default export of what has no value, or whose value goes on after a function or class."""
    if not any(child.type == "default" for child in node.children):
        return None
    declared = node.child_by_field_name("declaration")
    if declared is not None:
        return (
            declared if declared.type in ("lexical_declaration", "variable_declaration") else None
        )
    value = first = node.child_by_field_name("value")
    while first is not None and first.type not in _DECLARED and first.children:
        first = first.children[0]
    if first is None or first == value or first.type not in _DECLARED or first.parent is None:
        return None
    return first.parent.children[1]


def throws_nothing(node: Node) -> bool:
    """A `throw` with a line end right after it."""
    value = next((child for child in node.named_children if child.type != "comment"), None)
    return value is not None and value.start_point.row > node.children[0].end_point.row


def is_strict_in_vain(node: Node) -> bool:
    """A function that asks for strict mode and has parameters other than names."""
    if not any(text in (b'"use strict"', b"'use strict'") for text in _directives(node)):
        return False
    given = node.parent.child_by_field_name("parameters") if node.parent is not None else None
    return given is not None and any(each.type != "identifier" for each in given.named_children)


def _directives(block: Node) -> Iterator[bytes]:
    """The strings that a block starts with."""
    for child in block.named_children:
        inner = child.named_children
        if child.type == "comment":
            continue
        if child.type != "expression_statement" or [part.type for part in inner] != ["string"]:
            return
        yield inner[0].text or b""


def bad_class(node: Node) -> Node | None:
    """Two constructors, a private name given twice, or a name that no member may have."""
    built = 0
    private: dict[bytes, str] = {}
    for member in node.named_children:
        name = member.child_by_field_name("name") or member.child_by_field_name("property")
        if name is None:
            continue
        kinds = [child.type for child in member.children]
        if _is_forbidden(member, name, kinds):
            return name
        built += member.type == "method_definition" and is_constructor(member)
        if built > 1:
            return name
        if name.type == "private_property_identifier":
            kind = _accessor(kinds)
            before = private.get(name.text or b"")
            if before is not None and {before, kind} not in _PAIRS:
                return name
            private[name.text or b""] = kind if before is None else "both"
    return None


_PAIRS = ({"get", "set"}, {"static get", "static set"})


def _accessor(kinds: list[str]) -> str:
    word = next((kind for kind in kinds if kind in ("get", "set")), "")
    return ("static " if "static" in kinds else "") + word


def _is_forbidden(member: Node, name: Node, kinds: list[str]) -> bool:
    if name.type not in ("property_identifier", "private_property_identifier", "string"):
        return False
    text = (name.text or b"").strip(b"\"'")
    if text == b"#constructor":
        return True
    if text == b"prototype":
        return "static" in kinds
    if text != b"constructor":
        return False
    if member.type == "field_definition":
        return True
    return "static" not in kinds and any(kind in ("get", "set", "async", "*") for kind in kinds)
