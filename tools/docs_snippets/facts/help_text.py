"""Reads the help that a program prints: its commands and their flags.

The layouts of common libraries are known: pflag and cobra, docopt, argparse and click, getopt.
Nothing here is specific to a program.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

Takes: TypeAlias = Literal["nothing", "value", "perhaps"]
"""Whether a value follows a flag; `perhaps` one that may be given behind `=` only."""

_NAME = re.compile(r"--?(?:\[no-?\])?[A-Za-z0-9?#][\w.-]*")
_GIVEN = re.compile(r"=(?P<given>'[^']*'|\"[^\"]*\"|\[[^\]]*\]|<[^>]*>|[^\s,:]*)")
_OPTIONAL = re.compile(r"(?P<type>[ ][\w./|-]+)?\[=[^\]]*\]")
_METAVARIABLE = re.compile(
    r"[ ]?(?P<angled><[^>\n]*>(?:\.\.\.)?)|"
    r"[ ](?P<word>[A-Z][A-Z0-9_:./|-]*(?:\.\.\.)?|\{[^}\n]*\}|[A-Za-z][\w./|:-]*)"
    r"(?:[ ][A-Za-z][\w./-]*){0,4}(?=[ ]{2,}|,|\t|$|[ ]-)"
)
_LIST_TYPES = re.compile(r"strings|\w+(?:Array|Slice|s)|stringTo\w+|list|map|\w+,\w+\S*")
_REPEATED = re.compile(
    r"(?i)repeat|multiple|more than once|several|comma|can be (?:specified|used|given|set)|list of"
)
_SECTION = re.compile(r"(?P<title>[A-Z][\w /()-]*):[ \t]*(?P<rest>.*)$")
_FLAGS = re.compile(r"(?i)(?:.*\b)?(?:flags|options)")
_COMMANDS = re.compile(r"(?i)(?:.*\b)?(?:sub)?commands\b.*")
_COMMAND = re.compile(r"[ \t]{1,8}(?P<name>[a-z][\w-]*)(?:,[ ][\w, -]+)?(?:[ ]{2,}|\t)\S")
_USED = re.compile(r"(?<![\w<-])(?P<name>--?[A-Za-z][\w-]*)(?P<value>=|[ ]?<|[ ][A-Z]{2,})?")
_BY_COBRA = re.compile(r"-h, --help[ ]+help for [a-z]")
_PATH_WORD = re.compile(r"[a-z][\w-]*$")
_PASSED_ON = re.compile(
    r"(?:[\[<({](?:[\w-]+[ ]){0,2}(?i:[\w-]*args?|[\w-]*arguments?)|[ ](?:[A-Z]+[_-])?ARGS?)"
    r"[\]>)}. ]*(?:[ ]\[(?i:flags|options)\])?$"
)
"""A usage line that ends in arguments for what the command runs, without `--` before them."""
_FULLER = r"(?:all|full|more|long|verbose|advanced|extended|expert|hidden|detailed|complete)"
_FULLER_HELP = re.compile(rf"--(?:help-?{_FULLER}|{_FULLER}-?help)")
_LEFT_OUT = re.compile(
    rf"(?i)\b{_FULLER} help\b"
    r"|\b(?:more|further|additional|advanced|hidden|other) (?:[\w-]+ )?(?:options|flags)\b"
    r"[^.\n]{0,60}(?:--?help|\bman\b|\bhelp\b|https?:)"
    r"|(?:--?help|\bman|\bhelp)\b[^.\n]{0,60}\b(?:for|lists?|shows?|prints?|see|displays?)\b"
    r"[^.\n]{0,20}\b(?:all|more|further|additional|advanced|hidden|other|every)\b"
    r"(?: of)?(?: the)?(?: [\w-]+)? (?:options?|flags?)\b"
)
_SOME = re.compile(r"(?i)(?:common|basic|main|most[ -]used|popular|frequent\w*(?:[ -]used)?) .*")


class ProgramFlag(NamedTuple):
    """A flag under all of its names, with their dashes."""

    names: tuple[str, ...]
    takes: Takes
    repeats: bool = False


class CommandHelp(NamedTuple):
    """What one help text says of a command.

    `path` begins with the program; it is empty where the text does not name it. `flags` is None
    where the text has no list of them, and so may `commands` be. `aliases` are other names of the
    command. `by_cobra`: a library made it whose references leave out the aliases. `passes_on`: what
    follows its first argument is for another program. `abridged`: it says that there are more flags
    than it lists.
    """

    path: tuple[str, ...]
    flags: tuple[ProgramFlag, ...] | None
    commands: tuple[str, ...] | None
    aliases: tuple[str, ...] = ()
    by_cobra: bool = False
    passes_on: bool = False
    abridged: bool = False


def read_help(text: str) -> CommandHelp:
    """One help text."""
    lines = tuple(_in_sections(text))
    sections = {section for section, _ in lines}
    usage = [line for section, line in lines if section == "usage"]
    path = next(filter(None, map(usage_path, usage)), ())
    listed = [(line, read_flag(line)) for _, line in lines]
    flags = [flag for _, flag in listed if flag]
    used = [flag for line in usage if not read_flag(line) for flag in usage_flags(line)]
    commands = [
        found["name"]
        for section, line in lines
        if section in ("", "usage") or _COMMANDS.fullmatch(section)
        if (found := _COMMAND.match(line)) and (path or section)
    ]
    return CommandHelp(
        path,
        (*used, *flags) if flags or any(map(_FLAGS.fullmatch, sections)) else None,
        tuple(commands) if commands or any(map(_COMMANDS.fullmatch, sections)) else None,
        tuple(
            word
            for section, line in lines
            if section == "aliases"
            for word in re.split(r"[,\s]+", line.strip())
            if _PATH_WORD.match(word) and word != path[-1:]
        ),
        bool(_BY_COBRA.search(text)),
        any(map(passes_on, usage)),
        is_abridged(text, (section for section, _ in lines)),
    )


def passes_on(usage: str) -> bool:
    """Whether a usage line ends in arguments of another program."""
    return "-- " not in usage and bool(_PASSED_ON.search(usage.rstrip()))


def is_abridged(text: str, sections: Iterable[str] = ()) -> bool:
    """Whether a help text says that it leaves flags out, or lists the usual ones alone."""
    lists = [each for each in dict.fromkeys(sections) if _FLAGS.fullmatch(each)]
    some = bool(lists) and all(map(_SOME.fullmatch, lists))
    return some or bool(_LEFT_OUT.search(text)) or shows_more(text)


def shows_more(text: str) -> bool:
    """Whether a text names a flag that prints a longer help: `--help-all`."""
    return bool(_FULLER_HELP.search(text))


def _in_sections(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a help text, each with the title above it in small letters, if any."""
    section = ""
    for line in text.split("\n"):
        found = _SECTION.match(line.rstrip())
        section = found["title"].lower() if found else section
        yield section, found["rest"] if found else line


