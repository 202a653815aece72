"""Cuts scripts in which so much is unterminated that the grammar would take quadratic time.

Its lexer reads on to the end of the text for a comment, and to the end of the line for a class of
characters in a pattern, and takes all that back when there is no end. Behind a statement it reads
over comments in a row, and begins again at each of them.
"""

import re
from itertools import islice

MOST = 32
"""How many comments, or classes of patterns on a line, may begin in vain."""

_OPENING = re.compile(rb"\"[^\"\\\n]*+\"|'[^'\\\n]*+'|(/\*)")
_ROW = re.compile(rb"(?:/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/[ \t]*+)++")


def bounded(data: bytes) -> bytes:
    """The script; up to where too much has begun in vain, where it is wrong in any case."""
    if data.count(b"/") <= MOST:
        return data
    closed = data.rfind(b"*/") + 2  # beyond, no comment ends
    data = _ROW.sub(_blanked, data[:closed]) + data[closed:] if closed > 1 else data
    end = min(_comments(data), _patterns(data))
    return data if end >= len(data) else data[:end]


def _blanked(found: re.Match[bytes]) -> bytes:
    row = found[0]
    return b" " * len(row) if row.count(b"*/") > MOST else row


def _comments(data: bytes) -> int:
    """Where the last comment begins that may begin in vain; what strings hold begins none."""
    if data.count(b"/*") <= MOST:
        return len(data)
    line = data.rfind(b"\n", 0, max(data.rfind(b"*/"), 0)) + 1
    starts = (found.end() for found in _OPENING.finditer(data, line) if found[1])
    return next(islice(starts, MOST, None), len(data))


def _patterns(data: bytes) -> int:
    """Where a line goes too far in beginning patterns whose classes of characters do not end."""
    start = 0
    for line in data.split(b"\n") if data.count(b"[") > MOST else ():
        at = line.rfind(b"]") + 1
        if line.count(b"[", at) > MOST and line.count(b"/", at) > MOST:
            return start + _nth(line, at)
        start += len(line) + 1
    return len(data)


def _nth(line: bytes, at: int) -> int:
    for _ in range(MOST):
        at = line.find(b"[", at) + 1
    return at
