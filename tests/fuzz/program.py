"""Runs the program in this process, on docs in memory where there is some, and checks each run."""

import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import runner
from docs_snippets import cli
from docs_snippets.core import parallel
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import internal_error
from fuzz import edits
from fuzz.edits import State

FOLDER = "FUZZ_FOLDER"
"""The variable of the environment that names the folder of a session."""

CODES = (0, 1, 2)
SECONDS = 4.0
"""Of processor time that a run may take on docs of a few pages, besides what their size allows."""

OUTSIDE = {"secret.mdx": "# CANARY\n\nCANARY the the $[CANARY]\n"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_STYLE = re.compile(r"\x1b\[[\d;]*m")
_ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nowhere"}


class Done(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


class UnkeptError(AssertionError):
    """A promise that a run broke: which one, for short, and what shows it."""

    def __init__(self, promise: str, shown: object = "") -> None:
        super().__init__(f"{promise}: {str(shown)[:2_000]}")
        self.promise = promise


def in_memory() -> str:
    """Where temporary folders go: the one that a session removes, else memory if there is some."""
    return os.environ.get(FOLDER) or next(
        filter(os.path.isdir, ("/dev/shm",)), tempfile.gettempdir()
    )


@cache
def place() -> Path:
    """The folder of the docs, beside one that is none of theirs."""
    parent = Path(tempfile.mkdtemp(prefix="fuzz-", dir=in_memory()))
    for name, text in OUTSIDE.items():
        file = parent / "outside" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    (parent / "root").mkdir()
    return parent / "root"


@contextlib.contextmanager
def prepared() -> Iterator[None]:
    """While targets run the program: one process, and errors with their place."""
    kept, raising, here = parallel.possible, internal_error.finding, Path.cwd()
    environment = dict(os.environ)
    os.environ.update(_ENVIRONMENT)
    setattr(parallel, "possible", lambda: False)  # noqa: B010 - mypy takes no other function
    setattr(internal_error, "finding", _raised)  # noqa: B010
    try:
        yield
    finally:
        setattr(parallel, "possible", kept)  # noqa: B010
        setattr(internal_error, "finding", raising)  # noqa: B010
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(here)
        shutil.rmtree(place().parent, ignore_errors=True)
        place.cache_clear()


def _raised(docs: Docs, path: str, error: Exception, rule: str = "") -> Diagnostic:
    """Raises what the program would report as an error of its own, so that its place is known."""
    raise error


def lay(state: State) -> Path:
    """The folder with a state in it, which becomes the current one."""
    root = place()
    edits.lay(root, state)
    os.chdir(root)
    return root


def run(*arguments: str, stdin: bytes = b"", stays: bool = True) -> Done:
    """Runs a command line and checks what every run promises; `stays` where it may not write."""
    root = place()
    before = edits.stamps(root) if stays else {}
    done = _run(arguments, stdin)
    said = done.out + done.err
    if done.code not in CODES:
        raise UnkeptError("exit codes", done.code)
    shown = CONTROL.search(_STYLE.sub("", said) if "always" in " ".join(arguments) else said)
    if shown and arguments[0] != "completion":
        raise UnkeptError("no control characters", ascii(said[max(0, shown.start() - 200) :][:400]))
    if "github" not in " ".join(arguments) and runner.read(said).commands:
        raise UnkeptError("no workflow commands", said)
    if "CANARY" in said:
        raise UnkeptError("nothing outside is read", said)
    if stays and edits.stamps(root) != before:
        raise UnkeptError("nothing is written", arguments)
    _outside_is_whole(root.parent)
    return done


def _run(arguments: Sequence[str], stdin: bytes) -> Done:
    out, err = io.StringIO(), io.StringIO()
    kept = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    started = time.process_time()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run(arguments, out, err)
    finally:
        sys.stdin = kept
    spent = time.process_time() - started
    if spent > SECONDS:
        raise UnkeptError("time", f"{spent:.1f} s for {list(arguments)}")
    return Done(code, out.getvalue(), err.getvalue())


def _outside_is_whole(parent: Path) -> None:
    expected = {parent / "outside", parent / "root"}
    if {*parent.iterdir()} != expected:
        raise UnkeptError("nothing outside is written", [*parent.iterdir()])
    found = {file.name: file.read_text("utf-8") for file in (parent / "outside").iterdir()}
    if found != OUTSIDE:
        raise UnkeptError("nothing outside is written", found)


def again(promise: str, command: Callable[[], Done]) -> None:
    """Where a command is run once more, it writes nothing."""
    root = place()
    before = edits.contents(root)
    done = command()
    after = edits.contents(root)
    if after != before:
        paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
        shown = [(path, before.get(path), after.get(path)) for path in paths]
        raise UnkeptError(promise, f"{shown}\n{done}")
