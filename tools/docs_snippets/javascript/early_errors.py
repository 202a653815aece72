"""What the JavaScript grammar takes and the site's parser, which reads strict modules, does not."""

import re
from collections.abc import Callable
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.javascript.declared import DECLARATIONS, DECLARING, declared_again
from docs_snippets.javascript.early_scopes import FUNCTIONS, Scope, within
from docs_snippets.javascript.literal_errors import bad_number, bad_regex, bad_string, bad_template
from docs_snippets.javascript.operation_errors import (
    bad_arrow,
    bad_assignment,
    bad_binary,
    bad_member,
    bad_new,
    bad_unary,
    changes_no_place,
)
from docs_snippets.javascript.statement_errors import (
    alone_as_body,
    bad_block,
    bad_class,
    bad_default,
    bad_each,
    bad_switch,
    is_strict_in_vain,
    throws_nothing,
)

RESERVED = frozenset(
    "break case catch continue debugger default do else finally for function if return switch throw"
    " try var const while with new super class extends export import in instanceof typeof void"
    " delete enum await let static implements interface package private protected public"
    " yield".split()
)
_ASSIGNMENTS = frozenset(("assignment_expression", "augmented_assignment_expression"))
_PATTERNS = ("assignment_pattern", "object_assignment_pattern", "for_in_statement")
_NO_PARAMETER = frozenset(("member_expression", "subscript_expression", "call_expression"))


class _Place(NamedTuple):
    """Where a node stands. It is told from above: to ask a node for its parent takes long."""

    parent: Node | None
    scope: Scope


class Violation(NamedTuple):
    """What the site's parser does not take, and the byte at which it says so."""

    node: Node
    at: int


def violation(node: Node) -> Violation | None:
    """The first thing in a tree that the site's parser does not take, if there is any."""
    stack = [(node, _Place(None, Scope()))]
    while stack:
        current, place = stack.pop()
        check, check_there = _CHECKS.get(current.type), _CHECKS_THERE.get(current.type)
        found = (check and check(current)) or (check_there and check_there(current, place))
        if found:
            return Violation(current, _place(current) if found is True else found.start_byte)
        if children := current.children:
            scope = within(current, place.scope, place.parent)
            if current.type in DECLARING:
                again = declared_again(current, place.scope.names, scope.names)
                if again is not None:
                    return Violation(again, again.start_byte)
            inside = _Place(current, scope)
            stack.extend((child, inside) for child in reversed(children))
    return None


def _place(node: Node) -> int:
    """Where the site's parser stumbles over a node."""
    if node.type == "jsx_text":
        text = node.text or b""
        return node.start_byte + next(i for i, char in enumerate(text) if char in b"}>")
    if node.type == "variable_declarator" or node.text in (b"import", b"export"):
        return node.end_byte
    return node.start_byte


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _kind(node: Node | None) -> str:
    return node.type if node else ""


def _bad_identifier(node: Node, place: _Place) -> bool:
    text = _text(node)
    if text in RESERVED or _is_no_name(node):
        return True
    if text == "arguments" and place.scope.initializes:
        return True
    return text in ("eval", "arguments") and _is_target(node, place.parent)


def _is_target(node: Node, parent: Node | None) -> bool:
    """Whether a name is declared or assigned to."""
    if parent is None:
        return False
    if parent.type in ("formal_parameters", "update_expression", "array_pattern", "rest_pattern"):
        return True
    if parent.type == "pair_pattern":
        return parent.child_by_field_name("value") == node
    named = (parent.child_by_field_name(field) for field in ("left", "name", "parameter"))
    kinds = _ASSIGNMENTS | FUNCTIONS | {"variable_declarator", "catch_clause", *_PATTERNS}
    return parent.type in kinds and any(found == node for found in named)


def _is_no_name(node: Node) -> bool:
    text = _text(node)
    if text.isascii() or "\\" in text:
        return "\x7f" in text
    if text[0] in "\u200c\u200d":
        return True
    return not re.sub(r"[$\u200c\u200d]", "_", text).isidentifier()


def _bad_await(node: Node, place: _Place) -> bool:
    """Outside of what waits, or with an element, which the site's parser does not take there."""
    return node.children[-1].type.startswith("jsx_") or _awaits_outside(node, place)


def _awaits_outside(_: Node, place: _Place) -> bool:
    around = place.scope.function
    if around is None:
        return place.scope.initializes
    return not any(child.type == "async" for child in around.children)


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
    called = _kind(place.parent) == "call_expression"
    return not (place.scope.calls_super if called else place.scope.has_super)


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


def _bad_commas(node: Node) -> Node | None:
    """A comma with nothing before it."""
    before = ""
    for child in node.children:
        if child.type == "," and before in (",", "(", "{"):
            return child
        before = child.type if child.type != "comment" else before
    return None


