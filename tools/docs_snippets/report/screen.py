"""The terminal of a command that goes on: what it shows is replaced, and single keys are read."""

import os
import select
import sys
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self, TextIO

try:
    import termios
    import tty

    _HAS_KEYS = True
except ImportError:  # a system whose terminals are others
    _HAS_KEYS = False

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_LINE = "---"
_KEYS = 1024


class Screen:
    """What is shown on `out`, and the keys that are typed; elsewhere than on a terminal, neither.

    Keys are read as they are typed, without being shown, until the end of the `with` block.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_first = True
        self._restore: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        if _HAS_KEYS and sys.stdin.isatty():
            before = termios.tcgetattr(sys.stdin)
            self._restore = partial(termios.tcsetattr, sys.stdin, termios.TCSADRAIN, before)
            tty.setcbreak(sys.stdin)
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        if self._restore:
            self._restore()

    @property
    def has_keys(self) -> bool:
        """Whether keys are read."""
        return self._restore is not None

    def pressed(self) -> str:
        """The keys typed since the last look."""
        if not self.has_keys or not select.select([sys.stdin], [], [], 0)[0]:
            return ""
        return os.read(sys.stdin.fileno(), _KEYS).decode(errors="replace")

    def clear(self) -> None:
        """Makes room for what is shown next."""
        if self._out.isatty():
            self._out.write(_CLEAR)
        elif not self._is_first:
            self._out.write(f"{_LINE}\n")
        self._is_first = False
        self._out.flush()
