"""The docs before and after a change: `base`, at the commit where it started, and `head`, as now.

What is not committed is part of the change. A file that git ignores, one that a sparse checkout
leaves out and what lies in a submodule count as the same in both revisions.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from docs_snippets.changes.base_commit import base_commit
from docs_snippets.docs.docs import Docs, Twin, load_like
from docs_snippets.files import git, reading
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES, Files
from docs_snippets.files.containment import path_below
from docs_snippets.files.git import Contents, Entry, GitError, Repository, WorkTree
from docs_snippets.files.snapshot import Snapshot, SnapshotFiles

_READ = (*PAGE_SUFFIXES, *SCRIPT_SUFFIXES, ".mjs", ".cjs", ".mts", ".cts", ".json", ".yaml", ".yml")
"""Files whose text matters; of the others it matters that they are there."""

_LINK_LIMIT = 4096
_PART = 1 << 20


class FileChanges(NamedTuple):
    """The files that a change modified, added and removed, by path from some folder."""

    modified: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every path that changed."""
        return self.modified | self.added | self.removed

    def below(self, folder: str) -> "FileChanges":
        """The part in a folder, by path from there; the empty path is everything."""
        return FileChanges(*(frozenset(_below(each, folder)) for each in self))


class Revisions(NamedTuple):
    """The docs before and after a change: `base` at its start, `head` as they are now.

    `base` is None where there were no docs then, or none that can be read. `docs_files` are by path
    in the docs root, `config_files` by path from the configuration's folder; that folder as it was
    is `base_config_folder`, where it is in the repository. `commit` is the one that `base` is at.
    """

    head: Docs
    base: Docs | None
    docs_files: FileChanges
    config_files: FileChanges
    commit: str
    base_config_folder: Files | None = None
    notices: tuple[str, ...] = ()


def _revisions_since(
    head: Docs, repository: Repository, commit: str, contents: Contents
) -> Revisions:
    """The docs at a commit and now. Raises GitError where git cannot say."""
    top = repository.top.resolve()
    docs = path_below(top, head.root)
    if docs is None:
        raise GitError("the docs root leads out of its git repository by a symbolic link")
    settings = path_below(top, head.config.path.parent)
    folders = [docs] if settings is None else [docs, settings]
    entries = repository.files(commit, folders)
    tree = repository.work_tree(folders)
    difference, same = _compare(top, entries, tree)
    snapshot = _snapshot(top, entries, tree, same, contents)
    files = SnapshotFiles(snapshot)
    before = None if settings is None else files.subfolder(settings)
    head = head.as_immutable()
    base, notices = _load_base(head, files.subfolder(docs), before)
    beside = FileChanges() if settings is None else difference.below(settings)
    # Files that are the same in both revisions are parsed once: the base takes pages of the head.
    if base is not None:
        shared = {*same, *(each for each in snapshot.files if _is_outside_git(each, tree))}
        alike = not beside.all and base.config.source.text == head.config.source.text
        twin = Twin(head, frozenset(_below(shared, docs)), alike)
        base = replace(base, immutable=True, twin=twin)
    return Revisions(head, base, difference.below(docs), beside, commit, before, notices)


def _load_base(
    head: Docs, files: Files, settings: Files | None
) -> tuple[Docs | None, tuple[str, ...]]:
    """The docs as they were, read by the configuration of their time where that can be used."""
    config = head.config
    renewed = settings is not None and settings.is_file(config.name)
    folders = [settings] if settings is not None and renewed else []
    if not files.is_folder(""):
        return None, ("the docs are new: all of their findings are caused by this change",)
    for number, folder in enumerate([*folders, config.folder]):
        found = load_like(config, folder, files)
        if isinstance(found, Docs):
            renewed = bool(folders) and number > 0
            words = f"{config.source.path} could not be used as it was: it is taken as it is now"
            return found, (words,) if renewed else ()
    words = f"{config.source.path} does not fit the docs as they were: all findings count as caused"
    return None, (words,)


def _below(paths: Iterable[str], folder: str) -> Iterator[str]:
    prefix = f"{folder}/" if folder else ""
    return (path[len(prefix) :] for path in paths if path.startswith(prefix))


def _compare(
    top: Path, entries: Mapping[str, Entry], tree: WorkTree
) -> tuple[FileChanges, frozenset[str]]:
    """The files that differ between a commit and the disk, and those that are the same."""
    then = {path for path, entry in entries.items() if entry.kind != "repository"}
    left_out = {path for path in tree.absent if not os.path.lexists(top / path)}
    then -= left_out
    known = then | tree.tracked | tree.untracked
    linked = _linked_folders(top, known)
    root = os.fspath(top)  # a Path for each file takes as long as to read it
    now = {path for path in known if _is_leaf(f"{root}/{path}") and _folder(path) not in linked}
    changed = {path for path in then & now if _differs(f"{root}/{path}", path, entries[path])}
    same = frozenset((then & now) - changed)
    difference = FileChanges(
        frozenset(changed), frozenset(now - then - left_out), frozenset(then - now)
    )
    return difference, same


