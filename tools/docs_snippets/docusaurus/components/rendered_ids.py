"""The ids that components render, read from their source: literal ones and those made of props.

What a component does is not run. Its elements are looked at with the values that names have there;
an id that cannot be computed, a component that cannot be read, or markup made in another way leaves
what is found incomplete.

Longer than 300 lines because the kinds of elements and expressions call one another.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from tree_sitter import Node

from docs_snippets.docusaurus.components.scripts import Imported, ScriptModule, ScriptPosition
from docs_snippets.javascript.destructuring import bind
from docs_snippets.javascript.evaluate import evaluate
from docs_snippets.javascript.scope import ReturnedError, Scope, StopError, words
from docs_snippets.javascript.statements import statement
from docs_snippets.javascript.values import (
    UNDEFINED,
    UNKNOWN,
    JsValue,
    Object,
    nothing,
    text_of,
    truth,
)

Props: TypeAlias = Mapping[str, JsValue]

REST = "..."
"""The property under which unknown others may be."""

_DEPTH = 12  # components and calls inside one another
_ITEMS = 5_000  # entries of a list that is rendered one by one
_STEPS = 200_000  # nodes that are looked at for one page
FUNCTIONS = ("arrow_function", "function_expression", "function_declaration", "method_definition")
_TYPED = ("parenthesized_expression", "as_expression", "satisfies_expression")
_ELEMENTS = ("jsx_opening_element", "jsx_self_closing_element")
_EACH = ("map", "flatMap", "forEach")
_WRAPPERS = ("memo", "forwardRef", "observer")
_UNREAD = ("createElement", "cloneElement", "createPortal")
_NO_MARKUP = ("Fragment", "Suspense")


class ComponentUse(NamedTuple):
    """A component where it is used: with which props, and in how many others."""

    props: Props
    place: ScriptPosition
    depth: int = 0

    def deeper(self) -> "ComponentUse":
        """The same, once more inside another."""
        return self._replace(depth=self.depth + 1)


RenderComponent: TypeAlias = Callable[[ScriptModule, Imported, ComponentUse], None]
"""Looks at an imported component: who imports it, what, and how it is used."""


@dataclass(slots=True)
class RenderedIds:
    """Ids and where they are given; not `complete` where there may be more."""

    known: dict[str, ScriptPosition] = field(default_factory=dict)
    complete: bool = True
    steps: int = _STEPS

    def add(self, value: JsValue, place: ScriptPosition) -> None:
        """Notes an id by its value."""
        if nothing(value) or isinstance(value, bool):
            return
        text = text_of(value)
        if text is None:
            self.complete = False
        elif text:
            self.known.setdefault(text, place)


@dataclass(frozen=True, eq=False)
class IdReader:
    """Follows components through modules and notes their ids."""

    found: RenderedIds
    render: RenderComponent

    def component(self, module: ScriptModule, name: str, use: ComponentUse) -> None:
        """Looks at the component that a module knows by a name, or exports as `export NAME`."""
        if use.depth > _DEPTH:
            self.found.complete = False
        elif name in module.imports:
            self.render(module, module.imports[name], use.deeper())
        elif name in module.definitions:
            self._definition(module, module.definitions[name], use.deeper())
        else:
            self.found.complete = False

    def _definition(self, module: ScriptModule, node: Node, use: ComponentUse) -> None:
        if node.type in FUNCTIONS:
            given: list[JsValue] = [Object({"children": UNKNOWN, **use.props})]
            self.function(module, node, given, module.scope, use.depth)
        elif node.type == "identifier":
            self.component(module, words(node), use)
        elif node.type in ("class_declaration", "class"):
            self.look(module, node, module.scope, use.depth)
        elif node.type == "call_expression" and _name(node).endswith(_WRAPPERS):
            for inner in _arguments(node)[:1]:
                self._definition(module, inner, use)
        elif node.type in _TYPED:
            self._definition(module, node.named_children[0], use)
        else:
            self.found.complete = False

    def function(
        self, module: ScriptModule, node: Node, given: list[JsValue], scope: Scope, depth: int
    ) -> None:
        """Looks at what a function renders when it is called."""
        body = node.child_by_field_name("body")
        if body is not None:
            self.look(module, body, bind_arguments(node, given, scope), depth)

    def look(self, module: ScriptModule, node: Node, scope: Scope, depth: int) -> None:
        """Looks at every element below a node, in a scope."""
        self.found.steps -= 1
        if self.found.steps < 0:
            self.found.complete = False
        elif node.type in _ELEMENTS:
            self._element(module, node, scope, depth)
        elif node.type == "call_expression":
            self._call(module, node, scope, depth)
        elif node.type in ("ternary_expression", "binary_expression"):
            self._choice(module, node, scope, depth)
        elif node.type in FUNCTIONS:
            self.function(module, node, unknown(node), scope, depth)
        else:
            for part in node.named_children:
                self.look(module, part, scope, depth)

    def _choice(self, module: ScriptModule, node: Node, scope: Scope, depth: int) -> None:
        """What is rendered under a condition, unless it is known not to be."""
        if node.type == "binary_expression":
            left, right = (node.child_by_field_name(each) for each in ("left", "right"))
            known = truth(value_of(left, scope))
            operator = node.child_by_field_name("operator")
            skipped = known is not None and operator is not None and words(operator) == "&&"
            parts = [left, None if skipped and not known else right]
        else:
            taken, other = (node.child_by_field_name(x) for x in ("consequence", "alternative"))
            known = truth(value_of(node.child_by_field_name("condition"), scope))
            parts = [None if known is False else taken, None if known else other]
        for part in parts:
            if part is not None:
                self.look(module, part, scope, depth)

    def _call(self, module: ScriptModule, node: Node, scope: Scope, depth: int) -> None:
        called, arguments = node.child_by_field_name("function"), _arguments(node)
        name = _name(node)
        if name.endswith(_UNREAD):
            self.found.complete = False
        if (
            called is not None
            and called.type == "member_expression"
            and name in _EACH
            and arguments
        ):
            self._each(module, called, arguments[0], scope, depth)
            return
        local = module.definitions.get(name) if called and called.type == "identifier" else None
        if local is not None and local.type in FUNCTIONS:
            given = [value_of(each, scope) for each in arguments]
            if depth > _DEPTH:
                self.found.complete = False
            else:
                self.function(module, local, given, module.scope, depth + 1)
        for part in node.named_children:
            self.look(module, part, scope, depth)

    def _each(
        self, module: ScriptModule, called: Node, each: Node, scope: Scope, depth: int
    ) -> None:
        """A function called for every entry of a list, which may be known."""
        held = called.child_by_field_name("object")
        listed = value_of(held, scope)
        if held is not None:
            self.look(module, held, scope, depth)
        if each.type not in FUNCTIONS or not isinstance(listed, list) or len(listed) > _ITEMS:
            self.look(module, each, scope, depth)
            return
        for index, item in enumerate(listed):
            self.function(module, each, [item, index, listed], scope, depth + 1)

    def _element(self, module: ScriptModule, node: Node, scope: Scope, depth: int) -> None:
        name = node.child_by_field_name("name")
        tag = words(name) if name is not None else ""
        props = attributes(node, scope)
        for part in node.named_children:
            if part is not name:
                self.look(module, part, scope, depth)
        if tag[:1].islower() and "." not in tag:
            self.markup(tag, props, module.place(node))
        elif tag and tag.rpartition(".")[2] not in _NO_MARKUP:
            use = ComponentUse(props, module.place(node), depth + 1)
            self.component(module, tag.partition(".")[0], use)

    def markup(self, tag: str, props: Props, place: ScriptPosition) -> None:
        """Notes the ids of an HTML element."""
        if REST in props or "dangerouslySetInnerHTML" in props:
            self.found.complete = False
        for key in ("id", "name") if tag == "a" else ("id",):
            if key in props:
                self.found.add(props[key], place)


def exported(module: ScriptModule, name: str) -> Node | None:
    """What a module exports under a name, where the module itself defines it."""
    node = module.definitions.get(f"export {name}")
    seen: set[str] = set()
    while node is not None and node.type == "identifier" and words(node) not in seen:
        seen.add(words(node))
        node = module.definitions.get(words(node))
    return node


def bind_arguments(node: Node, given: list[JsValue], scope: Scope) -> Scope:
    """The names inside a function that is called: its parameters and what its body declares."""
    inside = scope.inner()
    for index, part in enumerate(_parameters(node)):
        _bind(part, given[index] if index < len(given) else UNDEFINED, inside)
    body = node.child_by_field_name("body")
    for part in body.named_children if body and body.type == "statement_block" else ():
        if part.type.endswith("_declaration"):
            _declare(part, inside)
    return inside


def unknown(node: Node) -> list[JsValue]:
    """What a function is given by who knows nothing."""
    return [UNKNOWN] * len(_parameters(node))


def attributes(node: Node, scope: Scope) -> dict[str, JsValue]:
    """The attributes of an element; UNKNOWN under REST where others may be spread into it."""
    props: dict[str, JsValue] = {}
    for part in node.named_children:
        if part.type == "jsx_attribute":
            values = part.named_children[1:]
            name = words(part.named_children[0])
            props[name] = _attribute(values[0], scope) if values else True
        elif part.type == "jsx_expression":
            spread = next((each for each in part.named_children if each.named_children), None)
            held = value_of(spread.named_children[0] if spread else None, scope)
            if isinstance(held, Object):
                props |= held.entries
            if not isinstance(held, Object) or held.open:
                props[REST] = UNKNOWN
    return props


def _attribute(node: Node, scope: Scope) -> JsValue:
    if node.type == "string":
        return html.unescape(words(node)[1:-1])
    if node.type == "jsx_expression" and node.named_children:
        return value_of(node.named_children[-1], scope)
    return UNKNOWN


def value_of(node: Node | None, scope: Scope) -> JsValue:
    """The value of an expression, UNKNOWN where it cannot be computed."""
    if node is None:
        return UNKNOWN
    try:
        return evaluate(node, scope)
    except (StopError, ReturnedError, RecursionError):
        return UNKNOWN


def _bind(pattern: Node, value: JsValue, scope: Scope) -> None:
    """Gives names their values; those that cannot be computed stay unknown."""
    try:
        bind(pattern, value, scope)
    except (StopError, ReturnedError, RecursionError):
        return


def _declare(node: Node, scope: Scope) -> None:
    """Reads a declaration; names that cannot be computed stay unknown."""
    try:
        statement(node, scope)
    except (StopError, ReturnedError, RecursionError):
        return


def _parameters(node: Node) -> list[Node]:
    single = node.child_by_field_name("parameter")
    listed = node.child_by_field_name("parameters")
    parts = [single] if single else listed.named_children if listed else []
    return [part for part in parts if part.type not in ("comment", "rest_pattern")]


def _arguments(node: Node) -> list[Node]:
    listed = node.child_by_field_name("arguments")
    return [part for part in listed.named_children if part.type != "comment"] if listed else []


def _name(call: Node) -> str:
    """The last word of what is called."""
    called = call.child_by_field_name("function")
    return words(called).rpartition(".")[2] if called is not None else ""
