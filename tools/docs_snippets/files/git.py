"""Runs git: the files of a commit, and what the work tree has besides. No other module runs it.

A repository is untrusted input, its configuration as well, which can name programs that git starts.
So only hashes that git itself printed are passed on to its other commands, and the commands that
read a change look at objects and the index alone: nothing is checked out, compared, converted or
fetched, and no hook runs.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal, NamedTuple

from docs_snippets.files.reading import SIZE_LIMIT

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)
_KEPT = (
    *("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT", "USERPROFILE"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
)
"""Variables of the environment that git needs: to start, and to know which folders are trusted."""

_SET = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
}

EntryKind = Literal["file", "link", "repository"]


class Entry(NamedTuple):
    """A file of a commit: its kind, and the id of its content."""

    kind: EntryKind
    id: str


class WorkTree(NamedTuple):
    """The files on disk by what git knows of them; folders end in a slash.

    `absent` are those that a sparse checkout leaves out, `repositories` the folders of submodules,
    `foreign` the files and folders that git ignores.
    """

    tracked: frozenset[str]
    absent: frozenset[str]
    repositories: frozenset[str]
    untracked: frozenset[str]
    foreign: frozenset[str]


class GitError(Exception):
    """Git failed; the message is for the user."""


@dataclass(frozen=True)
class Repository:
    """A repository with a work tree, `top`."""

    top: Path

    def commit(self, ref: str) -> str:
        """The hash of the commit that a name refers to. Raises GitError where there is none."""
        said = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
        found = said.decode("ascii", "replace").strip() if said else ""
        if not found or not set(found) <= set("0123456789abcdef"):
            raise GitError(f"no commit {ref!r}")
        return found

    def has(self, ref: str) -> bool:
        """Whether a name stands for a commit."""
        try:
            return bool(self.commit(ref))
        except GitError:
            return False

    def merge_base(self, one: str, two: str) -> str | None:
        """The hash of the commit at which two branches parted; None where none is known."""
        said = self._run("merge-base", "--end-of-options", one, two)
        return said.decode("ascii").split("\n")[0] if said else None

    @property
    def is_shallow(self) -> bool:
        """Whether this is a shallow clone, which lacks older commits."""
        return self._run("rev-parse", "--is-shallow-repository") == b"true\n"

    def remotes(self) -> tuple[str, ...]:
        """Names of the remotes."""
        said = self._run("remote") or b""
        return tuple(os.fsdecode(said).splitlines())

    def files(self, commit: str, below: Sequence[str]) -> dict[str, Entry]:
        """The files of a commit, given by its hash, below some folders; by path from the top."""
        arguments = ("ls-tree", "-r", "-z", "--full-tree", commit, "--", *_folders(below))
        found: dict[str, Entry] = {}
        for each in _fields(self.demand(*arguments)):
            meta, _, path = each.partition(b"\t")
            mode, _, id_ = meta.split(b" ")
            found[os.fsdecode(path)] = Entry(_kind(mode), id_.decode("ascii"))
        return found

    def work_tree(self, below: Sequence[str]) -> WorkTree:
        """What the index and the ignore files say of the files below some folders."""
        where = ("--", *_folders(below))
        index = [*_index(self.demand("ls-files", "-t", "-s", "-z", *where))]
        others = ("ls-files", "--others", "--exclude-standard", "-z")
        untracked = _names(self.demand(*others, *where))
        ignored = _names(self.demand(*others, "--ignored", "--directory", *where))
        links = frozenset(f"{path}/" for _, mode, path in index if mode == b"160000")
        nested = frozenset(path for path in untracked if path.endswith("/"))
        return WorkTree(
            frozenset(path for _, mode, path in index if mode != b"160000"),
            frozenset(path for tag, _, path in index if tag == b"S"),
            links,
            untracked - nested,
            ignored | nested,
        )

    @contextmanager
    def contents(self) -> "Iterator[Contents]":
        """Reads what files of commits hold."""
        reader = Contents(self)
        try:
            yield reader
        finally:
            reader.close()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A command that keeps running and answers requests, such as `cat-file --batch`."""
        pipe = subprocess.PIPE
        command = _command(self.top, arguments)
        return subprocess.Popen(
            command, env=_environment(), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )

    def _run(self, *arguments: str) -> bytes | None:
        done = _done(self.top, arguments)
        return None if done.returncode else done.stdout

    def demand(self, *arguments: str) -> bytes:
        """What a command that reads prints; for modules of this package. Raises GitError."""
        done = _done(self.top, arguments)
        if done.returncode:
            raise GitError(f"git {arguments[0]} failed: {_said(done.stderr)}")
        return done.stdout


