"""The nodes of large YAML files: values as written, with line and column."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Position(NamedTuple):
    """A line and a column of a file, 1-based."""

    line: int
    column: int


class Raw(NamedTuple):
    """A value as written. `place` is that of its key in a map, else its own."""

    place: Position
    text: str | None = None
    quoted: bool = False
    entries: Mapping[str, "Raw"] = MappingProxyType({})
    items: tuple["Raw", ...] = ()

    def get(self, *route: str) -> "Raw | None":
        """The value at a route of keys; None where it ends early."""
        found: Raw | None = self
        for key in route:
            found = found.entries.get(key) if found else None
        return found

    def word(self, *route: str) -> str:
        """The scalar at a route; empty where there is none."""
        found = self.get(*route)
        return (found.text or "") if found else ""

    def words(self, *route: str) -> tuple[str, ...]:
        """The scalars of the list at a route."""
        found = self.get(*route)
        return tuple(item.text for item in found.items if item.text) if found else ()

    def says(self, *route: str) -> bool:
        """Whether the value at a route is `true`."""
        return self.word(*route) == "true"


class UnreadableError(Exception):
    """Text that is no YAML, or none that is read here; where, and why."""

    def __init__(self, place: Position, why: str) -> None:
        super().__init__(why)
        self.place = place
