"""Reads configuration in YAML strictly: plain values with the span of each.

Built from ruamel's events rather than its documents: spans are exact, scalars follow YAML 1.2's
core schema, duplicate keys and nesting are ours to judge, and aliases cannot expand without end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from docs_snippets.core.diagnostics import Diagnostic, note, problem
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Source, Span
from docs_snippets.data.yaml_words import in_plain_words

YamlValue: TypeAlias = "bool | int | float | str | list[YamlValue] | dict[str, YamlValue] | None"
YamlKey: TypeAlias = str | int

DEPTH_LIMIT = 64
ALIAS_LIMIT = 2_000

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Node(NamedTuple):
    """A value and its place. `raw` is a scalar's text unquoted; `size` counts what it holds."""

    kind: Literal["map", "list", "scalar"]
    span: Span
    value: YamlValue
    raw: str = ""
    entries: tuple[tuple["Node", "Node"], ...] = ()
    items: tuple["Node", ...] = ()
    size: int = 1


class YamlDocument(NamedTuple):
    """One YAML file: its plain value, and the place of everything in it."""

    source: Source
    root: Node

    @property
    def value(self) -> YamlValue:
        """The plain value."""
        return self.root.value

    def node(self, *keys: YamlKey) -> Node:
        """The node at a route of keys; of the last part of the route that is there."""
        found = self.root
        for key in keys:
            below = _child(found, key)
            if below is None:
                break
            found = below[1]
        return found

    def span(self, *keys: YamlKey) -> Span:
        """Where the value at a route of keys stands."""
        return self.node(*keys).span

    def key_span(self, *keys: YamlKey) -> Span:
        """Where the last key of the route stands; of an item, the item itself."""
        below = _child(self.node(*keys[:-1]), keys[-1]) if keys else None
        return below[0].span if below else self.span(*keys)


def whole(node: Node) -> int:
    """The value of a node that is known to be a whole number, be it written as 0o120 or 80.0."""
    assert isinstance(node.value, int | float)
    return int(node.value)


def _child(node: Node, key: YamlKey) -> tuple[Node, Node] | None:
    if isinstance(key, int):
        return (node.items[key], node.items[key]) if key < len(node.items) else None
    return next((entry for entry in node.entries if entry[0].raw == key), None)


def load_yaml(source: Source, rule: str) -> tuple[YamlDocument | None, tuple[Diagnostic, ...]]:
    """Reads one YAML document; complaints carry `rule`."""
    builder = _Builder(source, rule)
    try:
        for event in _events(source):
            builder.take(event)
            if builder.fatal:
                break
    except MarkedYAMLError as error:
        builder.refuse(*_marked(error, source))
    except ReaderError as error:
        builder.refuse(
            f"not valid YAML: character U+{error.character:04X} is not allowed",
            error.position,
        )
    except YAMLError as error:
        builder.refuse(f"not valid YAML: {in_plain_words(str(error))}", 0)
    if builder.root is None and not builder.fatal:
        builder.refuse("the file is empty", 0)
    if builder.root is None or builder.fatal:
        return None, tuple(builder.problems)
    return YamlDocument(source, builder.root), tuple(builder.problems)


def _events(source: Source) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(source.text)


def _marked(error: MarkedYAMLError, source: Source) -> tuple[str, int]:
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index, len(source.text)) if mark else 0
    words = in_plain_words(str(error.problem or error.context))
    tab = "; indent with spaces" if source.text[offset : offset + 1] == "\t" else ""
    return f"not valid YAML: {words}{tab}", offset


@dataclass(slots=True)
class _Open:
    """A collection being read. `children` of a map alternate keys and values."""

    event: NodeEvent
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    """Events in, nodes out; a stack instead of recursion, so depth is bounded by us."""

    source: Source
    rule: str
    problems: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    expanded: int = 0
    documents: int = 0
    root: Node | None = None
    fatal: bool = False

    def take(self, event: Event) -> None:
        """Adds one event."""
        if isinstance(event, DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, ScalarEvent):
            self._close(event, self._scalar(event))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._open(event)
        elif isinstance(event, CollectionEndEvent):
            opened = self.stack.pop()
            self._close(opened.event, self._collection(opened, event))

    def refuse(self, message: str, offset: int) -> None:
        """A complaint after which nothing more is read."""
        self._complain(message, Span(offset, offset))
        self.fatal = True

    def _complain(self, message: str, span: Span) -> None:
        self.problems.append(problem(self.source, span, self.rule, message))

    def _start_document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self.refuse(
                "a second YAML document starts here; expected one",
                event.start_mark.index,
            )

    def _open(self, event: NodeEvent) -> None:
        self.stack.append(_Open(event))
        if len(self.stack) > DEPTH_LIMIT:
            self.refuse(f"nested more than {DEPTH_LIMIT} levels deep", event.start_mark.index)

    def _alias(self, event: AliasEvent) -> None:
        node = self.anchors.get(event.anchor)
        if node is None:
            self.refuse(f"no anchor '&{event.anchor}' before this alias", event.start_mark.index)
            return
        self.expanded += node.size
        if self.expanded > ALIAS_LIMIT:
            words = f"aliases expand to more than {ALIAS_LIMIT} values; write them out"
            self.refuse(words, event.start_mark.index)
        self._place(node)

    def _close(self, event: NodeEvent, node: Node) -> None:
        if event.anchor:
            self.anchors[event.anchor] = node
        self._place(node)

    def _place(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _scalar(self, event: ScalarEvent) -> Node:
        span = Span(event.start_mark.index, event.end_mark.index)
        plain = event.style is None and event.implicit[0]
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._complain(f"tag {tag!r} is not allowed here", span)
        value = core_value(event.value) if plain else event.value
        return Node("scalar", span, value, event.value)

    def _collection(self, opened: _Open, end: Event) -> Node:
        start, children = opened.event.start_mark.index, opened.children
        flow = end.end_mark.index > end.start_mark.index
        stop = end.end_mark.index if flow or not children else children[-1].span.end
        size = 1 + sum(child.size for child in children)
        span = Span(start, max(start, stop))
        if isinstance(opened.event, SequenceStartEvent):
            values: list[YamlValue] = [child.value for child in children]
            return Node("list", span, values, items=tuple(children), size=size)
        entries = tuple(zip(children[::2], children[1::2], strict=True))
        self._check_keys(entries)
        mapping: dict[str, YamlValue] = {key.raw: child.value for key, child in entries}
        return Node("map", span, mapping, entries=entries, size=size)

    def _check_keys(self, entries: tuple[tuple[Node, Node], ...]) -> None:
        seen: dict[str, Node] = {}
        for key, _ in entries:
            if key.kind != "scalar":
                self._complain("a key must be a string", key.span)
            elif key.raw == "<<":
                self._complain("merge keys are not supported; write the keys out", key.span)
            elif key.raw in seen:
                self._repeated(key, seen[key.raw])
            seen.setdefault(key.raw, key)

    def _repeated(self, key: Node, first: Node) -> None:
        notes = (note(self.source, first.span, "first set here"),)
        message = f"duplicate key {key.raw!r}"
        self.problems.append(problem(self.source, key.span, self.rule, message, notes=notes))


def core_value(text: str) -> YamlValue:
    """A plain scalar by YAML 1.2's core schema: `yes` and `on` are strings."""
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text[0] in "tT"
    if _INT.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _SPECIAL_FLOAT.fullmatch(text):
        return float(text.replace(".", ""))
    return text


def _integer(text: str) -> YamlValue:
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return number_of(text if base == 10 else text[2:], base)
