"""Whether YAML that does not parse by itself parses where it was cut out of a file.

The lines around it are made up: the keys above it, and the indentation of its first line.
"""

import re
from collections.abc import Iterator

from docs_snippets.data.example_yaml import read

_HEAD = re.compile(r"^(?:apiVersion|kind):", re.MULTILINE)
_STEPS = (-4, -2, 0, 2, 4)
"""How much deeper than the others a first line may have lain."""


def is_cut_out(text: str, above: str) -> bool:
    """Whether a text parses below lines that it lacks; `above` are those before the error."""
    lines = [line for line in text.split("\n") if _is_significant(line)]
    if len(lines) < 2 or _HEAD.search(text):
        return False
    first, _, rest = text.partition("\n")
    least = min(map(_indent, lines[1:]))
    alone = sum(map(_is_significant, above.split("\n"))) == 1 and _indent(first) != least
    below = _indent(lines[1])
    lost = (below - 2, below, *(least + step for step in _STEPS)) if alone else ()
    margins = {_indent(first), *(max(margin, 0) for margin in lost)}
    return any(_parses(f"{' ' * margin}{first.lstrip()}\n{rest}") for margin in sorted(margins))


def _parses(text: str) -> bool:
    around = "\n".join(reversed((*_around(text),)))
    return all(each.error is None for each in read(f"{around}\n{text}"))


def _around(text: str) -> Iterator[str]:
    """The lines above a text, the last one first, as the lines that it goes on with need them."""
    lines = [line for line in text.split("\n") if _is_significant(line)]
    low = _indent(lines[0])
    for line in lines[1:]:
        if _indent(line) < low:
            low = _indent(line)
            yield f"{' ' * low}{'- ' if line.lstrip().startswith('- ') else ''}above:"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_significant(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
