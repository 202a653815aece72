"""Reads the help of programs that pages show, and the commands that it documents.

A page shows it as it is printed, or as generated Markdown does: a heading that is the command, and
below it a list of options.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.facts.help_text import (
    CommandHelp,
    passes_on,
    read_flags,
    read_help,
    shows_more,
    usage_flags,
    usage_path,
)
from docs_snippets.facts.programs import ALWAYS, Program, ProgramCommand
from docs_snippets.facts.quote import Quote, quote

_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_TITLE = re.compile(r"(?:\#{1,6}[ \t]+|title:[ \t]*)(?P<title>.+?)[ \t\r]*$")
MOST_HELPS = 1_000
"""Help texts of one program that are read; the largest have a few hundred commands."""

_OPTIONS = re.compile(r"(?i)[\w ]*\b(?:options|flags)\b.*")
_INHERITED = re.compile(r"(?i)\b(?:inherited|parent|global|persistent|common)\b")
_MARK = re.compile(r"[ \t]*\{#[^}]*\}$")
_MARKDOWN = re.compile(r"^(?:#{1,6} |`{3}|~{3}|---$)", re.MULTILINE)
_CUT = re.compile(r"^[ \t]*(?:\.\.\.|…)[ \t]*$", re.MULTILINE)
MARKS = (
    *("Usage:", "Options:", "Flags:", "ptions inherited"),
    *("Options\n", "Options\r", "Flags\n", "Flags\r"),
)
"""One of these is on every page with help."""


class _Piece(NamedTuple):
    """A heading of a page, or the text of a block and where it starts."""

    title: str
    held: str
    start: int


class ShownFlags(NamedTuple):
    """A text that may list flags, and the command that it is about, program first.

    `usage`: the text says itself how the command is used, so that some of its lines are no list.
    """

    path: tuple[str, ...]
    text: str
    first_line: int
    usage: bool


class _Shown(NamedTuple):
    """A help text on a page. `listed` where its list of flags is whole."""

    help: CommandHelp
    quote: Quote
    listed: bool


def shown_program(name: str, sources: Iterable[Source]) -> Program | None:
    """A program as the help on some pages describes it; None where they show no help of it."""
    found: dict[tuple[str, ...], ProgramCommand] = {}
    opaque: set[tuple[str, ...]] = set()
    shown = chain.from_iterable(_shown(name, source) for source in sources)
    for each in islice(shown, MOST_HELPS):
        words = each.help.path[1:]
        for depth in range(len(words)):
            found.setdefault(words[:depth], ProgramCommand(words[:depth], ()))
        for below in each.help.commands or ():
            found.setdefault((*words, below), ProgramCommand((*words, below), ()))
        found[words] = _joined(found.get(words) or ProgramCommand(words, ()), each)
        if words:
            names = (words[-1], *each.help.aliases)
            found |= {(*words[:-1], name): found[words] for name in names}
        opaque |= {words} if each.help.passes_on else set()
    if not any(command.quote for command in found.values()):
        return None
    return Program(name, found, opaque=frozenset(opaque - {words[:-1] for words in found if words}))


def shown_names(source: Source) -> frozenset[str]:
    """The programs whose help a page may show."""
    if not any(mark in source.text for mark in MARKS):
        return frozenset()
    names: set[str] = set()
    for piece in _pieces(source.text):
        title = piece.title.strip("`\"'")
        names |= set((usage_path(title) if title else read_help(piece.held).path)[:1])
    return frozenset(names)


def _pieces(text: str) -> Iterator[_Piece]:
    """The headings and blocks of a page, in order; a block that is not closed is none."""
    fence, start, position = "", 0, 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line.rstrip("\r\n"))
        position += len(line)
        if fence:
            if found and found["fence"] == fence and not found["info"].strip():
                held = text[start : position - len(line)].replace("\r\n", "\n")
                yield _Piece("", held, start)
                fence = ""
        elif found:
            fence, start = found["fence"], position
        elif title := _TITLE.match(line):
            yield _Piece(title["title"], "", position - len(line))


def flag_lists(name: str, source: Source) -> Iterator[ShownFlags]:
    """The texts of a file that may list flags; without a name, of whichever program it shows."""
    text = source.text.replace("\r\n", "\n")
    pieces = tuple(_pieces(text)) if _MARKDOWN.search(text) else (_Piece("", text, 0),)
    command: tuple[str, ...] = (name,) if name else ()
    section = ""
    for piece in pieces:
        if piece.title:
            section = _MARK.sub("", piece.title).strip("`\"'")
            words = usage_path(section)
            if words and _is_name(section) and words[0] == (name or words[0]):
                command = words
            continue
        told = read_help(piece.held)
        if "sage" not in piece.held and not _OPTIONS.fullmatch(section):
            continue
        if name and told.path and told.path[0] != name:
            continue
        path = told.path
        shared = (path or command)[:1] if _INHERITED.search(section) else path or command
        line = text.count("\n", 0, piece.start) + 1
        yield ShownFlags(shared, piece.held, line, "sage" in piece.held)


def _joined(known: ProgramCommand, shown: _Shown) -> ProgramCommand:
    return known._replace(
        flags=(*known.flags, *(shown.help.flags or ())),
        complete=known.complete or shown.listed,
        abridged=known.abridged or shown.help.abridged,
        listed=known.listed or shown.help.commands is not None,
        quote=shown.quote if shown.listed or known.quote is None else known.quote,
        hides_aliases=known.hides_aliases or shown.help.by_cobra,
    )


def _shown(name: str, source: Source) -> Iterator[_Shown]:
    """The help texts of a page that are about the program, which one of them names."""
    found = tuple(_told_on(name, source))
    if any(named for _, named in found):
        yield from (shown for shown, _ in found)


def _told_on(name: str, source: Source) -> Iterator[tuple[_Shown, bool]]:
    """The help texts of a page, each with whether it, or the heading above, names the program."""
    command: tuple[str, ...] = (name,)
    section, headed, more = "", False, shows_more(source.text)
    for piece in _pieces(source.text):
        if piece.title:
            section = _MARK.sub("", piece.title).strip("`\"'")
            words = usage_path(section)
            if words[:1] == (name,) and _is_name(section):
                command, headed = words, True
            continue
        if not headed and (words := _synopsis(piece.held))[:1] == (name,):
            command, headed = words, True
        told = _told(piece.held, name, command, section)
        if told is not None:
            place = quote(source, piece.start, piece.held.split("\n", 1)[0])
            shared = "sage" not in piece.held and bool(_INHERITED.search(section))
            told = told._replace(abridged=told.abridged or (more and not shared))
            shown = _Shown(told, place, _is_whole(piece.held, told) and not shared)
            yield shown, headed or read_help(piece.held).path[:1] == (name,)


def _synopsis(held: str) -> tuple[str, ...]:
    """The command whose form is all that a block shows: `tool run [flags]`."""
    line = held.strip()
    return usage_path(line) if "\n" not in line and line.endswith("[flags]") else ()


def _is_whole(held: str, told: CommandHelp) -> bool:
    """Whether a text lists all flags of a command.

    One that lists `--help` alone and does not say `[flags]` leaves them to another program.
    """
    listed = {name for flag in read_flags(held) for name in flag.names}
    if not listed or _CUT.search(held):
        return False
    usage = held.partition("\n\n")[0]
    return bool(listed - ALWAYS) or told.commands is not None or bool(_OPTIONS.search(usage))


def _told(held: str, name: str, command: tuple[str, ...], section: str) -> CommandHelp | None:
    """What a block of a page says about the program or one of its commands."""
    options = _OPTIONS.fullmatch(section)
    synopsis = usage_path(held.strip()) == command and "[" in held.split("\n", 1)[0]
    if synopsis and not read_flags(held):
        used = held.strip().split("\n", 1)[0]
        return CommandHelp(command, usage_flags(held), None, passes_on=passes_on(used))
    if "sage" not in held and not options:
        return None
    told = read_help(held)
    if told.path[:1] == (name,):
        return told
    if told.path or not told.flags:
        return None
    return told._replace(path=(name,) if _INHERITED.search(section) else command)


def _is_name(title: str) -> bool:
    """Whether a title is a command and nothing else."""
    return bool(re.fullmatch(r"[a-z][\w -]*", title))
