"""Reads YAML front matter into plain values, with scalars and keys as js-yaml has them.

js-yaml is the reader of gray-matter and so of the site. libyaml parses here; the two accept the
same front matter but for oddities such as anchors named by signs.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from docs_snippets.data.js_yaml_scalars import resolve
from docs_snippets.data.libyaml import OpenCollection, TreeBuilder, events, start_of

FrontMatterValue = object

MAX_DEPTH = 100
MAX_UNFOLDED = 10_000
"""How many values aliases may stand for."""

_TABS = re.compile(r"^( *)\t[ \t]*", re.MULTILINE)
_WORDS = {
    "mapping values are not allowed in this context": (
        "unexpected colon; put values that contain `: ` in quotes"
    ),
    "could not find expected ':'": (
        "not a `key: value` line; indent it to continue the value above"
    ),
    "did not find expected ',' or ']'": "the list or map in brackets is not closed",
    "did not find expected ',' or '}'": "the list or map in brackets is not closed",
}
"""What libyaml says, in words for writers."""

_PREFIX = "tag:yaml.org,2002:"
_SCALARS = frozenset(("null", "bool", "int", "float", "timestamp"))
_OTHERS = frozenset(("str", "seq", "map", "binary", "omap", "pairs", "set", "merge"))


class _YamlError(Exception):
    """The text is no YAML that js-yaml reads."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


class _Node(NamedTuple):
    """A value, the offset at which it begins, and how many values it holds."""

    value: FrontMatterValue
    offset: int
    size: int = 1
    merges: bool = False


def load(text: str) -> tuple[FrontMatterValue, tuple[int, str] | None]:
    """The value of a YAML text, or None and the offset and message of its first error."""
    if "\0" in text:
        return None, (0, "it contains a NUL character")
    # Of the last line end, the second half is not given.
    text, half = text.removesuffix("\r"), text.endswith("\r")
    if not text.endswith("\n"):
        text += "\r\n" if half else "\n"
    try:
        return _read(text), None
    except _YamlError as error:
        without_tabs = _TABS.sub(r"\1", text)  # they count for nothing in the indentation
        if without_tabs != text:
            with suppress(_YamlError):
                return _read(without_tabs), None
        return None, (min(error.offset, len(text)), str(error))


def _read(text: str) -> FrontMatterValue:
    """The value of the one document of a text. Raises _YamlError."""
    builder = _Builder()
    documents = 0
    try:
        for event in events(text):
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise _YamlError(start_of(event), "expected a single document")
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = str(error.problem or error.context)
        raise _YamlError(mark.index if mark else 0, _WORDS.get(words, words)) from None
    except (yaml.YAMLError, ValueError) as error:
        at = getattr(error, "position", 0)
        raise _YamlError(at, "it contains a character that YAML does not allow") from None
    return builder.root.value if builder.root else None


class _Builder(TreeBuilder[_Node]):
    def __init__(self) -> None:
        super().__init__(MAX_DEPTH)
        self._anchors: dict[str, _Node] = {}
        self._unfolded = 0

    def too_deep(self, event: CollectionStartEvent, message: str) -> Exception:
        return _YamlError(start_of(event), message)

    def scalar(self, event: ScalarEvent) -> _Node:
        plain = event.implicit[0] and event.tag is None
        tag = _known_tag(event)
        value: FrontMatterValue = resolve(event.value) if plain or tag in _SCALARS else event.value
        if tag in _SCALARS and isinstance(value, str) and tag != "timestamp":
            raise _YamlError(start_of(event), f"not a value of type {tag}")
        merges = tag == "merge" or (plain and event.value == "<<")
        return self._anchored(event, _Node(value, start_of(event), merges=merges))

    def alias(self, event: AliasEvent) -> _Node:
        node = self._anchors.get(str(event.anchor))
        if node is None:
            raise _YamlError(start_of(event), self._unknown(event))
        self._unfolded += node.size
        if self._unfolded > MAX_UNFOLDED:
            raise _YamlError(start_of(event), f"aliases expand to more than {MAX_UNFOLDED} values")
        return node._replace(offset=start_of(event))

    def _unknown(self, event: AliasEvent) -> str:
        if any(opened.event.anchor == event.anchor for opened in self.stack):
            return f"alias {event.anchor!r} refers to itself"
        return f"unknown alias {event.anchor!r}"

    def collection(self, opened: OpenCollection[_Node], _: CollectionEndEvent | None) -> _Node:
        event, children = opened
        if (tag := _known_tag(event)) in _SCALARS:
            raise _YamlError(start_of(event), f"not a value of type {tag}")
        value: FrontMatterValue = [child.value for child in children]
        if isinstance(event, MappingStartEvent):
            value = dict(_pairs(children))
        size = 1 + sum(child.size for child in children)
        return self._anchored(event, _Node(value, start_of(event), size))

    def _anchored(self, event: NodeEvent, node: _Node) -> _Node:
        if event.anchor:
            self._anchors[str(event.anchor)] = node
        return node


def _known_tag(event: ScalarEvent | CollectionStartEvent) -> str:
    """The name of a tag that js-yaml knows; empty without one."""
    if event.tag in (None, "!"):
        return ""
    tag = str(event.tag).removeprefix(_PREFIX)
    if tag not in _SCALARS | _OTHERS or not str(event.tag).startswith(_PREFIX):
        raise _YamlError(start_of(event), f"unknown tag {event.tag}")
    return tag


def _pairs(children: list[_Node]) -> Iterator[tuple[str, FrontMatterValue]]:
    """The pairs of a map: its own keys go before merged ones, of which the first goes."""
    found: dict[str, FrontMatterValue] = {}
    merged: dict[str, FrontMatterValue] = {}
    for key, node in zip(children[::2], children[1::2], strict=True):
        if key.merges:
            for name, value in _merged(node):
                merged.setdefault(name, value)
            continue
        name = key_text(key.value)
        if name in found:
            raise _YamlError(key.offset, f"duplicate key {name!r}")
        found[name] = node.value
    yield from (merged | found).items()


def _merged(node: _Node) -> Iterator[tuple[str, FrontMatterValue]]:
    for source in node.value if isinstance(node.value, list) else [node.value]:
        if not isinstance(source, dict):
            raise _YamlError(node.offset, "`<<` can only merge a map")
        yield from source.items()


def key_text(key: FrontMatterValue) -> str:
    """A key as text, as JavaScript makes it."""
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, list):
        return ",".join(key_text(item) if item is not None else "" for item in key)
    return "[object Object]" if isinstance(key, dict) else str(key)
