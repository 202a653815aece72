"""Patterns by which a pipe picks lines, none of which is in the lines that it prints."""

import re
from itertools import islice

from docs_snippets.code_blocks.shell import Command
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Excerpt, Span

_PATTERN = re.compile(r"[A-Za-z][\w-]{4,}")
_WORD = re.compile(r"(?<![A-Za-z0-9_])(?=([A-Za-z][\w-]*))")
"""Words, and what follows a hyphen in them."""
_HARMLESS = frozenset(("-i", "-E", "-w", "-n", "--color=auto", "-Ei", "-iE"))
_MOST = 200
"""Words of an output that are compared."""


def unmatched_filter(command: Command, output: Excerpt) -> tuple[str, str, Span] | None:
    """The pattern of `grep`, what the output has instead, nearly the same, and where it has it."""
    words = command.words[1:]
    patterns = [each for each in words if not each.value.startswith("-")]
    flags = {each.value for each in words if each.value.startswith("-")}
    if command.name not in ("grep", "egrep") or len(patterns) != 1 or flags - _HARMLESS:
        return None
    pattern = patterns[0].value
    if not patterns[0].literal or not _PATTERN.fullmatch(pattern):
        return None
    if pattern.lower() in output.text.lower():
        return None
    for found in islice(_WORD.finditer(output.text), _MOST):
        ends = {found[1][: len(pattern) + more] for more in (-1, 0, 1)}
        near = [each for each in ends if edits(pattern.lower(), each.lower(), 2) == 1]
        if near:
            longest = max(near, key=len)
            return pattern, longest, output.span(found.start(), found.start() + len(longest))
    return None
