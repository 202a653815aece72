"""A component's script as a page: the code blocks that it prints are its fences.

What it prints is read, never run. Each code block counts once, however often and with whatever
props the component is used; what props decide is unknown in it. Where a script chooses between
blocks they stand in an `expression`, which a reader may or may not see. A script with mistakes in
its syntax has nothing to say.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.docusaurus.components.printed_text import (
    ELEMENTS,
    TYPED,
    NameScope,
    PrintedPiece,
    TextPrinter,
    prints,
)
from docs_snippets.docusaurus.components.rendered_ids import (
    FUNCTIONS,
    attributes,
    bind_arguments,
    unknown,
)
from docs_snippets.docusaurus.components.scripts import ScriptModule, read_module
from docs_snippets.javascript.modules import Read
from docs_snippets.javascript.scope import Scope, words
from docs_snippets.mdx.magic_comments import shown_code
from docs_snippets.mdx.page import Attribute, Block, BlockKind, Comment, Fence, Jsx, Page

CODE = ("CodeBlock", "pre")
"""The elements that print code: the component of the site's theme, and HTML's."""

TAGS = tuple(f"<{name}" for name in CODE)
"""What no script is without that prints code."""

_CHOICES = ("if_statement", "switch_statement", "ternary_expression")
_LANGUAGE = "language-"


class _Mark(NamedTuple):
    """Something that has a place among the blocks; a code block with what may be in it."""

    span: Span
    kind: BlockKind
    name: str = ""
    lang: str | None = None
    meta: str | None = None
    contents: tuple[Excerpt, ...] = ()
    attributes: tuple[Attribute, ...] = ()


def read_component(source: Source, read: Read) -> Page:
    """The page that a script is; `read` gives the files it takes values from."""
    module = read_module(source.path, source.text, read)
    walk = _Walk(module, TextPrinter(module))
    if not module.root.has_error:
        with contextlib.suppress(RecursionError):  # what was found until there is true
            walk.look(module.root, _names(module.root, module.scope, {}))
    return _page(source, walk)


@dataclass(frozen=True, eq=False)
class _Walk:
    """Goes through a module and marks what it prints."""

    module: ScriptModule
    printer: TextPrinter
    marks: list[_Mark] = field(default_factory=list)
    comments: list[tuple[Span, str]] = field(default_factory=list)

    def look(self, node: Node, names: NameScope) -> None:
        """Marks what is below a node."""
        if node.type == "comment":
            self._comment(node)
        elif node.type in ELEMENTS:
            self._element(node, names)
        elif node.type in FUNCTIONS:
            scope = bind_arguments(node, unknown(node), names.scope)
            body = node.child_by_field_name("body")
            if body is not None:
                if _leaves_early(body):
                    self.marks.append(_Mark(self.module.span(body), "expression"))
                held = {name: at for name, at in names.texts.items() if name not in scope.names}
                self.look(body, _names(body, scope, held))
        else:
            self._block(node)
            for part in node.named_children:
                self.look(part, names)

    def _block(self, node: Node) -> None:
        held = node.named_children if node.type == "jsx_expression" else (node,)
        if node.type in _CHOICES or any(map(_is_choice, held)):
            self.marks.append(_Mark(self.module.span(node), "expression"))
        elif node.type == "lexical_declaration":
            self.marks.append(_Mark(self.module.span(node), "esm"))

    def _comment(self, node: Node) -> None:
        around = node.parent
        alone = around is not None and around.type == "jsx_expression"
        text = words(node)
        inside = text[2:] if text.startswith("//") else text[2:-2]
        whole = around if alone and around is not None else node
        self.comments.append((self.module.span(whole), inside))

    def _element(self, node: Node, names: NameScope) -> None:
        opening = node if node.type == "jsx_self_closing_element" else node.named_children[0]
        tag = opening.child_by_field_name("name")
        name = words(tag) if tag is not None else ""
        mark = _Mark(self.module.span(node), "jsx", name, attributes=_strings(opening, names))
        if name in CODE:
            mark = self._code(mark, node, opening, names)
        if len(mark.contents) > 1:
            self.marks.append(_Mark(mark.span, "expression"))
        self.marks.append(mark)
        for part in () if mark.kind == "fence" else node.named_children:
            self.look(part, names)

    def _code(self, mark: _Mark, node: Node, opening: Node, names: NameScope) -> _Mark:
        texts = (self.printer.text(each) for each in self._alternatives(node, opening, names))
        given = {each.name: each.value for each in mark.attributes}
        classes = (given.get("className") or _inner_class(node, names)).split()
        named = (each.removeprefix(_LANGUAGE) for each in classes if each.startswith(_LANGUAGE))
        return mark._replace(
            kind="fence",
            lang=given.get("language") or next(named, None),
            meta=given.get("metastring"),
            contents=tuple(dict.fromkeys(text for text in texts if text)),
        )

    def _alternatives(
        self, node: Node, opening: Node, names: NameScope
    ) -> Iterator[Iterator[PrintedPiece]]:
        """What a code block may hold: one text, or one for each side of a choice."""
        inside = [] if node is opening else node.named_children[1:-1]
        shown = [part for part in inside if not self._is_blank(part)]
        if len(shown) == 1 and shown[0].type == "jsx_expression":
            held = next(part for part in shown[0].named_children if part.type != "comment")
            for side in _sides(held):
                yield self.printer.printed(side, names, child=True)
        elif shown:
            yield self.printer.children(node, names)

    def _is_blank(self, node: Node) -> bool:
        if node.type == "jsx_expression":
            return all(part.type == "comment" for part in node.named_children)
        return node.type == "jsx_text" and not words(node).strip()


def _names(node: Node, scope: Scope, around: Mapping[str, tuple[Node, NameScope]]) -> NameScope:
    """What names mean in a module or in the body of a function."""
    texts = dict(around)
    names = NameScope(scope, texts)
    texts.update((name, (text, names)) for name, text in _texts(node).items())
    return names


def _texts(node: Node) -> dict[str, Node]:
    """Constants that stand for a text, by name: those that a module or a function declares."""
    found: dict[str, Node] = {}
    for statement in node.named_children:
        declared = statement.child_by_field_name("declaration") or statement
        kind = declared.child_by_field_name("kind")
        if declared.type != "lexical_declaration" or kind is None or words(kind) != "const":
            continue
        for one in declared.named_children:
            name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
            if name is not None and name.type == "identifier" and value and prints(value):
                found[words(name)] = value
    return found


def _strings(opening: Node, names: NameScope) -> tuple[Attribute, ...]:
    """The attributes of an element that are texts."""
    nowhere = Span(0, 0)
    return tuple(
        Attribute(name, value, "string", nowhere)
        for name, value in attributes(opening, names.scope).items()
        if isinstance(value, str)
    )


def _inner_class(node: Node, names: NameScope) -> str:
    """The class of an element's first element, where HTML has the language."""
    inner = next((part for part in node.named_children if part.type == "jsx_element"), None)
    given = _strings(inner.named_children[0], names) if inner else ()
    return next((each.value or "" for each in given if each.name == "className"), "")


