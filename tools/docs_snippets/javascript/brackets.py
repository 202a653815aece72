"""Counts the open brackets of a script without parsing it."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"[({\[]|[)}\]]|(?<!\\)\"(?:\\.|[^\"\\\r\n])*+\"|(?<!\\)'(?:\\.|[^'\\\r\n])*+'"
    r"|`(?:\\.|[^`\\])*+`"
    r"|`|//[^\r\n]*|/\*.*?\*/|/\*",
    re.DOTALL,
)
_INSIDE = {"`": re.compile(r"(?:\\.|[^`\\])*+`", re.DOTALL), "/*": re.compile(r".*?\*/", re.DOTALL)}


@dataclass(slots=True)
class Brackets:
    """What is open at the end of the lines taken so far: brackets, a template or a comment."""

    depth: int = 0
    inside: str = ""

    @property
    def open(self) -> bool:
        """Whether anything is."""
        return bool(self.inside) or self.depth > 0

    def take(self, text: str, start: int, end: int) -> None:
        """Takes one line, or a whole text."""
        pos = start
        while True:
            if self.inside:
                closed = _INSIDE[self.inside].match(text, pos, end)
                if not closed:
                    return
                pos, self.inside = closed.end(), ""
            found = _TOKEN.search(text, pos, end)
            if not found:
                return
            pos, token = found.end(), found[0]
            if token in _INSIDE:
                self.inside = token
            elif len(token) == 1:
                self.depth += 1 if token in "({[" else -1


def is_open(text: str) -> bool:
    """Whether a bracket, template or comment is open at the end."""
    brackets = Brackets()
    brackets.take(text, 0, len(text))
    return brackets.open
