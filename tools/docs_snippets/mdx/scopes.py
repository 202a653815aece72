"""What the functions, loops and classes around a place in JavaScript let stand there."""

from typing import NamedTuple, Union

from tree_sitter import Node

CLASSES_LOOKED_AT = 100
"""In more that stand in one another, a private name is taken to be declared."""

_ARROW = "arrow_function"
_METHOD = "method_definition"
_FUNCTIONS = frozenset(
    "arrow_function function_expression function_declaration generator_function"
    " generator_function_declaration method_definition".split()
)
_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement"))
_SWITCH = "switch_statement"
_CLASS = "class_body"
_INITIALIZERS = frozenset(("field_definition", "class_static_block"))
_HERITAGE = "class_heritage"
_OPENING = _FUNCTIONS | _LOOPS | _INITIALIZERS | {_SWITCH, _CLASS, _HERITAGE}


class Private(NamedTuple):
    """The private names that a class declares, and those of the class around it."""

    names: frozenset[bytes]
    around: Union["Private", None]


class Scope(NamedTuple):
    """What may stand at a place; `function` is the innermost one around it."""

    function: Node | None = None
    is_called: bool = False
    has_super: bool = False
    breaks: bool = False
    continues: bool = False
    private: Private | None = None

    def declares(self, name: str) -> bool:
        """Whether a class around declares a private name."""
        private, wanted = self.private, name.encode()
        for _ in range(CLASSES_LOOKED_AT):
            if private is None or wanted in private.names:
                return private is not None
            private = private.around
        return True


def within(node: Node, scope: Scope) -> Scope:
    """What may stand in a node that itself stands in a scope."""
    kind = node.type
    if kind not in _OPENING:
        return scope
    if kind == _CLASS:
        return scope._replace(private=Private(frozenset(_private_names(node)), scope.private))
    if kind in _FUNCTIONS:
        scope = scope._replace(function=node, breaks=False, continues=False)
    in_loop = kind in _LOOPS
    return scope._replace(
        is_called=scope.is_called or (kind in _FUNCTIONS | _INITIALIZERS and kind != _ARROW),
        has_super=scope.has_super or kind in _INITIALIZERS | {_METHOD, _HERITAGE},
        breaks=scope.breaks or in_loop or kind == _SWITCH,
        continues=scope.continues or in_loop,
    )


def _private_names(body: Node) -> list[bytes]:
    names = (
        member.child_by_field_name(field)
        for member in body.named_children
        for field in ("property", "name")
    )
    return [name.text or b"" for name in names if name is not None]