def _bad_object(node: Node, place: _Place) -> bool | Node:
    """One that is a bad block, has a comma too many, or names its prototype twice."""
    if comma := _bad_commas(node):
        return comma
    if bad_block(node, _kind(place.parent)):
        return True
    keys = (each.child_by_field_name("key") for each in node.named_children if each.type == "pair")
    plain = (key for key in keys if key and key.type in ("property_identifier", "string"))
    return sum(_text(key).strip("\"'") == "__proto__" for key in plain) > 1


def _bad_call(node: Node) -> bool:
    arguments = node.child_by_field_name("arguments")
    if arguments is None or node.children[0].type != "import":
        return False
    return len([child for child in arguments.named_children if child.type != "comment"]) != 1


def _bad_element(node: Node) -> Node | None:
    opening = node.child_by_field_name("open_tag")
    closing = node.child_by_field_name("close_tag")
    if opening is None or closing is None:
        return None
    names = (_text(tag.child_by_field_name("name")) for tag in (opening, closing))
    return closing if len({"".join(name.split()) for name in names}) > 1 else None


def _bad_braces(node: Node, place: _Place) -> bool:
    """Braces in an element: a spread among its children, nothing as a value, no spread in a tag."""
    kind = _kind(place.parent)
    inner = [child.type for child in node.named_children if child.type != "comment"]
    if kind == "jsx_attribute":
        return not inner
    if kind in ("jsx_opening_element", "jsx_self_closing_element"):
        return inner != ["spread_element"]
    return kind == "jsx_element" and inner == ["spread_element"]


def _breaks_nothing(node: Node, place: _Place) -> bool:
    label = node.child_by_field_name("label")
    if label is None:
        return not place.scope.breaks
    return place.scope.labels(label.text or b"") is None


def _continues_nothing(node: Node, place: _Place) -> bool:
    label = node.child_by_field_name("label")
    if label is None:
        return not place.scope.continues
    found = place.scope.labels(label.text or b"")
    return found is None or not found.loops


def _labels_again(node: Node, place: _Place) -> bool:
    label = node.child_by_field_name("label")
    name = (label.text or b"") if label is not None else b""
    found = place.scope.labels(name)
    return found is not None and found.name == name


def _returns_from_nothing(_: Node, place: _Place) -> bool:
    return place.scope.function is None


def _is_no_constant(node: Node, place: _Place) -> bool:
    if node.child_by_field_name("value") is not None or place.parent is None:
        return False
    name = node.child_by_field_name("name")
    pattern = name is not None and name.type != "identifier"
    return pattern or _kind(place.parent.child(0)) == "const"


def _tries_in_vain(node: Node) -> bool:
    return not any(node.child_by_field_name(field) for field in ("handler", "finalizer"))


_CHECKS: dict[str, Callable[[Node], bool | Node | None]] = {
    "arguments": _bad_commas,
    "binary_expression": bad_binary,
    "call_expression": _bad_call,
    "class_body": bad_class,
    "formal_parameters": _bad_parameters,
    "html_comment": lambda node: True,
    "import_attribute": lambda node: True,
    "jsx_element": _bad_element,
    "jsx_text": lambda node: any(char in (node.text or b"") for char in b"}>"),
    "member_expression": bad_member,
    "new_expression": bad_new,
    "number": bad_number,
    "property_identifier": _is_no_name,
    "regex": bad_regex,
    "statement_block": is_strict_in_vain,
    "statement_identifier": _is_no_name,
    "switch_body": bad_switch,
    "throw_statement": throws_nothing,
    "try_statement": _tries_in_vain,
    "unary_expression": bad_unary,
    "update_expression": changes_no_place,
    "with_statement": lambda node: True,
}
_CHECKS_THERE: dict[str, Callable[[Node, _Place], bool | Node | None]] = {
    **dict.fromkeys(
        DECLARATIONS - {"variable_declaration"},
        lambda node, place: alone_as_body(node, place.parent),
    ),
    **dict.fromkeys(
        ("export_statement", "import_statement"),
        lambda node, place: _kind(place.parent) not in ("program", "") or bad_default(node),
    ),
    "arrow_function": lambda node, place: bad_arrow(node, place.parent),
    **dict.fromkeys(_ASSIGNMENTS, lambda node, place: bad_assignment(node, place.parent)),
    "await_expression": _bad_await,
    "break_statement": _breaks_nothing,
    "continue_statement": _continues_nothing,
    "for_in_statement": lambda node, place: bad_each(node) or _awaits_each_outside(node, place),
    "identifier": _bad_identifier,
    "jsx_expression": _bad_braces,
    "labeled_statement": _labels_again,
    "meta_property": _bad_meta,
    "object": _bad_object,
    "private_property_identifier": _bad_private,
    "return_statement": _returns_from_nothing,
    "shorthand_property_identifier": _bad_identifier,
    "string": lambda node, place: bad_string(node, _kind(place.parent)),
    "super": _bad_super,
    "template_string": lambda node, place: bad_template(node, _kind(place.parent)),
    "variable_declarator": _is_no_constant,
    "yield_expression": _yields_outside,
}
"""Those for which it matters where the node stands."""
