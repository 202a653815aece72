"""The file that keeps what a check found: data that is verified before it is used, and never run.

A line with the format, a line with the length and the digest of two parts, then these: the findings
as packed JSON, and where each old text lies in the rest of the file, where each is packed by
itself. Only what is asked for is read. What does not fit is taken for no file.
"""

import json
import os
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from docs_snippets.files.file_states import digest
from docs_snippets.files.reading import SIZE_LIMIT

_FORMAT = b"docs-snippets cache 1\n"
_LONGEST_LINE = 400
_LARGEST = 256 * 1024 * 1024
"""Bytes of a part, packed or unpacked."""
_LEVEL = 1


class _Part(NamedTuple):
    length: int
    digest: str


@dataclass(frozen=True, eq=False)
class CacheFile:
    """A file that was kept: its findings, as JSON, and the texts of the docs that had them."""

    path: Path
    checked: bytes
    _places: Mapping[str, tuple[int, int]]

    def text(self, of: str) -> bytes | None:
        """The content that has a digest; None where the file does not have it whole."""
        text = _unpacked(self.packed(of), SIZE_LIMIT)
        return text if text is not None and digest(text) == of else None

    def packed(self, of: str) -> bytes:
        """The same as it lies in the file; empty where it is not there."""
        if of not in self._places:
            return b""
        start, length = self._places[of]
        try:
            with self.path.open("rb") as stream:
                stream.seek(start)
                return stream.read(length)
        except OSError:
            return b""


def read(path: Path) -> CacheFile | None:
    """The file at a path; None where there is none that can be trusted."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            if os.fstat(stream.fileno()).st_uid != os.geteuid():
                return None  # somebody else's
            return _read(path, stream)
    except (OSError, AttributeError, TypeError, ValueError, RecursionError):
        return None


def _read(path: Path, stream: BinaryIO) -> CacheFile | None:
    if stream.readline(_LONGEST_LINE) != _FORMAT:
        return None
    parts = (_Part(*each) for each in json.loads(stream.readline(_LONGEST_LINE)))
    checked, index = (_unpacked(_part(stream, each), _LARGEST) for each in parts)
    if checked is None or index is None:
        return None
    start = stream.tell()
    places = {of: (start + at, length) for of, (at, length) in json.loads(index).items()}
    return CacheFile(path, checked, places)


def _part(stream: BinaryIO, part: _Part) -> bytes:
    found = stream.read(part.length) if 0 <= part.length <= _LARGEST else b""
    return found if digest(found) == part.digest else b""


def _unpacked(data: bytes, limit: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, limit + 1)
    except zlib.error:
        return None
    return found if unpacking.eof and len(found) <= limit else None


def content(
    checked: bytes, texts: Collection[str], old: CacheFile | None, read: Callable[[str], bytes]
) -> bytes:
    """What to keep in a file: findings, and texts by their digests, taken from an old file or read.

    `read` gives the text that has a digest.
    """
    places: dict[str, tuple[int, int]] = {}
    packed: list[bytes] = []
    at = 0
    for of in texts:
        data = (old.packed(of) if old else b"") or zlib.compress(read(of), _LEVEL)
        places[of] = at, len(data)
        at += len(data)
        packed.append(data)
    index = json.dumps(places, separators=(",", ":")).encode()
    parts = [zlib.compress(part, _LEVEL) for part in (checked, index)]
    line = json.dumps([_Part(len(part), digest(part)) for part in parts]).encode()
    return b"".join((_FORMAT, line, b"\n", *parts, *packed))
