"""Programs as a reader types them: their commands, with the flags and arguments that each takes.

Packaged tables are in `programs.toml`; the help that a tree shows of a program goes before them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from docs_snippets.facts.fact_data import TomlTable, tables, text, texts
from docs_snippets.facts.help_text import ProgramFlag, Takes
from docs_snippets.facts.quote import Quote

ALWAYS = frozenset({"-h", "--help", "-help", "--version", "--usage"})
"""Flags that programs take without saying so."""

_FLAG = re.compile(r"(?P<names>[^=\[*]+)(?P<takes>=|\[=\])?(?P<repeats>\*)?")
_COUNT = re.compile(r"(?P<fewest>\d+)(?P<range>\.\.(?P<most>\d+)?)?")
_TAKES: dict[str | None, Takes] = {None: "nothing", "=": "value", "[=]": "perhaps"}


class ArgumentCount(NamedTuple):
    """How many arguments a command takes; `unless` are the flags with which that does not hold."""

    fewest: int
    most: int | None
    unless: frozenset[str] = frozenset()


class ProgramCommand(NamedTuple):
    """A command of a program, by its words: `create secret`; the program itself has none.

    `complete` where all of its flags are known, and `listed` where all commands below it are. It
    must have one of the flags it `needs`, and an argument with one of the signs it `changes` by.
    `separate`: a program that it runs stands behind `--`; `resources`: it takes `KIND NAME…` or
    `KIND/NAME…`, and needs a name where it is `named`. `quote` is the help that tells of it.
    `hides_aliases`: commands below it may have names that the help leaves out. `abridged`: so it
    says of flags.
    """

    words: tuple[str, ...]
    flags: tuple[ProgramFlag, ...]
    complete: bool = False
    listed: bool = False
    arguments: ArgumentCount | None = None
    needs: frozenset[str] = frozenset()
    changes: tuple[str, ...] = ()
    separate: bool = False
    resources: bool = False
    named: bool = False
    quote: Quote | None = None
    hides_aliases: bool = False
    abridged: bool = False


@dataclass(frozen=True)
class Program:
    """A program and its commands. `release` is that of a packaged table.

    `plugins`: its first word may be a program of its own; `abbreviates` and `negates`: it takes
    `--verb` and `--no-verbose` for `--verbose`; `opaque` are commands that leave what follows
    their first argument to another program. Each of the flags `outputs` is for one argument.
    `kinds`: its commands are about kinds of resources. `values` are all that a flag takes, by the
    words of a command (none: any) and its name, and `beside` the flags one of which it needs.
    """

    name: str
    commands: Mapping[tuple[str, ...], ProgramCommand]
    release: str = ""
    citation: str = ""
    plugins: bool = False
    abbreviates: bool = False
    negates: bool = False
    opaque: frozenset[tuple[str, ...]] = frozenset()
    outputs: frozenset[str] = frozenset()
    kinds: bool = False
    values: Mapping[tuple[tuple[str, ...], str], tuple[str, ...]] = field(default_factory=dict)
    beside: Mapping[tuple[tuple[str, ...], str], tuple[str, ...]] = field(default_factory=dict)
    _flags: dict[tuple[str, ...], Mapping[str, ProgramFlag]] = field(
        default_factory=dict, compare=False
    )

    @cached_property
    def _below(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        found: dict[tuple[str, ...], set[str]] = {}
        for words in self.commands:
            for depth in range(len(words)):
                found.setdefault(words[:depth], set()).add(words[depth])
        return {words: frozenset(names) for words, names in found.items()}

    def below(self, words: tuple[str, ...]) -> frozenset[str]:
        """The commands of a command."""
        return self._below.get(words, frozenset())

    def flags(self, words: tuple[str, ...]) -> Mapping[str, ProgramFlag]:
        """The flags that a command takes, by each of their names, with those of all commands."""
        if words not in self._flags:
            steps = (self.commands.get(each) for each in dict.fromkeys(((), words)))
            self._flags[words] = {
                name: flag for step in steps if step for flag in step.flags for name in flag.names
            }
        return self._flags[words]

    def knows_flags(self, words: tuple[str, ...]) -> bool:
        """Whether all flags of a command are known."""
        steps = [self.commands.get(each) for each in dict.fromkeys(((), words))]
        return bool(steps[-1] and steps[-1].complete) and not any(
            step.abridged for step in steps if step
        )

    def taken(self, words: tuple[str, ...], name: str) -> tuple[str, ...]:
        """All values that a flag of a command takes; none where any may do."""
        return self.values.get((words, name)) or self.values.get(((), name), ())

    @cached_property
    def any_flag(self) -> Mapping[str, ProgramFlag]:
        """A flag of each name that any of the commands has; one with a value before others."""
        every = [flag for command in self.commands.values() for flag in command.flags]
        every.sort(key=lambda flag: flag.takes == "value")
        return {name: flag for flag in every for name in flag.names}

    def over(self, other: "Program | None") -> "Program":
        """This program, with what only another table of it says.

        A command of which nothing is known but that others are below it says nothing.
        """
        if other is None:
            return self
        told = {
            words: command
            for words, command in self.commands.items()
            if command.quote or command.flags or words not in other.commands
        }
        return Program(
            self.name,
            {**other.commands, **told},
            other.release,
            other.citation,
            other.plugins,
            other.abbreviates,
            other.negates,
            self.opaque | other.opaque,
            other.outputs,
            other.kinds,
            other.values,
            other.beside,
        )


@cache
def packaged_program(name: str) -> Program | None:
    """The packaged table of a program, under the first of its names."""
    entry = _entries().get(name)
    return _program(texts(entry, "names")[0], entry) if entry is not None else None


@cache
def packaged_names() -> tuple[str, ...]:
    """The names of all packaged programs."""
    return tuple(_entries())


@cache
def _entries() -> Mapping[str, TomlTable]:
    path = files("docs_snippets") / "facts" / "programs.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    return {name: entry for entry in tables(data, "programs") for name in texts(entry, "names")}


def _program(name: str, entry: TomlTable) -> Program:
    """A program of a table; one that is `like` another has its commands, and flags beside them."""
    own = _with_aliases(_commands(entry))
    like = packaged_program(text(entry, "like"))
    if like:
        own[()] = own[()]._replace(flags=like.commands[()].flags + own[()].flags)
    shared = {
        words: command._replace(complete=False, listed=False)
        for words, command in (like.commands if like else {}).items()
    }
    return Program(
        name,
        {**shared, **own},
        text(entry, "of"),
        text(entry, "citation"),
        entry.get("plugins") is True,
        entry.get("abbreviates") is True,
        entry.get("negates") is True,
        frozenset(tuple(words.split()) for words in texts(entry, "opaque")),
        frozenset(texts(entry, "outputs")),
        entry.get("kinds") is True,
        dict(_of_flags(entry, "values")),
        dict(_of_flags(entry, "beside")),
    )


def _of_flags(
    entry: TomlTable, key: str
) -> Iterator[tuple[tuple[tuple[str, ...], str], tuple[str, ...]]]:
    for words, values in _lines(text(entry, key)):
        command = tuple(word for word in words if not word.startswith("-"))
        for name in words[len(command) :]:
            yield (command, name), tuple(values)


def _with_aliases(
    commands: Iterable[tuple[ProgramCommand, tuple[str, ...]]],
) -> dict[tuple[str, ...], ProgramCommand]:
    """Commands by their words; those below a command with several names under each of them."""
    found: dict[tuple[str, ...], ProgramCommand] = {}
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for command, others in commands:
        names[command.words] = (*command.words[-1:], *others)
        above = (command.words[: depth + 1] for depth in range(len(command.words)))
        steps = (names.get(words, words[-1:]) for words in above)
        for words in product(*steps):
            found[words] = command._replace(words=words)
    return found


def _commands(entry: TomlTable) -> Iterator[tuple[ProgramCommand, tuple[str, ...]]]:
    """The commands of a table, each with its other names; those above a command come before it."""
    complete = entry.get("complete") is True
    counts = dict(map(_arguments, text(entry, "arguments").splitlines()))
    needs, changes = (
        {tuple(words): names for words, names in _lines(text(entry, key))}
        for key in ("needs", "changes")
    )
    separate, resources, named = (
        frozenset(tuple(words.split()) for words in texts(entry, key))
        for key in ("separates", "resources", "named")
    )
    shared = tuple(_flags(text(entry, "flags").split()))
    listed = complete or entry.get("listed") is True
    yield ProgramCommand((), shared, complete, listed, counts.get(())), ()
    for words, flags in _lines(text(entry, "commands")):
        *above, last = words
        name, *others = last.split(",")
        key = (*above, name)
        command = ProgramCommand(
            key,
            tuple(_flags(flags)),
            complete,
            complete,
            counts.get(key),
            frozenset(needs.get(key, ())),
            tuple(changes.get(key, ())),
            key in separate,
            key in resources,
            key in named,
        )
        yield command, tuple(others)


def _lines(table: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words before the colon of each line, and those behind it."""
    for line in re.sub(r"\n[ \t]+", " ", table).splitlines():
        words, _, rest = line.partition(":")
        yield words.split(), rest.split()


def _arguments(line: str) -> tuple[tuple[str, ...], ArgumentCount]:
    said, _, unless = line.partition("(")
    *words, count = said.split()
    found = _COUNT.fullmatch(count)
    assert found, line
    fewest = int(found["fewest"])
    most = fewest if not found["range"] else int(found["most"]) if found["most"] else None
    return tuple(words), ArgumentCount(fewest, most, frozenset(unless.rstrip(")").split()))


def _flags(words: Iterable[str]) -> Iterator[ProgramFlag]:
    for word in words:
        found = _FLAG.fullmatch(word)
        assert found, word
        yield ProgramFlag(
            tuple(found["names"].split(",")), _TAKES[found["takes"]], bool(found["repeats"])
        )
