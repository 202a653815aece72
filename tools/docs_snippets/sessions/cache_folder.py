"""The folder for what was checked, in the user's cache folder: where it is, and what is in it.

It is never in a repository: a change that others propose brings none. Each checkout, selection of
rules and state of the program has a file of its own. The oldest go when all are too large together.
"""

import contextlib
import os
import stat
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from docs_snippets.files.file_states import digest

VARIABLE = "DOCS_SNIPPETS_CACHE_DIR"
"""The variable of the environment that names the folder."""

_LARGEST = 512 * 1024 * 1024
"""Bytes of all files together."""
_ABANDONED = 3600
"""Seconds after which a file that was not finished is taken away."""
_SUFFIX = ".checked"
_UNFINISHED = ".unfinished"
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def location(named: str | None, environment: Mapping[str, str]) -> Path:
    """The folder: the one that an option names, the environment, or the user's.

    The user's own folder is where the system has such folders (`platformdirs`).
    """
    chosen = named or environment.get(VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    import platformdirs  # of no use to a run that names its folder

    return Path(platformdirs.user_cache_dir("docs-snippets", appauthor=False))


def refusal(folder: Path, roots: Iterable[Path]) -> str:
    """Why a folder may not be used for the docs at some roots; empty when it may."""
    real = folder.resolve()
    for root in roots:
        top = _repository(root.resolve())
        if real.is_relative_to(top):
            return f"the cache folder {str(folder)!r} is inside {str(top)!r}; name one elsewhere"
    return ""


def _repository(folder: Path) -> Path:
    """The git repository that a folder is in; itself where it is in none."""
    around = (each for each in (folder, *folder.parents) if (each / ".git").exists())
    return next(around, folder)


def file_for(folder: Path, *what: object) -> Path:
    """The file for a check of something by this state of the program."""
    key = digest("\0".join(map(str, (*_program(), *what))).encode("utf-8", "surrogatepass"))
    return folder / f"{key}{_SUFFIX}"


@cache
def _program() -> tuple[object, ...]:
    """What a check depends on beside its arguments: this program, Python and its packages.

    The same program has the same key wherever and whenever it was installed.
    """
    return (*_parts(),)


def _parts() -> Iterator[object]:
    yield sys.version
    package = os.fspath(Path(__file__).parent.parent)
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        for name in sorted(names):
            with open(f"{folder}/{name}", "rb") as stream:  # noqa: PTH123 - asked for every module
                yield f"{folder[len(package) :]}/{name} {digest(stream.read())}"
    for place in dict.fromkeys(map(sysconfig.get_path, ("purelib", "platlib"))):
        with contextlib.suppress(OSError):
            yield sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208


def is_ours(folder: Path) -> bool:
    """Whether nobody else may have put files into a folder, be it there or not."""
    try:
        status = folder.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE


def write(path: Path, content: bytes) -> bool:
    """Writes a file whole or not at all; whether it did."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(path.parent):
            return False
        number, name = tempfile.mkstemp(_UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(content)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
    except OSError:
        return False
    _shrink(path.parent)
    return True


def mark_used(path: Path) -> None:
    """Makes a file the newest, so that it stays longest."""
    with contextlib.suppress(OSError):
        os.utime(path)


def files(folder: Path) -> list[Path]:
    """The files that this program wrote into a folder, the one used last first."""
    found = [each for each in _listed(folder) if each[1].suffix in (_SUFFIX, _UNFINISHED)]
    return [path for _, path in sorted(found, reverse=True)]


def clean(paths: Iterable[Path]) -> tuple[int, int]:
    """Removes files; how many, and how many bytes they had."""
    number = size = 0
    for path in paths:
        with contextlib.suppress(OSError):
            own = path.lstat().st_size
            path.unlink()
            number, size = number + 1, size + own
    return number, size


def _shrink(folder: Path) -> None:
    """Removes what is not finished since long, and the oldest files that are too much."""
    total = 0
    for path in files(folder):
        with contextlib.suppress(OSError):
            status = path.lstat()
            total += status.st_size
            is_old = time.time() - status.st_mtime > _ABANDONED
            if total > _LARGEST or (path.suffix == _UNFINISHED and is_old):
                path.unlink()


def _listed(folder: Path) -> Iterator[tuple[float, Path]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                yield entry.stat(follow_symlinks=False).st_mtime, Path(entry.path)
