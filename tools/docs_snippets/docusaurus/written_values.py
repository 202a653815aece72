"""What a configuration script may export, read without running it.

Not an evaluator: where a value depends on the environment every alternative counts, and what cannot
be known is left out. Nothing is followed twice, so a script cannot make reading it expensive.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tree_sitter import Node

from docs_snippets.javascript.grammar import parse

Scalar: TypeAlias = str | bool | None

_FUNCTIONS = ("arrow_function", "function_declaration", "function_expression", "method_definition")
_WRAPPERS = (
    "parenthesized_expression",
    "await_expression",
    "as_expression",
    "satisfies_expression",
    "non_null_expression",
)
_CONSTANT = ("true", "false", "null", "undefined")
_SPREAD = ("object", "array", *_CONSTANT)


class Script(NamedTuple):
    """A parsed script and the values its names may have."""

    root: Node
    names: dict[str, list[Node]]

    def exported(self) -> tuple[Node, ...]:
        """The objects that the script may export, functions called."""
        found = (each for value in _exports(self.root) for each in self.values(value))
        return tuple(value for value in found if value.type == "object")

    def values(self, node: Node) -> Iterator[Node]:
        """The literals that an expression may stand for."""
        waiting, seen = [node], set[int]()
        while waiting:
            each = waiting.pop()
            below = list(self._meant(each))
            if not below and each.type != "identifier":
                yield each
            waiting.extend(other for other in reversed(below) if other.id not in seen)
            seen.update(other.id for other in below)

    def _meant(self, node: Node) -> Iterator[Node]:
        if node.type in _WRAPPERS:
            yield from node.named_children[:1]
        elif node.type in ("identifier", "shorthand_property_identifier"):
            yield from self.names.get(_text(node), ())
        elif node.type == "ternary_expression":
            yield from _fields(node, "consequence", "alternative")
        elif node.type == "binary_expression" and _operator(node) in ("||", "??", "&&"):
            yield from _fields(node, "right", "left")
        elif node.type == "call_expression":
            yield from self._called(node)
        elif node.type in _FUNCTIONS:
            yield from _returned(node)

    def _called(self, node: Node) -> Iterator[Node]:
        """What a call of a function written here gives; of one from elsewhere, its argument."""
        function, arguments = node.child_by_field_name("function"), _fields(node, "arguments")
        if function is None:
            return
        name = _text(function)
        elsewhere = function.type == "identifier" and name not in self.names and name != "require"
        if elsewhere or name in ("require.resolve", "Object.freeze"):
            yield from (child for each in arguments for child in each.named_children[:1])
        elif function.type in ("identifier", *_WRAPPERS, *_FUNCTIONS):
            yield function

    def member(self, node: Node, *route: str) -> tuple[Node, ...]:
        """The values an object may have at a route of keys, its own before spread ones."""
        found = _distinct(self.values(node))
        for key in route:
            below = (value for each in found for value in self._property(each, key))
            found = _distinct(value for each in below for value in self.values(each))
        return found

    def _property(self, node: Node, key: str) -> Iterator[Node]:
        for child in self._children(node, "object"):
            if child.type == "pair" and _key(child) == key:
                yield from _fields(child, "value")
            elif child.type == "shorthand_property_identifier" and _text(child) == key:
                yield child

    def keys(self, node: Node) -> tuple[str, ...]:
        """The keys of an object, in order."""
        if node.type != "object":
            return ()
        return tuple(_key(child) for child in node.named_children if child.type == "pair")

    def tells(self, node: Node, *route: str) -> bool:
        """Whether it is known what is at a route of keys, if only that nothing is."""
        above = self.member(node, *route[:-1])
        options = [option for each in above for option in self._property(each, route[-1])]
        return all(self._is_told(option) for option in options)

    def _is_told(self, node: Node) -> bool:
        values = list(self.values(node))
        return bool(values) and not self._is_made(node) and all(map(self._is_whole, values))

    def _is_made(self, node: Node) -> bool:
        """Whether a function of another module makes a value."""
        function = node.child_by_field_name("function")
        return function is not None and not list(self.values(function))

    def _is_whole(self, node: Node) -> bool:
        """Whether nothing is missing of a literal: no text, key or part of it is computed."""
        if node.type not in ("object", "array"):
            return node.type in _CONSTANT or _plain(node) is not None
        if any(map(_is_computed, node.named_children)):
            return False
        spread = [each for each in node.named_children if each.type == "spread_element"]
        held = [list(self.values(each.named_children[0])) for each in spread]
        return all(values and all(each.type in _SPREAD for each in values) for values in held)

    def items(self, node: Node) -> Iterator[Node]:
        """The elements of an array, spread ones after the others."""
        return self._children(node, "array")

    def _children(self, node: Node, kind: str) -> Iterator[Node]:
        """What an object or array holds, and then what is spread into it."""
        waiting, seen = [node], {node.id}
        for each in waiting:
            for child in each.named_children if each.type == kind else ():
                if child.type == "spread_element":
                    spread = [
                        value for inner in child.named_children for value in self.values(inner)
                    ]
                    waiting.extend(value for value in spread if value.id not in seen)
                    seen.update(value.id for value in spread)
                elif child.type != "comment":
                    yield child

    def told(self, *names: str) -> tuple[str, ...]:
        """The texts that options of these names have, anywhere in the script."""
        pairs = (node for node in _walk(self.root) if node.type == "pair" and _key(node) in names)
        values = (value for pair in pairs for value in _fields(pair, "value"))
        texts = (_plain(value) for value in values)
        return tuple(dict.fromkeys(text for text in texts if text is not None))

    def says(self, word: str) -> bool:
        """Whether a text anywhere in the script has a word."""
        return any(word in (_plain(node) or "") for node in _walk(self.root))

    def scalar(self, node: Node, *route: str) -> Scalar:
        """The first text or truth value at a route of keys; None when there is none."""
        for value in self.member(node, *route):
            if value.type in ("true", "false"):
                return value.type == "true"
            text = _plain(value)
            if text is not None:
                return text
        return None

    def texts(self, node: Node, *route: str) -> tuple[str, ...]:
        """The texts of the arrays at a route of keys."""
        arrays = self.member(node, *route)
        found = (self.text(item) for array in arrays for item in self.items(array))
        return tuple(dict.fromkeys(text for text in found if text is not None))

    def text(self, node: Node, *route: str) -> str | None:
        """The first text at a route of keys."""
        found = self.scalar(node, *route)
        return found if isinstance(found, str) else None


@lru_cache(maxsize=2)  # a configuration is asked by several readers
def read_script(text: str, path: str = "") -> Script:
    """Parses a script; what is no script is passed over."""
    root = parse(text, path)
    names: dict[str, list[Node]] = {}
    for node in _walk(root):
        value_field = "value" if node.type == "variable_declarator" else "body"
        if node.type in ("variable_declarator", "function_declaration"):
            name, value = node.child_by_field_name("name"), node.child_by_field_name(value_field)
            if name is not None and value is not None:
                meant = node if node.type == "function_declaration" else value
                names.setdefault(_text(name), []).append(meant)
        elif node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and left.type == "identifier":
                names.setdefault(_text(left), []).append(right)
    return Script(root, names)


def _exports(root: Node) -> Iterator[Node]:
    for node in _walk(root):
        if node.type == "export_statement":
            yield from _fields(node, "value", "declaration")
        elif node.type == "assignment_expression":
            left = node.child_by_field_name("left")
            if left is not None and _text(left) in ("module.exports", "exports.default"):
                yield from _fields(node, "right")


def _returned(function: Node) -> Iterator[Node]:
    """What a function may return, without the functions inside it."""
    body = function.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        yield body
    elif body is not None:
        for node in _walk(body, _FUNCTIONS):
            if node.type == "return_statement":
                yield from node.named_children[:1]


def _walk(root: Node, closed: tuple[str, ...] = ()) -> Iterator[Node]:
    """Every node below, in order of the text, nodes of `closed` types left out."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in reversed(node.named_children) if child.type not in closed)


