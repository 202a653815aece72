"""Runs numbered tasks in forked processes, which share all that their parent had read.

Each worker takes the next number when it is done with one. An exception in a worker is raised here
with the worker's own traceback as its text; a worker that the system killed is noticed.
"""

import gc
import multiprocessing
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from ctypes import c_int
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from multiprocessing.sharedctypes import Synchronized
from typing import Generic, NamedTuple, TypeVar

Result = TypeVar("Result")


class WorkerError(RuntimeError):
    """A task raised, or its process was ended."""


_LOOKS_EVERY = 0.3
"""Seconds after which a worker looks whether its parent is still there."""


class _Done(NamedTuple, Generic[Result]):
    result: Result


def possible() -> bool:
    """Whether this system can fork."""
    return "fork" in multiprocessing.get_all_start_methods()


def forked(task: Callable[[int], Result], count: int, workers: int) -> Iterator[Result]:
    """Results of `task(0)` to `task(count - 1)`, in the order in which they are ready."""
    context = multiprocessing.get_context("fork")
    following = context.Value(c_int, 0)
    gc.freeze()
    started = [_start(context, task, following, count) for _ in range(workers)]
    try:
        yield from _collect([pipe for _, pipe in started], count)
    finally:
        for process, _ in started:
            process.terminate()
            process.join()


def _collect(pipes: list[Connection], count: int) -> Iterator[Result]:
    left = count
    while pipes:
        for pipe in [each for each in wait(pipes) if isinstance(each, Connection)]:
            try:
                received: _Done[Result] | str = pipe.recv()
            except EOFError:
                pipes.remove(pipe)
                continue
            if isinstance(received, str):
                raise WorkerError(received)
            left -= 1
            yield received.result
    if left:
        raise WorkerError(f"a worker was ended from outside, {left} of {count} tasks undone")


def _start(
    context: ForkContext,
    task: Callable[[int], Result],
    following: "Synchronized[int]",
    count: int,
) -> tuple[ForkProcess, Connection]:
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, following, count, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, mine


def _work(
    task: Callable[[int], object], following: "Synchronized[int]", count: int, pipe: Connection
) -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        while (number := _take(following)) < count:
            pipe.send(_Done(task(number)))
    except Exception:  # noqa: BLE001 - whatever it is, the parent raises it
        pipe.send(traceback.format_exc())
    except KeyboardInterrupt:
        pass  # the parent has it too, and speaks


def _end_with(parent: int) -> None:
    """Ends this process once its parent is gone, however it went: nobody waits for the results."""
    while os.getppid() == parent:
        time.sleep(_LOOKS_EVERY)
    os._exit(1)


def _take(following: "Synchronized[int]") -> int:
    with following.get_lock():
        number = following.value
        following.value += 1
    return number
