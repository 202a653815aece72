"""Writes files of the docs root atomically: the old file or the new one, never a part of it.

A text is written to a temporary file beside its page, flushed to the disk and renamed. Before the
rename the page is read again: a file that somebody else changed meanwhile is left alone, as is a
symbolic or hard link, whose text is another file's, too.
"""

import contextlib
import glob
import os
import stat
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.files.access import DiskFiles, Files
from docs_snippets.files.reading import BOM

SUFFIX = ".docs-snippets.tmp"
CHANGED = "the file changed after it was read"


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
    for part in parts:
        file /= part
        if file.is_symlink():
            return f"{file.relative_to(files.folder).as_posix()} is a symbolic link"
    return _shared(file)


def _shared(file: Path) -> str:
    try:
        status = file.lstat()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"the file cannot be reached: {(error.strerror or str(error)).lower()}"
    if not stat.S_ISREG(status.st_mode):
        return "the file is not a regular one"
    return "the file is a hard link, shared with another" if status.st_nlink > 1 else ""


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


def encoded(source: Source) -> bytes:
    """The bytes that a text was read from."""
    return _bytes(source.text, source.bom)


def _bytes(text: str, bom: bool) -> bytes:
    return ((BOM if bom else "") + text).encode()


def _remove(file: Path, change: FileChange) -> str:
    if not _unchanged(file, change):
        return CHANGED
    file.unlink()
    _flush_folder(file.parent)
    return ""


def _replace(file: Path, change: FileChange, after: str) -> str:
    if change.before is None:
        file.parent.mkdir(parents=True, exist_ok=True)
    _sweep(file)
    temporary = file.with_name(f".{file.name}.{os.getpid()}{SUFFIX}")
    try:
        _fill(temporary, _bytes(after, change.before is not None and change.before.bom), file)
        if not _unchanged(file, change):
            return CHANGED
        if change.before is None:
            os.link(temporary, file)  # unlike a rename, never over a file that appeared
        else:
            temporary.replace(file)
    except FileExistsError:
        return CHANGED
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(file.parent)
    return ""


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


def _sweep(file: Path) -> None:
    """Removes what runs that were killed left beside the page."""
    for left in file.parent.glob(f".{glob.escape(file.name)}.*{SUFFIX}"):
        process = left.name.removesuffix(SUFFIX).rpartition(".")[2]
        if process.isdigit() and not _alive(int(process)):
            left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return process != os.getpid()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
