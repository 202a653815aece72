"""Mistakes of the hand in a text: what goes, comes twice or changes places with another."""

import random
import re
from collections.abc import Callable, Sequence

_WORD = re.compile(r"\w+|[^\w\s]|[ \t]+")
_DELIMITER = re.compile(r"[`*_\[\](){}<>|:#$~\"'=\\-]")
_MOST = 4
"""Mistakes in one text."""


def mutated(text: str, chance: random.Random) -> str:
    """A text with a few mistakes."""
    for _ in range(chance.randint(1, _MOST)):
        text = chance.choice(_WAYS)(text, chance)
    return text


def _lines(text: str, chance: random.Random) -> str:
    return "".join(_changed(text.splitlines(keepends=True), chance))


def _words(text: str, chance: random.Random) -> str:
    return _at_tokens(text, _WORD, chance)


def _delimiters(text: str, chance: random.Random) -> str:
    return _at_tokens(text, _DELIMITER, chance)


def _at_tokens(text: str, pattern: re.Pattern[str], chance: random.Random) -> str:
    """A line whose tokens of a kind are changed; all between them stays."""
    lines = text.splitlines(keepends=True)
    usable = [number for number, line in enumerate(lines) if len(pattern.findall(line)) > 1]
    if not usable:
        return text
    number = chance.choice(usable)
    line, tokens = lines[number], [*pattern.finditer(lines[number])]
    at = chance.randrange(len(tokens) - 1)
    first, second = tokens[at], tokens[at + 1]
    between = line[first.end() : second.start()]
    one, two = first[0], second[0]
    changed = chance.choice(
        (between + two, one + one + between + two, two + between + one, one + between)
    )
    lines[number] = line[: first.start()] + changed + line[second.end() :]
    return "".join(lines)


def _changed(parts: Sequence[str], chance: random.Random) -> list[str]:
    """Parts of which one is missing, stands twice, or has changed places with another."""
    found = [*parts]
    if not found:
        return found
    at, other = chance.randrange(len(found)), chance.randrange(len(found))
    way = chance.randrange(3)
    if way == 0:
        del found[at]
    elif way == 1:
        found.insert(other, found[at])
    else:
        found[at], found[other] = found[other], found[at]
    return found


_WAYS: Sequence[Callable[[str, random.Random], str]] = (_lines, _words, _delimiters)
