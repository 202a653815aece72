"""A line on the terminal that says how far a longer piece of work is."""

import time
from typing import Self, TextIO

QUIET_SECONDS = 1.0
EVERY_SECONDS = 0.1
CLEAR = "\r\x1b[K"


class Progress:
    """Shown only on a terminal, only when the work takes over a second, and wiped at its end."""

    def __init__(self, what: str, stream: TextIO, *, quiet: bool = False) -> None:
        self._what = what
        self._stream = stream
        self._silent = quiet or not stream.isatty()
        self._next = time.monotonic() + QUIET_SECONDS
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write(CLEAR)
            self._stream.flush()

    def show(self, done: int, total: int) -> None:
        """So many of so many are done."""
        now = time.monotonic()
        if self._silent or now < self._next:
            return
        self._next = now + EVERY_SECONDS
        self._shown = True
        self._stream.write(f"{CLEAR}{self._what}: {done:,} of {total:,}")
        self._stream.flush()
