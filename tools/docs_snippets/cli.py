"""The program: finds the command, parses its arguments and returns its exit code.

A module of `commands/` is a command, by its name. It has `HELP` (one line), a docstring that is the
command's manual, `configure(parser)`, which adds arguments, `OPTIONS`, the type that they are
parsed into, and `run(options, out, err)`. Only the command that is called is imported.
"""

import argparse
import gc
import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO

from docs_snippets import commands
from docs_snippets.core.diagnostics import suggestion
from docs_snippets.core.printable import printable
from docs_snippets.report.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from docs_snippets.runs.options import CommonOptions

PROGRAM = "docs-snippets"

DESCRIPTION = """\
Guidance that is written once and placed in every version of the docs it holds for, and a linter
that checks pages against what each version's own references say."""

EXAMPLES = """\
examples:
  docs-snippets render                  bring every placement up to date
  docs-snippets render --check --diff   say what is not, and how it would change
  docs-snippets lint                    check every page
  docs-snippets lint PATH...            check some pages or folders
  docs-snippets rule RULE               why a rule complains, and what to write instead

'docs-snippets COMMAND --help' says more about a command."""


class LoadedCommand(NamedTuple):
    """A module of `commands/`."""

    name: str
    help: str
    doc: str
    configure: Callable[[argparse.ArgumentParser], None]
    options: Callable[..., CommonOptions]
    run: Callable[[CommonOptions, TextIO, TextIO], int]


class _Parser(argparse.ArgumentParser):
    """What it says of arguments is printable: a shell makes arguments of the names of files."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; `sys.argv` when none is given."""
    # Pages are many small values without cycles: looking for those less often saves a quarter.
    gc.set_threshold(1_000_000, 20, 100)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return run(sys.argv[1:] if arguments is None else arguments, sys.stdout, sys.stderr)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{PROGRAM}: interrupted\n")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_stdout()  # the reader has gone (`| head`)
        return EXIT_ERROR
    except MemoryError:
        sys.stderr.write(f"{PROGRAM}: the memory that this may take is not enough\n")
        return EXIT_ERROR
    except OSError as error:
        # The machine's doing, not a bug: a full disk, a folder that may not be listed.
        _close_stdout()
        sys.stderr.write(f"{PROGRAM}: {_os_error_message(error)}\n")
        return EXIT_ERROR


def _open_streams() -> None:
    """Puts something in the place of the streams that a caller closed (`>&-`)."""
    null = Path(os.devnull)
    sys.stdin = sys.stdin or null.open(encoding="utf-8")
    sys.stdout = sys.stdout or null.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or null.open("w", encoding="utf-8")


def _close_stdout() -> None:
    """Redirects standard output to nowhere: the interpreter flushes it once more when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _os_error_message(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{reason}: {error.filename!r}" if error.filename else reason


def names() -> tuple[str, ...]:
    """Every command, in the order of names."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(commands.__path__)))


def load(name: str) -> LoadedCommand:
    """The command of a name."""
    module = importlib.import_module(f"{commands.__name__}.{name}")
    doc = module.__doc__ or ""
    return LoadedCommand(name, module.HELP, doc, module.configure, module.OPTIONS, module.run)


def parser(command: LoadedCommand) -> argparse.ArgumentParser:
    """The arguments of a command, those that all commands have among them."""
    made = _Parser(
        prog=f"{PROGRAM} {command.name}",
        description=command.doc.strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.configure(made)
    _common(made.add_argument_group("common options"))
    return made


def run(arguments: Sequence[str], out: TextIO, err: TextIO) -> int:
    """The exit code of a command line, its words written to the streams given."""
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        out.write(_overview())
        return 0 if arguments else EXIT_ERROR
    if first == "--version":
        out.write(f"{PROGRAM} {_version()}\n")
        return 0
    if first not in names():
        err.write(f"{PROGRAM}: {_no_command(first)}\n")
        return EXIT_ERROR
    command = load(first)
    try:
        parsed = parser(command).parse_args(arguments[1:])
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else EXIT_ERROR
    code = command.run(command.options(**vars(parsed)), out, err)
    out.flush()
    return code


def _no_command(first: str) -> str:
    if first.startswith("-"):
        return f"option {first!r} stands before a command; expected '{PROGRAM} COMMAND {first} …'"
    return f"no command is called {first!r}{suggestion(first, names())}"


def _overview() -> str:
    listed = "\n".join(f"  {name:<10} {load(name).help}" for name in names())
    usage = f"usage: {PROGRAM} COMMAND [options]"
    return f"{usage}\n\n{DESCRIPTION}\n\ncommands:\n{listed}\n\n{EXAMPLES}\n"


def _version() -> str:
    from importlib.metadata import version  # costs start-up time, seldom needed

    return version("docs-snippets")


def _common(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--docs",
        metavar="DIR",
        help="docs root (default: 'docs:' of versions.yaml; environment: DOCS_SNIPPETS_DOCS)",
    )
    group.add_argument(
        "--config",
        metavar="FILE",
        help="configuration (default: the nearest versions.yaml from here upward)",
    )
    group.add_argument(
        "--tree",
        dest="trees",
        action="append",
        default=[],
        metavar="TREE",
        help="only this tree, as PRODUCT/VERSION; may be repeated",
    )
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours (NO_COLOR, too)",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="no notices, no summary")
    group.add_argument("-v", "--verbose", action="store_true", help="say more")
