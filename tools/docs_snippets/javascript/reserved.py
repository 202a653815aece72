"""Replaces syntax that the grammar lacks by other characters that it accepts.

Reserved words are names of JSX attributes (`class`, `for`), an element may be named by a member of
`this`, or one with a dash (`<a.b-c/>`), and a template that is given to a function has any escape.
"""

import re
from collections.abc import Callable, Sequence

from tree_sitter import Node

from docs_snippets.javascript.unterminated import bounded

Parse = Callable[[bytes], Node]
"""Makes the tree of a script."""

_MOST = 2_000  # places that are looked up in one script, deep as its tags may be
_WORDS = (
    "break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|"
    "false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|"
    "true|try|typeof|var|void|while|with"
)
_NAME = re.compile(rf"(?<=[\s\"'}}])(?:{_WORDS})(?=[\s=/>])".encode())
_GIVEN = re.compile(rb"\w+\s*+(?:=(?![=>])|/?>)")
"""An attribute as it is seldom mistaken for a statement: with a value, or last in its tag."""
_THIS = re.compile(rb"</?(?P<this>this)\.")
_DASHES = re.compile(rb"</?[\w$]+(?P<dashes>(?:\.[\w$-]+)++)")
_ESCAPE = re.compile(rb"\\(?P<escape>[ux])")


def parsed(data: bytes, parse: Parse) -> Node:
    """The tree of a script. What the grammar does not know is in it with `_` as a sign."""
    data = bounded(data)
    root = parse(data)
    places = _places(data) if root.has_error else []
    if not 0 < len(places) <= _MOST:
        return root
    sure = [place for place in places if _is_no_statement(data, place)]
    tree = _with(data, sure, parse) if 0 < len(sure) < len(places) else None
    if tree is None or tree.has_error:
        tree = _with(data, places, parse) or tree
    return tree or root


def _with(data: bytes, places: list[int], parse: Parse) -> Node | None:
    """The tree of a script with signs at those of some places where the grammar lacks them."""
    read = parse(_changed(data, places))
    meant = [place for place in places if _is_meant(read, place)]
    if 0 < len(meant) < len(places):  # others may have made something else of them
        read = parse(_changed(data, meant))
        meant = [place for place in meant if _is_meant(read, place)]
    return parse(_changed(data, meant)) if meant else None


def _is_no_statement(data: bytes, place: int) -> bool:
    """Whether what is there is known not to be the first word of a statement."""
    is_word = not data[place - 1 : place].strip(b" \t\r\n\"'}")
    return not is_word or bool(_GIVEN.match(data, place))


def _places(data: bytes) -> list[int]:
    """Where a sign stands that the grammar may not know."""
    out = [found.start("escape") for found in _ESCAPE.finditer(data)] if b"`" in data else []
    if b"<" in data:
        out += [found.start() for found in _NAME.finditer(data)]
        out += [found.start("this") for found in _THIS.finditer(data)]
        for found in _DASHES.finditer(data):
            start, end = found.span("dashes")
            out += [at for at in range(start, end) if data[at : at + 1] == b"-"]
    return out


def _changed(data: bytes, places: Sequence[int]) -> bytes:
    changed = bytearray(data)
    for place in places:
        changed[place : place + 1] = b"_"
    return bytes(changed)


def _is_meant(root: Node, place: int) -> bool:
    node = root.descendant_for_byte_range(place, place + 1)
    parent = node.parent if node is not None else None
    if node is None or parent is None:
        return False
    if node.type == "escape_sequence":
        return parent.parent is not None and parent.parent.type == "call_expression"
    return parent.type == "jsx_attribute" or (
        parent.type == "member_expression" and _names_element(parent)
    )


def _names_element(node: Node) -> bool:
    return node.parent is not None and node.parent.type.startswith("jsx_")
