"""Which line of which template a line of a rendered text came from, through includes too.

Each line of text in a template carries a mark while it is rendered; a rendered line came from where
its last mark says. Marks are characters for private use, which no page shows.
"""

import re
from typing import NamedTuple

_MARK = re.compile("\ue000(\\d+)\ue001")


class TemplateLine(NamedTuple):
    """A line of a template, 1-based."""

    template: str
    line: int


class Origins:
    """The lines of templates that were marked, by the number in their mark."""

    def __init__(self) -> None:
        self._lines: list[TemplateLine] = []

    def marked(self, template: str, text: str) -> str:
        """The text of a template with a mark in each line that begins with text."""
        lines, inside = text.split("\n"), False
        for number, line in enumerate(lines):
            content = line.lstrip(" \t")
            if content and not inside and (not content.startswith("<%") or content[2:3] == "="):
                self._lines.append(TemplateLine(template, number + 1))
                mark = f"\ue000{len(self._lines) - 1}\ue001"
                lines[number] = line[: len(line) - len(content)] + mark + content
            inside = line.rfind("<%") > line.rfind("%>") or (inside and "%>" not in line)
        return "\n".join(lines)

    def of(self, marked: str) -> tuple[TemplateLine | None, ...]:
        """Where each line of a rendered text with marks came from; None where it has no mark."""
        found = (_MARK.findall(line) for line in marked.split("\n"))
        return tuple(self._lines[int(marks[-1])] if marks else None for marks in found)


def unmarked(text: str) -> str:
    """A text without marks."""
    return _MARK.sub("", text)
