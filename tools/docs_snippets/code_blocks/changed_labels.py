"""Commands that change labels and annotations: what they are given to change."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import CommandLine
from docs_snippets.code_blocks.command_problems import CommandProblem

_ENDS_OPEN = re.compile(r"[\w.-]*\w-")


def label_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """What a command cannot change, or not in this way."""
    yield from _removed_label(line)
    yield from _changes(line)


def _removed_label(line: CommandLine) -> Iterator[CommandProblem]:
    """`label node one key=value-`: a value cannot end so, and a label goes with `key-`."""
    for word in line.arguments[1:] if line.known.words[-1:] == ("label",) else ():
        key, sign, value = word.value.partition("=")
        if sign and word.literal and _ENDS_OPEN.fullmatch(value):
            message = f"invalid label value {value!r}; to remove the label, write '{key}-'"
            yield CommandProblem(word.span, message, word.value, f"{key}-")


def _changes(line: CommandLine) -> Iterator[CommandProblem]:
    """`label node one key:value`: nothing says what to change."""
    signs = line.known.changes
    words = line.arguments
    if not signs or line.elided or len(words) < 2 or not all(word.literal for word in words):
        return
    if any(flag.name == "--list" for flag in line.flags):
        return
    if any(word.value.endswith("-") or set(signs) & set(word.value) for word in words[1:]):
        return
    word = next((each for each in words[1:] if ":" in each.value), words[-1])
    wanted = " or ".join(f"'KEY{sign}VALUE'" for sign in signs[:1])
    message = f"'{line.typed}' needs {wanted}, not {word.value!r}"
    key, colon, value = word.value.partition(":")
    yield CommandProblem(word.span, message, word.value if colon else "", f"{key}={value}")
