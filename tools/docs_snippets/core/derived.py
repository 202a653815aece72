"""What has been made of one object, kept by that object instead of by a module."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

O = TypeVar("O")  # noqa: E741
V = TypeVar("V")


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
