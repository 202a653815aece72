"""Git repositories made without git, so fast that every input may have its own, and odd ones."""

import hashlib
import os
import shutil
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fuzz.choices import Choices
from fuzz.edits import Link, State

_Tree = dict[bytes, "bytes | Link | _Tree"]

CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
WHO = "A <a@example.com> 1700000000 +0000"


def make(root: Path, base: State, choices: Choices, then: State | None = None) -> None:
    """Makes the folder a repository with one commit, of a state; now and then, an odd one.

    Another commit is of the state `then`.
    """
    git = root / ".git"
    if git.is_dir():
        shutil.rmtree(git)
    else:
        git.unlink(missing_ok=True)
    (git / "refs/heads").mkdir(parents=True)
    (git / "config").write_text(CONFIG, "utf-8")
    (git / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    blobs = {path: _blob(git, content) for path, content in base.items() if _is_kept(content)}
    commit = _commit(git, _write_tree(git, _nested(blobs)))
    if then is not None:
        blobs = {path: _blob(git, content) for path, content in then.items() if _is_kept(content)}
        commit = _commit(git, _write_tree(git, _nested(blobs)), (commit,))
    (git / "refs/heads/main").write_text(commit + "\n", "utf-8")
    (git / "index").write_bytes(_index(blobs))
    if choices.chance(8):
        choices.one(_ODD)(git, commit, choices)


def _is_kept(content: object) -> bool:
    return isinstance(content, (bytes, Link))


def _object(git: Path, kind: str, data: bytes) -> str:
    whole = f"{kind} {len(data)}\0".encode() + data
    name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    folder = git / "objects" / name[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name[2:]).write_bytes(zlib.compress(whole, 1))
    return name


def _blob(git: Path, content: object) -> tuple[int, str]:
    """The mode and the name of a file's object."""
    if isinstance(content, Link):
        return 0o120000, _object(git, "blob", content.target.encode())
    assert isinstance(content, bytes)
    return 0o100644, _object(git, "blob", content)


_Blob = tuple[int, str]


def _nested(blobs: Mapping[str, _Blob]) -> dict[bytes, object]:
    top: dict[bytes, object] = {}
    for path, blob in blobs.items():
        *folders, name = os.fsencode(path).split(b"/")
        at = top
        for folder in folders:
            below = at.setdefault(folder, {})
            if not isinstance(below, dict):
                break
            at = below
        else:
            at.setdefault(name, blob)
    return top


def _write_tree(git: Path, tree: Mapping[bytes, object]) -> str:
    entries: list[tuple[bytes, int, bytes, str]] = []
    for name, each in tree.items():
        if isinstance(each, dict):
            entries.append((name + b"/", 0o40000, name, _write_tree(git, each)))
        elif isinstance(each, tuple):
            entries.append((name, each[0], name, each[1]))
    lines = (
        f"{mode:o} ".encode() + name + b"\0" + bytes.fromhex(id_)
        for _, mode, name, id_ in sorted(entries)
    )
    return _object(git, "tree", b"".join(lines))


def _commit(git: Path, tree: str, parents: Sequence[str] = ()) -> str:
    lines = [f"tree {tree}", *(f"parent {each}" for each in parents)]
    lines += [f"author {WHO}", f"committer {WHO}", "", "all", ""]
    return _object(git, "commit", "\n".join(lines).encode())


def _index(blobs: Mapping[str, _Blob]) -> bytes:
    """An index that knows nothing of the disk."""
    out = [b"DIRC", struct.pack(">II", 2, len(blobs))]
    for path, (mode, id_) in sorted((os.fsencode(path), blob) for path, blob in blobs.items()):
        fixed = struct.pack(">10I", 0, 0, 0, 0, 0, 0, mode, 0, 0, 0) + bytes.fromhex(id_)
        entry = fixed + struct.pack(">H", min(len(path), 0xFFF)) + path
        out.append(entry + b"\0" * (8 - len(entry) % 8))
    body = b"".join(out)
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def _detached(git: Path, commit: str, choices: Choices) -> None:
    (git / "HEAD").write_text(commit + "\n", "utf-8")


def _unborn(git: Path, commit: str, choices: Choices) -> None:
    (git / "HEAD").write_text("ref: refs/heads/none\n", "utf-8")


def _packed(git: Path, commit: str, choices: Choices) -> None:
    (git / "refs/heads/main").unlink()
    (git / "packed-refs").write_text(f"{commit} refs/heads/main\n", "utf-8")


def _shallow(git: Path, commit: str, choices: Choices) -> None:
    (git / "shallow").write_text(f"{commit}\n", "utf-8")


def _a_file(git: Path, commit: str, choices: Choices) -> None:
    shutil.rmtree(git)
    git.write_bytes(
        choices.one((b"gitdir: nowhere\n", b"gitdir: .\n", b"", b"\xff", b"gitdir: ..\n"))
    )


def _without(name: str) -> Callable[[Path, str, Choices], None]:
    def take(git: Path, commit: str, choices: Choices) -> None:
        if (git / name).is_dir():
            shutil.rmtree(git / name)
        else:
            (git / name).unlink()

    return take


def _garbled(name: str) -> Callable[[Path, str, Choices], None]:
    def garble(git: Path, commit: str, choices: Choices) -> None:
        file = git / name
        data = file.read_bytes()
        at = choices.number(len(data) + 1)
        file.write_bytes(data[:at] + choices.bytes(choices.number(9)) + data[at + 1 :])

    return garble


def _object_gone(git: Path, commit: str, choices: Choices) -> None:
    choices.one(sorted((git / "objects").rglob("*/*"))).unlink()


def _object_garbled(git: Path, commit: str, choices: Choices) -> None:
    choices.one(sorted((git / "objects").rglob("*/*"))).write_bytes(choices.bytes(20))


_ODD = (
    *(_detached, _unborn, _packed, _shallow, _a_file, _object_gone, _object_garbled),
    *(_without("index"), _without("HEAD"), _without("config"), _without("objects")),
    *(_garbled("index"), _garbled("HEAD"), _garbled("config"), _garbled("refs/heads/main")),
)
