"""Reads YAML files of megabytes that anybody may have written into nodes that know their lines.

libyaml is several hundred times faster than a parser in Python. Nothing recurses, aliases are
refused, and nesting and repeated keys are ours to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from docs_snippets.data.libyaml import events
from docs_snippets.data.raw_yaml import Place, Raw, UnreadableError

DEPTH_LIMIT = 200
_PROSE = "description"  # many lines that nobody asks for


class _Mark(Protocol):
    """What either of the parser's two implementations calls a place, 0-based."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


_START = Place(1, 1)


def read_raw(text: str, first_line: int = 1) -> Raw | None:
    """The first document of a text; None when it holds nothing.

    `first_line` is the line of the file that the text begins on. Raises UnreadableError.
    """
    builder = _Builder(first_line)
    try:
        for event in events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = f"not valid YAML: {error.problem or error.context}"
        raise UnreadableError(builder.place(mark), why) from None
    except yaml.YAMLError:
        why = "not valid YAML: a character that is not allowed"
        raise UnreadableError(Place(first_line, 1), why) from None
    return builder.root


@dataclass(slots=True)
class _Open:
    """A collection being read; a map's children alternate keys and values."""

    place: Place
    is_map: bool
    children: list[Raw] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    first_line: int
    stack: list[_Open] = field(default_factory=list)
    root: Raw | None = None

    def place(self, mark: _Mark | None) -> Place:
        return Place(self.first_line + mark.line, mark.column + 1) if mark else _START

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            place = self.place(event.start_mark)
            self.stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))
            if len(self.stack) > DEPTH_LIMIT:
                raise UnreadableError(place, f"nested more than {DEPTH_LIMIT} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(_closed(self.stack.pop()))
        elif isinstance(event, yaml.AliasEvent):
            place = self.place(event.start_mark)
            raise UnreadableError(place, "an alias, which definitions do without")

    def _scalar(self, event: yaml.ScalarEvent) -> Raw:
        beside = self.stack[-1].children[-1:] if self.stack else []
        prose = beside and self.stack[-1].is_map and len(self.stack[-1].children) % 2
        kept = "" if prose and beside[0].text == _PROSE else event.value
        return Raw(self.place(event.start_mark), kept, quoted=event.style is not None)

    def _add(self, raw: Raw) -> None:
        if self.stack:
            self.stack[-1].children.append(raw)
        elif self.root is None:
            self.root = raw


def _closed(opened: _Open) -> Raw:
    if not opened.is_map:
        return Raw(opened.place, items=tuple(opened.children))
    return Raw(opened.place, entries=dict(_entries(opened.children)))


def _entries(children: list[Raw]) -> Iterator[tuple[str, Raw]]:
    for key, value in zip(children[::2], children[1::2], strict=True):
        yield key.text or "", Raw(key.place, *value[1:])
