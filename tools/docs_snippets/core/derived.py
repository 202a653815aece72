"""What has been made of one object, kept by that object instead of by a module."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, cast, runtime_checkable

O = TypeVar("O")  # noqa: E741
V = TypeVar("V")


@runtime_checkable
class Lasting(Protocol):
    """What is worth keeping when some pages are edited, and knows what of it holds no longer."""

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops what depends on some pages, given by path with their texts before the edit."""


@dataclass(frozen=True, slots=True, eq=False)
class Derived(Generic[O]):
    """Values that functions and classes make of an object: each is made once, and goes with it.

    A module further up keeps a cache of its own so, without the object knowing the module.
    """

    _made: dict[object, object] = field(default_factory=dict)

    def get(self, make: Callable[[O], V], of: O) -> V:
        """What `make` makes of the object."""
        # The key is the maker itself: one type for each key, so that the cast below holds.
        if make not in self._made:
            self._made[make] = make(of)
        return cast(V, self._made[make])

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops what was made, or what of it depends on some pages that were edited."""
        for make, value in [*self._made.items()]:
            if isinstance(value, Lasting):
                value.forget(before)
            else:
                del self._made[make]
