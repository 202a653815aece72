"""Where a fact was read: every answer can be followed back to the line it came from."""

from typing import NamedTuple

from docs_snippets.core.diagnostics import Note
from docs_snippets.core.source import Source


class Quote(NamedTuple):
    """Words of a reference and their place, 1-based; white space in `text` is folded."""

    path: str
    line: int
    column: int
    text: str

    def note(self, message: str = "") -> Note:
        """The quote as a note of a finding; without a message, its own words."""
        return Note(
            self.path, self.line, self.column, message or f"the reference says: {self.text}"
        )


def quote(source: Source, offset: int, text: str) -> Quote:
    """Words that start at an offset of a source."""
    line = source.line_of(offset)
    column = offset - source.line_starts[line - 1] + 1
    return Quote(source.path, line, column, " ".join(text.split()))
