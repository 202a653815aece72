"""Evaluates expressions in a scope; what is not certain is UNKNOWN."""

import re
from collections.abc import Callable

from tree_sitter import Node

from docs_snippets.javascript.builtins import call_method, file_address, global_call, regex
from docs_snippets.javascript.scope import Scope, StopError, child, fragment, string, words
from docs_snippets.javascript.values import (
    LONGEST,
    UNDEFINED,
    UNKNOWN,
    Function,
    JsValue,
    Object,
    Unknown,
    assign,
    binary,
    kind_of,
    member,
    nothing,
    number,
    size_of,
    spread,
    text_of,
    truth,
)

_PER_STEP = 100  # characters or items that are copied in the time of a step


def evaluate(node: Node, scope: Scope) -> JsValue:
    """What an expression stands for."""
    scope.machine.steps -= 1
    if scope.machine.steps < 0:
        raise StopError
    found = _EXPRESSIONS.get(node.type)
    value = found(node, scope) if found else UNKNOWN
    size = size_of(value)
    scope.machine.steps -= size // _PER_STEP
    if size > LONGEST or isinstance(value, Unknown):
        scope.machine.doubts += 1
        return UNKNOWN
    return value


def optional(node: Node | None, scope: Scope) -> JsValue:
    """The value of an expression that may be left out."""
    return UNDEFINED if node is None else evaluate(node, scope)


def _number(node: Node, _scope: Scope) -> JsValue:
    written = words(node).replace("_", "")
    try:
        whole = re.fullmatch(r"0[xXoObB]\w+|\d+", written)
        return number(int(written, 0)) if whole else float(written)
    except ValueError:
        return UNKNOWN


def _identifier(node: Node, scope: Scope) -> JsValue:
    return scope.get(words(node)) if scope.has(words(node)) else UNKNOWN


def inner(node: Node, scope: Scope) -> JsValue:
    """The value of what a node encloses."""
    below = [part for part in node.named_children if part.type != "comment"]
    return evaluate(below[-1], scope) if below else UNKNOWN


def _typed(node: Node, scope: Scope) -> JsValue:
    """The value before what TypeScript says of its type."""
    return evaluate(node.named_children[0], scope)


def _template(node: Node, scope: Scope) -> JsValue:
    made = ""
    for part in node.named_children:
        inserted = part.type == "template_substitution"
        text = text_of(inner(part, scope)) if inserted else fragment(part)
        if text is None:
            return UNKNOWN
        made += text
        if len(made) > LONGEST:
            return UNKNOWN
    return made


def _regex(node: Node, _scope: Scope) -> JsValue:
    flags = node.child_by_field_name("flags")
    return regex(words(child(node, "pattern")), words(flags) if flags else "")


def _object(node: Node, scope: Scope) -> JsValue:
    made = Object()
    for entry in node.named_children:
        if entry.type == "spread_element":
            _spread_into(made, entry, scope)
        elif entry.type == "shorthand_property_identifier":
            assign(made, words(entry), _identifier(entry, scope))
        elif entry.type == "pair":
            assign(
                made,
                property_name(child(entry, "key"), scope),
                evaluate(child(entry, "value"), scope),
            )
        elif entry.type == "method_definition":
            assign(
                made,
                property_name(child(entry, "name"), scope),
                scope.machine.function(entry, scope),
            )
        elif entry.type != "comment":
            made.open = True
    return made


def _spread_into(made: Object, element: Node, scope: Scope) -> None:
    """Adds what is spread; of `unknown && {…}` no more than the keys of the object is at stake."""
    held, node = inner(element, scope), element.named_children[0]
    while node.type == "parenthesized_expression" and len(node.named_children) == 1:
        node = node.named_children[0]
    if isinstance(held, Unknown) and node.type == "binary_expression":
        right = evaluate(child(node, "right"), scope)
        conditional = words(child(node, "operator")) == "&&"
        if conditional and isinstance(right, Object) and not right.open:
            made.entries.update(dict.fromkeys(right.entries, UNKNOWN))
            return
    spread(made, held)


def property_name(node: Node, scope: Scope) -> str | None:
    """The name of a property of an object or pattern; None when it is not known."""
    if node.type == "computed_property_name":
        return text_of(inner(node, scope))
    if node.type == "number":
        return text_of(_number(node, scope))
    return string(node) if node.type == "string" else words(node)