@dataclass(eq=False)
class Contents:
    """Reads the contents of files by id. A forked process has a reader of its own."""

    repository: Repository
    _process: "subprocess.Popen[bytes] | None" = None
    _owner: int = 0
    _known: dict[str, bytes] = field(default_factory=dict)

    def read(self, id_: str) -> bytes | str:
        """The bytes of a content, or why they cannot be read."""
        if id_ not in self._known:
            found = self._ask(id_)
            if isinstance(found, str):
                return found
            self._known[id_] = found
        return self._known[id_]

    def _ask(self, id_: str) -> bytes | str:
        if self._process is None or self._owner != os.getpid():
            self._process = self.repository.start("cat-file", "--batch")
            self._owner = os.getpid()
        to, back = self._process.stdin, self._process.stdout
        assert to
        assert back
        to.write(f"{id_}\n".encode("ascii"))
        to.flush()
        header = back.readline().split()
        if len(header) != 3 or header[1] != b"blob":
            return "this clone does not have its content: fetch it, or clone without --filter"
        return _content(back, int(header[2]))

    def close(self) -> None:
        """Ends the reader of this process."""
        if self._process and self._owner == os.getpid():
            self._process.communicate()


def _content(stream: IO[bytes], size: int) -> bytes | str:
    """The content after a header: as many bytes as the header says, and a line end."""
    if size <= SIZE_LIMIT:
        return stream.read(size + 1)[:-1]
    left = size + 1
    while left > 0:
        left -= len(stream.read(min(left, 1 << 20))) or left
    return f"larger than the limit of {SIZE_LIMIT // 2**20} MB"


def find_repository(folder: Path) -> Repository:
    """The repository that a folder is in. Raises GitError where there is none that can be used."""
    if shutil.which("git") is None:
        raise GitError("git is not installed")
    done = _done(folder, ("rev-parse", "--show-toplevel"))
    if done.returncode == 0:
        return Repository(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))))
    said = _said(done.stderr)
    if "not a git repository" in said:
        raise GitError("the docs are in no git repository")
    if "work tree" in said or "bareRepository" in said or "bare repository" in said:
        raise GitError("the docs are in a bare git repository, which has no files to check")
    if "dubious ownership" in said:
        raise GitError(_not_trusted(done.stderr))
    raise GitError(f"git cannot use this repository: {said}")


def _not_trusted(stderr: bytes) -> str:
    """What to do about a repository that belongs to another user, in git's own command for it."""
    command = re.search(r"git config --global --add safe\.directory .+", os.fsdecode(stderr))
    how = f": `{command[0]}`" if command else ""
    return (
        "the docs are in a git repository of another user, which git does not read; if you trust "
        f"that user, tell git so{how}"
    )


def query(folder: Path, *arguments: str) -> str | None:
    """What git prints for a command that only reads, run in a folder; None where it fails."""
    if shutil.which("git") is None:
        return None
    done = _done(folder, arguments)
    return None if done.returncode else os.fsdecode(done.stdout)


def _done(folder: Path, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        _command(folder, arguments),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _command(folder: Path, arguments: Sequence[str]) -> list[str]:
    return [shutil.which("git") or "git", *_OPTIONS, "-C", str(folder), *arguments]


def _environment() -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_SET}


def _said(stderr: bytes) -> str:
    """The first line of an error message of git."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
    return lines[0].removeprefix("fatal: ").removeprefix("error: ")


def _folders(below: Sequence[str]) -> Sequence[str]:
    """Folders as git takes them; none where one of them is the top, which is everything."""
    return () if "" in below else [f"{folder}/" for folder in below]


def _fields(output: bytes) -> Iterator[bytes]:
    return (each for each in output.split(b"\0") if each)


def _names(output: bytes) -> frozenset[str]:
    return frozenset(os.fsdecode(each) for each in _fields(output))


def _index(output: bytes) -> Iterator[tuple[bytes, bytes, str]]:
    """Tag, mode and path of each entry."""
    for each in _fields(output):
        meta, _, path = each.partition(b"\t")
        tag, mode, _ = meta.split(b" ", 2)
        yield tag, mode, os.fsdecode(path)


def _kind(mode: bytes) -> EntryKind:
    return "link" if mode == b"120000" else "repository" if mode == b"160000" else "file"
