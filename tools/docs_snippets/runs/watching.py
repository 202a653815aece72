"""Does a run again whenever files change that it reads: `--watch`.

Whatever others write while a run goes on leads to another one.
"""

import gc
import importlib.util
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from docs_snippets.core.printable import inert, printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files.access import disk_folder, is_left_out
from docs_snippets.linting import baseline
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.screen import Screen
from docs_snippets.runs.options import CommonOptions
from docs_snippets.sessions import inputs

if TYPE_CHECKING:
    from docs_snippets.files.file_events import FileEvents

PACKAGE = "watchfiles"
_QUIT = frozenset("qQ")
_HIDDEN = frozenset((".gitignore", baseline.FILE_NAME))
"""The hidden files that are read. Editors give others such names while they save."""
_FEW = 5
"""Files whose names are shown."""

Written = Mapping[Path, str | None]
"""The texts of the files that a run wrote, by path; None for one that it removed."""

_Stamps = Mapping[Path, tuple[int, ...]]
"""The stamps that files had as a run began, by path."""

Once = Callable[[frozenset[Path]], Written]
"""One run, given the files that changed since the last; what it wrote."""


class _Watched(NamedTuple):
    """The folders that a run reads files in; of `some` only the files that are named."""

    folders: frozenset[Path]
    some: Mapping[Path, frozenset[str]] = {}

    def includes(self, path: Path) -> bool:
        """Whether a run reads a file."""
        names = self.some.get(path.parent)
        if is_left_out(path.name) and path.name not in _HIDDEN:
            return False
        return names is None or path.name in names


def watch(command: str, options: CommonOptions, once: Once, out: TextIO, err: TextIO) -> int:
    """Runs now and after each change, until `q` is typed; the exit code."""
    if importlib.util.find_spec(PACKAGE) is None:
        how = "`pip install 'docs-snippets[watch]'` installs it"
        err.write(f"docs-snippets {command}: --watch needs {PACKAGE}; {how}\n")
        return EXIT_ERROR
    with Screen(out) as screen:
        return _watch(options, once, screen, err)


def _watch(options: CommonOptions, once: Once, screen: Screen, err: TextIO) -> int:
    from docs_snippets.files.file_events import FileEvents

    watched = _watched(options)
    events = FileEvents(watched.folders)
    changed: frozenset[Path] | None = frozenset()
    while changed is not None:
        screen.clear()
        if not options.quiet:
            err.writelines(f"{line}\n" for line in _heading(changed))
            err.flush()
        seen = {path: _stamp(path) for path in changed}
        written = once(changed)
        if not options.quiet:
            keys = "; q ends this" if screen.has_keys else ""
            err.write(f"watching for changes{keys}\n")
            err.flush()
        # What a parallel check set aside for ever is of no use to the next one.
        gc.unfreeze()
        gc.collect()
        changed = _next_change(events, watched, screen, seen, written)
        watched = _watched(options)
        if watched.folders != events.folders:
            events.close()
            events = FileEvents(watched.folders)
    events.close()
    return 0


def _next_change(
    events: "FileEvents", watched: _Watched, screen: Screen, seen: _Stamps, written: Written
) -> frozenset[Path] | None:
    """The files that others than the run change next; None once `q` is typed."""
    while True:
        found = {path for path in events.wait() if watched.includes(path)}
        if _QUIT.intersection(screen.pressed()):
            return None
        others = {path for path in found if path not in seen or seen[path] != _stamp(path)}
        others = {path for path in others if not _is_own(path, written)}
        if others:
            return frozenset(others)


def _stamp(path: Path) -> tuple[int, ...]:
    """What is another once a file is written: a system may tell late of what a run has read."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _is_own(path: Path, written: Written) -> bool:
    """Whether a file is what the run made of it."""
    if path not in written:
        return False
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return written[path] is None
    return data == (written[path] or "").encode()


def _watched(options: CommonOptions) -> _Watched:
    """Where the files lie that the docs are read from."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        above = Path(options.config).parent if options.config else Path()
        return _Watched(frozenset((above.absolute(),)))
    config = disk_folder(docs.config.folder).absolute()
    roots = docs.root, *(config / name for name in inputs.OURS)
    folders = {folder for root in roots for folder in _folders_below(root.absolute())}
    beside = {Path(os.path.normpath(config / path)) for path in inputs.beside(docs)}
    beside |= {config / docs.config.name, config / baseline.FILE_NAME}
    some: dict[Path, frozenset[str]] = {}
    for path in beside:
        if path.parent not in folders:
            some[path.parent] = some.get(path.parent, frozenset()) | {path.name}
    return _Watched(frozenset(folders | {each for each in some if each.is_dir()}), some)


def _folders_below(root: Path) -> Iterator[Path]:
    from docs_snippets.files.file_events import folders_below

    return folders_below(root)


def _heading(changed: frozenset[Path]) -> Iterator[str]:
    """What changed."""
    if not changed:
        return
    names = sorted(os.path.relpath(path) for path in changed)
    few = names if len(names) <= _FEW else names[: _FEW - 1]
    yield from (f"changed: {inert(printable(name))}" for name in few)
    if len(few) < len(names):
        yield f"changed: {len(names) - len(few):,} more files"