def _array(node: Node, scope: Scope) -> list[JsValue]:
    made: list[JsValue] = []
    for item in node.named_children:
        if item.type == "spread_element":
            held = inner(item, scope)
            made += held if isinstance(held, list) else [UNKNOWN]
        elif item.type != "comment":
            made.append(evaluate(item, scope))
        if len(made) > LONGEST:
            raise StopError
    return made


def key_of(node: Node, scope: Scope) -> JsValue:
    """What a member expression looks up."""
    index = node.child_by_field_name("index")
    return words(child(node, "property")) if index is None else evaluate(index, scope)


def _member(node: Node, scope: Scope) -> JsValue:
    held = evaluate(child(node, "object"), scope)
    if nothing(held) and node.child_by_field_name("optional_chain"):
        return UNDEFINED
    return member(held, key_of(node, scope))


def _binary(node: Node, scope: Scope) -> JsValue:
    sign, left = words(child(node, "operator")), evaluate(child(node, "left"), scope)
    known = not nothing(left) if sign == "??" else truth(left)
    if sign in ("&&", "||", "??"):
        if known is None or isinstance(left, Unknown):
            return UNKNOWN
        return evaluate(child(node, "right"), scope) if known == (sign == "&&") else left
    return binary(sign, left, evaluate(child(node, "right"), scope))


def _unary(node: Node, scope: Scope) -> JsValue:
    sign, held = words(child(node, "operator")), evaluate(child(node, "argument"), scope)
    known = truth(held)
    if sign == "typeof":
        return kind_of(held)
    if sign == "!" and known is not None:
        return not known
    if sign == "-" and isinstance(held, int | float) and not isinstance(held, bool):
        return -held
    return UNKNOWN


def _ternary(node: Node, scope: Scope) -> JsValue:
    known = truth(evaluate(child(node, "condition"), scope))
    if known is not None:
        return evaluate(child(node, "consequence" if known else "alternative"), scope)
    one = evaluate(child(node, "consequence"), scope)
    other = evaluate(child(node, "alternative"), scope)
    return one if one is other or binary("===", one, other) is True else UNKNOWN


def _call(node: Node, scope: Scope) -> JsValue:
    callee, listed = child(node, "function"), child(node, "arguments")
    if listed.type != "arguments":
        return UNKNOWN
    given = _array(listed, scope)
    if callee.type == "member_expression" and _is_resolve(callee):
        return given[0] if given else UNKNOWN
    if callee.type == "member_expression":
        owner, name = child(callee, "object"), words(child(callee, "property"))
        if owner.type == "identifier" and not scope.has(words(owner)):
            return global_call(f"{words(owner)}.{name}", given)
        return call_method(evaluate(owner, scope), name, given)
    if callee.type == "identifier" and not scope.has(words(callee)):
        return global_call(words(callee), given)
    called = evaluate(callee, scope)
    return called.call(given) if isinstance(called, Function) else UNKNOWN


def _new(node: Node, scope: Scope) -> JsValue:
    """A new object: only addresses of files are known."""
    listed = node.child_by_field_name("arguments")
    given = _array(listed, scope) if listed else []
    return file_address(given) if words(child(node, "constructor")) == "URL" else UNKNOWN


def _is_resolve(callee: Node) -> bool:
    owner = child(callee, "object")
    return owner.type == "identifier" and words(callee) == "require.resolve"


def _function(node: Node, scope: Scope) -> JsValue:
    return scope.machine.function(node, scope)


_EXPRESSIONS: dict[str, Callable[[Node, Scope], JsValue]] = {
    "array": _array,
    "arrow_function": _function,
    "as_expression": _typed,
    "await_expression": inner,
    "binary_expression": _binary,
    "call_expression": _call,
    "false": lambda _node, _scope: False,
    "function_expression": _function,
    "identifier": _identifier,
    "member_expression": _member,
    "meta_property": lambda _node, scope: scope.get("import.meta") or UNKNOWN,
    "new_expression": _new,
    "non_null_expression": _typed,
    "null": lambda _node, _scope: None,
    "number": _number,
    "object": _object,
    "parenthesized_expression": inner,
    "regex": _regex,
    "satisfies_expression": _typed,
    "string": lambda node, _scope: string(node),
    "subscript_expression": _member,
    "template_string": _template,
    "ternary_expression": _ternary,
    "true": lambda _node, _scope: True,
    "unary_expression": _unary,
    "undefined": lambda _node, _scope: UNDEFINED,
}
