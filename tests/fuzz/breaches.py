"""Inputs that break a promise: told apart by place, made small, and kept with what they say.

A target that is watched goes on after a breach, so that one run finds every kind there is.
"""

import hashlib
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

Target = Callable[[bytes], None]

HANGS_AFTER = 30
"""Seconds of processor time after which an input is given up."""

MOST_TRIES = 300
"""How many smaller inputs are tried for each kind of breach."""

_PARTS = ("docs_snippets", "tests")


class Hang(BaseException):
    """An input that takes too long; no code between here and there may catch it."""


def kind(error: BaseException) -> str:
    """What two breaches of the same kind have in common: the promise, or where it was raised."""
    promise = getattr(error, "promise", "")
    return f"{type(error).__name__} {promise or _innermost(error)}"


def _innermost(error: BaseException) -> str:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        parts = Path(frame.filename).parts
        if frame.name != "_stop" and any(part in parts for part in _PARTS):
            return f"{Path(frame.filename).name}:{frame.lineno}"
    return ""


def breach(target: Target, data: bytes) -> BaseException | None:
    """What an input raises; the time of the processor that it may take is limited."""

    def _stop(_number: int, _frame: FrameType | None) -> None:
        raise Hang(f"more than {HANGS_AFTER} s")

    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_AFTER)
    try:
        target(data)
    except (Exception, Hang) as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return error
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def watched(target: Target, folder: Path, seed: int) -> Target:
    """A target that never raises: each kind of breach is kept in a folder once, made small."""
    known: set[str] = set()

    def one(data: bytes) -> None:
        error = breach(target, data)
        if error is None or kind(error) in known:
            return
        known.add(kind(error))
        keep(folder, target, data, error, seed)

    return one


def keep(folder: Path, target: Target, data: bytes, error: BaseException, seed: int) -> None:
    """Writes the smallest input found that breaks the same promise, and what it raises."""
    small = data if isinstance(error, Hang) else reduced(target, data, kind(error))
    shown = breach(target, small) or error
    name = hashlib.sha256(kind(error).encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(small)
    story = "".join(traceback.format_exception(shown))
    (folder / f"{name}.txt").write_text(
        f"{kind(error)}\nseed {seed}\n{small!r}\n\n{story}", "utf-8", "backslashreplace"
    )
    sys.stderr.write(f"BREACH {name} {kind(error)}\n")


def reduced(target: Target, data: bytes, wanted: str) -> bytes:
    """An input that breaks the same promise and has no part that can be left out."""
    tries = 0
    size = max(len(data) // 2, 1)
    while size and tries < MOST_TRIES:
        for start, smaller in _without_a_part(data, size):
            tries += 1
            error = breach(target, smaller)
            if error is not None and kind(error) == wanted:
                data = smaller
                break
            if tries >= MOST_TRIES or start + size >= len(data):
                size //= 2
                break
    return data


def _without_a_part(data: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    for start in range(0, max(len(data), 1), size):
        yield start, data[:start] + data[start + size :]
