"""Results kept for a while: the most recently used ones, so that memory stays bounded."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(slots=True)
class Memo(Generic[K, V]):
    """At most `limit` results by key. A forked process keeps its own copy."""

    limit: int
    _kept: OrderedDict[K, V] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The result of `key`, made when it is not kept."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        value = self._kept[key] = make()
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)
        return value
