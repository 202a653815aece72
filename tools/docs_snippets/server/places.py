"""The place that an editor asks about: a page, and an offset in it."""

import re
from typing import NamedTuple

from lsprotocol import types as lsp

from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.variables import TOKEN
from docs_snippets.mdx.page import Page
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.open_documents import OpenFolders
from docs_snippets.server.positions import Encoding, offset, span_range

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NUMBER = re.compile(r"(?<![\w.-])\d{1,5}(?![\w-]|\.\d)")


class Place(NamedTuple):
    """An offset in a page of the docs."""

    docs: OpenDocs
    all: Docs
    path: str
    page: Page
    offset: int
    encoding: Encoding

    @property
    def source(self) -> Source:
        """The text of the page."""
        return self.page.source

    @property
    def line(self) -> Span:
        """The line of the offset, without its end."""
        return self.source.line_span(self.source.line_of(self.offset))

    @property
    def before(self) -> str:
        """The line up to the offset."""
        return self.source.text[self.line.start : self.offset]

    def range(self, span: Span) -> lsp.Range:
        """A span as the editor has it."""
        return span_range(self.source, span, self.encoding)

    def covers(self, span: Span) -> bool:
        """Whether the offset is in a span or at its end."""
        return span.start <= self.offset <= span.end

    @property
    def word(self) -> Span | None:
        """The word at the offset."""
        return self._at(_WORD)

    @property
    def number(self) -> Span | None:
        """The number at the offset."""
        return self._at(_NUMBER)

    @property
    def variable(self) -> tuple[str, Span] | None:
        """The name of the `$[variable]` at the offset, and its place."""
        span = self._at(TOKEN)
        return (self.source.slice(span)[2:-1].strip(), span) if span else None

    def _at(self, pattern: re.Pattern[str]) -> Span | None:
        start, end = self.line
        found = (Span(*each.span()) for each in pattern.finditer(self.source.text, start, end))
        return next((each for each in found if self.covers(each)), None)


def page_at(folders: OpenFolders, uri: str) -> tuple[OpenDocs, Docs, Page] | None:
    """The page of a document; None where it is no page, or cannot be read."""
    docs = folders.owner(uri)
    path = docs.path_of(uri) if docs else None
    if docs is None or docs.session is None or path is None:
        return None
    every = docs.session.docs
    page = every.pages.page(path) if every.pages.has_page(path) else None
    return (docs, every, page) if isinstance(page, Page) else None


def place_at(
    folders: OpenFolders, uri: str, position: lsp.Position, encoding: Encoding
) -> Place | None:
    """A place in a page; None where there is no such page."""
    found = page_at(folders, uri)
    if found is None:
        return None
    docs, every, page = found
    at = offset(page.source, position, encoding)
    return Place(docs, every, page.path, page, at, encoding)
