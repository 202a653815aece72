"""Prints a script with which a shell completes commands and options.

Where the script goes is a matter of the shell: bash reads it from
~/.local/share/bash-completion/completions/docs-snippets, zsh from a file '_docs-snippets' in a
folder of its $fpath, and tcsh from a file that ~/.tcshrc sources.

examples:
  docs-snippets completion bash
  docs-snippets completion zsh > ~/.zfunc/_docs-snippets

exit codes: 0 printed, 2 a shell without a script.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets import commands
from docs_snippets.runs.options import CommonOptions

HELP = "print a script that completes commands and options in a shell"
SHELLS = ("bash", "zsh", "tcsh")
_FILE_NAMES = ("FILE", "PATH")
"""Arguments whose values are names of files, by what the help calls them."""


@dataclass(frozen=True, kw_only=True)
class CompletionOptions(CommonOptions):
    """The options of `completion`."""

    shell: str


OPTIONS = CompletionOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the argument of this command."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or tcsh")


def run(options: CompletionOptions, out: TextIO, err: TextIO) -> int:
    """Prints the script."""
    import shtab  # no other command needs it

    out.write(f"{shtab.complete(_all_commands(), options.shell).rstrip()}\n")
    return 0


def _all_commands() -> argparse.ArgumentParser:
    """One parser of all commands, to be read by shtab."""
    made = argparse.ArgumentParser(prog=commands.PROGRAM)
    made.add_argument("-V", "--version", action="store_true", help="print the version")
    commands.add_common_options(made)
    added = made.add_subparsers()
    for name in commands.names():
        command = commands.load(name)
        sub = argparse.ArgumentParser(add_help=False)
        command.configure(sub)
        commands.add_common_options(sub)
        _complete_paths(sub)
        added.add_parser(name, parents=[sub], prog=f"{made.prog} {name}", help=command.help)
    help_ = added.add_parser("help", help="print the manual of a command")
    help_.add_argument("command", nargs="?", choices=commands.names())
    _complete_paths(made)
    return made


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    """Marks the arguments that name files and folders, as shtab reads it."""
    import shtab

    for action in parser._actions:
        if action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.metavar in _FILE_NAMES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
