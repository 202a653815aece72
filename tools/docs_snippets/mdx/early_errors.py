"""What the JavaScript grammar takes and the site's parser, which reads strict modules, does not."""

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from docs_snippets.mdx.literals import bad_number, bad_regex, bad_string, bad_template

RESERVED = frozenset(
    "break case catch continue debugger default do else finally for function if return switch throw"
    " try var const while with new super class extends export import in instanceof typeof void"
    " delete enum await let static implements interface package private protected public"
    " yield".split()
)
_FUNCTIONS = frozenset(
    "arrow_function function_expression function_declaration generator_function"
    " generator_function_declaration method_definition".split()
)
_LOOPS = frozenset("for_statement for_in_statement while_statement do_statement".split())
_PLACES = frozenset(
    ("identifier", "member_expression", "subscript_expression", "parenthesized_expression")
)
_NO_OPERAND = frozenset(("assignment_expression", "augmented_assignment_expression"))
_NO_PARAMETER = frozenset(("member_expression", "subscript_expression", "call_expression"))


def violation(node: Node) -> Node | None:
    """The first thing in a tree that the site's parser does not take, if there is any."""
    stack = [node]
    while stack:
        current = stack.pop()
        check = _CHECKS.get(current.type)
        if check and check(current):
            return current
        stack.extend(reversed(current.children))
    return None


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _around(node: Node) -> Iterator[Node]:
    """What stands around a node, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _function(node: Node) -> Node | None:
    """The function a node stands in."""
    return next((found for found in _around(node) if found.type in _FUNCTIONS), None)


def _bad_identifier(node: Node) -> bool:
    text = _text(node)
    if text in RESERVED or _is_no_name(node):
        return True
    return text in ("eval", "arguments") and _is_target(node)


def _is_target(node: Node) -> bool:
    """Whether a name is declared or assigned to."""
    parent = node.parent
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


def _bad_assignment(node: Node) -> bool:
    """A left side that is no place, or an assignment where only an operand may stand."""
    left = node.child_by_field_name("left")
    if left is None or (node.parent is not None and node.parent.type == "binary_expression"):
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


def _bad_arrow(node: Node) -> bool:
    """A function written with an arrow where only an operand may stand."""
    parent = node.parent
    if parent is None:
        return False
    first = parent.children[0] == node
    return parent.type == "binary_expression" or (
        first and parent.type in ("call_expression", "member_expression", "ternary_expression")
    )


def _awaits_outside(node: Node) -> bool:
    around = _function(node)
    return around is not None and not any(child.type == "async" for child in around.children)


def _awaits_each_outside(node: Node) -> bool:
    return any(child.type == "await" for child in node.children) and _awaits_outside(node)


def _yields_outside(node: Node) -> bool:
    around = _function(node)
    return around is None or not (
        around.type.startswith("generator") or any(child.type == "*" for child in around.children)
    )


def _bad_meta(node: Node) -> bool:
    if _text(node).startswith("import"):
        return False
    kinds = (_FUNCTIONS - {"arrow_function"}) | {"class_static_block", "field_definition"}
    return not any(found.type in kinds for found in _around(node))


def _bad_super(node: Node) -> bool:
    kinds = ("method_definition", "field_definition", "class_static_block", "class_heritage")
    return not any(found.type in kinds for found in _around(node))


def _bad_private(node: Node) -> bool:
    """A private name that no class around it declares."""
    name = _text(node)
    for around in _around(node):
        if around.type == "class_body":
            for member in around.named_children:
                fields = ("property", "name")
                if any(_text(member.child_by_field_name(field)) == name for field in fields):
                    return False
    return True


def _bad_parameters(node: Node) -> bool:
    seen: set[str] = set()
    named = [child for child in node.named_children if child.type != "comment"]
    for child in named:
        if child.type in _NO_PARAMETER or (child.type == "identifier" and _text(child) in seen):
            return True
        seen.add(_text(child))
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


def _bad_braces(node: Node) -> bool:
    """Braces in an element: a spread among its children, or nothing as a value."""
    parent = node.parent
    inner = [child.type for child in node.named_children if child.type != "comment"]
    if parent is not None and parent.type == "jsx_attribute":
        return not inner
    return parent is not None and parent.type == "jsx_element" and inner == ["spread_element"]


def _jumps_nowhere(node: Node) -> bool:
    if node.named_child_count:
        return False
    for around in _around(node):
        if around.type in _FUNCTIONS:
            return True
        if around.type in _LOOPS or (
            around.type == "switch_statement" and node.type == "break_statement"
        ):
            return False
    return True


def _is_no_constant(node: Node) -> bool:
    if node.child_by_field_name("value") is not None or node.parent is None:
        return False
    name = node.child_by_field_name("name")
    pattern = name is not None and name.type != "identifier"
    return pattern or node.parent.children[0].type == "const"


def _tries_in_vain(node: Node) -> bool:
    return not any(node.child_by_field_name(field) for field in ("handler", "finalizer"))


_CHECKS: dict[str, Callable[[Node], bool]] = {
    "arguments": _bad_commas,
    "arrow_function": _bad_arrow,
    "assignment_expression": _bad_assignment,
    "augmented_assignment_expression": _bad_assignment,
    "await_expression": _awaits_outside,
    "binary_expression": _bad_binary,
    "break_statement": _jumps_nowhere,
    "call_expression": _bad_call,
    "continue_statement": _jumps_nowhere,
    "for_in_statement": _awaits_each_outside,
    "formal_parameters": _bad_parameters,
    "html_comment": lambda node: True,
    "identifier": _bad_identifier,
    "import_attribute": lambda node: True,
    "jsx_element": _bad_element,
    "jsx_expression": _bad_braces,
    "jsx_text": lambda node: any(char in (node.text or b"") for char in b"}>"),
    "meta_property": _bad_meta,
    "new_expression": _bad_new,
    "number": bad_number,
    "object": _bad_commas,
    "private_property_identifier": _bad_private,
    "property_identifier": _is_no_name,
    "regex": bad_regex,
    "shorthand_property_identifier": _bad_identifier,
    "statement_identifier": _is_no_name,
    "string": bad_string,
    "super": _bad_super,
    "template_string": bad_template,
    "try_statement": _tries_in_vain,
    "unary_expression": _bad_unary,
    "update_expression": _changes_no_place,
    "variable_declarator": _is_no_constant,
    "with_statement": lambda node: True,
    "yield_expression": _yields_outside,
}
