"""What a template may hold, checked before anything is rendered: names, calls and tags by name."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import NamedTuple, NoReturn

from jinja2 import nodes
from jinja2.exceptions import (
    TemplateSyntaxError,
)

from docs_snippets.core.diagnostics import suggestion

DEPTH_LIMIT = 100
"""How deep the parts of a template may be nested; Python cannot compile twice as many."""

FILTERS = ("capitalize", "lower", "title", "trim", "upper")


_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.And,
    nodes.Call,
    nodes.Compare,
    nodes.CondExpr,
    nodes.Const,
    nodes.Filter,
    nodes.For,
    nodes.Getattr,
    nodes.If,
    nodes.Include,
    nodes.Name,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.Assign,
    nodes.List,
    nodes.Tuple,
    nodes.Template,
    nodes.TemplateData,
)


class TemplateVocabulary(NamedTuple):
    """What a template may say: names of values, each with its attributes, and of functions.

    `wrong_call` tells what is wrong with the arguments of a call, which are constants.
    """

    values: Mapping[str, tuple[str, ...]]
    functions: tuple[str, ...]
    wrong_call: Callable[[str, tuple[object, ...]], str] = lambda _name, _arguments: ""


class TemplateChecker(NamedTuple):
    vocabulary: TemplateVocabulary
    name: str

    def check(self, tree: nodes.Template) -> None:
        bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        for node, depth in _below(tree):
            if depth > DEPTH_LIMIT:
                self._refuse(node, "nested too deeply")
            self._one(node, bound)
        called = [call.node for call in tree.find_all(nodes.Call)]
        for node in tree.find_all(nodes.Name):
            if node.name in self.vocabulary.functions and not any(node is each for each in called):
                self._refuse(node, f"{node.name} is a function; expected {node.name}('NAME')")

    def _one(self, node: nodes.Node, bound: set[str]) -> None:
        if not isinstance(node, _ALLOWED):
            words = type(node).__name__.lower()
            self._refuse(node, f"{words!r} is not allowed in a template")
        match node:
            case nodes.Name(ctx="load"):
                self._known(node, bound)
            case nodes.Call():
                self._call(node)
            case nodes.Getattr():
                self._attribute(node)
            case nodes.Filter() if node.name not in FILTERS:
                words = f"unknown filter {node.name!r}{suggestion(node.name, FILTERS)}"
                self._refuse(node, words)
            case nodes.List() | nodes.Tuple() if not _constants(node.items):
                self._refuse(node, "a list in a template can only contain constants")
            case nodes.Const(value=float() as value) if not isfinite(value):
                self._refuse(node, "a number is too large")
            case nodes.Include() if not isinstance(node.template, nodes.Const):
                self._refuse(node, "include needs a template name in quotes")

    def _known(self, node: nodes.Name, bound: set[str]) -> None:
        known = (*self.vocabulary.values, *self.vocabulary.functions, *bound)
        if node.name not in known:
            self._refuse(node, f"unknown name {node.name!r}{suggestion(node.name, known)}")

    def _attribute(self, node: nodes.Getattr) -> None:
        """Attributes are those of the vocabulary: others lead into Python's own objects."""
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        known = self.vocabulary.values.get(owner, ())
        if node.attr not in known:
            of = f" of {owner!r}" if owner else ""
            self._refuse(node, f"no attribute {node.attr!r}{of}{suggestion(node.attr, known)}")

    def _call(self, node: nodes.Call) -> None:
        functions = self.vocabulary.functions
        if isinstance(node.node, nodes.Name) and node.node.name not in functions:
            hint = suggestion(node.node.name, functions)
            self._refuse(node, f"unknown function {node.node.name!r}{hint}")
        if not isinstance(node.node, nodes.Name) or node.node.name not in functions:
            self._refuse(node, f"only {', '.join(functions)} can be called in a template")
        normalized = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if not normalized or not _constants(node.args):
            self._refuse(node, "a call in a template can only have constants as arguments")
        arguments = tuple(value.value for value in node.args if isinstance(value, nodes.Const))
        wrong = self.vocabulary.wrong_call(node.node.name, arguments)
        if wrong:
            self._refuse(node, wrong)

    def _refuse(self, node: nodes.Node, message: str) -> NoReturn:
        raise TemplateSyntaxError(message, node.lineno, self.name, self.name)


def _constants(items: list[nodes.Expr]) -> bool:
    return all(isinstance(item, nodes.Const) for item in items)


def _below(node: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """A node and all below it, in the order of the text, each with how deep it is nested."""
    waiting = [(node, 0)]
    while waiting:
        found, depth = waiting.pop()
        yield found, depth
        waiting += [(child, depth + 1) for child in reversed([*found.iter_child_nodes()])]
