"""Prints the commands and flags of a program as `facts/programs.toml` has them.

    python tools/program_flags.py kubectl

The program is asked for the help of each of its commands. Review what it prints: help says neither
which flags may be given again, nor always which of them need a value.
"""

import subprocess
import sys
import textwrap
from collections.abc import Iterator

from docs_snippets.facts.help_text import ProgramFlag, read_flags, read_help

DEEPEST = 4
MARKS = {"nothing": "", "value": "=", "perhaps": "[=]"}


def lines(program: str, words: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of a command and of those below it."""
    asked = subprocess.run(
        [program, *words, "--help"], capture_output=True, text=True, timeout=60, check=False
    )
    found = read_help(asked.stdout)
    flags = sorted(map(line_of, read_flags(asked.stdout)))
    yield f"{' '.join(words)}: {' '.join(dict.fromkeys(flags))}".rstrip()
    for below in found.commands or () if len(words) < DEEPEST else ():
        if below != "help":
            yield from lines(program, (*words, below))


def line_of(flag: ProgramFlag) -> str:
    """A flag as the table has it."""
    return f"{','.join(flag.names)}{MARKS[flag.takes]}{'*' if flag.repeats else ''}"


if __name__ == "__main__":
    for line in lines(sys.argv[1]):
        wrapped = textwrap.wrap(line, 98, subsequent_indent="    ", break_on_hyphens=False)
        sys.stdout.write("\n".join((*wrapped, "")))
