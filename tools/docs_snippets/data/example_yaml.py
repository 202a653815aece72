"""Reads YAML examples into trees with offsets; what precedes an error is kept.

libyaml reads, through PyYAML, as the clients of Kubernetes do, whose parser is a port of it; what
it refuses is read once more by ruamel.yaml, which has better words for what is wrong, and where.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    ScalarEvent,
    SequenceStartEvent,
)

from docs_snippets.core.source import Span
from docs_snippets.data.libyaml import OpenCollection, TreeBuilder, end_of, events, start_of
from docs_snippets.data.placeholders import clean, is_hidden, restored
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.data.yaml_words import in_plain_words

NodeKind = Literal["map", "list", "str", "int", "float", "bool", "null", "alias", "unknown"]

DEPTH_LIMIT = 100
WORTH_WORDS = 100_000
"""The longest text that ruamel.yaml, which is slow, is asked about."""

_SEPARATOR = re.compile(r"^---(?=[ \t]*(?:#[^\n]*)?$)", re.MULTILINE)
_VARIABLE = re.compile(r"\$(?:\w+$|[{(])")


class YamlNode(NamedTuple):
    """A value and its place.

    `value` is a scalar's text, quotes undone; `kind` is `unknown` where the page leaves it open
    (`<placeholder>`, `$[name]`, `$VAR`). In a map every child has its `key`; its place is that of
    the word, the value's that of all that is typed for it, quotes among it.
    """

    kind: NodeKind
    span: Span
    value: str = ""
    quoted: bool = False
    tag: str | None = None
    key: str | None = None
    key_span: Span | None = None
    children: tuple["YamlNode", ...] = ()

    def get(self, *route: str | int) -> "YamlNode | None":
        """The node at a route of keys and indexes, None where it ends early."""
        node = self
        for step in route:
            if isinstance(step, int):
                below = node.children[step : step + 1] if node.kind == "list" else ()
                found = next(iter(below), None)
            else:
                found = next((each for each in reversed(node.children) if each.key == step), None)
            if found is None:
                return None
            node = found
        return node

    def text(self, *route: str | int) -> str | None:
        """The scalar at a route, None when there is none or it holds no certain value."""
        node = self.get(*route)
        return node.value if node and node.kind in ("str", "int", "float", "bool") else None


class YamlProblem(NamedTuple):
    """Why a document does not parse. `cause` is what the parser calls it, for decisions alone."""

    span: Span
    cause: str

    @property
    def message(self) -> str:
        """The reason in words for writers."""
        return in_plain_words(self.cause)


class RawDocument(NamedTuple):
    """A document in offsets of its text."""

    start: int
    end: int
    root: YamlNode | None
    error: YamlProblem | None


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[RawDocument, ...]:
    """Documents in offsets of the text; the same examples stand on the pages of every tree."""
    cleaned = clean(text)
    marks = [found.span() for found in _SEPARATOR.finditer(cleaned)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return tuple(
        _document(cleaned[start:end], start) for start, end in zip(starts, ends, strict=True)
    )


def _document(text: str, offset: int) -> RawDocument:
    builder = _Builder(offset)
    error: YamlProblem | None = None
    try:
        for event in events(text):
            builder.take(event)
    except _TooDeepError as failure:
        error = YamlProblem(Span(offset, offset), str(failure))
    except (yaml.YAMLError, ValueError) as failure:
        asked = len(text) <= WORTH_WORDS and _depth(text, failure) <= DEPTH_LIMIT
        error = (_problem(text, offset) if asked else None) or _refusal(failure, offset)
    root = builder.finished(error.span.start if error else None)
    start = offset + len(text) - len(text.lstrip())
    return RawDocument(min(start, offset + len(text)), offset + len(text.rstrip()), root, error)


def _depth(text: str, failure: Exception) -> int:
    """How many brackets are open where libyaml gives up, those in strings among them."""
    mark = getattr(failure, "problem_mark", None)
    before = text[: mark.index if mark else 0]
    return before.count("[") + before.count("{") - before.count("]") - before.count("}")


def _refusal(failure: Exception, offset: int) -> YamlProblem:
    """Why libyaml refuses a text, in its own words."""
    mark = getattr(failure, "problem_mark", None)
    at = offset + (mark.index if mark else 0)
    return YamlProblem(Span(at, at), getattr(failure, "problem", None) or str(failure))


def _problem(text: str, offset: int) -> YamlProblem | None:
    """Why a text is no YAML, in words for writers; None where only libyaml thinks so."""
    from ruamel.yaml import YAML  # nearly all YAML is right
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        for _ in YAML(typ="safe", pure=True).parse(text):
            pass
    except MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        at = offset + min(mark.index if mark else 0, len(text))
        return YamlProblem(Span(at, at), str(failure.problem or failure.context or "malformed"))
    except ReaderError as failure:
        at = offset + failure.position
        return YamlProblem(Span(at, at + 1), "YAML does not allow this character")
    except (YAMLError, ValueError) as failure:
        return YamlProblem(Span(offset, offset), str(failure))
    return None


class _TooDeepError(Exception):
    """A document nested deeper than any manifest is."""


class _Builder(TreeBuilder[YamlNode]):
    """Keeps what it has when the events stop."""

    def __init__(self, offset: int) -> None:
        super().__init__(DEPTH_LIMIT)
        self.offset = offset

    def too_deep(self, _: CollectionStartEvent, message: str) -> Exception:
        return _TooDeepError(message)

    def alias(self, event: AliasEvent) -> YamlNode:
        return YamlNode("alias", self._span(event, event), f"*{event.anchor}")

    def finished(self, error: int | None) -> YamlNode | None:
        """The root, with collections still open closed where they stand.

        A scalar that ends where the parser gave up may have swallowed what it gave up on.
        """
        last = self.stack[-1].children[-1:] if self.stack and error is not None else []
        if last and error is not None and last[0].span.end >= error and not last[0].children:
            self.stack[-1].children[-1] = last[0]._replace(kind="unknown")
        while self.stack:
            self.add(self.collection(self.stack.pop(), None))
        return self.root

    def _span(self, first: Event, last: Event) -> Span:
        return Span(self.offset + start_of(first), self.offset + end_of(last))

    def scalar(self, event: ScalarEvent) -> YamlNode:
        quoted = bool(event.style)
        tag = str(event.tag) if event.tag else None
        span = self._span(event, event)
        value = restored(event.value)
        return YamlNode(
            _scalar_kind(event.value, quoted or tag is not None), span, value, quoted, tag
        )

    def collection(
        self, opened: OpenCollection[YamlNode], end: CollectionEndEvent | None
    ) -> YamlNode:
        start = self.offset + start_of(opened.event)
        children = opened.children
        stop = children[-1].span.end if children else start
        if end is not None and end_of(end) > start_of(end):
            stop = self.offset + end_of(end)
        span = Span(start, max(start, stop))
        if isinstance(opened.event, SequenceStartEvent):
            unended = end is None and opened.event.flow_style
            return YamlNode("unknown" if unended else "list", span, children=tuple(children))
        if len(children) % 2:
            stop = children[-1].span.end
            children.append(YamlNode("null" if end else "unknown", Span(stop, stop)))
        pairs = zip(children[::2], children[1::2], strict=True)
        return YamlNode("map", span, children=tuple(_keyed(key, value) for key, value in pairs))


def _keyed(key: YamlNode, value: YamlNode) -> YamlNode:
    start, end = key.span
    inside = key.quoted and end - start == len(key.value) + 2
    return value._replace(key=key.value, key_span=Span(start + 1, end - 1) if inside else key.span)


def _scalar_kind(value: str, text: bool) -> NodeKind:
    if is_hidden(value) or _VARIABLE.match(value):
        return "unknown"
    if text:
        return "str"
    plain = core_value(value)
    if plain is None:
        return "null"
    if isinstance(plain, bool):
        return "bool"
    if isinstance(plain, int):
        return "int"
    return "float" if isinstance(plain, float) else "str"
