"""Operations that the JavaScript grammar takes and the site's parser does not."""

from tree_sitter import Node

_PLACES = frozenset(
    ("identifier", "member_expression", "subscript_expression", "parenthesized_expression")
)
_OPERATIONS = frozenset(("binary_expression", "unary_expression", "await_expression"))


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _kind(node: Node | None) -> str:
    return node.type if node else ""


def bad_unary(node: Node) -> bool:
    """A name that is deleted."""
    inner: Node | None = node.children[-1]
    while inner is not None and inner.type == "parenthesized_expression":
        inner = next(iter(inner.named_children), None)
    return node.children[0].type == "delete" and inner is not None and inner.type == "identifier"


def changes_no_place(node: Node) -> bool:
    target = node.child_by_field_name("argument")
    if target is None:
        return False
    after = node.children[-1].start_point.row > target.end_point.row
    return target.type not in _PLACES or (target == node.children[0] and after)


def bad_assignment(node: Node, parent: Node | None) -> bool:
    """A left side that is no place, or an assignment where only an operand may stand."""
    left = node.child_by_field_name("left")
    if left is None or _kind(parent) in _OPERATIONS:
        return True
    if left.type == "parenthesized_expression":
        inner = left.named_children
        return len(inner) != 1 or inner[0].type not in _PLACES
    return left.type in _PLACES and _is_optional(left)


def _is_optional(node: Node | None) -> bool:
    """Whether a chain of members has a `?.`."""
    while node is not None and node.type in ("member_expression", "subscript_expression"):
        if any(child.type == "optional_chain" for child in node.children):
            return True
        node = node.child_by_field_name("object")
    return False


def bad_binary(node: Node) -> bool:
    left = node.child_by_field_name("left")
    right = node.child_by_field_name("right")
    operator = _text(node.child_by_field_name("operator"))
    if left is None or right is None:
        return False
    if operator == "**":
        return left.type in ("unary_expression", "await_expression")
    if operator == "<":
        return left.type in ("jsx_element", "jsx_self_closing_element")
    if operator not in ("??", "||", "&&"):
        return False
    inner = [
        _text(side.child_by_field_name("operator"))
        for side in (left, right)
        if side.type == "binary_expression"
    ]
    return any(
        (found == "??") != (operator == "??") and found in ("??", "||", "&&") for found in inner
    )


def bad_arrow(node: Node, parent: Node | None) -> bool:
    """A function written with an arrow where only an operand may stand."""
    kind = _kind(parent)
    if kind not in ("call_expression", "member_expression", "ternary_expression"):
        return kind in _OPERATIONS
    return parent is not None and parent.child(0) == node


def bad_member(node: Node) -> bool:
    """A member of what is worked out after members are."""
    of = node.child_by_field_name("object")
    return of is not None and (of.type == "update_expression" or of.type in _OPERATIONS)


def bad_new(node: Node) -> bool:
    return _is_optional(node.child_by_field_name("constructor"))
