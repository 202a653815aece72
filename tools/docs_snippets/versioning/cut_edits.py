"""What a tree that was cut from another still has of that one, and can be changed without doubt.

A version cut copies the folder of the current docs. Imports by alias, paths on the site and full
URLs still lead to the current docs, and relative paths that leave the tree lead nowhere, since its
folder is deeper. Each is changed where the new tree has the same file or page.
"""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Edit, Source, Span, apply_edits
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import SCRIPT_SUFFIXES
from docs_snippets.files.reading import read
from docs_snippets.files.writing import FileChange
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.resolution import link_addresses
from docs_snippets.snippets.markers import find_markers
from docs_snippets.versioning.tree_places import TreePlaces
from docs_snippets.versioning.version_tasks import Task

_SUFFIXES = ("", ".mdx", ".md", *SCRIPT_SUFFIXES)


class CutFile(NamedTuple):
    """A file of a new tree: what is to be changed in it, and what only a person can decide."""

    source: Source
    edits: tuple[Edit, ...]
    tasks: tuple[Task, ...]

    @property
    def change(self) -> FileChange:
        """What is to be written."""
        after = apply_edits(self.source.text, self.edits)
        return FileChange(self.source.path, self.source, after)


def cut_files(docs: Docs, tree: Tree, origin: Tree) -> Iterator[CutFile]:
    """The files of a tree that still lead to the one that it was cut from."""
    finder = TreePlaces(docs, origin, tree)
    for path in texts_of(docs, tree):
        source = read(docs.files, path)
        if not isinstance(source, Source):
            continue  # `lint` says why
        edits, tasks = list[Edit](), list[Task]()
        for place in finder.of(source):
            line = source.line_of(place.span.start)
            if place.state == "there":
                edits.append(Edit(place.span, place.wanted))
                tasks.append(
                    _task(path, line, f"{place.typed!r} becomes {place.wanted!r}", safe=True)
                )
            elif place.state == "missing":
                tasks.append(_task(path, line, f"{place.typed!r}: {tree.name} has no such page"))
            else:
                said = f"{place.typed!r}: the sentence speaks of other versions"
                tasks.append(_task(path, line, said))
        for edit in _leaving(docs, source, origin):
            typed, line = source.slice(edit.span), source.line_of(edit.span.start)
            edits.append(edit)
            tasks.append(_task(path, line, f"{typed!r} becomes {edit.text!r}", safe=True))
        if tasks:
            yield _without_generated(docs, CutFile(source, tuple(edits), tuple(tasks)))


def _task(path: str, line: int, message: str, *, safe: bool = False) -> Task:
    return Task("links", path, line, message, "safe" if safe else "left")


def texts_of(docs: Docs, tree: Tree) -> Iterator[str]:
    """The pages and scripts of a tree, and its sidebars."""
    references = docs.facts.reference_files(tree).values()
    yield from docs.pages.paths_of(tree)
    yield from (
        path
        for path in sorted(docs.files.below(tree.folder, SCRIPT_SUFFIXES))
        if path not in references and docs.pages.tree_of(path) == tree
    )
    sidebars = sidebars_of(docs, tree)
    if sidebars and docs.files.is_file(sidebars):
        yield sidebars


def sidebars_of(docs: Docs, tree: Tree) -> str:
    """Where the sidebars of a version are; empty where the site is not known to have any."""
    edition = docs.site.routes.edition(docs.pages.in_tree(tree, "index.mdx"))
    if edition is None or edition.folder != tree.folder or edition.plugin.sidebars is None:
        return ""
    return docs.site.routes.sidebars(edition)


def _leaving(docs: Docs, source: Source, origin: Tree) -> Iterator[Edit]:
    """Relative paths that leave the tree, as they lead from its deeper folder."""
    page = docs.pages.read_page(source) if docs.pages.has_page(source.path) else None
    if page is None or "../" not in source.text:
        return
    was = posixpath.dirname(docs.pages.in_tree(origin, docs.pages.path_in_tree(source.path)))
    now = posixpath.dirname(source.path)
    for url, span in _relative(page):
        old = posixpath.normpath(posixpath.join(was, url))
        new = posixpath.normpath(posixpath.join(now, url))
        if docs.pages.tree_of(old) == origin or _is_there(docs, new) or not _is_there(docs, old):
            continue
        at = source.text.find(url, *span)
        if at >= 0:
            yield Edit(Span(at, at + len(url)), posixpath.relpath(old, now))


def _relative(page: Page) -> Iterator[tuple[str, Span]]:
    places = [(each.source, each.source_span) for each in page.imports]
    places += [(each.url, each.span) for each in link_addresses.addresses(page)]
    for url, span in dict.fromkeys(places):
        path = url.partition("#")[0].partition("?")[0]
        if path.startswith("../"):
            yield path, span


def _is_there(docs: Docs, path: str) -> bool:
    outside = path.startswith("../")
    return not outside and any(docs.files.is_file(f"{path}{suffix}") for suffix in _SUFFIXES)


def _without_generated(docs: Docs, file: CutFile) -> CutFile:
    """A file without changes of generated text, which `render` writes."""
    if not docs.pages.has_page(file.source.path):
        return file
    markers = find_markers(docs.pages.read_page(file.source))
    own = [region.span for region in markers.regions]
    inside = [
        each
        for each in file.edits
        if markers.header or any(s.start <= each.span.start < s.end for s in own)
    ]
    lines = {file.source.line_of(each.span.start) for each in inside}
    tasks = tuple(each for each in file.tasks if each.line not in lines)
    return file._replace(edits=tuple(e for e in file.edits if e not in inside), tasks=tasks)