def usage_flags(line: str) -> tuple[ProgramFlag, ...]:
    """The flags of a usage line, which may be missing in the list below it."""
    return tuple(
        ProgramFlag((found["name"],), "value" if found["value"] else "nothing", True)
        for found in _USED.finditer(line)
    )


def usage_path(line: str) -> tuple[str, ...]:
    """The words of a usage line before its first placeholder, bracket or flag."""
    words: list[str] = []
    for word in line.split():
        if not _PATH_WORD.match(word):
            break
        words.append(word)
    return tuple(words)


def read_flags(text: str) -> tuple[ProgramFlag, ...]:
    """The flags of a list."""
    return tuple(flag for line in text.split("\n") if (flag := read_flag(line)))


def read_flag(line: str) -> ProgramFlag | None:
    """A line that begins with a flag and says what it is; None for any other."""
    text = line.strip().expandtabs(4)
    names: list[str] = []
    takes: Takes = "nothing"
    repeats = False
    position = 0
    while name := _NAME.match(text, position):
        names += _spelled(name[0].rstrip("."))
        position = name.end()
        value, position = _value(text, position)
        if value:
            takes = "perhaps" if "perhaps" in (takes, value.takes) else value.takes
            repeats = repeats or value.repeats
        separator = re.compile(r",?[ ]{0,4}(?=-)|[ ]?[|/][ ]?(?=-)").match(text, position)
        if separator is None or not separator[0]:
            break
        if names[-1].startswith("--") and not separator[0].strip():
            position, takes = _dashed_value(text, position, takes)
            break
        position = separator.end()
    rest = text[position:]
    if not names or (rest and not rest.startswith(("  ", ":", " (", " [")) and not _short(rest)):
        return None
    repeats = repeats or bool(_REPEATED.search(rest))
    return ProgramFlag(tuple(dict.fromkeys(names)), takes, repeats)


def _dashed_value(text: str, position: int, takes: Takes) -> tuple[int, Takes]:
    """`--group --user  …`: a flag in place of the name of a value, which pflag makes of quotes."""
    found = re.compile(r" --?[\w-]+(?=  )").match(text, position)
    return (found.end(), "value") if found and takes == "nothing" else (position, takes)


class _Value(NamedTuple):
    takes: Takes
    repeats: bool


def _value(text: str, position: int) -> tuple[_Value | None, int]:
    """What a flag takes, and where the text goes on."""
    if optional := _OPTIONAL.match(text, position):
        return _Value("perhaps", False), optional.end()
    if given := _GIVEN.match(text, position):
        if given["given"] in ("true", "false"):
            return None, given.end()
        return _Value("value", given["given"].startswith("[")), given.end()
    if named := _METAVARIABLE.match(text, position):
        word = named["angled"] or named["word"]
        if word in ("bool", "count"):
            return None, named.end()
        repeats = word.endswith("...") or bool(_LIST_TYPES.fullmatch(word))
        return _Value("value", repeats), named.end()
    return None, position


def _spelled(name: str) -> Iterable[str]:
    """A name, and its negation where `--[no-]name` stands for both."""
    plain = re.sub(r"\[no-?\]", "", name)
    return (plain,) if plain == name else (plain, plain.replace("--", "--no-", 1))


def _short(rest: str) -> bool:
    """Whether a description follows with one space, as curl prints it."""
    return bool(re.match(r" [A-Z]", rest))
