"""Runs a function in a process and kills it at one of its calls to the system that write.

The process and all that it starts are traced, so that no call is missed, whoever makes it. At the
call, everything is killed before the kernel carries the call out. Linux has the calls; their
numbers are those of the machine.
"""

import ctypes
import os
import platform
import signal
import struct
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

_X86_64 = {
    "write": 1,
    "pwrite64": 18,
    "writev": 20,
    "pwritev": 296,
    "pwritev2": 328,
    "open": 2,
    "openat": 257,
    "openat2": 437,
    "creat": 85,
    "rename": 82,
    "renameat": 264,
    "renameat2": 316,
    "link": 86,
    "linkat": 265,
    "symlink": 88,
    "symlinkat": 266,
    "unlink": 87,
    "unlinkat": 263,
    "mkdir": 83,
    "mkdirat": 258,
    "rmdir": 84,
    "mknod": 133,
    "mknodat": 259,
    "truncate": 76,
    "ftruncate": 77,
    "fallocate": 285,
    "chmod": 90,
    "fchmod": 91,
    "fchmodat": 268,
    "fchmodat2": 452,
    "chown": 92,
    "fchown": 93,
    "lchown": 94,
    "fchownat": 260,
    "fsync": 74,
    "fdatasync": 75,
    "sync_file_range": 277,
    "utime": 132,
    "utimes": 235,
    "futimesat": 261,
    "utimensat": 280,
    "sendfile": 40,
    "copy_file_range": 326,
    "setxattr": 188,
    "lsetxattr": 189,
    "fsetxattr": 190,
}
_AARCH64 = {
    "write": 64,
    "pwrite64": 68,
    "writev": 66,
    "pwritev": 70,
    "pwritev2": 287,
    "openat": 56,
    "openat2": 437,
    "renameat": 38,
    "renameat2": 276,
    "linkat": 37,
    "symlinkat": 36,
    "unlinkat": 35,
    "mkdirat": 34,
    "mknodat": 33,
    "truncate": 45,
    "ftruncate": 46,
    "fallocate": 47,
    "fchmod": 52,
    "fchmodat": 53,
    "fchmodat2": 452,
    "fchownat": 54,
    "fchown": 55,
    "fsync": 82,
    "fdatasync": 83,
    "sync_file_range": 84,
    "utimensat": 88,
    "sendfile": 71,
    "copy_file_range": 285,
    "setxattr": 5,
    "lsetxattr": 6,
    "fsetxattr": 7,
}
_NUMBERS: Mapping[str, Mapping[str, int]] = {"x86_64": _X86_64, "aarch64": _AARCH64}
_CALLS = {number: name for name, number in _NUMBERS.get(platform.machine(), {}).items()}
_FLAGS_AT = {"open": 1, "openat": 2}
"""Which argument says whether a file is opened to be written."""

POSSIBLE = sys.platform == "linux" and bool(_CALLS)

_TRACEME, _CONTINUE, _SET_OPTIONS, _CALL_INFO = 0, 24, 0x4200, 0x420E
_STOPS_AT_CALLS, _FORK, _VFORK, _CLONE, _EXEC, _EXIT_KILL = 1, 2, 4, 8, 16, 1 << 20
_OPTIONS = _STOPS_AT_CALLS | _FORK | _VFORK | _CLONE | _EXEC | _EXIT_KILL
_AT_A_CALL = signal.SIGTRAP | 0x80
_ALL_CHILDREN = 0x40000000
_ENTRY = 1
_INFO = struct.Struct("=B3xI2Q7Q")
_CRASHED = 70


class Traced(NamedTuple):
    """How a run ended: its exit code, negative for a signal, and its calls by name."""

    code: int
    calls: Counter[str]


def traced(task: Callable[[], int], at: int = 0) -> Traced:
    """Runs a function in a process of its own, which is killed at its call number `at`, if any."""
    reading, writing = os.pipe()
    tracer = os.fork()
    if tracer == 0:
        os.close(reading)
        _trace(task, at, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as stream:
        told = stream.read().split()
    os.waitpid(tracer, 0)
    return Traced(int(told[0]), Counter(told[1:]))


def _trace(task: Callable[[], int], at: int, writing: int) -> None:
    """Traces in a process that has no other children, and writes what was seen into a pipe."""
    try:
        child = os.fork()
        if child == 0:
            _be_traced(task)
        code, calls = _follow(child, at)
        os.write(writing, " ".join((str(code), *calls)).encode("ascii"))
    finally:
        os._exit(0)


def _be_traced(task: Callable[[], int]) -> None:
    code = _CRASHED
    try:
        os.setpgid(0, 0)
        _ptrace(_TRACEME, 0, 0, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        code = task()
    finally:
        os._exit(code)


def _follow(child: int, at: int) -> tuple[int, list[str]]:
    """The exit code of a process, and the calls that it and its children made."""
    os.waitpid(child, 0)
    _ptrace(_SET_OPTIONS, child, 0, _OPTIONS)
    _ptrace(_CONTINUE, child, 0, None)
    known, calls = {child}, list[str]()
    while True:
        process, status = os.waitpid(-1, _ALL_CHILDREN)
        if not os.WIFSTOPPED(status):
            if process == child:
                return os.waitstatus_to_exitcode(status), calls
            continue
        passed, stopped = 0, os.WSTOPSIG(status)
        if stopped == _AT_A_CALL:
            calls += _call(process)
            if at and len(calls) >= at:
                os.killpg(child, signal.SIGKILL)
        elif status >> 16 == 0 and (process in known or stopped != signal.SIGSTOP):
            passed = stopped
        known.add(process)
        _ptrace(_CONTINUE, process, 0, passed)


def _call(process: int) -> list[str]:
    """The name of the call that a process is about to make, if that writes."""
    buffer = ctypes.create_string_buffer(_INFO.size)
    _ptrace(_CALL_INFO, process, _INFO.size, buffer)
    kind, _, _, _, number, *arguments = _INFO.unpack(buffer.raw)
    name = _CALLS.get(number, "") if kind == _ENTRY else ""
    reads = name in _FLAGS_AT and not arguments[_FLAGS_AT[name]] & (os.O_ACCMODE | os.O_CREAT)
    return [] if reads or not name else [name]


def _ptrace(
    request: int, process: int, address: int, data: "ctypes.Array[ctypes.c_char] | int | None"
) -> None:
    """A request to the kernel; a process that is gone by now is no mistake."""
    pointer = data if isinstance(data, ctypes.Array) else ctypes.c_void_p(data)
    _LIBRARY.ptrace(
        ctypes.c_long(request), ctypes.c_long(process), ctypes.c_void_p(address), pointer
    )


_LIBRARY = ctypes.CDLL(None)
