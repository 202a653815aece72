"""The program: finds the command, parses its arguments and returns its exit code.

Common options stand before or after the command. A mistake in the arguments is reported in one
line.
"""

import contextlib
import gc
import io
import os
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets.commands import PROGRAM, fill, load, names, parser, width
from docs_snippets.core import signals
from docs_snippets.core.diagnostics import nearest, suggestion
from docs_snippets.core.internal_errors import description
from docs_snippets.core.printable import printable
from docs_snippets.report.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_READER_GONE

DESCRIPTION = """\
Writes a text into every version of the docs to which it applies, and checks pages against the
references of their own version."""

EXAMPLES = """\
examples:
  docs-snippets render                  bring every placement up to date
  docs-snippets render --check --diff   list placements that are not current, with the changes
  docs-snippets lint                    check every page
  docs-snippets lint PATH...            check some pages or folders
  docs-snippets rule RULE               why a rule reports something, and what to write instead

'docs-snippets help COMMAND' prints the manual of a command."""

COLLECTING = (1_000_000, 20, 100)
"""When to look for cycles: pages are many small values without any, so that seldom is faster."""

_OPTIONS_WITH_VALUE = ("--docs", "--references", "--config", "--tree", "--color")
_FLAGS = ("--quiet", "--verbose")
_SHORT_FLAGS = re.compile(r"-[qv]+")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; `sys.argv` when none is given."""
    gc.set_threshold(*COLLECTING)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with signals.raised():
            code = run(sys.argv[1:] if arguments is None else arguments, sys.stdout, sys.stderr)
            sys.stdout.flush()
            sys.stderr.flush()
    except signals.EndedBySignal as ended:
        return _end(ended.exit_code)
    except KeyboardInterrupt:
        return _end(EXIT_INTERRUPTED, f"\n{PROGRAM}: interrupted")
    except BrokenPipeError:
        return _end(EXIT_READER_GONE)  # the reader has gone (`| head`)
    except MemoryError:
        return _end(EXIT_ERROR, f"{PROGRAM}: out of memory")
    except OSError as error:
        # The machine's doing, not a bug: a full disk, a folder that may not be listed.
        return _end(EXIT_ERROR, f"{PROGRAM}: {_os_error_message(error)}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no finding
        return _end(EXIT_ERROR, f"{PROGRAM}: {printable(description(error))}")
    return code


def _open_streams() -> None:
    """Puts something in the place of the streams that a caller closed (`>&-`).

    To write to standard output is then to write to a reader that has gone.
    """
    null = Path(os.devnull)
    sys.stdin = sys.stdin or null.open(encoding="utf-8")
    sys.stdout = sys.stdout or _without_reader(1)
    sys.stderr = sys.stderr or null.open("w", encoding="utf-8")


def _without_reader(number: int) -> TextIO:
    """A stream at the number of a file that is closed, so that no other file takes it."""
    reading, writing = os.pipe()
    os.dup2(writing, number)
    for each in {reading, writing} - {number}:
        os.close(each)
    return os.fdopen(number, "w", encoding="utf-8")


def _end(code: int, words: str = "") -> int:
    """The exit code, after a last line on standard error where that can be written.

    What is left unwritten is dropped: the interpreter flushes both streams when it exits.
    """
    _redirect(sys.stdout)
    try:
        sys.stderr.write(f"{words}\n" if words else "")
        sys.stderr.flush()
    except OSError:
        _redirect(sys.stderr)
    return code


def _redirect(stream: TextIO) -> None:
    """Sends what is written to a stream nowhere."""
    with contextlib.suppress(io.UnsupportedOperation):  # in memory, where nothing can be lost
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _os_error_message(error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not error.filename and _folder_is_gone():
        return "the current folder is gone; run the command in another one"
    reason = (error.strerror or str(error)).lower()
    return f"{reason}: {error.filename!r}" if error.filename else reason


def _folder_is_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def run(arguments: Sequence[str], out: TextIO, err: TextIO) -> int:
    """The exit code of a command line, its words written to the streams given."""
    if not arguments:
        out.write(_overview())
        return EXIT_ERROR
    found = _split(arguments)
    if isinstance(found, str):
        err.write(f"{PROGRAM}: {printable(found)}\n")
        return EXIT_ERROR
    if not found.command:
        out.write(_overview())
        return 0
    command = load(found.command)
    try:
        parsed = parser(command).parse(found.arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else EXIT_ERROR
    return command.run(command.options(**vars(parsed)), out, err)


class _Call(NamedTuple):
    """The command that is called, and its arguments; no command where help is asked for."""

    command: str
    arguments: tuple[str, ...] = ()


def _split(arguments: Sequence[str]) -> _Call | str:
    """The command and its arguments, common options before it included; or what is wrong."""
    before = 0
    while before < len(arguments) and arguments[before].startswith("-"):
        option = arguments[before].partition("=")[0]
        if option in ("-h", "--help"):
            return _Call("")
        if option in ("-V", "--version"):
            return _Call("version")
        wrong = _wrong_option(option)
        if wrong:
            return wrong
        before += 2 if arguments[before] in _OPTIONS_WITH_VALUE else 1
    if before >= len(arguments):
        return f"no command; '{PROGRAM} --help' lists them"
    name, rest = arguments[before], arguments[before + 1 :]
    if name == "help":
        return _help(rest)
    if name not in names():
        return _unknown_command(name)
    return _Call(name, (*arguments[:before], *rest))


def _help(arguments: Sequence[str]) -> _Call | str:
    """The call that prints the manual of a command, without a command the overview."""
    name = next((each for each in arguments if not each.startswith("-")), "")
    if name and name not in names():
        return _unknown_command(name)
    return _Call(name, ("--help",))


def _unknown_command(name: str) -> str:
    return f"no command {name!r}{suggestion(name, (*names(), 'help'))}"


def _wrong_option(option: str) -> str:
    """What is wrong with an option before the command; empty when nothing is."""
    if option in (*_OPTIONS_WITH_VALUE, *_FLAGS) or _SHORT_FLAGS.fullmatch(option):
        return ""
    known = (*_OPTIONS_WITH_VALUE, *_FLAGS, "-V", "--version", "-h", "--help")
    where = f"options of one command come after it: {PROGRAM} COMMAND {option}"
    return f"no common option {option!r}{nearest(option, known) or f'; {where}'}"


def _overview() -> str:
    columns = width()
    indent = " " * 14
    listed = "\n".join(
        textwrap.fill(f"  {name:<11} {load(name).help}", columns, subsequent_indent=indent)
        for name in names()
    )
    usage = f"usage: {PROGRAM} [common options] COMMAND [options]"
    description, examples = fill(DESCRIPTION, columns), fill(EXAMPLES, columns)
    return f"{usage}\n\n{description}\n\ncommands:\n{listed}\n\n{examples}\n"
