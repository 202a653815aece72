"""What the JavaScript grammar takes and the site's parser, which reads strict modules, does not."""

import re
from collections.abc import Callable
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.mdx.declared import BLOCKS, declared_twice
from docs_snippets.mdx.literals import bad_number, bad_regex, bad_string, bad_template
from docs_snippets.mdx.scopes import Scope, within

RESERVED = frozenset(
    "break case catch continue debugger default do else finally for function if return switch throw"
    " try var const while with new super class extends export import in instanceof typeof void"
    " delete enum await let static implements interface package private protected public"
    " yield".split()
)
_PLACES = frozenset(
    ("identifier", "member_expression", "subscript_expression", "parenthesized_expression")
)
_NO_OPERAND = frozenset(("assignment_expression", "augmented_assignment_expression"))
_NO_PARAMETER = frozenset(("member_expression", "subscript_expression", "call_expression"))


class _Place(NamedTuple):
    """Where a node stands. It is told from above: to ask a node for its parent takes long."""

    parent: Node | None
    scope: Scope


def violation(node: Node) -> Node | None:
    """The first thing in a tree that the site's parser does not take, if there is any."""
    stack = [(node, _Place(None, Scope()))]
    while stack:
        current, place = stack.pop()
        check, check_there = _CHECKS.get(current.type), _CHECKS_THERE.get(current.type)
        if (check and check(current)) or (check_there and check_there(current, place)):
            return current
        if current.type in BLOCKS:
            of_function = place.scope.function if place.parent == place.scope.function else None
            if (again := declared_twice(current, of_function)) is not None:
                return again
        if children := current.children:
            inside = _Place(current, within(current, place.scope))
            stack.extend((child, inside) for child in reversed(children))
    return None


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _kind(node: Node | None) -> str:
    return node.type if node else ""


def _bad_identifier(node: Node, place: _Place) -> bool:
    text = _text(node)
    if text in RESERVED or _is_no_name(node):
        return True
    return text in ("eval", "arguments") and _is_target(node, place.parent)


def _is_target(node: Node, parent: Node | None) -> bool:
    """Whether a name is declared or assigned to."""
    if parent is None:
        return False
    if parent.type in ("formal_parameters", "update_expression"):
        return True
    named = (parent.child_by_field_name(field) for field in ("left", "name", "parameter"))
    kinds = (*_NO_OPERAND, "variable_declarator", "arrow_function")
    return parent.type in kinds and any(found == node for found in named)


def _is_no_name(node: Node) -> bool:
    text = _text(node)
    if text.isascii() or "\\" in text:
        return False
    return not re.sub(r"[$\u200c\u200d]", "_", text).isidentifier()


def _bad_unary(node: Node) -> bool:
    """A name that is deleted."""
    inner: Node | None = node.children[-1]
    while inner is not None and inner.type == "parenthesized_expression":
        inner = next(iter(inner.named_children), None)
    return node.children[0].type == "delete" and inner is not None and inner.type == "identifier"


def _changes_no_place(node: Node) -> bool:
    target = node.child_by_field_name("argument")
    return target is not None and target.type not in _PLACES


def _bad_assignment(node: Node, place: _Place) -> bool:
    """A left side that is no place, or an assignment where only an operand may stand."""
    left = node.child_by_field_name("left")
    if left is None or _kind(place.parent) == "binary_expression":
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


def _bad_binary(node: Node) -> bool:
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


def _bad_arrow(node: Node, place: _Place) -> bool:
    """A function written with an arrow where only an operand may stand."""
    kind = _kind(place.parent)
    if kind not in ("call_expression", "member_expression", "ternary_expression"):
        return kind == "binary_expression"
    return place.parent is not None and place.parent.child(0) == node


def _awaits_outside(_: Node, place: _Place) -> bool:
    around = place.scope.function
    return around is not None and not any(child.type == "async" for child in around.children)


def _awaits_each_outside(node: Node, place: _Place) -> bool:
    return any(child.type == "await" for child in node.children) and _awaits_outside(node, place)


def _yields_outside(_: Node, place: _Place) -> bool:
    around = place.scope.function
    return around is None or not (
        around.type.startswith("generator") or any(child.type == "*" for child in around.children)
    )


def _bad_meta(node: Node, place: _Place) -> bool:
    return not (_text(node).startswith("import") or place.scope.is_called)


