"""The texts of a report, each stored once: the data refers to them by number."""

from docs_snippets.core.printable import source_line
from docs_snippets.core.source import LINE_END

Values = dict[str, object]
"""An object of the report's JSON."""


class Texts:
    """Gives numbers to texts, in the order in which they come.

    What pages say is kept as it can be shown: characters that do not show, or that act on what
    stands around them, are written as escapes.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text of one or more lines."""
        shown = "\n".join(map(source_line, LINE_END.split(text)))
        return self._numbers.setdefault(shown, len(self._numbers))

    @property
    def all(self) -> list[str]:
        """Every text, by its number."""
        return list(self._numbers)
