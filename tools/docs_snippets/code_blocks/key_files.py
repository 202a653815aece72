"""Pairs of a certificate and its key that a command is given, of which one is another one's.

Files of a pair have one name by custom, `web.crt` and `web.key`.
"""

import posixpath
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.shell import Command, Word

_PAIRS = {"-CA": "-CAkey", "--cert": "--key"}
_CERTIFICATES = (".crt", ".cert", ".pem", ".cer")
_KEYS = (".key", ".pem")


def other_keys(commands: Sequence[Command]) -> Iterator[CommandProblem]:
    """Keys of another name than the certificate, of which the commands name the key, too."""
    names = {posixpath.basename(word.value) for each in commands for word in each.words}
    for command in commands:
        for certificate, key in _pairs(command):
            stem, _ = posixpath.splitext(posixpath.basename(certificate.value))
            own, suffix = posixpath.splitext(posixpath.basename(key.value))
            wanted = f"{stem}{suffix}"
            pair = suffix in _KEYS and wanted != posixpath.basename(certificate.value)
            if own != stem and pair and wanted in names:
                at = key.value.rfind("/") + 1
                span = key.excerpt.span(at, len(key.value))
                message = f"the certificate is {certificate.value!r}; did you mean {wanted!r}?"
                yield CommandProblem(span, message, f"{own}{suffix}", wanted)


def _pairs(command: Command) -> Iterator[tuple[Word, Word]]:
    """The certificate and the key that a command is given, as words of their own."""
    words = command.words
    values = {word.value: after for word, after in pairwise(words)}
    for certificate, key in _PAIRS.items():
        found, beside = values.get(certificate), values.get(key)
        typed = found and beside and found.literal and beside.literal
        if found and beside and typed and found.value.endswith(_CERTIFICATES):
            yield found, beside
