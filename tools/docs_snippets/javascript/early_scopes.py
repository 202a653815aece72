"""What the functions, loops and classes around a place in JavaScript let stand there."""

from typing import NamedTuple, Union

from tree_sitter import Node

from docs_snippets.javascript.declared import Names

CLASSES_LOOKED_AT = 100
"""In more that stand in one another, a private name is taken to be declared; so with labels."""

_ARROW = "arrow_function"
_METHOD = "method_definition"
FUNCTIONS = frozenset(
    "arrow_function function_expression function_declaration generator_function"
    " generator_function_declaration method_definition".split()
)
_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement"))
_SWITCH = "switch_statement"
_CLASSES = frozenset(("class", "class_declaration"))
_CLASS = "class_body"
_STATIC = "class_static_block"
_INITIALIZERS = frozenset(("field_definition", _STATIC))
_HERITAGE = "class_heritage"
_LABELED = "labeled_statement"
_CATCH = "catch_clause"
_BLOCKS = frozenset(("statement_block", "switch_body", _CATCH, "for_statement", "for_in_statement"))
_OPENING = (
    FUNCTIONS | _LOOPS | _INITIALIZERS | _CLASSES | _BLOCKS | {_SWITCH, _CLASS, _HERITAGE, _LABELED}
)
_OF_THEIR_OWN = FUNCTIONS | {_CATCH, _STATIC}
"""What has a block that shares its names."""


class Private(NamedTuple):
    """The private names that a class declares, and those of the class around it."""

    names: frozenset[bytes]
    around: Union["Private", None]


class Label(NamedTuple):
    """A label of a statement, and those of the statements around it."""

    name: bytes
    loops: bool
    around: Union["Label", None]


class Scope(NamedTuple):
    """What may stand at a place; `function` is the innermost one around it.

    `initializes` says that it is in a class and not in a function of it, `derives` that the
    innermost class extends another, `calls_super` that its constructor is the innermost function.
    """

    function: Node | None = None
    is_called: bool = False
    has_super: bool = False
    breaks: bool = False
    continues: bool = False
    initializes: bool = False
    derives: bool = False
    calls_super: bool = False
    private: Private | None = None
    names: Names | None = None
    label: Label | None = None

    def declares(self, name: str) -> bool:
        """Whether a class around declares a private name."""
        private, wanted = self.private, name.encode()
        for _ in range(CLASSES_LOOKED_AT):
            if private is None or wanted in private.names:
                return private is not None
            private = private.around
        return True

    def labels(self, name: bytes) -> Label | None:
        """The label of that name, of a statement around; the outermost one looked at if need be."""
        label = self.label
        for _ in range(CLASSES_LOOKED_AT):
            if label is None or label.name == name:
                return label
            label = label.around
        return label


def within(node: Node, scope: Scope, parent: Node | None) -> Scope:
    """What may stand in a node that itself stands in a scope."""
    kind = node.type
    if kind not in _OPENING:
        return scope
    if kind == _CLASS:
        return scope._replace(private=Private(frozenset(_private_names(node)), scope.private))
    if kind in _CLASSES:
        return scope._replace(derives=any(c.type == _HERITAGE for c in node.named_children))
    if kind == _LABELED:
        return scope._replace(label=Label(_label(node), _loops(node), scope.label))
    if kind in FUNCTIONS:
        scope = _function(node, scope)
    elif kind in _INITIALIZERS:
        names = Names(None, whole=True) if kind == _STATIC else None
        scope = scope._replace(function=None, initializes=True, calls_super=False, names=names)
        scope = scope._replace(breaks=False, continues=False, label=None)
    elif kind in _BLOCKS and (parent is None or parent.type not in _OF_THEIR_OWN):
        scope = scope._replace(names=Names(scope.names, caught=_caught(node)))
    in_loop = kind in _LOOPS
    return scope._replace(
        is_called=scope.is_called or (kind in FUNCTIONS | _INITIALIZERS and kind != _ARROW),
        has_super=scope.has_super or kind in _INITIALIZERS | {_METHOD, _HERITAGE},
        breaks=scope.breaks or in_loop or kind == _SWITCH,
        continues=scope.continues or in_loop,
    )


def _function(node: Node, scope: Scope) -> Scope:
    names = Names(None, whole=True, function=True)
    alone = node.child_by_field_name("parameter")
    names.var.update([alone.text or b""] if alone is not None else [])
    scope = scope._replace(function=node, breaks=False, continues=False, names=names, label=None)
    if node.type == _ARROW:
        return scope
    builds = node.type == _METHOD and scope.derives and is_constructor(node)
    return scope._replace(initializes=False, calls_super=builds)


def is_constructor(node: Node) -> bool:
    """Whether a member of a class has the name of its constructor."""
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if name is None or name.type not in ("property_identifier", "string"):
        return False
    return name.text in (b"constructor", b'"constructor"', b"'constructor'") and not any(
        child.type == "static" for child in node.children
    )


def _caught(node: Node) -> bytes:
    name = node.child_by_field_name("parameter") if node.type == _CATCH else None
    return (name.text or b"") if name is not None and name.type == "identifier" else b""


def _label(node: Node) -> bytes:
    name = node.child_by_field_name("label")
    return (name.text or b"") if name is not None else b""


def _loops(node: Node) -> bool:
    body = node.child_by_field_name("body")
    for _ in range(CLASSES_LOOKED_AT):
        if body is None or body.type != _LABELED:
            break
        body = body.child_by_field_name("body")
    return body is not None and body.type in _LOOPS


def _private_names(body: Node) -> list[bytes]:
    names = (
        member.child_by_field_name(field)
        for member in body.named_children
        for field in ("property", "name")
    )
    return [name.text or b"" for name in names if name is not None]
