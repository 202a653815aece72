"""The names that JavaScript declarations give, and names that a block gives twice."""

from collections.abc import Iterator

from tree_sitter import Node

DECLARATIONS = frozenset(
    (
        "lexical_declaration",
        "variable_declaration",
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
    )
)
BLOCKS = frozenset(("statement_block", "switch_body"))
"""Nodes that names are declared in."""

_FUNCTIONS = frozenset(("function_declaration", "generator_function_declaration"))
_CASES = frozenset(("switch_case", "switch_default"))
_BOUND = {
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}


def declared_names(node: Node) -> Iterator[Node]:
    """The names that a declaration gives."""
    name = node.child_by_field_name("name")
    if name is not None and node.type not in ("lexical_declaration", "variable_declaration"):
        yield name
        return
    for declarator in node.named_children:
        target = declarator.child_by_field_name("name")
        if target is not None:
            yield from _pattern_names(target)


def _pattern_names(pattern: Node) -> Iterator[Node]:
    pending = [pattern]
    while pending:
        node = pending.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
            pending.extend(reversed(node.named_children))
        elif field := _BOUND.get(node.type):
            bound = node.child_by_field_name(field)
            pending += [bound] if bound is not None else []


def declared_twice(block: Node, function: Node | None) -> Node | None:
    """The first name that a block declares again; `function` is the one whose body it is.

    `var`, parameters and the functions of a function may share a name, nothing else may.
    """
    shared = {_text(name): True for name in _parameters(function)}
    for statement in _statements(block):
        loose = statement.type == "variable_declaration" or (
            function is not None and statement.type in _FUNCTIONS
        )
        for name in declared_names(statement):
            before = shared.get(_text(name))
            if before is not None and not (before and loose):
                return name
            shared[_text(name)] = loose
    return None


def _statements(block: Node) -> Iterator[Node]:
    for child in block.named_children:
        inside = child.named_children if child.type in _CASES else (child,)
        yield from (each for each in inside if each.type in DECLARATIONS)


def _parameters(function: Node | None) -> Iterator[Node]:
    for field in ("parameters", "parameter") if function is not None else ():
        given = function.child_by_field_name(field) if function is not None else None
        patterns = [given] if given is not None and field == "parameter" else []
        patterns += given.named_children if given is not None and field == "parameters" else []
        for pattern in patterns:
            yield from _pattern_names(pattern)


def _text(node: Node) -> bytes:
    return node.text or b""
