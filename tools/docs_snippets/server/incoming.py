"""The messages of the editor, as bytes, and whether one is waiting.

They are read in a thread, while the server works; one takes several turns of the event loop.
"""

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(eq=False)
class Incoming:
    """A stream of messages, each with lines before it, an empty one and its bytes.

    One `is_waiting` from its first line until the next message is asked for: then it is answered.
    """

    stream: BinaryIO
    is_waiting: bool = False
    _is_whole: bool = False

    def readline(self) -> bytes:
        """A line before a message."""
        if self._is_whole:
            self._is_whole = self.is_waiting = False
        line = self.stream.readline()
        self.is_waiting |= line.startswith(b"Content-Length:")
        return line

    def read(self, size: int) -> bytes:
        """The bytes of a message."""
        found = self.stream.read(size)
        self._is_whole = True
        return found
