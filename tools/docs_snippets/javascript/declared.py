"""The names that declarations of a script bind."""

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
_BOUND = {
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}


def declared_names(node: Node) -> Iterator[Node]:
    """The identifiers that a declaration binds."""
    name = node.child_by_field_name("name")
    if name is not None and node.type not in ("lexical_declaration", "variable_declaration"):
        yield name
        return
    for declarator in node.named_children:
        target = declarator.child_by_field_name("name")
        if target is not None:
            yield from pattern_names(target)


def pattern_names(pattern: Node) -> Iterator[Node]:
    """The identifiers in a destructuring pattern."""
    pending = [pattern]
    while pending:
        node = pending.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield node
        elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
            pending.extend(reversed(node.named_children))
        elif bound_field := _BOUND.get(node.type):
            bound = node.child_by_field_name(bound_field)
            pending += [bound] if bound is not None else []
