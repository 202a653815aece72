"""Binds destructuring patterns: names for a value or for parts of it."""

from tree_sitter import Node

from docs_snippets.javascript.evaluate import evaluate, optional, property_name
from docs_snippets.javascript.scope import Scope, StopError, child, words
from docs_snippets.javascript.values import UNKNOWN, JsValue, Object, Undefined, member


def bind(pattern: Node, value: JsValue, scope: Scope) -> None:
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
            _bind_items(pattern, value, scope)
        case _:
            raise StopError


def _bind_items(pattern: Node, value: JsValue, scope: Scope) -> None:
    """Gives the names of a list's pattern their values; what stands between commas may be left."""
    index = 0
    for part in pattern.children:
        if part.type == ",":
            index += 1
        elif part.type == "rest_pattern":
            known = isinstance(value, list) and UNKNOWN not in value
            rest = value[index:] if known and isinstance(value, list) else UNKNOWN
            bind(part.named_children[0], rest, scope)
        elif part.is_named and part.type != "comment":
            bind(part, member(value, index), scope)


def _bind_property(part: Node, value: JsValue, scope: Scope) -> str | None:
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


def _without(value: JsValue, keys: list[str | None]) -> JsValue:
    """What is left of an object without some of its properties."""
    if not isinstance(value, Object):
        return UNKNOWN
    left = {key: held for key, held in value.entries.items() if key not in keys}
    return Object(left, value.open or None in keys)