def _distinct(nodes: Iterator[Node]) -> tuple[Node, ...]:
    return tuple({node.id: node for node in nodes}.values())


def _fields(node: Node, *names: str) -> Iterator[Node]:
    for name in names:
        child = node.child_by_field_name(name)
        if child is not None:
            yield child


def _operator(node: Node) -> str:
    return "".join(_text(each) for each in _fields(node, "operator"))


def _key(pair: Node) -> str:
    for key in _fields(pair, "key"):
        inner = key.named_children[0] if key.type == "computed_property_name" else key
        return _string(inner) if inner.type in ("string", "template_string") else _text(inner)
    return ""


def _is_computed(pair: Node) -> bool:
    """Whether a key of an object is an expression."""
    for key in _fields(pair, "key"):
        if key.type == "computed_property_name":
            return not key.named_children or _plain(key.named_children[0]) is None
    return False


def _plain(node: Node) -> str | None:
    """A string that nothing is inserted into."""
    inserted = any(part.type == "template_substitution" for part in node.named_children)
    plain = node.type in ("string", "template_string") and not inserted
    return _string(node) if plain else None


def _string(node: Node) -> str:
    """A string without its quotes; escapes, which no name or path needs, are kept as typed."""
    return _text(node)[1:-1]


def _text(node: Node) -> str:
    return (node.text or b"").decode(errors="replace")
