"""What a GitHub Actions runner makes of a log: its parser of workflow commands, written anew.

A line is a command when it begins with `::NAME ` and properties, or holds `##[NAME]` anywhere, and
NAME is one that the runner knows, in any case. `stop-commands` turns that off until its own token
comes as a command.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

KNOWN = frozenset(
    "error warning notice debug group endgroup add-mask set-env set-output save-state add-path "
    "echo add-matcher remove-matcher stop-commands".split()
)
_DATA = (("%0D", "\r"), ("%0A", "\n"))
_PROPERTY = (*_DATA, ("%3A", ":"), ("%2C", ","))


class Command(NamedTuple):
    """A command that the runner carries out."""

    name: str
    properties: dict[str, str]
    data: str


class Log(NamedTuple):
    """The commands of a log and the lines that were only text, each in their order."""

    commands: list[Command]
    text: list[str]


def read(log: str) -> Log:
    """The log as the runner takes it."""
    commands, text = list[Command](), list[str]()
    stopped = ""
    for line in re.split(r"\r\n|\n|\r", log):
        names = KNOWN | {stopped} if stopped else KNOWN
        command = _double_colon(line, names) or _brackets(line, names)
        if command and stopped and command.name != stopped:
            command = None
        if command is None:
            text.append(line)
        elif stopped:
            stopped = ""
        elif command.name == "stop-commands":
            stopped = command.data.lower()
        else:
            commands.append(command)
    assert not stopped, "commands are still stopped at the end"
    return Log(commands, text)


def annotations(log: str) -> Iterator[Command]:
    """The commands that annotate."""
    yield from (each for each in read(log).commands if each.name in ("error", "warning", "notice"))


def _double_colon(line: str, names: frozenset[str]) -> Command | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, properties = line[2:end].partition(" ")
    if name.lower() not in names:
        return None
    pairs = (each.split("=", 1) for each in properties.strip().split(",") if each)
    values = {pair[0]: _decoded(pair[1], _PROPERTY) for pair in pairs if len(pair) == 2 and pair[1]}
    return Command(name.lower(), values, _decoded(line[end + 2 :], _DATA))


def _brackets(line: str, names: frozenset[str]) -> Command | None:
    found = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line)
    if not found or found[1].lower() not in names:
        return None
    return Command(found[1].lower(), {}, found[2])


def _decoded(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, char in escapes:
        text = text.replace(escape, char)
    return text.replace("%25", "%")
