"""Writes files of the docs root atomically: the old file or the new one, never a part of it.

A text is written to a temporary file, flushed to the disk and renamed. Before the rename the page
is read again: a file that somebody else changed meanwhile is left alone, as is a symbolic or hard
link, whose text is another file's, too.

The temporary file is in a folder of its own beside the page, with a `.gitignore`: what a run that
was killed leaves is never committed, and the next run that writes there removes it.
"""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.files.access import DiskFiles, Files
from docs_snippets.files.reading import BOM

PREFIX, SUFFIX = ".docs-snippets-", ".tmp"
"""What is around the number of a process in the name of the folder of its temporary file."""

CHANGED = "the file changed after it was read"

_NEW = "new"
_IGNORE_ALL = b"*\n"
_LONGEST_NUMBER = 18


class FileChange(NamedTuple):
    """One file: `before` is None for a new file, `after` is None for one that goes."""

    path: str
    before: Source | None
    after: str | None


def refusal(files: Files, path: str) -> str:
    """Why a file may not be written; empty when it may. It need not exist.

    What would be written to a commit is compared and never written, so that its links are no
    reason.
    """
    parts = Path(path).parts
    if not parts or Path(path).is_absolute() or ".." in parts or "\0" in path:
        return f"path {path!r} leaves the docs root"
    if not isinstance(files, DiskFiles):
        return ""
    file = files.folder
    try:
        for part in parts:
            file /= part
            if file.is_symlink():
                return f"{file.relative_to(files.folder).as_posix()} is a symbolic link"
        return _shared(file)
    except OSError as error:
        return f"the file cannot be reached: {(error.strerror or str(error)).lower()}"


def _shared(file: Path) -> str:
    try:
        status = file.lstat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(status.st_mode):
        return "the file is not a regular one"
    shared = status.st_nlink > 1 and status.st_nlink > 1 + _own_links(file, status)
    return "the file is a hard link, shared with another" if shared else ""


def _own_links(file: Path, status: os.stat_result) -> int:
    """How many temporary files are the same file: a run was killed just after it made the file."""
    found = 0
    for folder in _left_folders(file.parent):
        with contextlib.suppress(OSError):
            found += os.path.samestat((folder / _NEW).lstat(), status)
    return found


def write(root: Path, change: FileChange) -> str:
    """Writes a change; returns why the file was left alone, or an empty text."""
    refused = refusal(DiskFiles(root), change.path)
    if refused:
        return refused
    file = root / change.path
    try:
        if change.after is None:
            return _remove(file, change)
        return _replace(file, change, change.after)
    except OSError as error:
        return f"cannot write this file: {(error.strerror or str(error)).lower()}"


def remove_leftovers(root: Path, paths: Iterable[str]) -> None:
    """Removes what runs that were killed left beside some files; no link is followed."""
    files = DiskFiles(root)
    for folder in {Path(path).parent for path in paths}:
        if refusal(files, (folder / _NEW).as_posix()):
            continue
        with contextlib.suppress(OSError):
            for left in _left_folders(root / folder):
                _remove_folder(left)


def encoded(source: Source) -> bytes:
    """The bytes that a text was read from."""
    return as_written(source.text, source).encode()


def as_written(text: str, like: Source | None) -> str:
    """A text with the mark and the line ends of the file that it is of."""
    if like is None:
        return text
    return (BOM if like.bom else "") + (text.replace("\n", "\r") if like.cr else text)


def _remove(file: Path, change: FileChange) -> str:
    if not _unchanged(file, change):
        return CHANGED
    file.unlink()
    _flush_folder(file.parent)
    return ""


def _replace(file: Path, change: FileChange, after: str) -> str:
    if change.before is None:
        file.parent.mkdir(parents=True, exist_ok=True)
    with _ignored_folder(file.parent) as folder:
        temporary = folder / _NEW
        _fill(temporary, as_written(after, change.before).encode(), file)
        if not _unchanged(file, change):
            return CHANGED
        if change.before is not None:
            temporary.replace(file)
        elif not _place_new(temporary, file):
            return CHANGED
    _flush_folder(file.parent)
    return ""


def _place_new(temporary: Path, file: Path) -> bool:
    """Gives a new file its name, never over a file that appeared; whether it could."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(file):
            return False
        temporary.rename(file)
    return True


@contextlib.contextmanager
def _ignored_folder(parent: Path) -> Iterator[Path]:
    """A folder whose files git does not see, for as long as it is needed."""
    for left in _left_folders(parent):
        _remove_folder(left)
    folder = parent / f"{PREFIX}{os.getpid()}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise OSError(f"remove {folder.name!r} first") from None
    try:
        _ignore_all(folder / ".gitignore")
        yield folder
    finally:
        _remove_folder(folder)


def _ignore_all(file: Path) -> None:
    """Writes a `.gitignore`; at no moment is there one that ignores less."""
    flags = getattr(os, "O_TMPFILE", None)
    with contextlib.suppress(OSError):  # not every file system has files without a name
        if flags:
            with os.fdopen(os.open(file.parent, flags | os.O_WRONLY, 0o600), "wb") as stream:
                stream.write(_IGNORE_ALL)
                stream.flush()
                # A link to a file, not to the link in /proc: only `linkat` follows that.
                number = stream.fileno()
                os.link(f"/proc/self/fd/{number}", file, src_dir_fd=number)
                return
    file.write_bytes(_IGNORE_ALL)


def _left_folders(parent: Path) -> Iterator[Path]:
    """The folders of temporary files that runs left which are no more."""
    with os.scandir(parent) as entries:
        names = [each.name for each in entries if each.name.startswith(PREFIX)]
    for name in names:
        process = name.removeprefix(PREFIX).removesuffix(SUFFIX)
        ours = name.endswith(SUFFIX) and process.isascii() and process.isdecimal()
        if ours and not _alive(int(process[:_LONGEST_NUMBER])):
            folder = parent / name
            if folder.is_dir() and not folder.is_symlink():
                yield folder


def _remove_folder(folder: Path) -> None:
    """Removes a folder of a temporary file, and nothing that somebody else has put into it."""
    with contextlib.suppress(OSError):
        (folder / _NEW).unlink(missing_ok=True)
        (folder / ".gitignore").unlink(missing_ok=True)
        folder.rmdir()


def _fill(temporary: Path, data: bytes, like: Path) -> None:
    """Writes a new file to the disk, with the mode and owner of `like` where that exists."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as stream:
        stream.write(data)
        if like.exists():
            _copy_mode(stream.fileno(), like.stat())
        stream.flush()
        os.fsync(stream.fileno())


def _copy_mode(descriptor: int, status: os.stat_result) -> None:
    with contextlib.suppress(PermissionError):  # somebody else's page: as with any editor
        os.fchown(descriptor, status.st_uid, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _unchanged(file: Path, change: FileChange) -> bool:
    if change.before is None:
        return not file.exists()
    return file.exists() and file.read_bytes() == encoded(change.before)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return process != os.getpid()


def _flush_folder(folder: Path) -> None:
    """Flushes the names in a folder to the disk, where the system can: they are as they should."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
