"""Limits the effort of reading a page, so that no text takes more than linear time."""

from dataclasses import dataclass

MAX_VAIN = 20_000
MAX_VAIN_SIZE = 500_000


@dataclass(slots=True)
class Effort:
    """How many characters were read ahead or judged in vain, on the page and in its directives."""

    spent: int = 0
    failed: int = 0
    judged: int = 0
    vain: int = 0
    vain_size: int = 0
    last_comment: int | None = None

    def lose(self, size: int) -> None:
        """Notes that a text was taken for JavaScript in vain."""
        self.vain += 1
        self.vain_size += size

    @property
    def used_up(self) -> bool:
        """Whether too many texts were, to ask for one more."""
        return self.vain > MAX_VAIN or self.vain_size > MAX_VAIN_SIZE
