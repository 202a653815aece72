"""An edit of a page and one of the pages it is carried to: what becomes of each of its pieces."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from docs_snippets.changes.change import PageEdit, lines
from docs_snippets.core.diagnostics import Diagnostic, Note
from docs_snippets.core.source import Source
from docs_snippets.docs.copies import family
from docs_snippets.docs.docs import Docs
from docs_snippets.files import writing
from docs_snippets.files.writing import Change
from docs_snippets.mdx.page import Page
from docs_snippets.mirroring.adapting import adapted
from docs_snippets.mirroring.fitting import Clash, Copy, Merged
from docs_snippets.mirroring.pieces import Piece, generated, meet, pieces
from docs_snippets.project.trees import Tree
from docs_snippets.snippets.markers import find_markers

GENERATED = (
    "is generated text, which is never merged: edit its template, and `docs-snippets render` "
    "writes it in every tree"
)


class Fate(NamedTuple):
    """What becomes of a piece: carried, or why not. `there` are the lines in its place."""

    state: Literal["carried", "there", "refused", "conflict"]
    words: str = ""
    notes: tuple[Note, ...] = ()
    there: range = range(0)


CARRIED = Fate("carried")


@dataclass(frozen=True)
class Carry:
    """An edit on its way to the page `path` of a tree.

    `fates` are those of the pieces, by their number. A page with `held`, or one that is `absent`,
    takes no part.
    """

    edit: PageEdit
    tree: Tree
    path: str
    copy: Copy | None = None
    pieces: tuple[Piece, ...] = ()
    fates: Mapping[int, Fate] = field(default_factory=dict)
    places: Mapping[int, range] = field(default_factory=dict)
    held: str = ""
    absent: str = ""
    is_new: bool = False

    @property
    def carried(self) -> tuple[int, ...]:
        """The pieces that are carried."""
        return tuple(n for n, fate in sorted(self.fates.items()) if fate.state == "carried")

    @cached_property
    def merged(self) -> Merged | None:
        """The page with what is carried; None where nothing is."""
        if self.copy is None or not self.carried:
            return None
        return self.copy.merged((self.pieces[n], self.places[n]) for n in self.carried)

    @property
    def change(self) -> Change | None:
        """What is to be written."""
        if self.merged is None or self.copy is None:
            return None
        return Change(self.path, None if self.is_new else self.copy.source, self.merged.text)

    def without(self, fates: Mapping[int, Fate]) -> "Carry":
        """The same, some of its pieces left out: imports, too, when nothing else is carried."""
        found = {**self.fates, **fates}
        left = [n for n, fate in found.items() if fate.state == "carried"]
        if left and all(self.pieces[n].imports for n in left) and len(left) < len(self.pieces):
            why = Fate("refused", "imports what nothing that is carried uses")
            found |= dict.fromkeys(left, why)
        return replace(self, fates=found)


def carry(docs: Docs, edit: PageEdit, tree: Tree, other: Tree) -> Carry:
    """An edit of a page of `tree`, fitted into the page of another."""
    old = edit.before.path if edit.before else edit.path
    path = _counterpart(docs, tree, old, other)
    here = docs.pages.source(path) if docs.files.exists(path) else None
    refused = writing.refusal(docs.files, path)
    if edit.after is None or edit.before is None:
        return _whole(docs, edit, tree, other, path, here, refused)
    if here is None:
        return Carry(edit, other, path, absent="the tree has no such page")
    if refused or isinstance(here, Diagnostic):
        return Carry(edit, other, path, held=refused or _said(here))
    before, after = (_adapted(docs, each, tree, other) for each in (edit.before, edit.after))
    made = tuple(pieces(before, after))
    copy = Copy.of(before.source, here)
    return _fitted(docs, Carry(edit, other, path, copy, made))


def _said(found: Source | Diagnostic | None) -> str:
    return found.message if isinstance(found, Diagnostic) else ""


def _counterpart(docs: Docs, tree: Tree, path: str, other: Tree) -> str:
    """Where a tree has a page of another: under its path, else under that of its only copy."""
    inside = path if tree.folder == "." else path[len(tree.folder) + 1 :]
    usual = docs.pages.in_tree(other, inside)
    if docs.pages.has_page(usual) or not docs.pages.has_page(path):
        return usual
    copies = [docs.pages.in_tree(other, each) for each in family(docs.pages, inside)]
    there = [each for each in copies if docs.pages.has_page(each)]
    return there[0] if len(there) == 1 else usual


def _whole(
    docs: Docs,
    edit: PageEdit,
    tree: Tree,
    other: Tree,
    path: str,
    here: Source | Diagnostic | None,
    refused: str,
) -> Carry:
    """A page that is new, or gone."""
    if edit.after is None:
        if here is None:
            return Carry(edit, other, path, absent="the tree has no such page")
        return Carry(
            edit, other, path, held=f"{tree.name} deleted its page; this one is still here"
        )
    page = _adapted(docs, edit.after, tree, other)
    if refused or isinstance(here, Diagnostic):
        return Carry(edit, other, path, held=refused or _said(here))
    if here is not None:
        if here.text == page.source.text:
            return Carry(edit, other, path, absent="the tree has the new page already")
        return Carry(edit, other, path, held="the page is new, and another is here already")
    empty = Source(path, "", edit.after.bom)
    copy = Copy.of(empty, empty)
    every = tuple(lines(page.source))
    piece = Piece(range(1), range(len(every)), every)
    fate = {0: Fate("refused", GENERATED) if find_markers(page).header else CARRIED}
    return Carry(edit, other, path, copy, (piece,), fate, {0: range(1)}, is_new=True)


def _adapted(docs: Docs, source: Source, tree: Tree, other: Tree) -> Page:
    text = adapted(docs, source, tree, other)
    return docs.pages.read_page(Source(source.path, text, source.bom))


def _fitted(docs: Docs, made: Carry) -> Carry:
    """The same, with what becomes of each piece as far as texts can tell."""
    assert made.copy
    page = docs.pages.read_page(made.copy.source)
    fates: dict[int, Fate] = {}
    places: dict[int, range] = {}
    for number, piece in enumerate(made.pieces):
        if piece.generated:
            fates[number] = Fate("refused", GENERATED)
        elif made.copy.has(piece):
            fates[number] = Fate("there")
        else:
            found = made.copy.place(piece)
            if isinstance(found, Clash):
                fates[number] = Fate("conflict", found.words, there=found.there)
            elif meet(found, generated(page)):
                fates[number] = Fate("refused", f"would change what {GENERATED}")
            else:
                fates[number], places[number] = CARRIED, found
    return replace(made, places=places).without(fates)
