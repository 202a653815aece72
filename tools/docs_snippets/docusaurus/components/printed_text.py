"""The texts that components print, each character with the place where it was typed.

Escapes of JavaScript and HTML are undone, constants followed to where they stand, strings joined
and the site's values put in. What cannot be computed becomes `$[name]`, which everyone who reads
examples takes for something that the site fills in; on a line of its own it may be any number of
lines, or none, and becomes a comment.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.core.source import LINE_END, Excerpt, Span, excerpt
from docs_snippets.docusaurus.components.rendered_ids import value_of
from docs_snippets.docusaurus.components.scripts import ScriptModule
from docs_snippets.javascript.scope import ESCAPE, Scope, StopError, unescaped, words
from docs_snippets.javascript.values import Undefined, nothing, text_of, truth

TYPED = ("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression")
ELEMENTS = ("jsx_element", "jsx_self_closing_element")
_TRIMMING = ("trim", "trimStart", "trimEnd", "toString")
_LITERALS = ("template_string", "string")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_NAME = re.compile(r"[\w.]+")
_MOST = 20_000  # pieces of one text: constants may be put into one another many times over


class PrintedPiece(NamedTuple):
    """A part of a text and where it was typed; `known` unless it stands for something else."""

    text: str
    origin: int
    known: bool = True


class NameScope(NamedTuple):
    """What names mean at a place: their values, and the texts that constants stand for.

    Each text comes with what names mean where it stands.
    """

    scope: Scope
    texts: Mapping[str, "tuple[Node, NameScope]"]


@dataclass(frozen=True, eq=False)
class TextPrinter:
    """Reads the texts of one module."""

    module: ScriptModule
    _count: list[None] = field(default_factory=list)

    def text(self, pieces: Iterable[PrintedPiece]) -> Excerpt | None:
        """Pieces as one text; None where the module itself types none of it."""
        listed = []
        try:
            for piece in pieces:
                listed.append(piece)
                self._count.append(None)
                if len(self._count) > _MOST:
                    return None
        except (StopError, RecursionError):
            return None
        finally:
            self._count.clear()
        if not any(each.known and each.text.strip() for each in listed):
            return None
        return _commented(listed)

    def children(self, element: Node, names: NameScope) -> Iterator[PrintedPiece]:
        """What an element prints of what stands between its tags."""
        parts = element.named_children
        inside = [p for p in parts[1:-1] if p.type not in ("jsx_text", "html_character_reference")]
        at = self.module.span(parts[0]).end
        for part in (*inside, parts[-1]):
            span = self.module.span(part)
            yield from self._words(Span(at, span.start))
            at = span.end
            if part is not parts[-1]:
                yield from self._child(part, names)

    def _child(self, node: Node, names: NameScope) -> Iterator[PrintedPiece]:
        if node.type == "jsx_element" and not _is_component(node):
            yield from self.children(node, names)
        elif node.type == "jsx_expression":
            shown = [part for part in node.named_children if part.type != "comment"]
            if shown:
                yield from self.printed(shown[0], names, self.module.span(node), child=True)
        elif node.type in ELEMENTS and _is_component(node):
            yield from self._inserted("…", self.module.span(node))

    def _words(self, span: Span) -> Iterator[PrintedPiece]:
        """Text between tags as it is shown: lines trimmed and joined by a blank."""
        text = self.module.text[span.start : span.end]
        ends = [*LINE_END.finditer(text)]
        starts, stops = [0, *(e.end() for e in ends)], [*(e.start() for e in ends), len(text)]
        gap = -1
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            line = text[start:stop]
            left = len(line) - len(line.lstrip(" \t")) if number else 0
            right = len(line.rstrip(" \t")) if number < len(ends) else len(line)
            if left < right:
                if gap >= 0:
                    yield PrintedPiece(" ", span.start + gap)
                yield from self._decoded(
                    _ENTITY, Span(span.start + start + left, span.start + start + right)
                )
                gap = stop

    def _decoded(self, pattern: re.Pattern[str], span: Span) -> Iterator[PrintedPiece]:
        """Typed text with what a pattern finds in it undone."""
        at = span.start
        for found in pattern.finditer(self.module.text, *span):
            yield PrintedPiece(self.module.text[at : found.start()], at)
            if pattern is _ENTITY:
                yield PrintedPiece(html.unescape(found[0]), found.start())
            else:
                # What stands after the backslash is what is seen, in `\\"` as in `\\u0022`.
                yield PrintedPiece(unescaped(found), found.start() + 1)
            at = found.end()
        yield PrintedPiece(self.module.text[at : span.end], at)

    def printed(
        self, node: Node, names: NameScope, around: Span | None = None, *, child: bool = False
    ) -> Iterator[PrintedPiece]:
        """What an expression prints; `around` is what stands for it where it is not known.

        As the `child` of an element, what is nothing prints nothing.
        """
        around = around or self.module.span(node)
        if node.type == "template_string":
            yield from self._template(node, names)
        elif node.type == "string":
            inside = self.module.span(node)
            yield from self._decoded(ESCAPE, Span(inside.start + 1, inside.end - 1))
        elif node.type in TYPED:
            yield from self.printed(node.named_children[0], names, around, child=child)
        elif node.type == "identifier" and words(node) in names.texts:
            yield from self.printed(*names.texts[words(node)])
        elif node.type == "binary_expression" and _joins(node):
            for side in ("left", "right"):
                part = node.child_by_field_name(side)
                yield from self.printed(part, names) if part else ()
        elif node.type == "call_expression" and (made := self._called(node, names)) is not None:
            yield from made
        elif (taken := _taken(node, names.scope)) is not None:
            yield from self.printed(taken, names, around, child=child)
        else:
            yield from self._value(node, names, around, child=child)

    def _template(
        self, node: Node, names: NameScope, *, raw: bool = False
    ) -> Iterator[PrintedPiece]:
        span = self.module.span(node)
        pattern = re.compile(r"(?!)") if raw else ESCAPE
        at = span.start + 1
        for part in node.named_children:
            if part.type == "template_substitution":
                hole = self.module.span(part)
                yield from self._decoded(pattern, Span(at, hole.start))
                yield from self.printed(part.named_children[-1], names, hole)
                at = hole.end
        yield from self._decoded(pattern, Span(at, span.end - 1))

    def _called(self, node: Node, names: NameScope) -> Iterator[PrintedPiece] | None:
        """What a call prints that only trims, joins or marks a text; None for any other."""
        called, given = (node.child_by_field_name(each) for each in ("function", "arguments"))
        if called is None or given is None:
            return None
        if given.type == "template_string":
            return self._template(given, names, raw=words(called) == "String.raw")
        held, name = (called.child_by_field_name(each) for each in ("object", "property"))
        if held is None or name is None:
            return None
        known = held.type == "identifier" and words(held) in names.texts
        if words(name) in _TRIMMING and (known or prints(held)):
            return self.printed(held, names)
        if words(name) == "join" and held.type == "array":
            return self._joined(held, given, names)
        return None

    def _joined(self, held: Node, given: Node, names: NameScope) -> Iterator[PrintedPiece]:
        between = value_of(given.named_children[0], names.scope) if given.named_children else ","
        items = [item for item in held.named_children if item.type != "comment"]
        for number, item in enumerate(items):
            if number:
                yield PrintedPiece(text_of(between) or " ", self.module.span(item).start)
            yield from self.printed(item, names)

    def _value(
        self, node: Node, names: NameScope, around: Span, *, child: bool
    ) -> Iterator[PrintedPiece]:
        value = value_of(node, names.scope)
        if child and (nothing(value) or isinstance(value, bool)):
            return
        text = None if isinstance(value, Undefined) else text_of(value)
        if text is None:
            yield from self._inserted(words(node) if _NAME.fullmatch(words(node)) else "…", around)
        else:
            yield from _spread(text, around, known=True)

    def _inserted(self, label: str, around: Span) -> Iterator[PrintedPiece]:
        """What stands for an unknown text."""
        wide = around.end - around.start - len("$[]")
        return _spread(f"$[{'x' * max(wide, 1) if label == '…' else label}]", around, known=False)


def _spread(text: str, around: Span, *, known: bool) -> Iterator[PrintedPiece]:
    """A text in place of another: its first character at the start, its last at the end."""
    last = len(text) - 1
    for index, character in enumerate(text):
        at = around.end - 1 if index == last > 0 else min(around.start + index, around.end - 1)
        yield PrintedPiece(character, at, known)


def _commented(pieces: Iterable[PrintedPiece]) -> Excerpt:
    """The text, with a comment for each line that is wholly unknown."""
    out: list[PrintedPiece] = []
    line: list[PrintedPiece] = []
    for piece in _by_line(pieces):
        line.append(piece)
        if piece.text.endswith("\n"):
            out += _line(line)
            line = []
    return excerpt((each.text, each.origin) for each in (*out, *_line(line)))


def _by_line(pieces: Iterable[PrintedPiece]) -> Iterator[PrintedPiece]:
    for piece in pieces:
        at = piece.origin
        for part in piece.text.splitlines(keepends=True):
            yield PrintedPiece(part, at, piece.known)
            at += len(part)


def _line(pieces: list[PrintedPiece]) -> list[PrintedPiece]:
    first = next((at for at, each in enumerate(pieces) if not each.known), None)
    if first is None or any(each.known and each.text.strip(" \t\r\n\\") for each in pieces):
        return pieces
    return [*pieces[:first], pieces[first]._replace(text="#"), *pieces[first + 1 :]]


def _taken(node: Node, scope: Scope) -> Node | None:
    """The side of a choice that is known to be taken."""
    if node.type != "ternary_expression":
        return None
    known = truth(value_of(node.child_by_field_name("condition"), scope))
    if known is None:
        return None
    return node.child_by_field_name("consequence" if known else "alternative")


def prints(node: Node) -> bool:
    """Whether an expression is a text that is typed in it."""
    while node.type in TYPED:
        node = node.named_children[0]
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    held = called.child_by_field_name("object") if called else None
    given = node.child_by_field_name("arguments")
    tagged = given is not None and given.type == "template_string"
    listed = held is not None and held.type == "array"
    return (
        node.type in _LITERALS
        or _joins(node)
        or tagged
        or listed
        or (held is not None and prints(held))
    )


def _joins(node: Node) -> bool:
    """Whether a sum is one of texts: there is a literal one in it."""
    operator = node.child_by_field_name("operator")
    parts = [node] if node.type == "binary_expression" else []
    while parts and operator is not None and words(operator) == "+":
        part = parts.pop()
        if part.type in _LITERALS:
            return True
        if part.type in ("binary_expression", *TYPED):
            parts += part.named_children
    return False


def _is_component(node: Node) -> bool:
    """Whether an element is a component's and not HTML's."""
    opening = node.named_children[0] if node.type == "jsx_element" else node
    name = opening.child_by_field_name("name")
    return name is not None and not words(name)[:1].islower()
