"""Describes an unexpected exception in one line: what it is, and where it was raised."""

import traceback
from pathlib import Path

_PACKAGE = str(Path(__file__).parents[1])
ASKS = "this is a bug in docs-snippets; please report it"


class UnfinishedError(RuntimeError):
    """Work in another process failed or was ended; the text is already a description."""


def description(error: BaseException) -> str:
    """`IndexError: list index out of range (rules/a_rule.py:12)`, and what the reader can do."""
    if isinstance(error, MemoryError):
        return f"out of memory{_place(error)}"
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
        return f"{reason}: {error.filename!r}" if error.filename else reason
    if isinstance(error, UnfinishedError):
        return str(error)
    words = " ".join(str(error).split())
    named = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return f"{named}{_place(error)}; {ASKS}"


def _place(error: BaseException) -> str:
    """The innermost place of our own."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(_PACKAGE):
            path = Path(frame.filename).relative_to(_PACKAGE).as_posix()
            return f" ({path}:{frame.lineno})"
    return ""