def _linked_folders(top: Path, paths: Iterable[str]) -> frozenset[str]:
    """The folders of some paths that are links, or lie in one: git has no file below a link."""
    known = {"": False}
    for path in paths:
        folder, above = _folder(path), list[str]()
        while folder not in known:
            above.append(folder)
            folder = _folder(folder)
        for each in reversed(above):
            known[each] = known[folder] or os.path.islink(top / each)  # noqa: PTH114
            folder = each
    return frozenset(folder for folder, is_linked in known.items() if is_linked)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_leaf(file: str) -> bool:
    """Whether a file or a link is there."""
    return os.path.isfile(file) or os.path.islink(file)  # noqa: PTH113, PTH114 - asked for all


def _differs(file: str, path: str, entry: Entry) -> bool:
    """Whether a file differs from an entry in more than its line ends (`core.autocrlf`)."""
    is_link = os.path.islink(file)  # noqa: PTH114 - asked for all, as what follows
    if is_link != (entry.kind == "link"):
        return True
    if not is_link and not path.endswith(_READ):
        return False
    try:
        if not is_link and os.stat(file).st_size > reading.SIZE_LIMIT:  # noqa: PTH116
            return _large_object_id(Path(file), entry) != entry.id
        data = os.fsencode(os.readlink(file)) if is_link else _content(file)  # noqa: PTH115
    except OSError:
        return True
    if _object_id(data, entry) == entry.id:
        return False
    return (
        is_link
        or b"\r\n" not in data
        or _object_id(data.replace(b"\r\n", b"\n"), entry) != entry.id
    )


def _content(file: str) -> bytes:
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
        return stream.read()


def _object_id(data: bytes, entry: Entry) -> str:
    """The object name that git gives to a file's content."""
    return _object_name((data,), len(data), entry)


def _large_object_id(file: Path, entry: Entry) -> str:
    """The same of a file that is too large to be held in memory."""
    with file.open("rb") as stream:
        parts = iter(partial(stream.read, _PART), b"")
        return _object_name(parts, os.fstat(stream.fileno()).st_size, entry)


def _object_name(parts: Iterable[bytes], size: int, entry: Entry) -> str:
    make = hashlib.sha1 if len(entry.id) == 40 else hashlib.sha256
    found = make(b"blob %d\0" % size, usedforsecurity=False)
    for each in parts:
        found.update(each)
    return found.hexdigest()


def _snapshot(
    top: Path,
    entries: Mapping[str, Entry],
    tree: WorkTree,
    same: frozenset[str],
    contents: Contents,
) -> Snapshot:
    """The files of a commit, and those on disk that count as the same in both revisions."""
    gone = {path for path in tree.absent if not os.path.lexists(top / path)}
    leaves = {
        path: entry
        for path, entry in entries.items()
        if entry.kind != "repository" and path not in gone
    }
    foreign = frozenset(_outside_git(top, tree)) - leaves.keys()

    def read(path: str) -> bytes | str:
        if path in same or path in foreign:
            return read_from_disk(top / path)
        return contents.read(leaves[path].id)

    links = {
        path: target
        for path, entry in leaves.items()
        if entry.kind == "link" and isinstance(target := _target(entry, contents), str)
    }
    return Snapshot(frozenset(leaves) | foreign, links, read)


def _target(entry: Entry, contents: Contents) -> str | None:
    found = contents.read(entry.id)
    return None if isinstance(found, str) or len(found) > _LINK_LIMIT else os.fsdecode(found)


def read_from_disk(file: Path) -> bytes | str:
    """The content of a file, or why it is not read."""
    if file.stat().st_size > reading.SIZE_LIMIT:
        return f"larger than the limit of {reading.SIZE_LIMIT // 2**20} MB"
    return file.read_bytes()


def _is_outside_git(path: str, tree: WorkTree) -> bool:
    """Whether git ignores a path, or it lies in a submodule."""
    parts = path.split("/")
    above = {"/".join(parts[:end]) + "/" for end in range(1, len(parts))}
    others = tree.foreign | tree.repositories
    return path in others or not above.isdisjoint(others)


def _outside_git(top: Path, tree: WorkTree) -> Iterator[str]:
    """The files that git ignores, and those of submodules."""
    for path in tree.foreign | tree.repositories:
        if not path.endswith("/"):
            yield path
            continue
        for parent, names, here in os.walk(top / path):
            names[:] = [name for name in names if name != "node_modules" and name[0] != "."]
            if Path(parent).name in ("node_modules",) or Path(parent).name.startswith("."):
                names.clear()
                continue
            prefix = Path(parent).relative_to(top).as_posix()
            yield from (f"{prefix}/{name}" for name in here)


@contextmanager
def open_revisions(docs: Docs, ref: str, option: str) -> Iterator[Revisions | str]:
    """Both revisions of the change since HEAD left `ref` (by default the main branch); or why not.

    `option` is how the command line names a branch.
    """
    with ExitStack() as stack:
        found: Revisions | str
        try:
            repository = git.find_repository(docs.root)
            commit = base_commit(repository, ref, os.environ, option)
            contents = stack.enter_context(repository.contents())
            found = _revisions_since(docs, repository, commit, contents)
        except GitError as error:
            found = str(error)
        yield found
