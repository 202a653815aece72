"""Decisions read from the bytes of an input: a number, one of several, a text."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Choices:
    """Reads an input from its start; after its end, every decision is the first possible one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, below: int) -> int:
        """A number from 0 on."""
        size = 1 if below <= 256 else 2
        taken = self.bytes(size)
        return int.from_bytes(taken, "big") % below

    def one(self, items: Sequence[Item]) -> Item:
        """One of some items."""
        return items[self.number(len(items))]

    def chance(self, of: int) -> bool:
        """True once in so many times; not where the input has ended."""
        return self.number(of) == of - 1

    def bytes(self, count: int) -> bytes:
        """The next bytes, as far as there are any."""
        taken = self._data[self._at : self._at + count]
        self._at += count
        return taken
