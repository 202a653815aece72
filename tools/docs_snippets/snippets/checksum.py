"""The checksum of a generated text, blind to line ends, to indentation and to edge blank lines."""

import hashlib

from docs_snippets.core.source import LINE_END

DIGITS = 16


def normalized(text: str, indent: str = "") -> str:
    """A text with `\\n` line ends, without the given indentation and without edge blank lines."""
    lines = [_dedented(line, indent) for line in LINE_END.split(text)]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _dedented(line: str, indent: str) -> str:
    return line.removeprefix(indent) if line.strip(" \t") else ""


def indent_text(text: str, indent: str) -> str:
    """The reverse of `plain`: every line that is not blank gets the indentation."""
    return "\n".join(indent + line if line else "" for line in text.split("\n"))


def checksum(text: str) -> str:
    """The checksum of a plain text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
