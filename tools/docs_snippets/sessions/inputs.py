"""The files that findings depend on, and the docs as they were when those were other files."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from docs_snippets.changes.revisions import FileChanges, Revisions
from docs_snippets.docs.docs import Docs, Twin, load_like
from docs_snippets.files.access import PAGE_SUFFIXES, Files, disk_folder, is_left_out
from docs_snippets.files.file_states import (
    YARN_PATCHES,
    FileState,
    States,
    content_digest,
    is_media,
    states,
    states_below,
    walked,
)
from docs_snippets.files.gitignore import folders_above
from docs_snippets.files.overlay_files import OverlayFiles
from docs_snippets.files.reading import SIZE_LIMIT
from docs_snippets.files.snapshot import Snapshot, SnapshotFiles
from docs_snippets.sessions.checked import Inputs

OURS = ("snippets", "templates")
"""The folders beside the configuration that snippets are read from."""

_KNOWN = (*PAGE_SUFFIXES, ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".json", ".yaml", ".yml")
"""Files of which `review.reach` tells where a change of theirs leads to."""

OldText = Callable[[str], bytes | None]
"""The content that a file had, by what tells it from others; None where it is not kept."""


def is_understood(root: Path, path: str) -> bool:
    """Whether it can be told where a change of a file leads to."""
    return (path.endswith(_KNOWN) or is_media(path)) and not (root / path).is_symlink()


def all_understood(docs: Docs, files: FileChanges, beside: frozenset[str]) -> bool:
    """Whether it can be told how far a change of some files reaches.

    `beside` are paths from the folder of the configuration.
    """
    ours = all(path.partition("/")[0] in OURS for path in beside)
    return ours and all(is_understood(docs.root, path) for path in files.all)


def reference_files(docs: Docs) -> Iterable[str]:
    """The files below the docs root that tell facts of trees, which pages may do as well."""
    for tree in docs.trees:
        yield from docs.facts.reference_files(tree).values()
        for _, files in docs.facts.listed.files(tree):
            yield from (each.path for each in files if each.root is docs.config.docs)


def every_file(docs: Docs) -> Iterable[str]:
    """Every file below the docs root, those among them that are only being written."""
    yield from walked(docs.root)
    if isinstance(docs.files, OverlayFiles):
        yield from docs.files.below("", ("",))


def look(docs: Docs, known: Inputs | None = None) -> Inputs:
    """The files as they are now; `known` are those of an earlier look."""
    folder, before = disk_folder(docs.config.folder), known or Inputs({}, {})
    ours = [f"{each}/{path}" for each in OURS for path in walked(folder / each)]
    files = dict.fromkeys((*ours, *beside(docs)))
    return Inputs(
        states_below(docs.root, before.docs),
        states(folder, files, before.beside),
    )


def beside(docs: Docs) -> Iterator[str]:
    """Files that are read beside the docs and snippets, by path from the configuration's folder."""
    yield docs.config.name
    for tree in docs.trees:
        yield from docs.facts.definitions.files(tree) or ()
    folder = disk_folder(docs.config.folder)
    yield from _listed(docs, folder)
    for above in folders_above(docs.files):
        yield os.path.relpath(above / ".gitignore", folder.resolve())


def _listed(docs: Docs, folder: Path) -> Iterator[str]:
    """The references that the configuration lists, outside the docs root, by path from a folder."""
    for tree in docs.trees:
        for _, files in docs.facts.listed.files(tree):
            for file in files:
                if file.root is not docs.files:
                    yield os.path.relpath(disk_folder(file.root) / file.path, folder)


def differ(docs: Docs, known: Inputs, paths: Iterable[str]) -> bool:
    """Whether any of some files of the docs is not what it was at an earlier look."""
    now = states(docs.root, paths, known.docs)
    return any(path not in known.docs or not known.docs[path].same_as(now[path]) for path in now)


def difference(before: States, now: States) -> FileChanges:
    """The files whose contents differ."""
    both = before.keys() & now.keys()
    changed = (path for path in both if not now[path].same_as(before[path]))
    return FileChanges(
        frozenset(changed), frozenset(now.keys() - both), frozenset(before.keys() - both)
    )


def are_of_base(kept: Inputs, now: Inputs, change: Revisions) -> bool:
    """Whether some files are what a change began with; also False where that is not known."""
    base, changed = change.base, change.docs_files
    others = kept.beside.keys() | now.beside.keys()
    if base is None or change.config_files.all & others or difference(kept.beside, now.beside).all:
        return False
    others = kept.docs.keys() - changed.modified - changed.removed
    return (
        others == now.docs.keys() - changed.modified - changed.added
        and all(kept.docs[path].same_as(now.docs[path]) for path in others)
        and all(
            path in kept.docs and _holds(base.files, path, kept.docs[path])
            for path in filter(_is_walked, changed.modified | changed.removed)
        )
    )


def _is_walked(path: str) -> bool:
    """Whether a look at the files comes to one at a path."""
    return path.startswith(f"{YARN_PATCHES}/") or not any(map(is_left_out, path.split("/")[:-1]))


def _holds(files: Files, path: str, state: FileState) -> bool:
    """Whether a file has the content of a state; False where it is not read."""
    try:
        data = files.content(path, SIZE_LIMIT)
    except OSError:
        return False
    if isinstance(data, str) or state.link:
        return False
    return content_digest(path, data) == state.digest


def revisions(docs: Docs, before: Inputs, now: Inputs, old: OldText) -> Revisions | None:
    """The docs before and now; None where it is not known how far the difference reaches."""
    changed, beside = difference(before.docs, now.docs), difference(before.beside, now.beside)
    settings = (path for path in beside.all if path.partition("/")[0] not in OURS)
    unusual = (
        path
        for path in changed.all
        for state in (before.docs.get(path), now.docs.get(path))
        if state and state.digest and (state.link or not (state.is_read and path.endswith(_KNOWN)))
    )
    if any(settings) or any(unusual):
        return None
    gone = changed.modified | changed.removed
    texts = {path: old(before.docs[path].digest) for path in gone if before.docs[path].is_read}
    if any(text is None for text in texts.values()):
        return None
    root = docs.root

    def read(path: str) -> bytes | str:
        if path in gone:
            return texts.get(path) or b""
        with open(f"{root}/{path}", "rb") as stream:  # noqa: PTH123
            return stream.read(SIZE_LIMIT + 1)

    config = docs.config
    links = {path: state.link for path, state in before.docs.items() if state.link}
    snapshot = Snapshot(frozenset(before.docs), links, read)
    files = SnapshotFiles(snapshot)
    found = load_like(config, config.folder, files)
    if not isinstance(found, Docs):
        return None
    same = frozenset(before.docs.keys() - gone)
    base = replace(found, immutable=True, twin=Twin(docs, same, same_config=not beside.all))
    return Revisions(docs, base, changed, beside, "")
