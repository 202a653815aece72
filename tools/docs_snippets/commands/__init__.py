"""The commands, one module each, and what they share: loading, common options, help texts.

A module here is a command, by its name. It has `HELP` (one line), a docstring that is the command's
manual, `configure(parser)`, which adds arguments, `OPTIONS`, the type that they are parsed into,
and `run(options, out, err)`. Only the command that is called is imported.
"""

import argparse
import importlib
import itertools
import pkgutil
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Container, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

from docs_snippets.core.diagnostics import nearest
from docs_snippets.core.printable import printable
from docs_snippets.runs.options import CommonOptions

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

PROGRAM = "docs-snippets"

_WIDEST = 100
"""Columns of help texts on a terminal that has more."""
_HELP = frozenset(("-h", "--help"))
_NEGATIVE_NUMBER = re.compile(r"-\d+$|-\d*\.\d+$")
_EXAMPLE = re.compile(r"(?P<indent> +)(?P<command>.+?)(?: {2,}(?P<comment>\S.*))?$")
"""An indented line of a manual: a command, and what it does."""


class LoadedCommand(NamedTuple):
    """A module of `commands/`."""

    name: str
    help: str
    doc: str
    configure: Callable[[argparse.ArgumentParser], None]
    options: Callable[..., CommonOptions]
    run: Callable[[CommonOptions, TextIO, TextIO], int]


def names() -> tuple[str, ...]:
    """Every command, in the order of names."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def load(name: str) -> LoadedCommand:
    """The command of a name."""
    module = importlib.import_module(f"{__name__}.{name}")
    doc = module.__doc__ or ""
    return LoadedCommand(name, module.HELP, doc, module.configure, module.OPTIONS, module.run)


class ArgumentParser(argparse.ArgumentParser):
    """Reports a mistake in one line, and an unknown option before any other mistake.

    Messages are printable: a shell makes arguments of the names of files. `takes_flags`: what is no
    option is an argument, even if it looks like one.
    """

    takes_flags = False

    def __init__(self, prog: str, description: str = "", *, add_help: bool = True) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
            add_help=add_help,
        )

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The values of the options, those of unknown options reported."""
        known = self._option_string_actions
        if self.takes_flags:
            arguments = _with_flags_last(arguments, known)
        if not _HELP.isdisjoint(arguments) and (form := _machine_format(arguments)):
            self.error(f"--help cannot be combined with --output-format {form}")
        for option in _options(arguments):
            if option not in known and not (option[:2] in known and option[1:2] != "-"):
                self.error(f"no option {option!r}{nearest(option, known)}")
        return self.parse_args(arguments)

    # argparse passes over errors of the streams.

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Prints the manual."""
        (file or sys.stdout).write(self.format_help())

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Ends the program, with words on standard error."""
        sys.stderr.write(message or "")
        sys.exit(status)

    def error(self, message: str) -> NoReturn:
        """Ends the program with a line on standard error."""
        self.exit(2, f"{self.prog}: {printable(message.removeprefix('argument '))}\n")


def _with_flags_last(arguments: Sequence[str], known: Container[str]) -> list[str]:
    """Arguments in which what looks like an option and is none stands behind `--`."""
    flags = [each for each in _options(arguments) if each.startswith("--") and each not in known]
    if not flags or "--" in arguments:
        return list(arguments)
    return [*(each for each in arguments if each not in flags), "--", *flags]


def _options(arguments: Sequence[str]) -> Iterator[str]:
    """What is written as an option among arguments, without `=VALUE`."""
    for argument in arguments:
        if argument == "--":
            return
        dashed = len(argument) > 1 and argument.startswith("-") and " " not in argument
        if dashed and not _NEGATIVE_NUMBER.match(argument):
            yield argument.partition("=")[0]


def _machine_format(arguments: Sequence[str]) -> str:
    """The format for programs that is asked for; a manual is in none of them."""
    from docs_snippets.report.writers import formats

    words = " ".join(arguments).replace("--output-format=", "--output-format ").split()
    names = [two for one, two in itertools.pairwise(words) if one == "--output-format"]
    return next((each for each in names if each in formats() and not formats()[each].human), "")


def parser(command: LoadedCommand) -> ArgumentParser:
    """The parser of a command's arguments, common options included."""
    made = ArgumentParser(f"{PROGRAM} {command.name}", command.doc)
    command.configure(made)
    add_common_options(made.add_argument_group("common options, also before the command"))
    return made


def add_common_options(group: "argparse._ActionsContainer") -> None:
    """Adds the options that all commands have."""
    group.add_argument(
        "--docs",
        metavar="DIR",
        help="docs root (default: 'docs:' of versions.yaml; environment: DOCS_SNIPPETS_DOCS)",
    )
    group.add_argument(
        "--references",
        metavar="DIR",
        help="another checkout in which references of versions.yaml may lie (environment: "
        "DOCS_SNIPPETS_REFERENCES)",
    )
    group.add_argument(
        "--config",
        metavar="FILE",
        help="configuration file (default: the nearest versions.yaml from here upward)",
    )
    group.add_argument(
        "--tree",
        dest="trees",
        action="append",
        default=[],
        metavar="TREE",
        help="only this tree, as PRODUCT/VERSION, or the trees that a pattern such as 'PRODUCT/*' "
        "matches ('*': all trees); may be repeated",
    )
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="whether to use colours (default: auto; environment: NO_COLOR, FORCE_COLOR)",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="print no notices and no summary")
    group.add_argument("-v", "--verbose", action="store_true", help="print more")


def width() -> int:
    """Columns that help texts may take."""
    return min(_WIDEST, shutil.get_terminal_size().columns)


def fill(text: str, columns: int) -> str:
    """A manual wrapped to a width. An indented line is a command, and stays one."""
    blocks = text.strip().split("\n\n")
    return "\n\n".join("\n".join(_wrapped(block, columns)) for block in blocks)


def _wrapped(block: str, columns: int) -> Iterator[str]:
    plain: list[str] = []
    for line in block.split("\n"):
        example = _EXAMPLE.match(line)
        if not example:
            plain.append(line)
            continue
        yield from textwrap.wrap(" ".join(plain), columns)
        plain.clear()
        yield from _example(example, columns)
    yield from textwrap.wrap(" ".join(plain), columns)


def _example(line: re.Match[str], columns: int) -> Iterator[str]:
    """An example; the comment goes below the command where both do not fit in a line."""
    if len(line[0]) <= columns:
        yield line[0]
        return
    indent, command, comment = line["indent"], line["command"], line["comment"] or ""
    yield from textwrap.wrap(
        command,
        columns,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    below = f"{indent}    "
    yield from textwrap.wrap(comment, columns, initial_indent=below, subsequent_indent=below)


class _HelpFormatter(argparse.HelpFormatter):
    """Fits the terminal, and keeps the paragraphs and examples of a manual."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width())

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return textwrap.indent(fill(text, width - len(indent)), indent)
