"""Reading files: the only way in, confined to a root, bounded, and never an exception.

A path that leaves the root (absolute, `..`, a symbolic link), and a file that is not a regular one,
is too large or is not UTF-8, give a Diagnostic instead of a text.

A root is a folder on disk, or the name under which a snapshot was mounted.
"""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path
from typing import TypeAlias

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.files.snapshot import Snapshot, joined

SIZE_LIMIT = 16 * 1024 * 1024
PAGE_LIMIT = 2 * 1024 * 1024
"""Of pages and scripts, which take a few hundred times their size while they are read."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
PAGE_SUFFIXES = (".mdx", ".md")
SCRIPT_SUFFIXES = (".js", ".jsx", ".ts", ".tsx")

Stamp: TypeAlias = tuple[int, int, int, int]

_mounted: dict[str, Snapshot] = {}


def mount(name: str, snapshot: Snapshot) -> Path:
    """A root whose files are those of a snapshot, for as long as the program runs."""
    _mounted[name] = snapshot
    return Path(name)


def _in_snapshot(place: Path) -> tuple[Snapshot, str] | None:
    """The snapshot that a place lies in and its path there; None for a place on disk."""
    if not _mounted or not place.parts or place.parts[0] not in _mounted:
        return None
    return _mounted[place.parts[0]], "/".join(place.parts[1:])


def is_file(place: Path) -> bool:
    """Whether a file is there, links followed."""
    found = _in_snapshot(place)
    return os.path.isfile(place) if found is None else found[0].kind(found[1]) == "file"  # noqa: PTH113 - asked often


def is_folder(place: Path) -> bool:
    """Whether a folder is there, links followed."""
    found = _in_snapshot(place)
    return os.path.isdir(place) if found is None else found[0].kind(found[1]) == "folder"  # noqa: PTH112


def is_there(place: Path) -> bool:
    """Whether anything is there, links followed."""
    found = _in_snapshot(place)
    return os.path.exists(place) if found is None else found[0].kind(found[1]) != "nothing"  # noqa: PTH110


def entries(folder: Path) -> list[Path]:
    """What is directly in a folder, sorted."""
    found = _in_snapshot(folder)
    if found is None:
        return sorted(folder.iterdir())
    return [folder / name for name in found[0].names(found[1])]


def glob(folder: Path, pattern: str) -> list[Path]:
    """What is below a folder and fits a pattern, sorted."""
    found = _in_snapshot(folder)
    if found is None:
        return sorted(folder.glob(pattern))
    snapshot, inside = found
    top = Path(folder.parts[0])
    return [top / path for path in snapshot.glob(inside, pattern)]


def read(
    root: Path, path: str, rule: str = "unreadable-file", called: str = "the docs root"
) -> Source | Diagnostic:
    """The text at `path`, relative to `root`; else why not, as a finding of `rule`."""
    refused = refusal(root, path, called)
    if refused:
        return Diagnostic(rule, Severity.ERROR, refused, path)
    return read_file(root / path, path, rule)


def text(root: Path, path: str) -> str | None:
    """The text at `path`; None where there is none that can be read."""
    found = read(root, path) if is_file(root / path) else None
    return found.text if isinstance(found, Source) else None


def holds(root: Path, path: str, words: Sequence[str]) -> bool:
    """Whether a file that may be read holds one of some words, be it UTF-8 or not."""
    if refusal(root, path):
        return False
    try:
        data = _bytes(root / path)
    except OSError:
        return False
    return isinstance(data, bytes) and any(word.encode() in data for word in words)


def read_file(
    file: Path, name: str, rule: str = "unreadable-file", most: int | None = None
) -> Source | Diagnostic:
    """The text of a file that the user named, called `name` in reports.

    `most` are the bytes it may have; by its name, unless said.
    """
    try:
        data = _bytes(file, most)
    except OSError as error:
        return Diagnostic(rule, Severity.ERROR, f"cannot read this file: {_reason(error)}", name)
    if isinstance(data, str):
        return Diagnostic(rule, Severity.ERROR, data, name)
    return decode(data, name, rule)


def decode(data: bytes, name: str, rule: str = "unreadable-file") -> Source | Diagnostic:
    """UTF-8 bytes as a text, the byte-order mark set aside."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = Source(name, data[: error.start].decode())
        message = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        return problem(before, Span(len(before.text), len(before.text)), rule, message)
    return Source(name, text.removeprefix(BOM), text.startswith(BOM))


