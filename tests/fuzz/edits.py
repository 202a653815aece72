"""Docs that a choice of edits makes of others, and how they come on disk."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from fuzz.choices import Choices


class Link(NamedTuple):
    """A symbolic link, and what it leads to."""

    target: str


class Folder(NamedTuple):
    """A folder, where a file is looked for."""


State: TypeAlias = dict[str, bytes | Link | Folder]
"""All there is below a folder, by path."""

LARGEST = 20_000
"""Characters that edits let a file grow to: growth itself is for `pathological.py`."""

LINKS = ("../outside/secret.mdx", "/etc/passwd", ".", "..", "index.mdx", "nowhere", "/")


class Pieces(NamedTuple):
    """What edits put in."""

    tokens: Sequence[bytes]
    files: Sequence[bytes]
    names: Sequence[str]


def edited(state: State, choices: Choices, pieces: Pieces, wanted: str = "") -> State:
    """The state after up to five edits; of files whose path holds a word, if one is wanted."""
    made = dict(state)
    for _ in range(choices.number(5) + 1):
        paths = sorted(path for path in made if wanted in path) or sorted(made)
        if not paths:
            break
        path = choices.one(paths)
        if choices.chance(12):
            _restructure(made, path, choices, pieces)
        elif isinstance(data := made[path], bytes):
            made[path] = choices.one(_EDITS)(data, choices, pieces)[:LARGEST]
    return made


def _restructure(made: State, path: str, choices: Choices, pieces: Pieces) -> None:
    """Takes a file away, moves it, or puts something else in its place."""
    kind = choices.number(5)
    content = made.pop(path)
    if kind == 1:
        made[path] = Link(choices.one(LINKS))
    elif kind == 2:
        made[path] = Folder()
    elif kind > 2:
        made[choices.one(pieces.names)] = content
        if kind == 4:
            made[path] = content


def _place(data: bytes, choices: Choices) -> int:
    """A place in a file: anywhere, or where a line starts."""
    at = choices.number(65_536) % (len(data) + 1)
    return at if choices.chance(2) else data.rfind(b"\n", 0, at) + 1


def _insert(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    at = _place(data, choices)
    return data[:at] + choices.one(pieces.tokens) + data[at:]


def _insert_bytes(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    at = _place(data, choices)
    return data[:at] + choices.bytes(choices.number(12) + 1) + data[at:]


def _splice(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    other = choices.one(pieces.files)
    start, at = _place(other, choices), _place(data, choices)
    return data[:at] + other[start : start + choices.number(2_000)] + data[at:]


def _replace(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    return choices.one(pieces.files)


def _delete(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    at = _place(data, choices)
    return data[:at] + data[at + choices.number(256) + 1 :]


def _cut(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    return data[: _place(data, choices)]


def _double(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    start, end = sorted((_place(data, choices), _place(data, choices)))
    return data[:end] + data[start:end] * choices.one((1, 1, 2, 10)) + data[end:]


def _swap_lines(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, two = choices.number(len(lines)), choices.number(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def _change_byte(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    at = _place(data, choices)
    return data[:at] + choices.bytes(1) + data[at + 1 :]


def _line_ends(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    kind = choices.number(4)
    if kind == 0:
        return data.removesuffix(b"\n")
    if kind == 1:
        return b"\xef\xbb\xbf" + data
    return data.replace(b"\n", b"\r\n" if kind == 2 else b"\r")


def _replace_word(data: bytes, choices: Choices, pieces: Pieces) -> bytes:
    words = data.split(b" ")
    words[choices.number(len(words))] = choices.one(pieces.tokens)
    return b" ".join(words)


_Edit = Callable[[bytes, Choices, Pieces], bytes]
_EDITS: Sequence[_Edit] = (
    *(_insert, _splice, _delete, _double, _change_byte, _insert_bytes),
    *(_swap_lines, _replace_word, _cut, _line_ends, _replace),
)


def lay(root: Path, state: State) -> None:
    """Makes a folder hold a state, and nothing else but what git keeps."""
    for entry in os.scandir(root):
        if entry.name != ".git":
            _remove(entry)
    for path, content in state.items():
        file = root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                file.write_bytes(content)
            elif isinstance(content, Link):
                file.symlink_to(content.target)
            else:
                file.mkdir(exist_ok=True)
        except OSError:
            continue  # below a file, or in the place of a folder


def _remove(entry: "os.DirEntry[str]") -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What shows that a file was written, for every file below a folder but those of git."""
    found: dict[Path, tuple[int, int, int]] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        found.update((Path(parent, name), (0, 0, 0)) for name in folders)
        for name in names:
            status = Path(parent, name).lstat()
            found[Path(parent, name)] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return found


def contents(folder: Path) -> dict[Path, bytes]:
    """The bytes of every regular file below a folder but those of git."""
    files = (path for path in stamps(folder) if path.is_file() and not path.is_symlink())
    return {path: path.read_bytes() for path in files}
