"""Makes functions of methods: the protocol's library marks what it is given as registered."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Q = ParamSpec("Q")
R = TypeVar("R")


def function(handle: Callable[Q, R]) -> Callable[Q, R]:
    """A method as a function, which can be marked."""

    @wraps(handle)
    def handled(*args: Q.args, **named: Q.kwargs) -> R:
        return handle(*args, **named)

    return handled


def coroutine(handle: Callable[Q, Awaitable[R]]) -> Callable[Q, Awaitable[R]]:
    """The same of one that waits."""

    @wraps(handle)
    async def handled(*args: Q.args, **named: Q.kwargs) -> R:
        return await handle(*args, **named)

    return handled
