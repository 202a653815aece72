"""Runs of the program in a process of its own, which may take only so much memory and time."""

import hashlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from docs_snippets import cli

MEMORY = 2 * 2**30
"""Bytes of address space that a run may take on top of what the tests have taken."""

SECONDS = 60
"""Of the processor; a run that takes more is killed."""

CRASHED = 70


class Done(NamedTuple):
    """What came of a run; `code` is negative where a signal ended it."""

    code: int
    out: str
    err: str


def run(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Done:
    """Runs a command line in a folder, as the console script does."""
    outs = (folder.parent / "stdout", folder.parent / "stderr")
    child = os.fork()
    if child == 0:
        _child(folder, arguments, outs, environment or {})
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Done(code, *(each.read_bytes().decode() for each in outs))


def _child(
    folder: Path, arguments: Sequence[str], outs: Sequence[Path], environment: Mapping[str, str]
) -> None:
    code = CRASHED
    try:
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        for number, file in enumerate(outs, 1):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout, sys.stderr = (
            os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2)
        )
        os.environ.update(environment)
        os.chdir(folder)
        _confine()
        code = cli.main(arguments)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _confine() -> None:
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    signal.alarm(3 * SECONDS)  # what hangs takes no time of the processor


def files(folder: Path) -> dict[str, str]:
    """All there is in a folder: what each is and what it holds."""
    found = {}
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            file = Path(parent, name)
            found[os.fspath(file.relative_to(folder))] = _seen(file)
    return found


def _seen(file: Path) -> str:
    if file.is_symlink():
        return f"link to {file.readlink()}"
    if not file.is_file():
        return oct(file.stat().st_mode)
    return hashlib.sha256(file.read_bytes()).hexdigest()
