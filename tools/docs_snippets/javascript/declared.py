"""The names that JavaScript declarations give, and those that are given again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Optional

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
DECLARING = DECLARATIONS | {"formal_parameters", "for_in_statement", "catch_clause"}
"""Nodes that give names."""

BLOCKS_LOOKED_AT = 100
"""In more that stand in one another, `var` is not looked at."""

_FUNCTIONS = frozenset(("function_declaration", "generator_function_declaration"))
_BOUND = {
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "pair_pattern": "value",
}


@dataclass(slots=True)
class Names:
    """The names declared in a block so far.

    `whole` is where `var` goes no further out; in a `function`, functions are declared as by `var`.
    `caught` is the one name of a `catch`, which `var` may give again.
    """

    around: Optional["Names"] = None
    whole: bool = False
    function: bool = False
    caught: bytes = b""
    lexical: set[bytes] = field(default_factory=set)
    var: set[bytes] = field(default_factory=set)

    def take(self, name: bytes) -> bool:
        """Declares a name as `let` does; whether it may not."""
        again = name in self.lexical or name in self.var
        self.lexical.add(name)
        return again

    def take_var(self, name: bytes) -> bool:
        """Declares a name as `var` does; whether it may not."""
        names: Names | None = self
        for _ in range(BLOCKS_LOOKED_AT):
            if names is None:
                return False
            if name in names.lexical and name != names.caught:
                return True
            names.var.add(name)
            names = None if names.whole else names.around
        return False


def declared_names(node: Node) -> Iterator[Node]:
    """The names that a declaration gives."""
    name = node.child_by_field_name("name")
    if name is not None and node.type not in ("lexical_declaration", "variable_declaration"):
        yield name
        return
    for declarator in node.named_children:
        target = declarator.child_by_field_name("name")
        if target is not None:
            yield from pattern_names(target)


def pattern_names(pattern: Node) -> Iterator[Node]:
    """The names in a pattern."""
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


def declared_again(node: Node, around: Names | None, inside: Names | None) -> Node | None:
    """The first name a node gives that is given already, in the block around it or that it opens.

    At the top of a module nothing is looked at.
    """
    kind = node.type
    if kind == "catch_clause":
        return _first(_given(node.child_by_field_name("parameter")), inside, var=False)
    if kind == "for_in_statement":
        word = node.child_by_field_name("kind")
        var = word is None or word.type == "var"
        given = _given(node.child_by_field_name("left")) if word is not None else ()
        return _first(given, inside, var=var)
    if kind == "formal_parameters":
        given = (name for pattern in node.named_children for name in pattern_names(pattern))
        again = _first(given, around, var=False)
        _share(around)
        return again
    if kind in _FUNCTIONS:
        var = around is not None and around.function
    else:
        var = kind == "variable_declaration"
    return _first(declared_names(node), around, var=var)


def _given(pattern: Node | None) -> Iterator[Node]:
    yield from pattern_names(pattern) if pattern is not None else ()


def _first(given: Iterator[Node] | tuple[Node, ...], names: Names | None, var: bool) -> Node | None:
    if names is None:
        return None
    take = names.take_var if var else names.take
    return next((name for name in given if take(name.text or b"")), None)


def _share(names: Names | None) -> None:
    """Lets `var` and functions have the names of parameters."""
    if names is not None:
        names.var |= names.lexical
        names.lexical.clear()
