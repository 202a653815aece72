"""Scopes with their variables, and what a node of a parsed module is by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node

from docs_snippets.javascript.values import JsValue

STEPS = 100_000
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
ESCAPE = re.compile(
    r"\\(?:u\{(?P<point>[0-9a-fA-F]{1,6})\}|u(?P<four>[0-9a-fA-F]{4})|x(?P<two>[0-9a-fA-F]{2})"
    r"|(?P<line>\r\n|[\r\n\u2028\u2029])|(?P<one>.))",
    re.DOTALL,
)


class StopError(Exception):
    """What follows cannot be computed."""


class ReturnedError(Exception):
    """A function returned."""

    def __init__(self, value: JsValue) -> None:
        super().__init__()
        self.value = value


class LeftError(Exception):
    """A loop is left, or goes on with its next item."""

    def __init__(self, goes_on: bool) -> None:
        super().__init__()
        self.goes_on = goes_on


@dataclass(slots=True)
class Machine:
    """How functions are made, and the steps left: what takes more is not computed.

    `doubts` counts the expressions that had no value that is known, and may have failed.
    """

    function: Callable[[Node, "Scope"], JsValue]
    steps: int = STEPS
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """Names and their values, inside those of the scope around."""

    names: dict[str, JsValue]
    outer: "Scope | None"
    machine: Machine

    def get(self, name: str) -> JsValue:
        """A name's value; null where `has` says that it is not declared."""
        if name in self.names:
            return self.names[name]
        return self.outer.get(name) if self.outer else None

    def has(self, name: str) -> bool:
        """Whether a name is declared."""
        return name in self.names or (self.outer is not None and self.outer.has(name))

    def assign(self, name: str, value: JsValue) -> None:
        """Gives a name another value, in the scope that declares it."""
        holder: Scope | None = self
        while holder and name not in holder.names:
            holder = holder.outer
        (holder or self).names[name] = value

    def inner(self) -> "Scope":
        """A new scope inside this one."""
        return Scope({}, self, self.machine)


def child(node: Node, name: str) -> Node:
    """A field that a sound node has."""
    found = node.child_by_field_name(name)
    if found is None:
        raise StopError
    return found


def words(node: Node) -> str:
    """The text of a node."""
    return (node.text or b"").decode(errors="replace")


def string(node: Node) -> str:
    """The text that a string literal stands for."""
    return "".join(fragment(part) for part in node.named_children)


def fragment(node: Node) -> str:
    """The text that a part of a string stands for."""
    return ESCAPE.sub(unescaped, words(node)) if node.type == "escape_sequence" else words(node)


def unescaped(found: re.Match[str]) -> str:
    """What an escape that ESCAPE found stands for."""
    code = found["point"] or found["four"] or found["two"]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return "" if found["line"] else _ESCAPES.get(found["one"], found["one"])