def stamp(root: Path, path: str) -> Stamp | None:
    """What changes when a file does; None when it cannot be told."""
    held = _in_snapshot(root)
    if held is not None:
        return (0, 0, 0, 0) if is_file(root / path) else None
    try:
        status = os.stat(os.path.join(root, path))  # noqa: PTH116, PTH118 - asked for every page
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def refusal(root: Path, path: str, called: str = "the docs root") -> str:
    """Why a path relative to `root` may not be used; empty when it may.

    `called` says in words what the root is.
    """
    parts = path.split("/")
    if "\0" in path:
        return f"path {path!r} holds a NUL character"
    if path.startswith("/") or ".." in parts:
        return f"path {path!r} leaves {called}"
    held = _in_snapshot(root)
    if held is not None:
        return _refused_in(held, path, called)
    try:
        if not _has_link(root, parts):
            return ""
        inside = (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        return f"path {path!r} cannot be followed: {error}"
    return "" if inside else f"path {path!r} leads out of {called} by a symbolic link"


def _refused_in(held: tuple[Snapshot, str], path: str, called: str) -> str:
    snapshot, top = held
    if not snapshot.has_link(joined(top, path)):
        return ""
    found = snapshot.followed(joined(top, path))
    if found is None:
        return f"path {path!r} cannot be followed: too many links"
    inside = f"{found}/".startswith(f"{top}/" if top else "") and not found.startswith("../")
    return "" if inside else f"path {path!r} leads out of {called} by a symbolic link"


def _has_link(root: Path, parts: Sequence[str]) -> bool:
    """Whether a symbolic link stands on the way from the root to the end of a path."""
    at = os.fspath(root)
    for part in parts:
        at = f"{at}/{part}"
        if os.path.islink(at):  # noqa: PTH114 - asked for every part of every page's path
            return True
    return False


def pages(root: Path, folder: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Iterator[str]:
    """Paths of the pages below a folder, relative to `root`; links to folders are not followed."""
    top = root / folder
    if _in_snapshot(root):
        yield from _pages_in(top, root, suffixes)
        return
    inside = "" if top == root else f"{top.relative_to(root).as_posix()}/"
    waiting = [(os.fspath(top), inside)]
    while waiting:
        parent, prefix = waiting.pop()
        for entry in _entries(parent):
            if _is_folder(entry):
                if entry.name != "node_modules" and entry.name[0] != "." and not entry.is_symlink():
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
            elif entry.name.endswith(suffixes):
                yield prefix + entry.name


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What a folder holds; pages that cannot be listed must not pass for pages not there."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _pages_in(top: Path, root: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    found, base = _in_snapshot(top), _in_snapshot(root)
    assert found
    assert base
    snapshot, above = found[0], f"{found[1]}/" if found[1] else ""
    for path in snapshot.walk(joined(found[1])):
        *folders_, name = path[len(above) :].split("/")
        hidden = any(each == "node_modules" or each[0] == "." for each in folders_)
        if name.endswith(suffixes) and not hidden and snapshot.kind(path) != "folder":
            yield path[len(base[1]) + 1 :] if base[1] else path


def folders(root: Path, folder: str) -> tuple[str, ...]:
    """Names of the folders directly inside a folder, sorted; none when it is not there."""
    held = _in_snapshot(root / folder)
    if held is not None:
        return tuple(name for name in held[0].names(held[1]) if is_folder(root / folder / name))
    try:
        with os.scandir(root / folder) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.is_dir()))
    except OSError:
        return ()


def matching(root: Path, pattern: str, suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """Files that a pattern names, relative to `root`, sorted; a folder stands for its files.

    `*`, `?` and `[…]` stand for characters of one name. No link is followed on the way; one at
    the end is for `read` to judge.
    """
    found = [""]
    for part in pattern.strip("/").split("/"):
        found = [path for parent in found for path in _named(root, parent, part)]
    files: set[str] = set()
    for path in found:
        if is_folder(root / path):
            inside = (f"{path}/{name}" for name in _names(root, path) if name.endswith(suffixes))
            files.update(each for each in inside if not is_folder(root / each))
        elif is_there(root / path) or os.path.lexists(root / path):
            files.add(path)
    return tuple(sorted(files))


def _named(root: Path, parent: str, part: str) -> Iterator[str]:
    """What a part of a pattern names in a folder."""
    prefix = f"{parent}/" if parent else ""
    if not has_magic(part):
        yield prefix + part
        return
    for name in _names(root, parent):
        if fnmatchcase(name, part):
            yield prefix + name


def _names(root: Path, folder: str) -> tuple[str, ...]:
    """What a folder inside the root holds; hidden files are not meant."""
    if refusal(root, folder):
        return ()
    try:
        return tuple(name for name in _listed(root / folder) if name[0] != ".")
    except OSError:
        return ()


def _listed(folder: Path) -> Sequence[str]:
    held = _in_snapshot(folder)
    return os.listdir(folder) if held is None else held[0].names(held[1])  # noqa: PTH208


def _bytes(file: Path, most: int | None = None) -> bytes | str:
    """The content, or why it is refused; at most one byte over the limit is ever read."""
    held = _in_snapshot(file)
    if held is not None:
        return _bytes_in(*held)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    most = most or _most(file.name)
    with file.open("rb") as stream:
        data = stream.read(most + 1)
    return f"larger than the limit of {most // 2**20} MB" if len(data) > most else data


def _most(name: str) -> int:
    return PAGE_LIMIT if name.endswith((*PAGE_SUFFIXES, *SCRIPT_SUFFIXES)) else SIZE_LIMIT


def _bytes_in(snapshot: Snapshot, path: str) -> bytes | str:
    found = snapshot.followed(path)
    if found is None or found not in snapshot.files:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    data, most = snapshot.read(found), _most(path)
    return f"larger than the limit of {most // 2**20} MB" if len(data) > most else data


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
