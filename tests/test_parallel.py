"""Tasks in forked processes: every result once, and no failure goes unseen."""

import os
import signal
import time

import pytest

from docs_snippets.core.parallel import WorkerError, forked, possible

pytestmark = pytest.mark.skipif(not possible(), reason="this system cannot fork")


def test_every_result_arrives_once() -> None:
    assert sorted(forked(lambda number: number * number, 100, 3)) == [n * n for n in range(100)]


def test_an_exception_reaches_the_caller_with_its_traceback() -> None:
    def task(number: int) -> int:
        if number == 7:
            raise ValueError("seven is not wanted")
        return number

    with pytest.raises(WorkerError, match="ValueError: seven is not wanted"):
        list(forked(task, 20, 2))


def test_a_killed_worker_is_noticed() -> None:
    def task(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkerError, match="a worker was ended from outside, 1 of 10 tasks undone"):
        list(forked(task, 10, 2))


def test_workers_end_with_their_parent_however_it_ends() -> None:
    """A parent that the system kills can end nobody: they see for themselves that it is gone."""
    reader, writer = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(reader)

        def task(number: int) -> int:
            os.write(writer, b"x")
            time.sleep(60)
            return number

        list(forked(task, 2, 2))
        os._exit(0)
    os.close(writer)
    for _ in range(2):
        assert os.read(reader, 1) == b"x"
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    started = time.monotonic()
    assert os.read(reader, 1) == b"", "nobody holds the other end any more"
    assert time.monotonic() - started < 10
