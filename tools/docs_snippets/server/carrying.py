"""What an editor does to several files at once: an edit carried to siblings, an adopted text."""

from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types as lsp

from docs_snippets.changes.change import PageEdit
from docs_snippets.core.source import Source
from docs_snippets.files.writing import FileChange
from docs_snippets.mdx.page import Page
from docs_snippets.mirroring.checking import reject_wrong_pieces
from docs_snippets.mirroring.mirrored_page import mirror_edit
from docs_snippets.mirroring.result_lines import result_lines
from docs_snippets.server.edits import SIBLINGS, replaced
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.positions import Encoding
from docs_snippets.snippets.assess import region_name
from docs_snippets.snippets.definition_reading import load
from docs_snippets.snippets.markers import find_markers
from docs_snippets.snippets.plan import plan
from docs_snippets.snippets.states import PlanRequest


class EditorEdit(NamedTuple):
    """An edit of several files, None where there is none, and what is to be said of it."""

    edit: lsp.WorkspaceEdit | None
    words: str


def carried(
    docs: OpenDocs, path: str, before: str, encoding: Encoding, *, asks: bool
) -> EditorEdit:
    """What was done to a page since it had another text, done to its siblings."""
    session = docs.session
    source = session.docs.pages.source(path) if session else None
    tree = session.docs.pages.tree_of(path) if session else None
    if session is None or not isinstance(source, Source) or tree is None:
        return EditorEdit(None, "this is no page of a tree that can be read")
    if source.text == before:
        return EditorEdit(None, "this page is as it was when it was opened")
    every = session.docs
    edit = PageEdit(Source(path, before), source)
    others = [each for each in every.trees if each != tree and not each.frozen]
    made = [mirror_edit(every, edit, tree, other) for other in others]
    found = reject_wrong_pieces(every, made, 1, lambda *_: None)
    lines = [each.strip() for each in result_lines(found, quiet=True)]
    changes = [each.change for each in found if each.change]
    words = f"{len(changes)} sibling page{'s' * (len(changes) != 1)} changed"
    return EditorEdit(_edit(docs, changes, encoding, asks=asks), "; ".join((words, *lines[:5])))


def adopted(docs: OpenDocs, path: str, line: int, encoding: Encoding) -> EditorEdit:
    """The text of the placement at a line, or at the page, taken over into its snippet."""
    session = docs.session
    page = session.docs.pages.page(path) if session else None
    if session is None or not isinstance(page, Page):
        return EditorEdit(None, "this is no page that can be read")
    tree = session.docs.pages.tree_of(path)
    snippets, wrong = load(session.docs)
    if wrong or tree is None:
        return EditorEdit(None, wrong[0].message if wrong else "this page belongs to no tree")
    start, end = page.source.line_span(line)
    inside = (
        region_name(each)
        for each in find_markers(page).regions
        if each.span.start <= end and each.span.end >= start
    )
    names = frozenset(inside) or _placed(session.docs.pages.path_in_tree(path), snippets)
    request = PlanRequest(names, frozenset({tree.name}), adopt=True, pages=frozenset({path}))
    planned = plan(session.docs, snippets, request)
    if planned.problems:
        return EditorEdit(None, planned.problems[0].message)
    if not planned.changes:
        why = next((each.blocked_by for each in planned.placements if each.blocked_by), "")
        return EditorEdit(None, why or "there is no text here that a snippet can take over")
    edit = _edit(docs, planned.changes, encoding, asks=False)
    return EditorEdit(edit, f"adopted {', '.join(sorted(names))}")


def _placed(path_in_tree: str, snippets: Iterable[object]) -> frozenset[str]:
    from docs_snippets.snippets.definition import Snippet

    return frozenset(
        place.name
        for each in snippets
        if isinstance(each, Snippet)
        for place in each.places
        if place.page == path_in_tree
    )


def _edit(
    docs: OpenDocs, changes: Iterable[FileChange], encoding: Encoding, *, asks: bool
) -> lsp.WorkspaceEdit | None:
    documents: list[lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile] = []
    for change in changes:
        uri = docs.uri_of(change.path)
        if change.after is None:
            continue  # a page is removed by hand
        if change.before is None:
            documents.append(lsp.CreateFile(uri))
        source = change.before or Source(change.path, "")
        edits: list[lsp.TextEdit | lsp.AnnotatedTextEdit] = [
            lsp.AnnotatedTextEdit(SIBLINGS, each.range, each.new_text) if asks else each
            for each in replaced(source, change.after, encoding)
        ]
        identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri)
        documents.append(lsp.TextDocumentEdit(identifier, edits))
    if not documents:
        return None
    annotation = lsp.ChangeAnnotation("Pages of other trees", needs_confirmation=True)
    return lsp.WorkspaceEdit(
        document_changes=documents, change_annotations={SIBLINGS: annotation} if asks else None
    )
