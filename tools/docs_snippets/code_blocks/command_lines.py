"""A command line read by what is known of its program: command, flags with values, arguments."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from docs_snippets.code_blocks.shell import Command, Word, commands
from docs_snippets.facts.help_text import ProgramFlag
from docs_snippets.facts.programs import Program, ProgramCommand
from docs_snippets.mdx.page import Page

FindProgram: TypeAlias = Callable[[str], Program | None]

_PROGRAM = re.compile(r"[a-z][\w-]+")
_FLAG = re.compile(r"--?[A-Za-z0-9][\w.-]*")
_ELIDED = re.compile(r"\.\.\.|…|\[.*|.*\||[({<]+|\[?(?i:options|flags|args)\]?")


class GivenFlag(NamedTuple):
    """A flag as it is typed. `word` is the whole of it; `value` is None where it has none.

    `known` is None where the program is not known to take it. `inside` of a word are the letters
    that follow one dash.
    """

    name: str
    word: Word
    known: ProgramFlag | None
    value: Word | None = None
    inside: bool = False


class CommandLine(NamedTuple):
    """`PROGRAM COMMAND… ARGUMENT… FLAG… -- REST…`.

    `stray` is the word where the name of a command was expected. `elided` lines leave words out.
    `called` is the program as it is typed, `kubectl NAME` for a plugin.
    """

    command: Command
    program: Program
    known: ProgramCommand
    arguments: tuple[Word, ...]
    flags: tuple[GivenFlag, ...]
    stray: Word | None
    rest: tuple[Word, ...] | None
    elided: bool
    called: str

    @property
    def typed(self) -> str:
        """Program and command as messages name them."""
        return " ".join((self.called, *self.known.words))


def page_lines(typed: Iterable[Command], find: FindProgram) -> Iterator[CommandLine]:
    """The command lines of a page's blocks whose program is known."""
    for command in typed:
        if line := read_command_line(command, find):
            yield line


def inline_lines(page: Page, find: FindProgram) -> Iterator[CommandLine]:
    """The command lines in a page's inline code: a known program and at least two words."""
    for code in page.inline_code:
        words = code.value.split(maxsplit=2)
        if len(words) > 2 and _PROGRAM.fullmatch(words[0]) and find(words[0]):
            for command in commands(code.content):
                if line := read_command_line(command, find):
                    yield line


def read_command_line(command: Command, find: FindProgram) -> CommandLine | None:
    """A command of a program that is known; None for any other."""
    program = find(command.name) if command.words else None
    if program is None:
        return None
    words, called = _apart(command.words)[1:], command.name
    below, stray, at = _command(words, program)
    if stray and program.plugins and words[:1] == (stray,):
        plugin = find(f"{program.name}-{stray.value}")
        if plugin is not None:
            program, words, called = plugin, words[1:], f"{called} {stray.value}"
            below, stray, at = _command(words, program)
    known = program.commands.get(below)
    if known is None:
        return None
    flags: list[GivenFlag] = []
    arguments: list[Word] = []
    rest: tuple[Word, ...] | None = None
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word.value == "--":
            rest = words[position:]
            break
        if _is_flag(word):
            following = words[position] if position < len(words) else None
            before = below[: sum(each < position for each in at)]
            given = _given(word, following, program, below, before)
            flags += given
            position += given[-1].value is not None and given[-1].value is following
        elif position - 1 not in at:
            arguments.append(word)
            if below in program.opaque:
                rest = words[position:]
                break
    elided = any(
        _ELIDED.fullmatch(word.value) or word.value.count("{") != word.value.count("}")
        for word in words
    )
    return CommandLine(
        command, program, known, tuple(arguments), tuple(flags), stray, rest, elided, called
    )


def _apart(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words without what is glued to the one before: `--values=<(…)` is one for the program."""
    return tuple(
        word
        for before, word in zip((None, *words), words, strict=False)
        if before is None or before.span.end != word.span.start
    )


def _command(
    words: tuple[Word, ...], program: Program
) -> tuple[tuple[str, ...], Word | None, frozenset[int]]:
    """The words of the command, the one that is none, and which of a line's words they are."""
    found: tuple[str, ...] = ()
    at: list[int] = []
    position = 0
    while position < len(words):
        word = words[position]
        if word.value == "--":
            break
        if _is_flag(word):
            name, equals, _ = word.value.partition("=")
            flag = program.flags(found).get(name) or program.any_flag.get(name)
            position += 1 + (flag is not None and flag.takes == "value" and not equals)
            continue
        if word.value not in program.below(found):
            return found, word if program.below(found) else None, frozenset(at)
        found = (*found, word.value)
        at.append(position)
        position += 1
    return found, None, frozenset(at)


def _is_flag(word: Word) -> bool:
    return word.value.startswith("-") and len(word.value) > 1 and bool(_FLAG.match(word.value))


def _given(
    word: Word,
    following: Word | None,
    program: Program,
    below: tuple[str, ...],
    before: tuple[str, ...],
) -> list[GivenFlag]:
    """The flags of one word: one, or several letters behind one dash.

    It may be a flag of the command `before` it, and not of the one further below.
    """
    name, equals, _ = word.value.partition("=")
    if name not in program.flags(below) and name in program.flags(before):
        below = before
    known = program.flags(below)
    flag = known.get(name)
    if flag is None and name.startswith("--"):
        flag = _shortened(name, program, below)
    if flag is not None or name.startswith("--") or len(name) == 2:
        takes = flag is not None and flag.takes == "value" and not equals
        value = word if equals else following if takes else None
        return [GivenFlag(name, word, flag, value)]
    return _letters(word, following, program, below)


def _letters(
    word: Word, following: Word | None, program: Program, below: tuple[str, ...]
) -> list[GivenFlag]:
    """`-it`, `-ojson`: letters up to the first that takes the others as its value."""
    known = program.flags(below)
    found: list[GivenFlag] = []
    for at, letter in enumerate(word.value[1:], 1):
        flag = known.get(f"-{letter}")
        last = at + 1 == len(word.value)
        takes = flag is not None and flag.takes != "nothing"
        value = following if takes and last else word if takes else None
        found.append(GivenFlag(f"-{letter}", word, flag, value, inside=True))
        if flag is None or takes:
            break
    return found


def _shortened(name: str, program: Program, below: tuple[str, ...]) -> ProgramFlag | None:
    """The flag that a program takes for the beginning of its name, or for its negation."""
    known = program.flags(below)
    if program.negates and name.startswith("--no-") and f"--{name[5:]}" in known:
        return known[f"--{name[5:]}"]
    if not program.abbreviates:
        return None
    longer = [flag for each, flag in known.items() if each.startswith(name)]
    return longer[0] if longer else None
