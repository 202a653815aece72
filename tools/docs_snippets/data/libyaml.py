"""YAML as events of libyaml (PyYAML's own parser where it was built without), and their walk."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    ScalarEvent,
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NodeT = TypeVar("NodeT")


def events(text: str) -> Iterator[Event]:
    """The events of a text, up to what is wrong with it, which raises yaml.YAMLError.

    A character that no text can hold raises ValueError.
    """
    yield from yaml.parse(text, Loader=_LOADER)


def start_of(event: Event) -> int:
    """Offset at which the text of an event begins."""
    return event.start_mark.index  # type: ignore[union-attr] # only events made by hand have none


def end_of(event: Event) -> int:
    """Offset at which the text of an event ends."""
    return event.end_mark.index  # type: ignore[union-attr]


class OpenCollection(NamedTuple, Generic[NodeT]):
    """A collection being read; the children of a map alternate keys and values."""

    event: CollectionStartEvent
    children: list[NodeT]


class TreeBuilder(ABC, Generic[NodeT]):
    """Events in, nodes out. A stack instead of recursion, so that depth has our bound."""

    def __init__(self, depth_limit: int) -> None:
        self.depth_limit = depth_limit
        self.stack: list[OpenCollection[NodeT]] = []
        self.root: NodeT | None = None

    @abstractmethod
    def scalar(self, event: ScalarEvent) -> NodeT:
        """The node of a scalar."""

    @abstractmethod
    def alias(self, event: AliasEvent) -> NodeT:
        """The node of an alias."""

    @abstractmethod
    def collection(self, opened: OpenCollection[NodeT], end: CollectionEndEvent | None, /) -> NodeT:
        """The node of a list or map; `end` is None where the text breaks off inside it."""

    @abstractmethod
    def too_deep(self, event: CollectionStartEvent, message: str, /) -> Exception:
        """What is raised for a collection beyond the depth limit."""

    def take(self, event: Event) -> None:
        """Adds one event."""
        if isinstance(event, ScalarEvent):
            self.add(self.scalar(event))
        elif isinstance(event, CollectionStartEvent):
            self.stack.append(OpenCollection(event, []))
            if len(self.stack) > self.depth_limit:
                raise self.too_deep(event, f"nested more than {self.depth_limit} levels deep")
        elif isinstance(event, CollectionEndEvent):
            self.add(self.collection(self.stack.pop(), event))
        elif isinstance(event, AliasEvent):
            self.add(self.alias(event))

    def add(self, node: NodeT) -> None:
        """Puts a node into the collection around it; the first without one is the root."""
        if self.stack:
            self.stack[-1].children.append(node)
        elif self.root is None:
            self.root = node
