"""Picks, of all errors in a page, the one that the build of the site reports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

MAX_FAULTS = 1_000
"""How many faults are looked for once it is certain which one is reported."""


class Rejection(NamedTuple):
    """Why the site rejects the page.

    The site reports the one of the lowest stage that it meets first; `order` is where it stood
    when it began to read what is wrong, `place` finds where it says the fault is.
    """

    stage: int
    order: int
    place: Callable[[], int]
    message: str


@dataclass(slots=True)
class Rejections:
    """The first trouble of the lowest stage so far, the only one whose place is ever asked for."""

    first: Rejection | None = None
    last: str = ""
    count: int = 0

    def add(self, trouble: Rejection) -> None:
        """Notes a trouble."""
        self.count += 1
        self.last = trouble.message
        if self.first is None or trouble[:2] < self.first[:2]:
            self.first = trouble

    def settled(self, stage: int) -> bool:
        """Whether what is met from now on at a stage need not be looked at: it changes nothing."""
        if self.count < MAX_FAULTS or self.first is None:
            return False
        return self.first.stage <= stage
