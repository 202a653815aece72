"""Reads YAML files of megabytes that anybody may have written into nodes that know their lines.

libyaml is several hundred times faster than a parser in Python. Nothing recurses, aliases are
refused, and nesting and repeated keys are ours to judge.
"""

from collections.abc import Iterator
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from docs_snippets.data.libyaml import OpenCollection, TreeBuilder, events
from docs_snippets.data.raw_yaml import Position, Raw, UnreadableError
from docs_snippets.data.yaml_words import in_plain_words

DEPTH_LIMIT = 200
_PROSE = "description"  # many lines that nobody asks for


class _Mark(Protocol):
    """What either of the parser's two implementations calls a place, 0-based."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


_START = Position(1, 1)


def read_raw(text: str, first_line: int = 1, *, prose: bool = False) -> Raw | None:
    """The first document of a text; None when it holds nothing.

    `first_line` is the line of the file that the text begins on. Descriptions are kept where
    `prose` is asked for. Raises UnreadableError.
    """
    builder = _Builder(first_line, keeps_prose=prose)
    try:
        for event in events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = f"not valid YAML: {in_plain_words(str(error.problem or error.context))}"
        raise UnreadableError(builder.place(mark), why) from None
    except yaml.YAMLError:
        why = "not valid YAML: a character that is not allowed"
        raise UnreadableError(Position(first_line, 1), why) from None
    return builder.root


class _Builder(TreeBuilder[Raw]):
    def __init__(self, first_line: int, *, keeps_prose: bool) -> None:
        super().__init__(DEPTH_LIMIT)
        self.first_line = first_line
        self.left_out = None if keeps_prose else _PROSE

    def place(self, mark: _Mark | None) -> Position:
        return Position(self.first_line + mark.line, mark.column + 1) if mark else _START

    def too_deep(self, event: CollectionStartEvent, message: str) -> Exception:
        return UnreadableError(self.place(event.start_mark), message)

    def alias(self, event: AliasEvent) -> Raw:
        place = self.place(event.start_mark)
        raise UnreadableError(place, "aliases are not supported here")

    def scalar(self, event: ScalarEvent) -> Raw:
        parent, beside = self.stack[-1] if self.stack else (None, [])
        is_value = len(beside) % 2 and isinstance(parent, MappingStartEvent)
        is_prose = is_value and beside[-1].text == self.left_out
        kept = "" if is_prose else event.value
        return Raw(self.place(event.start_mark), kept, quoted=bool(event.style))

    def collection(self, opened: OpenCollection[Raw], _: CollectionEndEvent | None) -> Raw:
        place = self.place(opened.event.start_mark)
        if isinstance(opened.event, MappingStartEvent):
            return Raw(place, entries=dict(_entries(opened.children)))
        return Raw(place, items=tuple(opened.children))


def _entries(children: list[Raw]) -> Iterator[tuple[str, Raw]]:
    for key, value in zip(children[::2], children[1::2], strict=True):
        yield key.text or "", Raw(key.place, *value[1:])
