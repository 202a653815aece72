"""Scripts of a page that a command makes unfit to run, which a later command runs by their path."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.shell import Command, Word, commands
from docs_snippets.mdx.page import Page

_OCTAL = re.compile(r"0?[0-7]{3}")
_REMOVED = re.compile(r"[ugoa]*-[rwxst]*x[rwxst]*")


def unfit_modes(typed: Iterable[Command]) -> Iterator[CommandProblem]:
    """Modes that let nobody run a file, given to one that a command below runs as `./FILE`."""
    ordered = sorted(typed, key=lambda each: each.span.start)
    for at, command in enumerate(ordered):
        words = command.words[1:]
        if command.name != "chmod" or len(words) < 2 or not words[0].literal:
            continue
        mode = words[0]
        for file in words[1:] if _is_unfit(mode.value) else ():
            if _is_run(file, ordered[at + 1 :]):
                message = (
                    f"with the mode {mode.value!r}, nobody can run {file.value!r}, as is done below"
                )
                yield CommandProblem(mode.span, message)


def inline_commands(page: Page) -> Iterator[Command]:
    """The commands in inline code that run a file by its path, or change a mode."""
    for code in page.inline_code:
        if code.value.startswith(("chmod ", "sudo chmod ", "./")):
            yield from commands(code.content)


def _is_unfit(mode: str) -> bool:
    if _OCTAL.fullmatch(mode):
        return not int(mode, 8) & 0o111
    return _REMOVED.fullmatch(mode) is not None


def _is_run(file: Word, below: Sequence[Command]) -> bool:
    """Whether a file is run before its mode changes again."""
    name = posixpath.basename(file.value)
    for command in below:
        first = [word for word in command.words if word.value != "sudo"][:1]
        if command.name == "chmod" and any(name in word.value for word in command.words):
            return False
        if first and "/" in first[0].value and posixpath.basename(first[0].value) == name:
            return True
    return False
