"""An edit of a page, mirrored to one page of another tree: the result for each of its pieces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from docs_snippets.changes.change import PageEdit, lines
from docs_snippets.changes.counterparts import Counterpart, counterpart
from docs_snippets.core.diagnostics import Diagnostic, Note
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files import writing
from docs_snippets.files.writing import FileChange
from docs_snippets.mdx.page import Page
from docs_snippets.mirroring.anchoring import Anchored, Anchors
from docs_snippets.mirroring.fitting import Conflict, Merged, TargetText
from docs_snippets.mirroring.pieces import Piece, generated_lines, overlap, split_edit
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.adapt_links import adapt_links
from docs_snippets.snippets.markers import find_markers

GENERATED = (
    "is generated text, which is never merged: edit its template, and `docs-snippets render` "
    "writes it in every tree"
)


class PieceResult(NamedTuple):
    """Whether a piece is carried, and why not; `there` are the lines in its place."""

    state: Literal["carried", "there", "refused", "conflict"]
    words: str = ""
    notes: tuple[Note, ...] = ()
    there: range = range(0)


CARRIED = PieceResult("carried")


@dataclass(frozen=True)
class MirroredPage:
    """An edit as it is made to the page `path` of another tree.

    `results` and `places` are by the number of a piece. A page with a `refusal`, or with a reason
    in `nothing_to_do`, is left as it is. `how` says how a page with another path was found,
    `origin` is the tree that the edit comes from.
    """

    edit: PageEdit
    tree: Tree
    path: str
    copy: TargetText | None = None
    pieces: tuple[Piece, ...] = ()
    results: Mapping[int, PieceResult] = field(default_factory=dict)
    places: Mapping[int, range] = field(default_factory=dict)
    refusal: str = ""
    nothing_to_do: str = ""
    is_new: bool = False
    how: str = ""
    origin: Tree | None = None

    @property
    def carried(self) -> tuple[int, ...]:
        """The pieces that are carried."""
        return tuple(n for n, result in sorted(self.results.items()) if result.state == "carried")

    @cached_property
    def merged(self) -> Merged | None:
        """The page with what is carried; None where nothing is."""
        if self.copy is None or not self.carried:
            return None
        return self.copy.merged((self.pieces[n], self.places[n]) for n in self.carried)

    @property
    def change(self) -> FileChange | None:
        """What is to be written."""
        if self.merged is None or self.copy is None:
            return None
        return FileChange(self.path, None if self.is_new else self.copy.source, self.merged.text)

    def without(self, results: Mapping[int, PieceResult]) -> "MirroredPage":
        """The same without some pieces; without imports, too, when nothing else is carried."""
        found = {**self.results, **results}
        left = [n for n, result in found.items() if result.state == "carried"]
        if left and all(self.pieces[n].imports for n in left) and len(left) < len(self.pieces):
            why = PieceResult("refused", "imports what nothing that is carried uses")
            found |= dict.fromkeys(left, why)
        return replace(self, results=found)


def mirror_edit(docs: Docs, edit: PageEdit, tree: Tree, other: Tree) -> MirroredPage:
    """An edit of a page of `tree`, fitted into the page of another."""
    return replace(_mirrored(docs, edit, tree, other), origin=tree)


def _mirrored(docs: Docs, edit: PageEdit, tree: Tree, other: Tree) -> MirroredPage:
    path, how = _counterpart(docs, edit, tree, other)
    here = docs.pages.source(path) if docs.files.exists(path) else None
    refused = writing.refusal(docs.files, path)
    if edit.after is None or edit.before is None:
        return _new_or_deleted(docs, edit, tree, other, path, here, refused)
    if here is None:
        return MirroredPage(edit, other, path, nothing_to_do="the tree has no such page")
    if refused or isinstance(here, Diagnostic):
        return MirroredPage(edit, other, path, refusal=refused or _why_unreadable(here))
    before, after = (_adapted_page(docs, each, tree, other) for each in (edit.before, edit.after))
    made = tuple(split_edit(before, after))
    copy = TargetText.of(before.source, here)
    anchors = Anchors(before, after, docs.pages.read_page(here))
    return _fit_pieces(MirroredPage(edit, other, path, copy, made, how=how), anchors)


def _why_unreadable(found: Source | Diagnostic | None) -> str:
    return found.message if isinstance(found, Diagnostic) else ""


def without_rivals(mirrored: Iterable[MirroredPage]) -> list[MirroredPage]:
    """Pages of which each takes one edit: that of its own path before those of its copies."""
    every = list(mirrored)
    first: dict[str, MirroredPage] = {}
    for each in sorted(every, key=lambda each: bool(each.how)):
        first.setdefault(each.path, each)
    return [each if first[each.path] is each else _yielding(each, first) for each in every]


def _yielding(page: MirroredPage, first: Mapping[str, MirroredPage]) -> MirroredPage:
    why = f"{page.path} takes the edit of {first[page.path].edit.path}"
    return MirroredPage(page.edit, page.tree, page.path, nothing_to_do=why, origin=page.origin)


def _counterpart(docs: Docs, edit: PageEdit, tree: Tree, other: Tree) -> Counterpart:
    """Where a tree has the page of an edit: under the path before it, after it, or another."""
    names = [each.path for each in (edit.before, edit.after) if each]
    insides = [path if tree.folder == "." else path[len(tree.folder) + 1 :] for path in names]
    found = (counterpart(docs, tree, inside, other) for inside in insides)
    usual = Counterpart(docs.pages.in_tree(other, insides[0]))
    return next((each for each in found if each), usual)


def _new_or_deleted(
    docs: Docs,
    edit: PageEdit,
    tree: Tree,
    other: Tree,
    path: str,
    here: Source | Diagnostic | None,
    refused: str,
) -> MirroredPage:
    """A page that is new, or gone."""
    if edit.after is None:
        if here is None:
            return MirroredPage(edit, other, path, nothing_to_do="the tree has no such page")
        return MirroredPage(
            edit, other, path, refusal=f"{tree.name} deleted its page; this one is still here"
        )
    page = _adapted_page(docs, edit.after, tree, other)
    if refused or isinstance(here, Diagnostic):
        return MirroredPage(edit, other, path, refusal=refused or _why_unreadable(here))
    if here is not None:
        if here.text == page.source.text:
            return MirroredPage(
                edit, other, path, nothing_to_do="the tree has the new page already"
            )
        return MirroredPage(
            edit, other, path, refusal="the page is new, and another is here already"
        )
    empty = Source(path, "", edit.after.bom, edit.after.cr)
    copy = TargetText.of(empty, empty)
    every = tuple(lines(page.source))
    piece = Piece(range(1), range(len(every)), every)
    result = {0: PieceResult("refused", GENERATED) if find_markers(page).header else CARRIED}
    return MirroredPage(edit, other, path, copy, (piece,), result, {0: range(1)}, is_new=True)


def _adapted_page(docs: Docs, source: Source, tree: Tree, other: Tree) -> Page:
    text = adapt_links(docs, source, tree, other)
    return docs.pages.read_page(replace(source, text=text))


def _fit_pieces(made: MirroredPage, anchors: Anchors) -> MirroredPage:
    """The page with a result for each piece; `checking` may reject more of them later."""
    assert made.copy
    generated = generated_lines(anchors.there)
    results: dict[int, PieceResult] = {}
    places: dict[int, range] = {}
    pieces = [*made.pieces]
    for number, piece in enumerate(made.pieces):
        if piece.generated:
            results[number] = PieceResult("refused", GENERATED)
        elif made.copy.has(piece):
            results[number] = PieceResult("there")
        else:
            found = _place(made.copy, anchors, piece, [*places.values()])
            if isinstance(found, Conflict):
                results[number] = PieceResult("conflict", found.words, there=found.there)
            elif overlap(found.there, generated):
                results[number] = PieceResult("refused", f"would change what {GENERATED}")
            else:
                results[number], (pieces[number], places[number]) = CARRIED, found
    return replace(made, pieces=tuple(pieces), places=places).without(results)


def _place(
    copy: TargetText, anchors: Anchors, piece: Piece, taken: Sequence[range]
) -> Anchored | Conflict:
    """Where a piece goes: by the lines around it, else at its anchor."""
    merged = copy.place(piece)
    found: Anchored | Conflict
    if isinstance(merged, range):
        moved = anchors.doubt(piece, merged) if piece.before else None
        found = moved or Anchored(piece, merged)
    else:
        found = anchors.place(piece) or merged
    if isinstance(found, Anchored) and overlap(found.there, taken):
        return Conflict("another part of the edit goes to the same lines", found.there)
    return found
