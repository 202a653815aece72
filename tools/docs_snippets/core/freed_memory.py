"""Memory that is no longer used, given back to the system.

The allocator of glibc keeps what was freed amid what is in use; programs that run for hours ask it.
"""

import ctypes
from functools import cache


def give_back() -> None:
    """Does so where the system can: it takes some milliseconds."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> "ctypes._NamedFuncPointer | None":
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another system, or another allocator
        return None
