"""Reads the history of a repository: commits, the files that each changed, and who wrote it.

Everything is read from objects. Only hashes that git printed are passed on, and no option of the
repository's configuration makes these commands run another program.
"""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.files.git import Contents, GitError, Repository

MOST_COMMITS = 20_000
"""Commits that are looked through for renamed files."""

_RAW = ("--no-renames", "--no-abbrev", "--raw", "-z")
_LOG = ("log", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-color")
_NO_ID = b"0"


class ChangedFile(NamedTuple):
    """A file of a commit: the ids of what it held before and after, None where there was none.

    `is_plain` is false for a link and for a submodule.
    """

    path: str
    before: str | None
    after: str | None
    is_plain: bool


class CommitFiles(NamedTuple):
    """The files that a commit changed, compared with its first parent."""

    commit: str
    files: tuple[ChangedFile, ...]


class Commit(NamedTuple):
    """A commit as its author wrote it; `date` is what git keeps: seconds and a time zone."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    date: str
    message: str


def read_commit(repository: Repository, ref: str) -> Commit:
    """The commit of a name. Raises GitError where there is none."""
    id_ = repository.commit(ref)
    head, _, message = repository.demand("cat-file", "commit", id_).partition(b"\n\n")
    fields = [line.partition(b" ") for line in head.split(b"\n")]
    parents = tuple(value.decode("ascii") for name, _, value in fields if name == b"parent")
    names = (value for name, _, value in fields if name == b"encoding")
    encoding = _known_encoding(next(names, b"utf-8").decode("ascii", "replace"))
    said = next((value for name, _, value in fields if name == b"author"), b"")
    author, _, rest = said.decode(encoding, "replace").rpartition(" <")
    email, _, date = rest.partition("> ")
    return Commit(id_, parents, author, email, date, message.decode(encoding, "replace"))


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def changed_files(repository: Repository, commit: Commit) -> CommitFiles:
    """The files that a commit changed, compared with its first parent. Raises GitError."""
    ends = [commit.parents[0], commit.id] if commit.parents else ["--root", commit.id]
    said = repository.demand("diff-tree", "-r", "--no-commit-id", *_RAW, *ends)
    return CommitFiles(commit.id, tuple(_files(said.split(b"\0"))))


def commits_between(repository: Repository, range_: str) -> tuple[str, ...]:
    """The commits of a range (`A..B`), the oldest first. Raises GitError."""
    since, _, until = range_.partition("..")
    first, last = (repository.commit(each or "HEAD") for each in (since, until.lstrip(".")))
    said = repository.demand("rev-list", "--reverse", "--no-merges", last, f"^{first}")
    return tuple(said.decode("ascii").split())


def arrivals(repository: Repository, below: Sequence[str]) -> Iterator[CommitFiles]:
    """The commits that added and removed files below some folders, the newest first.

    Raises GitError.
    """
    folders = () if "" in below else [f"{folder}/" for folder in below]
    asked = ("--diff-filter=AD", f"--max-count={MOST_COMMITS}", "--format=%x01%H")
    said = repository.demand(*_LOG, *_RAW, *asked, "HEAD", "--", *folders)
    for part in said.split(b"\1")[1:]:
        commit, *fields = part.split(b"\0")
        fields = [each.lstrip(b"\n") for each in fields]
        yield CommitFiles(commit.strip().decode("ascii"), tuple(_files(fields)))


def _files(fields: Sequence[bytes]) -> Iterator[ChangedFile]:
    """The files of raw output: a description, then a path."""
    given = [each for each in fields if each]
    for meta, path in zip(given[::2], given[1::2], strict=False):
        if not meta.startswith(b":"):
            raise GitError("git printed something else than the files of a commit")
        old_mode, mode, old, new, *_ = meta[1:].split(b" ")
        plain = {old_mode, mode} <= {b"100644", b"100755", b"000000"}
        yield ChangedFile(os.fsdecode(path), _id(old), _id(new), plain)


def _id(field: bytes) -> str | None:
    return field.decode("ascii") if field.strip(_NO_ID) else None


def text_of(contents: Contents, id_: str | None) -> str | None:
    """The text of a content; None where it is none, or cannot be had."""
    data = contents.read(id_) if id_ else ""
    if isinstance(data, str) or b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
