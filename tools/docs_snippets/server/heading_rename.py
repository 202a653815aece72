"""Renames a heading with the links that lead to it, in its own tree and in those that follow.

A copy of the page in another tree follows where it has the same heading.
"""

from collections.abc import Iterator

from lsprotocol import types as lsp

from docs_snippets.core.source import Source, Span
from docs_snippets.facts.variables import TOKEN
from docs_snippets.mdx.page import Heading, Page
from docs_snippets.mdx.slug import slug_base
from docs_snippets.server.edits import SIBLINGS
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.navigation import addresses_of, fragment_span, heading_at
from docs_snippets.server.places import Place
from docs_snippets.server.positions import Encoding, span_range


def renamed(place: Place, name: str, *, asks: bool) -> lsp.WorkspaceEdit | None:
    """The edit that renames the heading at a place; None where there is none.

    Where the editor `asks`, what is changed in other trees is to be confirmed.
    """
    heading = heading_at(place)
    text = " ".join(name.split())
    if heading is None or not text:
        return None
    changes: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit]] = {}
    _rename(place.docs, place.page, heading, text, place.encoding, changes, "")
    for page, copy in _copies(place, heading):
        _rename(place.docs, page, copy, text, place.encoding, changes, SIBLINGS if asks else "")
    documents = [
        lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), edits)
        for uri, edits in changes.items()
    ]
    annotations = {
        SIBLINGS: lsp.ChangeAnnotation(
            "Copies of the page in other trees, and links to them", needs_confirmation=True
        )
    }
    return lsp.WorkspaceEdit(
        document_changes=[*documents], change_annotations=annotations if asks else None
    )


def _copies(place: Place, heading: Heading) -> Iterator[tuple[Page, Heading]]:
    pages = place.all.pages
    for tree, path in pages.siblings(place.path):
        page = None if tree.frozen else pages.page(path)
        if isinstance(page, Page):
            yield from ((page, each) for each in page.headings if each.text == heading.text)


def _rename(
    docs: OpenDocs,
    page: Page,
    heading: Heading,
    text: str,
    encoding: Encoding,
    changes: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit]],
    annotation: str,
) -> None:
    _put(docs, page.source, heading.text_span, text, encoding, changes, annotation)
    if heading.explicit is not None or TOKEN.search(text):
        return  # the id stays as it is, or cannot be told
    slug = slug_base(text)
    for reader, address in addresses_of(docs, page.path, heading.slug):
        span = fragment_span(address)
        if reader.source.slice(span) == heading.slug:
            _put(docs, reader.source, span, slug, encoding, changes, annotation)


def _put(
    docs: OpenDocs,
    source: Source,
    span: Span,
    text: str,
    encoding: Encoding,
    changes: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit]],
    annotation: str,
) -> None:
    at = span_range(source, span, encoding)
    edits = changes.setdefault(docs.uri_of(source.path), [])
    same = [each for each in edits if each.range == at]
    if not same:
        made = lsp.AnnotatedTextEdit(annotation, at, text) if annotation else lsp.TextEdit(at, text)
        edits.append(made)
