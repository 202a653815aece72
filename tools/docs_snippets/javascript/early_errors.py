"""Finds the syntax errors that the grammar accepts and acorn, the site's parser, rejects.

Only those that documentation plausibly contains: a reserved word as a name (`{{ package }}`), and
mistakes in JSX. What takes a program to get wrong (labels, private names, duplicate declarations in
a function, invalid regular expressions) is accepted here, and the build of the site reports it.
"""

from collections.abc import Callable, Iterator

from tree_sitter import Node

RESERVED = frozenset(
    "break case catch continue debugger default do else finally for function if return switch throw"
    " try var const while with new super class extends export import in instanceof typeof void"
    " delete enum await let static implements interface package private protected public"
    " yield".split()
)
"""Words that name no variable in a module, which is in strict mode."""

_TAGS = ("jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element")


def early_error(root: Node) -> Node | None:
    """The first node that acorn rejects, in the order of the text."""
    return min(_early_errors(root), key=lambda node: node.start_byte, default=None)


def _early_errors(root: Node) -> Iterator[Node]:
    # Parents are carried along: a node finds its own by a walk from the root.
    stack = [(root, "")]
    while stack:
        node, parent = stack.pop()
        check = _CHECKS.get(node.type)
        names_element = check is _reserved and parent in _TAGS  # `<var>` is an element
        if check and not names_element and (found := check(node)):
            yield found
        stack.extend((child, node.type) for child in reversed(node.children))


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _reserved(node: Node) -> Node | None:
    return node if _text(node) in RESERVED else None


def _lone_bracket(node: Node) -> Node | None:
    """`a > b` as text of an element: acorn-jsx wants `{">"}` there."""
    return node if any(char in (node.text or b"") for char in b"}>") else None


def _other_closing_tag(node: Node) -> Node | None:
    opening = node.child_by_field_name("open_tag")
    closing = node.child_by_field_name("close_tag")
    names = {
        "".join(_text(tag.child_by_field_name("name")).split())
        for tag in (opening, closing)
        if tag is not None
    }
    return closing if len(names) > 1 else None


def _braces_in_tag(tag: Node) -> Node | None:
    """`<A {b}/>` and `<A b={}/>`: braces of a tag hold a spread, those of an attribute a value."""
    for child in tag.named_children:
        if child.type == "jsx_expression" and _kinds(child) != ["spread_element"]:
            return child
        if child.type == "jsx_attribute":
            value = child.named_children[-1]
            if value.type == "jsx_expression" and not _kinds(value):
                return value
    return None


def _kinds(braces: Node) -> list[str]:
    return [child.type for child in braces.named_children if child.type != "comment"]


_CHECKS: dict[str, Callable[[Node], Node | None]] = {
    "html_comment": lambda node: node,
    "identifier": _reserved,
    "jsx_element": _other_closing_tag,
    "jsx_opening_element": _braces_in_tag,
    "jsx_self_closing_element": _braces_in_tag,
    "jsx_text": _lone_bracket,
    "shorthand_property_identifier": _reserved,
}
