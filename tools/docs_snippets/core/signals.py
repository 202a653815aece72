"""Handles signals that end the program: cleans up, and exits with the code of the signal."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_RAISED = ENDING[1:]
"""Python itself raises KeyboardInterrupt for SIGINT."""


class EndedBySignal(BaseException):
    """Raised where the program is when a signal ends it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell reports for a program that the signal ended."""
        return 128 + self.number


@contextmanager
def raised() -> Iterator[None]:
    """Raises `EndedBySignal` for signals that would end the program at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    found = [each for each in _RAISED if signal.getsignal(each) is signal.SIG_DFL]
    for each in found:
        signal.signal(each, _raise)
    try:
        yield
    finally:
        for each in found:
            signal.signal(each, signal.SIG_DFL)


def _raise(number: int, _frame: FrameType | None) -> None:
    raise EndedBySignal(number)


@contextmanager
def held() -> Iterator[None]:
    """Lets signals that end the program wait, while processes are started."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def in_worker() -> None:
    """Makes a process that was started under `held` leave interrupts to its parent."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN if each == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
