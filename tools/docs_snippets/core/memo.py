"""A cache of the most recently used results (LRU), limited by number or by weight."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(slots=True)
class Memo(Generic[K, V]):
    """Results by key: as many of the last used ones as weigh at most `limit`, and at least one.

    Each weighs 1 unless `weigh` says otherwise. A forked process keeps its own copy.
    """

    limit: int
    weigh: Callable[[V], int] | None = None
    _kept: OrderedDict[K, V] = field(default_factory=OrderedDict)
    _weight: int = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The cached result of `key`, else the result of `make`, which is cached."""
        kept = self._kept
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        value = make()
        if key not in kept:  # making it may have asked for itself
            self._put(key, value)
        return value

    def items(self) -> list[tuple[K, V]]:
        """What is kept, the last used one last."""
        return [*self._kept.items()]

    def drop(self, key: K) -> None:
        """Drops the result of a key."""
        if key in self._kept:
            dropped = self._kept.pop(key)
            self._weight -= self.weigh(dropped) if self.weigh else 1

    def discard(self, is_stale: Callable[[K, V], bool]) -> None:
        """Drops the results that are stale."""
        for key in [key for key, value in self._kept.items() if is_stale(key, value)]:
            self.drop(key)

    def _put(self, key: K, value: V) -> None:
        kept, weigh = self._kept, self.weigh
        kept[key] = value
        self._weight += weigh(value) if weigh else 1
        while self._weight > self.limit and len(kept) > 1:
            _, dropped = kept.popitem(last=False)
            self._weight -= weigh(dropped) if weigh else 1
