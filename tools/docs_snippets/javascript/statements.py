"""Executes statements and functions: what they declare, assign and return."""

from collections.abc import Callable, Iterator

from tree_sitter import Node

from docs_snippets.javascript.destructuring import bind
from docs_snippets.javascript.evaluate import evaluate, inner, key_of, optional
from docs_snippets.javascript.scope import LeftError, ReturnedError, Scope, StopError, child, words
from docs_snippets.javascript.values import (
    UNDEFINED,
    UNKNOWN,
    Function,
    JsValue,
    Object,
    Unknown,
    assign,
    binary,
    spoil,
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
_PER_STEP = 20  # bytes of a script that are looked through in the time of a step
_EFFECTS = ("assignment_expression", "augmented_assignment_expression", "update_expression")
_MEMBERS = ("member_expression", "subscript_expression")
_HARMLESS = ("Object.assign", "Object.freeze", "console.")


def function(node: Node, scope: Scope) -> Function:
    """The function a node declares; it returns UNKNOWN where it does more than compute.

    Once no steps are left nothing is computed any more, and it stops what called it, too.
    """

    def call(given: list[JsValue]) -> JsValue:
        inside = scope.inner()
        try:
            _arguments(node, given, inside)
            body = child(node, "body")
            if body.type != "statement_block":
                return evaluate(body, inside)
            block(body, inside)
        except ReturnedError as returned:
            return returned.value
        except (StopError, LeftError, RecursionError):
            scope.machine.steps -= (node.end_byte - node.start_byte) // _PER_STEP
            if scope.machine.steps < 0:
                raise StopError from None
            if _has_effects(node):
                forget(node, inside)
            return UNKNOWN
        return UNDEFINED

    return Function(call)


def _arguments(node: Node, given: list[JsValue], scope: Scope) -> None:
    single = node.child_by_field_name("parameter")
    listed = [single] if single else child(node, "parameters").named_children
    for index, name in enumerate(part for part in listed if part.type != "comment"):
        if name.type == "rest_pattern":
            bind(name.named_children[0], list(given[index:]), scope)
        else:
            bind(name, given[index] if index < len(given) else UNDEFINED, scope)


def block(node: Node, scope: Scope) -> None:
    """The statements of a block."""
    for part in hoisted(node):
        statement(part, scope)


def hoisted(node: Node) -> list[Node]:
    """The statements of a block in order, functions first: they may be called before they stand."""
    return sorted(node.named_children, key=lambda part: part.type != "function_declaration")


def statement(node: Node, scope: Scope) -> None:
    """One statement: what it declares, assigns or returns."""
    found = _STATEMENTS.get(node.type)
    if found:
        found(node, scope)
    elif node.type not in _NO_EFFECT:
        raise StopError


def _declaration(node: Node, scope: Scope) -> None:
    for one in node.named_children:
        if one.type == "variable_declarator":
            value = optional(one.child_by_field_name("value"), scope)
            bind(child(one, "name"), value, scope)


def _function(node: Node, scope: Scope) -> None:
    scope.names[words(child(node, "name"))] = function(node, scope)


def _return(node: Node, scope: Scope) -> None:
    raise ReturnedError(inner(node, scope) if node.named_children else UNDEFINED)


def _leave(node: Node, _scope: Scope) -> None:
    """`break` and `continue`, of the loop around."""
    if node.named_children:
        raise StopError
    raise LeftError(node.type == "continue_statement")


def _if(node: Node, scope: Scope) -> None:
    known = truth(evaluate(child(node, "condition"), scope))
    if known is None:
        raise StopError
    taken = node.child_by_field_name("consequence" if known else "alternative")
    if taken is not None:
        statement(taken.named_children[0] if taken.type == "else_clause" else taken, scope)


def _each(node: Node, scope: Scope) -> None:
    """A loop over the items of a list."""
    items = evaluate(child(node, "right"), scope)
    if words(child(node, "operator")) != "of" or not isinstance(items, list) or UNKNOWN in items:
        raise StopError
    for item in list(items):
        inside = scope.inner()
        bind(child(node, "left"), item, inside)
        try:
            statement(child(node, "body"), inside)
        except LeftError as left:
            if not left.goes_on:
                return


def _switch(node: Node, scope: Scope) -> None:
    """The statements from the case that fits on, or from the one for all others."""
    wanted = inner(child(node, "value"), scope)
    cases = [part for part in child(node, "body").named_children if part.type != "comment"]
    start = next((each for each in cases if _fits(each, wanted, scope)), None)
    start = start or next((each for each in cases if each.type == "switch_default"), None)
    taken = cases[cases.index(start) :] if start else []
    try:
        for part in (part for case in taken for part in case.children_by_field_name("body")):
            statement(part, scope)
    except LeftError as left:
        if left.goes_on:
            raise


def _fits(case: Node, wanted: JsValue, scope: Scope) -> bool:
    if case.type != "switch_case":
        return False
    found = binary("===", wanted, evaluate(child(case, "value"), scope))
    if not isinstance(found, bool):
        raise StopError
    return found


def _try(node: Node, scope: Scope) -> None:
    """Statements that may fail, and the others that are done then: nobody knows which were."""
    before = scope.machine.doubts
    try:
        statement(child(node, "body"), scope)
    except StopError:
        forget(node, scope)
    if scope.machine.doubts != before:
        forget(node, scope)
    for part in node.named_children:
        if part.type == "finally_clause":
            statement(child(part, "body"), scope)


def _effect(node: Node, scope: Scope) -> None:
    """An assignment, or a call that may change what it is given."""
    match node.type:
        case "assignment_expression":
            _assignment(child(node, "left"), evaluate(child(node, "right"), scope), scope)
        case "augmented_assignment_expression":
            left, sign = child(node, "left"), words(child(node, "operator"))
            before, value = evaluate(left, scope), evaluate(child(node, "right"), scope)
            _assignment(left, binary(sign[:-1], before, value), scope)
        case "call_expression":
            harmless = words(child(node, "function")).startswith(_HARMLESS)
            if isinstance(evaluate(node, scope), Unknown) and not harmless:
                forget(node, scope)
        case "binary_expression" if words(child(node, "operator")) in ("&&", "||"):
            _either(node, scope)
        case "await_expression" | "parenthesized_expression":
            _effect(node.named_children[0], scope)
        case "unary_expression" if _deletes(node):
            _deletion(child(node, "argument"), scope)
        case other if other not in ("string", "identifier"):
            forget(node, scope)


def _either(node: Node, scope: Scope) -> None:
    """`&&` and `||`, whose right side is done or left out."""
    known = truth(evaluate(child(node, "left"), scope))
    if known is None:
        forget(node, scope)
    elif known == (words(child(node, "operator")) == "&&"):
        _effect(child(node, "right"), scope)


def _assignment(target: Node, value: JsValue, scope: Scope) -> None:
    if target.type in _MEMBERS:
        held = evaluate(child(target, "object"), scope)
        if isinstance(held, list):
            spoil(held)
        assign(held, text_of(key_of(target, scope)), value)
    elif target.type == "identifier":
        scope.assign(words(target), value)
    else:
        bind(target, value, scope)


def _deletion(target: Node, scope: Scope) -> None:
    """`delete`: a property goes, and its object keeps the others."""
    if target.type in _MEMBERS:
        held, key = evaluate(child(target, "object"), scope), text_of(key_of(target, scope))
        if isinstance(held, Object) and key is not None:
            held.entries.pop(key, None)
        elif isinstance(held, Object | list):
            spoil(held)


def _has_effects(node: Node) -> bool:
    """Whether what is done in a function may show outside of it."""
    return any(
        each.type in _EFFECTS
        or _deletes(each)
        or (each.type == "expression_statement" and _calls(each))
        for each in _nodes(node)
    )


def _deletes(node: Node) -> bool:
    return node.type == "unary_expression" and words(child(node, "operator")) == "delete"


def _calls(node: Node) -> bool:
    return any(each.type in ("call_expression", "new_expression") for each in _nodes(node))


def _nodes(node: Node) -> Iterator[Node]:
    """A node and all that it holds."""
    nodes = [node]
    while nodes:
        each = nodes.pop()
        yield each
        nodes += each.named_children


def forget(node: Node, scope: Scope) -> None:
    """After code that is not followed, nothing that it names is known any more."""
    for name in set(names_in(node)):
        held = scope.get(name)
        if isinstance(held, Object | list):
            spoil(held)
        elif scope.has(name) and not isinstance(held, Function):
            scope.assign(name, UNKNOWN)


def names_in(node: Node) -> Iterator[str]:
    """The identifiers a node holds."""
    named = ("identifier", "shorthand_property_identifier")
    return (words(each) for each in _nodes(node) if each.type in named)


_STATEMENTS: dict[str, Callable[[Node, Scope], None]] = {
    "break_statement": _leave,
    "continue_statement": _leave,
    "expression_statement": lambda node, scope: _effect(node.named_children[0], scope),
    "for_in_statement": _each,
    "function_declaration": _function,
    "if_statement": _if,
    "lexical_declaration": _declaration,
    "return_statement": _return,
    "statement_block": block,
    "switch_statement": _switch,
    "try_statement": _try,
    "variable_declaration": _declaration,
}
