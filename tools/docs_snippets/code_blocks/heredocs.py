"""What the shell replaces in heredocs whose delimiter has no quotes, and was meant to stay.

Variables and `$(…)` are how writers fill in values. Positional parameters are empty in a reader's
shell, and backticks around what is no command are markup that the shell runs.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import is_typed

_OPENING = re.compile(r"(?<!<)<<(?P<tabs>-?)[ \t]*(?P<tag>[A-Za-z_]\w*)[^\n]*\n")
_POSITIONAL = re.compile(r"(?<!\\)\$(?:[1-9@*](?!\w)|\{[1-9@*]\})")
_TICKS = re.compile(r"(?<!\\)`(?P<inside>[^`\n]*)(?<!\\)`")
_SCRIPT = re.compile(r"\$[1-9@*]|\$\{[1-9@*]|\w[ \t]*\(\)|^#!", re.MULTILINE)


class Expanding(NamedTuple):
    """A heredoc and the places in it where the shell replaces what was to be kept."""

    tag: str
    replaced: tuple[tuple[int, int], ...]


def expanding(text: str, shown: str) -> Iterator[Expanding]:
    """Every such heredoc of a shell text, at its first place of each sort.

    `shown` is the text with what nobody types masked.
    """
    position = 0
    while opening := _OPENING.search(shown, position):
        position = opening.end()
        tabs = r"\t*" if opening["tabs"] else ""
        closing = re.compile(rf"^{tabs}{opening['tag']}[ \t]*$", re.MULTILINE)
        if end := closing.search(shown, position):
            around = text[: opening.start()] + text[end.end() :]
            yield Expanding(opening["tag"], tuple(_replaced(text, position, end.start(), around)))
            position = end.end()


def _replaced(text: str, start: int, end: int, around: str) -> Iterator[tuple[int, int]]:
    positional = _POSITIONAL.search(text, start, end)
    if positional and not _SCRIPT.search(around):
        yield positional.span()
    script = text.startswith("#!", start)
    ticks = (each for each in _TICKS.finditer(text, start, end) if each["inside"].strip())
    if found := next((each for each in ticks if script or not is_typed(each["inside"])), None):
        yield found.span()
