"""Tasks in forked processes: every result once, and no failure goes unseen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import roots
from docs_snippets.core.parallel import WorkerError, forked, possible

pytestmark = pytest.mark.skipif(not possible(), reason="this system cannot fork")


def test_every_result_arrives_once() -> None:
    assert sorted(forked(lambda number: number * number, 100, 3)) == [n * n for n in range(100)]


def test_an_exception_reaches_the_caller_in_one_line() -> None:
    def task(number: int) -> int:
        if number == 7:
            raise ValueError("seven is not wanted")
        return number

    with pytest.raises(WorkerError, match="ValueError: seven is not wanted"):
        list(forked(task, 20, 2))


def test_a_task_whose_process_is_killed_is_given_up_and_the_others_are_done() -> None:
    def task(number: int) -> int:
        if number % 10 == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    found = sorted(forked(task, 40, 2, lambda number: -number))
    assert found == [-33, -23, -13, -3, *(n for n in range(40) if n % 10 != 3)]


def test_a_killed_worker_is_noticed() -> None:
    def task(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(
        WorkerError, match="the system ended a worker process: 1 of 10 tasks are not done"
    ):
        list(forked(task, 10, 2))


def sleeps(_: int) -> bytes:
    time.sleep(60)
    return b""


def writes(_: int) -> bytes:
    return bytes(10**7)


@pytest.mark.parametrize("ends", [sleeps, writes])
def test_workers_end_with_their_parent_however_it_ends(ends: Callable[[int], bytes]) -> None:
    """A parent that the system kills can end nobody: they see for themselves that it is gone.

    One that reads no results leaves them amid a write to a pipe.
    """
    reader, writer = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(reader)

        def task(number: int) -> bytes:
            os.write(writer, b"x")
            return ends(number)

        for _ in forked(task, 9, 2):
            time.sleep(60)
        os._exit(0)
    os.close(writer)
    for _ in range(2):
        assert os.read(reader, 1) == b"x"
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    started = time.monotonic()
    assert os.read(reader, 1) == b"", "nobody holds the other end any more"
    assert time.monotonic() - started < 2


LINT = """
import os, sys, time
sys.path[:0] = sys.argv[2:]
from docs_snippets import cli
from docs_snippets.linting import registry
rules = {**registry.page_rules()}
parent = os.getpid()
def check(*_):
    if os.getpid() == parent:
        return ()  # the first group, which is checked before there are workers
    os.write(int(sys.argv[1]), b"x")
    time.sleep(60)
rules["duplicate-heading"] = rules["duplicate-heading"]._replace(check=check, reads="site")
registry.page_rules = lambda: rules
sys.exit(cli.main(["lint", "--jobs", "2"]))
"""
"""Checks pages in two processes, each of which says when it has begun, and never ends."""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGINT, 130),
        (signal.SIGHUP, 129),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
@pytest.mark.parametrize("to", ["the parent", "all"])
def test_no_process_is_left_after_a_signal(
    tmp_path: Path, number: signal.Signals, code: int, to: str
) -> None:
    roots.make(tmp_path, {f"site/guide/{page}.mdx": "# One\n" for page in range(40)})
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", LINT, str(writer), *sys.path],
        cwd=tmp_path,
        pass_fds=[writer],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    os.close(writer)
    for _ in range(2):
        assert os.read(reader, 1) == b"x"
    started = time.monotonic()
    (os.kill if to == "the parent" else os.killpg)(process.pid, number)
    assert os.read(reader, 1) == b"", "nobody holds the other end any more"
    assert time.monotonic() - started < 2
    out, err = process.communicate()
    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err
    assert err in ("", "\ndocs-snippets: interrupted\n")


def test_what_was_ignored_stays_ignored(tmp_path: Path) -> None:
    """`nohup` starts programs so that they outlive a terminal."""
    roots.make(tmp_path)
    code = LINT.replace("time.sleep(60)", "os.kill(os.getpid(), 1); return ()")
    reader, writer = os.pipe()
    python = [sys.executable, "-c", code, str(writer), *sys.path]
    done = subprocess.run(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "-", *python],
        cwd=tmp_path,
        pass_fds=[writer],
        capture_output=True,
        check=False,
        text=True,
    )
    os.close(reader)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "no findings on 4 pages\n")
