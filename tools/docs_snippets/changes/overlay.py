"""The docs as they would be if some pages were written, without writing any."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docs_snippets.changes.revisions import FileChanges, Revisions, read_from_disk
from docs_snippets.docs.docs import Docs, Twin, load_like
from docs_snippets.files.snapshot import Snapshot, SnapshotFiles


def with_pages_written(docs: Docs, texts: Mapping[str, str]) -> Revisions | None:
    """Both revisions of writing some texts, by path; None where no docs would be left to read."""
    links = dict(_links(docs.root))
    known = frozenset(_walked(docs.root))
    data = {path: text.encode() for path, text in texts.items()}

    def read(path: str) -> bytes | str:
        return data[path] if path in data else read_from_disk(docs.root / path)

    snapshot = Snapshot(known | data.keys(), links, read)
    config = docs.config
    files = SnapshotFiles(snapshot)
    found = load_like(config, config.folder, files)
    if not isinstance(found, Docs):
        return None
    twin = Twin(docs, known - data.keys(), same_config=True)
    difference = FileChanges(frozenset(data) & known, frozenset(data) - known)
    return Revisions(replace(found, immutable=True, twin=twin), docs, difference, FileChanges(), "")


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
