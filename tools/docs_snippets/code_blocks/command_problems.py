"""What a command line has wrong, and what to write in its place."""

from typing import NamedTuple

from docs_snippets.core.source import Span


class CommandProblem(NamedTuple):
    """A place in a command, what is wrong there, and the word to write for the one given.

    `sure` unless what the program takes may be more than what is known.
    """

    span: Span
    message: str
    word: str = ""
    wanted: str = ""
    sure: bool = True