def _is_choice(node: Node) -> bool:
    """Whether an expression stands for one of several, or for nothing."""
    operator = node.child_by_field_name("operator")
    chooses = operator is not None and words(operator) in ("&&", "||", "??")
    return node.type == "ternary_expression" or (node.type == "binary_expression" and chooses)


def _sides(node: Node) -> Iterator[Node]:
    """Every expression that one may stand for."""
    if node.type in TYPED:
        yield from _sides(node.named_children[0])
    elif _is_choice(node):
        for name in ("left", "right", "consequence", "alternative"):
            side = node.child_by_field_name(name)
            if side is not None:
                yield from _sides(side)
    else:
        yield node


def _leaves_early(body: Node) -> bool:
    """Whether a function may return before its end."""
    for each in body.named_children if body.type == "statement_block" else ():
        parts = [each] if each.type in ("if_statement", "switch_statement") else []
        while parts:
            part = parts.pop()
            if part.type == "return_statement":
                return True
            parts += part.named_children
    return False


def _page(source: Source, walk: _Walk) -> Page:
    """Marks in order, each in the one around it."""
    blocks: list[Block] = []
    fences: list[Fence] = []
    elements: list[Jsx] = []
    around: list[int] = []
    for mark in sorted(walk.marks, key=lambda each: (each.span.start, -each.span.end)):
        while around and blocks[around[-1]].span.end < mark.span.end:
            around.pop()
        number = len(blocks)
        blocks.append(Block(mark.kind, mark.span, around[-1] if around else -1, mark.name))
        around.append(number)
        fences += (
            Fence(mark.span, "```", mark.lang, mark.meta, shown_code(text), True, number, text)
            for text in mark.contents
        )
        if mark.kind == "jsx":
            given = mark.attributes
            elements.append(Jsx(mark.span, mark.span, mark.name, "flow", False, given, number))
    comments = tuple(Comment(span, text, "mdx", False, -1) for span, text in walk.comments)
    return Page(
        source,
        blocks=tuple(blocks),
        fences=tuple(fences),
        jsx=tuple(elements),
        comments=comments,
        script=True,
    )
