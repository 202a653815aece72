"""The docs as they would be if some pages were written, without writing any."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docs_snippets.changes.revisions import FileChanges, Revisions, read_from_disk
from docs_snippets.docs.docs import Docs, Twin, load_like
from docs_snippets.files.snapshot import Snapshot, SnapshotFiles


def with_pages_written(docs: Docs, texts: Mapping[str, str]) -> Revisions | None:
    """Both revisions of writing some texts, by path; None where no docs would be left to read.

    `docs` may be those of an earlier call.
    """
    before = _snapshot(docs)
    data = {path: text.encode() for path, text in texts.items()}

    def read(path: str) -> bytes | str:
        return data[path] if path in data else before.read(path)

    snapshot = Snapshot(before.files | data.keys(), before.links, read)
    config = docs.config
    files = SnapshotFiles(snapshot)
    found = load_like(config, config.folder, files)
    if not isinstance(found, Docs):
        return None
    twin = Twin(docs, before.files - data.keys(), same_config=True)
    difference = FileChanges(frozenset(data) & before.files, frozenset(data) - before.files)
    return Revisions(replace(found, immutable=True, twin=twin), docs, difference, FileChanges(), "")


def _snapshot(docs: Docs) -> Snapshot:
    """The files of docs that are taken not to change."""
    if isinstance(docs.files, SnapshotFiles):
        return docs.files.snapshot
    root = docs.root
    return Snapshot(
        frozenset(_walked(root)), dict(_links(root)), lambda path: read_from_disk(root / path)
    )


def _walked(root: Path) -> Iterator[str]:
    """Every file and link below a folder."""
    for parent, folders, names in os.walk(root):
        linked = [name for name in folders if os.path.islink(f"{parent}/{name}")]  # noqa: PTH114
        folders[:] = [each for each in folders if each != "node_modules" and each[0] != "."]
        inside = os.path.relpath(parent, root)
        prefix = "" if inside == "." else f"{inside}/"
        yield from (f"{prefix}{name}" for name in (*names, *linked))


def _links(root: Path) -> Iterator[tuple[str, str]]:
    for path in _walked(root):
        file = os.path.join(root, path)  # noqa: PTH118 - asked for every file
        if os.path.islink(file):  # noqa: PTH114
            yield path, os.readlink(file)  # noqa: PTH115
