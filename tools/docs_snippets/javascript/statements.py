"""Functions and the statements they are made of: what they declare, assign and return."""

from collections.abc import Iterator

from tree_sitter import Node

from docs_snippets.javascript.evaluate import evaluate, inner, key_of, optional, property_name
from docs_snippets.javascript.scope import ReturnedError, Scope, StopError, child, words
from docs_snippets.javascript.values import (
    UNDEFINED,
    UNKNOWN,
    Function,
    Object,
    Undefined,
    Value,
    assign,
    member,
    text_of,
    truth,
)

_NO_EFFECT = (
    "comment",
    "empty_statement",
    "hash_bang_line",
    "interface_declaration",
    "type_alias_declaration",
)
_HARMLESS = ("Object.assign", "Object.freeze", "console.")


def function(node: Node, scope: Scope) -> Function:
    """The function a node declares; it returns UNKNOWN where it does more than compute."""

    def call(given: list[Value]) -> Value:
        inside = scope.inner()
        try:
            _arguments(node, given, inside)
            body = child(node, "body")
            if body.type != "statement_block":
                return evaluate(body, inside)
            block(body, inside)
        except ReturnedError as returned:
            return returned.value
        except (StopError, RecursionError):
            return UNKNOWN
        return UNDEFINED

    return Function(call)


def _arguments(node: Node, given: list[Value], scope: Scope) -> None:
    single = node.child_by_field_name("parameter")
    listed = [single] if single else child(node, "parameters").named_children
    for index, name in enumerate(part for part in listed if part.type != "comment"):
        if name.type == "rest_pattern":
            bind(name.named_children[0], list(given[index:]), scope)
        else:
            bind(name, given[index] if index < len(given) else UNDEFINED, scope)


def bind(pattern: Node, value: Value, scope: Scope) -> None:
    """Gives the names of a pattern their values."""
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            scope.names[words(pattern)] = value
        case "required_parameter" | "optional_parameter":
            default = pattern.child_by_field_name("value")
            missing = isinstance(value, Undefined) and default is not None
            held = optional(default, scope) if missing else value
            bind(child(pattern, "pattern"), held, scope)
        case "assignment_pattern" | "object_assignment_pattern":
            missing = isinstance(value, Undefined)
            held = evaluate(child(pattern, "right"), scope) if missing else value
            bind(child(pattern, "left"), held, scope)
        case "object_pattern":
            parts = [part for part in pattern.named_children if part.type != "comment"]
            rest = [part for part in parts if part.type == "rest_pattern"]
            taken = [_bind_property(part, value, scope) for part in parts if part not in rest]
            for part in rest:
                bind(part.named_children[0], _without(value, taken), scope)
        case "array_pattern":
            for index, part in enumerate(pattern.named_children):
                bind(part, member(value, index), scope)
        case _:
            raise StopError


def _bind_property(part: Node, value: Value, scope: Scope) -> str | None:
    """Gives the names of a property's pattern their values; returns the property's own name."""
    if part.type == "pair_pattern":
        key = property_name(child(part, "key"), scope)
        bind(child(part, "value"), member(value, key), scope)
    elif part.type == "object_assignment_pattern":
        key = words(child(part, "left"))
        bind(part, member(value, key), scope)
    else:
        key = words(part)
        bind(part, member(value, key), scope)
    return key


def _without(value: Value, keys: list[str | None]) -> Value:
    """What is left of an object without some of its properties."""
    if not isinstance(value, Object):
        return UNKNOWN
    left = {key: held for key, held in value.entries.items() if key not in keys}
    return Object(left, value.open or None in keys)


def block(node: Node, scope: Scope) -> None:
    """The statements of a block."""
    for part in hoisted(node):
        statement(part, scope)


def hoisted(node: Node) -> list[Node]:
    """The statements of a block in order, functions first: they may be called before they stand."""
    return sorted(node.named_children, key=lambda part: part.type != "function_declaration")


def statement(node: Node, scope: Scope) -> None:
    """One statement: what it declares, assigns or returns."""
    match node.type:
        case "lexical_declaration" | "variable_declaration":
            for one in node.named_children:
                if one.type == "variable_declarator":
                    value = optional(one.child_by_field_name("value"), scope)
                    bind(child(one, "name"), value, scope)
        case "function_declaration":
            scope.names[words(child(node, "name"))] = function(node, scope)
        case "expression_statement":
            _effect(node.named_children[0], scope)
        case "return_statement":
            raise ReturnedError(inner(node, scope) if node.named_children else UNDEFINED)
        case "if_statement":
            _if(node, scope)
        case "statement_block":
            block(node, scope)
        case other if other not in _NO_EFFECT:
            raise StopError


def _if(node: Node, scope: Scope) -> None:
    known = truth(evaluate(child(node, "condition"), scope))
    if known is None:
        raise StopError
    taken = node.child_by_field_name("consequence" if known else "alternative")
    if taken is not None:
        statement(taken.named_children[0] if taken.type == "else_clause" else taken, scope)


def _effect(node: Node, scope: Scope) -> None:
    """An assignment, or a call that may change what it is given."""
    if node.type == "assignment_expression":
        target, value = child(node, "left"), evaluate(child(node, "right"), scope)
        if target.type in ("member_expression", "subscript_expression"):
            held = evaluate(child(target, "object"), scope)
            assign(held, text_of(key_of(target, scope)), value)
        else:
            bind(target, value, scope)
    elif node.type == "call_expression" and words(child(node, "function")).startswith(_HARMLESS):
        evaluate(node, scope)
    elif node.type not in ("string", "identifier"):
        forget(node, scope)


def forget(node: Node, scope: Scope) -> None:
    """After code that is not followed, nothing that it names is known any more."""
    for name in set(names_in(node)):
        held = scope.get(name)
        if isinstance(held, Object):
            held.entries.update(dict.fromkeys(held.entries, UNKNOWN))
            held.open = True
        elif scope.has(name) and not isinstance(held, Function):
            scope.names[name] = UNKNOWN


def names_in(node: Node) -> Iterator[str]:
    """The identifiers a node holds."""
    nodes = [node]
    while nodes:
        found = nodes.pop()
        if found.type == "identifier":
            yield words(found)
        nodes += found.named_children