def _bad_super(_: Node, place: _Place) -> bool:
    return not place.scope.has_super


def _bad_private(node: Node, place: _Place) -> bool:
    """A private name that no class around it declares."""
    return not place.scope.declares(_text(node))


def _bad_parameters(node: Node) -> bool:
    seen: set[str] = set()
    named = [child for child in node.named_children if child.type != "comment"]
    for child in named:
        name = _text(child) if child.type == "identifier" else ""
        if child.type in _NO_PARAMETER or name in seen:
            return True
        seen.update([name] if name else [])
    if node.children[-2].type == "," and named and named[-1].type == "rest_pattern":
        return True
    return any(child.type == "rest_pattern" for child in named[:-1])


def _bad_commas(node: Node) -> bool:
    """A comma with nothing before it."""
    kinds = [child.type for child in node.children if child.type != "comment"]
    return any(kind == "," and kinds[i - 1] in (",", "(", "{") for i, kind in enumerate(kinds))


def _bad_call(node: Node) -> bool:
    arguments = node.child_by_field_name("arguments")
    if arguments is None or node.children[0].type != "import":
        return False
    return len([child for child in arguments.named_children if child.type != "comment"]) != 1


def _bad_new(node: Node) -> bool:
    return _is_optional(node.child_by_field_name("constructor"))


def _bad_element(node: Node) -> bool:
    opening = node.child_by_field_name("open_tag")
    closing = node.child_by_field_name("close_tag")
    if opening is None or closing is None:
        return False
    names = (_text(tag.child_by_field_name("name")) for tag in (opening, closing))
    return len({"".join(name.split()) for name in names}) > 1


def _bad_braces(node: Node, place: _Place) -> bool:
    """Braces in an element: a spread among its children, or nothing as a value."""
    kind = _kind(place.parent)
    inner = [child.type for child in node.named_children if child.type != "comment"]
    if kind == "jsx_attribute":
        return not inner
    return kind == "jsx_element" and inner == ["spread_element"]


def _breaks_nothing(node: Node, place: _Place) -> bool:
    return not (node.named_child_count or place.scope.breaks)


def _continues_nothing(node: Node, place: _Place) -> bool:
    return not (node.named_child_count or place.scope.continues)


def _is_no_constant(node: Node, place: _Place) -> bool:
    if node.child_by_field_name("value") is not None or place.parent is None:
        return False
    name = node.child_by_field_name("name")
    pattern = name is not None and name.type != "identifier"
    return pattern or _kind(place.parent.child(0)) == "const"


def _tries_in_vain(node: Node) -> bool:
    return not any(node.child_by_field_name(field) for field in ("handler", "finalizer"))


_CHECKS: dict[str, Callable[[Node], bool]] = {
    "arguments": _bad_commas,
    "binary_expression": _bad_binary,
    "call_expression": _bad_call,
    "formal_parameters": _bad_parameters,
    "html_comment": lambda node: True,
    "import_attribute": lambda node: True,
    "jsx_element": _bad_element,
    "jsx_text": lambda node: any(char in (node.text or b"") for char in b"}>"),
    "new_expression": _bad_new,
    "number": bad_number,
    "object": _bad_commas,
    "property_identifier": _is_no_name,
    "regex": bad_regex,
    "statement_identifier": _is_no_name,
    "try_statement": _tries_in_vain,
    "unary_expression": _bad_unary,
    "update_expression": _changes_no_place,
    "with_statement": lambda node: True,
}
_CHECKS_THERE: dict[str, Callable[[Node, _Place], bool]] = {
    "arrow_function": _bad_arrow,
    "assignment_expression": _bad_assignment,
    "augmented_assignment_expression": _bad_assignment,
    "await_expression": _awaits_outside,
    "break_statement": _breaks_nothing,
    "continue_statement": _continues_nothing,
    "for_in_statement": _awaits_each_outside,
    "identifier": _bad_identifier,
    "jsx_expression": _bad_braces,
    "meta_property": _bad_meta,
    "private_property_identifier": _bad_private,
    "shorthand_property_identifier": _bad_identifier,
    "string": lambda node, place: bad_string(node, _kind(place.parent)),
    "super": _bad_super,
    "template_string": lambda node, place: bad_template(node, _kind(place.parent)),
    "variable_declarator": _is_no_constant,
    "yield_expression": _yields_outside,
}
"""Those for which it matters where the node stands."""
