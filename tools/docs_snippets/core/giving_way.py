"""Long work that gives way to what is more urgent.

Whoever begins it says how to find out that something waits. The work asks from time to time, at
points where nothing is half done, and is given up there. What it has made until then and keeps in
caches is there when it is begun again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class GaveWayError(BaseException):
    """Work was given up. No handler of errors takes it for one."""


class _Asked:
    is_awaited: Callable[[], bool] | None = None


@contextmanager
def giving_way(is_awaited: Callable[[], bool] | None) -> Iterator[None]:
    """Has the work inside end with GaveWayError as soon as something is awaited."""
    before, _Asked.is_awaited = _Asked.is_awaited, is_awaited
    try:
        yield
    finally:
        _Asked.is_awaited = before


def may_give_way() -> None:
    """A point at which work may be given up: whoever keeps what is half done must not call it."""
    if _Asked.is_awaited is not None and _Asked.is_awaited():
        raise GaveWayError
