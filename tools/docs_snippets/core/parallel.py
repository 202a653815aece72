"""Runs numbered tasks in forked processes, which share all that their parent had read.

Each worker takes the next number when it is done with one. An exception in a worker is raised here,
described in one line. Where the system killed a worker, `lost` gives the result of its task, and
another worker takes its place. Workers end with their parent, however that ends.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from multiprocessing.sharedctypes import RawValue, Synchronized
from typing import Generic, NamedTuple, TypeVar

from docs_snippets.core import signals
from docs_snippets.core.internal_errors import UnfinishedError, description

Result = TypeVar("Result")
Lost = Callable[[int], Result]

WorkerError = UnfinishedError
"""A task raised, or its process was ended."""

_LOOKS_EVERY = 0.3
"""Seconds after which a worker looks whether its parent is still there."""

_PR_SET_PDEATHSIG = 1
_NONE = -1


class _Done(NamedTuple, Generic[Result]):
    result: Result


class _Worker(NamedTuple):
    """A process, the pipe that its results come from, and the number of its task."""

    process: ForkProcess
    results: Connection
    at: ctypes.c_int


class _Run(NamedTuple, Generic[Result]):
    """What all workers share."""

    context: ForkContext
    task: Callable[[int], Result]
    tasks: int
    following: "Synchronized[int]"


def possible() -> bool:
    """Whether this system can fork."""
    return "fork" in multiprocessing.get_all_start_methods()


def forked(
    task: Callable[[int], Result], count: int, workers: int, lost: Lost[Result] | None = None
) -> Iterator[Result]:
    """Results of `task(0)` to `task(count - 1)`, in the order in which they are ready."""
    context = multiprocessing.get_context("fork")
    run = _Run(context, task, count, context.Value(ctypes.c_int, 0))
    gc.freeze()
    started: list[_Worker] = []
    try:
        for _ in range(workers):
            started.append(_start(run, started))
        yield from _collect(run, started, lost)
    finally:
        for each in started:
            each.process.terminate()
            each.process.join()


def _collect(
    run: _Run[Result], started: list[_Worker], lost: Lost[Result] | None
) -> Iterator[Result]:
    working = {each.results: each for each in started}
    left = run.tasks
    while working:
        for pipe in [each for each in wait([*working]) if isinstance(each, Connection)]:
            found: _Done[Result] | str | None = _received(pipe)
            if isinstance(found, str):
                raise WorkerError(found)
            if found is not None:
                left -= 1
                yield found.result
                continue
            ended = working.pop(pipe)
            if ended.at.value != _NONE and lost:
                left -= 1
                yield lost(ended.at.value)
                started.append(_start(run, [*working.values()]))
                working[started[-1].results] = started[-1]
    if left:
        raise WorkerError(
            f"the system ended a worker process: {left} of {run.tasks} tasks are not done"
        )


def _received(pipe: Connection) -> "_Done[Result] | str | None":
    """A result, or what was raised; None where the worker has ended, be it amid a result."""
    try:
        received: _Done[Result] | str = pipe.recv()
    except (EOFError, OSError):
        return None
    return received


def _start(run: _Run[Result], others: list[_Worker]) -> _Worker:
    mine, theirs = run.context.Pipe(duplex=False)
    at = RawValue(ctypes.c_int, _NONE)
    # Who keeps the reading end of a pipe open waits for ever to write to it.
    not_ours = (mine, *(each.results for each in others))
    arguments = (run, at, theirs, not_ours, os.getpid())
    process = run.context.Process(target=_work, args=arguments, daemon=True)
    with signals.held():
        process.start()
    theirs.close()
    return _Worker(process, mine, at)


def _work(
    run: _Run[object],
    at: ctypes.c_int,
    results: Connection,
    not_ours: tuple[Connection, ...],
    parent: int,
) -> None:
    signals.in_worker()
    _end_with(parent)
    for each in not_ours:
        each.close()
    try:
        while (number := _take(run)) < run.tasks:
            at.value = number
            results.send(_Done(run.task(number)))
            at.value = _NONE
    except BrokenPipeError:
        pass  # nobody waits for the results
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        with contextlib.suppress(OSError):
            results.send(description(error))


def _end_with(parent: int) -> None:
    """Ends this process once its parent is gone, however it went: nobody waits for the results."""
    if sys.platform == "linux":
        # The parent may have gone before this call.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS_EVERY)
    os._exit(1)


def _take(run: _Run[object]) -> int:
    with run.following.get_lock():
        number = run.following.value
        run.following.value += 1
    return number
