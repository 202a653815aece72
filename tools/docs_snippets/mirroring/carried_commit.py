"""A commit of the history as edits of pages, each carried from one tree to others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docs_snippets.changes.change import PageEdit
from docs_snippets.changes.renamed_pages import paired
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.files.git import Contents, Repository
from docs_snippets.files.git_history import ChangedFile, Commit, changed_files
from docs_snippets.files.reading import decode
from docs_snippets.mirroring.mirrored_page import MirroredPage, mirror_edit, without_rivals
from docs_snippets.project.trees import Tree, parse_version, version_of_folder

_CARRIED = (*PAGE_SUFFIXES, *SCRIPT_SUFFIXES)


class TreeEdit(NamedTuple):
    """What a commit did to a page of a tree; the tree need not be there any more."""

    tree: Tree
    inside: str
    edit: PageEdit


class LeftFile(NamedTuple):
    """A file of a commit that is not carried, by path from the top, and why not."""

    path: str
    why: str


@dataclass(frozen=True)
class CommitEdits:
    """A commit as edits of pages, and the files of it that are none."""

    commit: Commit
    edits: tuple[TreeEdit, ...]
    left: tuple[LeftFile, ...]

    def to(self, other: Tree, trees: Sequence[Tree], sources: Sequence[Tree]) -> Iterator[TreeEdit]:
        """The edits to carry to a tree, each from the nearest of the trees that it was made in.

        A page that the commit edited in the tree itself is not among them. Without `sources`, edits
        come from trees of its own product where the commit edited any, else from all trees.
        """
        possible = [e.tree for e in self.edits if not sources or e.tree in sources]
        taken = [tree for tree in possible if tree.product == other.product] or possible
        by_page: dict[str, list[TreeEdit]] = defaultdict(list)
        for each in self.edits:
            by_page[each.inside].append(each)
        for found in by_page.values():
            known = [each for each in found if each.tree in taken]
            if known and all(each.tree != other for each in found):
                yield min(known, key=lambda each: _distance(each.tree, other, trees))


def _distance(tree: Tree, other: Tree, trees: Sequence[Tree]) -> tuple[bool, int]:
    """How far trees are from one another: of one product, in the order of its versions."""
    places = {each: number for number, each in enumerate(trees)}
    far = len(trees)
    return tree.product != other.product, abs(places.get(tree, far) - places.get(other, far))


def commit_edits(
    docs: Docs, repository: Repository, above: str, commit: Commit, contents: Contents
) -> CommitEdits:
    """What a commit did; `above` is what stands before paths of the docs in those of git."""
    files: dict[Tree, dict[str, ChangedFile]] = defaultdict(dict)
    left: list[LeftFile] = []
    for file in changed_files(repository, commit).files:
        place = _place(docs, file.path.removeprefix(above)) if file.path.startswith(above) else None
        if place is None:
            left.append(LeftFile(file.path, "it is in no tree"))
        elif not file.is_plain:
            left.append(LeftFile(file.path, "it is a symbolic link or a submodule"))
        elif not file.path.endswith(_CARRIED) or file.path in _references(docs, above):
            left.append(LeftFile(file.path, "it is no page"))
        else:
            files[place[0]][place[1]] = file
    edits: list[TreeEdit] = []
    for tree, changed in files.items():
        for each in _edits(docs, tree, changed, contents):
            if isinstance(each, TreeEdit):
                edits.append(each)
            else:
                left.append(each._replace(path=f"{above}{each.path}"))
    return CommitEdits(commit, tuple(edits), tuple(left))


def _place(docs: Docs, path: str) -> tuple[Tree, str] | None:
    """The tree of a path, be it there or gone, and the path within it."""
    tree = docs.pages.tree_of(path)
    if tree:
        return None if tree.locale else (tree, docs.pages.path_in_tree(path))
    found = version_of_folder(docs.config.products, path)
    if found is None:
        return None
    product, version = found
    assert product.folder
    folder = product.folder.text.replace("{version}", version).rstrip("/")
    try:
        parsed = parse_version(version)
    except ValueError:
        return None
    return Tree(f"{product.name}/{version}", product.name, parsed, folder), path[len(folder) + 1 :]


def _references(docs: Docs, above: str) -> frozenset[str]:
    """The references of trees that are scripts: what they say is their version's own."""
    named = (product.references for product in docs.config.products)
    inside = {text.text for each in named for text in each if text}
    return frozenset(
        f"{above}{docs.pages.in_tree(tree, path)}" for tree in docs.trees for path in inside
    )


def _edits(
    docs: Docs, tree: Tree, changed: Mapping[str, ChangedFile], contents: Contents
) -> Iterator[TreeEdit | LeftFile]:
    gone = {inside: file for inside, file in changed.items() if file.after is None}
    come = {inside: file for inside, file in changed.items() if file.before is None}
    was = {new: old for old, new in paired(gone, come, contents)}
    moved = frozenset(was.values())
    for inside, file in changed.items():
        if inside in moved:
            continue
        old = was.get(inside, inside)
        before = _source(docs.pages.in_tree(tree, old), changed[old].before, contents)
        after = _source(docs.pages.in_tree(tree, inside), file.after, contents)
        if isinstance(before, str) or isinstance(after, str):
            why = before if isinstance(before, str) else str(after)
            yield LeftFile(docs.pages.in_tree(tree, inside), why)
        else:
            yield TreeEdit(tree, inside, PageEdit(before, after))


def _source(path: str, id_: str | None, contents: Contents) -> Source | str | None:
    """The text of a content; else why there is none."""
    if id_ is None:
        return None
    data = contents.read(id_)
    if isinstance(data, str):
        return data
    found = "it is a binary file" if b"\0" in data else decode(data, path)
    return found.message if isinstance(found, Diagnostic) else found


def carried(
    docs: Docs, edits: CommitEdits, others: Iterable[Tree], sources: Sequence[Tree]
) -> list[MirroredPage]:
    """The edits of a commit, fitted into the pages of other trees."""
    return without_rivals(
        mirror_edit(docs, each.edit, each.tree, other)
        for other in others
        for each in edits.to(other, docs.trees, sources)
    )
