"""What a reader is to see of a page, told from the page's own source."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page


class Shown(NamedTuple):
    """One thing to be seen: its words, and what must be inside it."""

    kind: str
    name: str
    """The type of an admonition, the id of a heading."""
    words: str
    inside: tuple[str, ...] = ()


def expected(docs: Docs, page: Page) -> Iterator[Shown]:
    """The admonitions, code, headings and paragraphs of a page, generated or not."""
    span = Span(0, len(page.source.text))
    yield from _admonitions(page, docs)
    yield from _headings(page, docs)
    yield from (Shown("code", "", words) for words in _code(page, docs, span))
    yield from (Shown("text", "", words) for words in _paragraphs(page, docs, span))


def _admonitions(page: Page, docs: Docs) -> Iterator[Shown]:
    for each in page.admonitions:
        inside = (*_code(page, docs, each.span), *_paragraphs(page, docs, each.span))
        title = each.type if each.title is None else _put(docs, page, each.title)
        yield Shown("admonition", each.type, title, inside)


def _headings(page: Page, docs: Docs) -> Iterator[Shown]:
    for name, place in docs.anchors.anchors(page).known.items():
        for each in page.headings:
            if (place.path, place.span) == (page.path, each.text_span):
                yield Shown("heading", name, _put(docs, page, each.text))


def _code(page: Page, docs: Docs, span: Span) -> list[str]:
    return [_put(docs, page, each.content.text) for each in page.fences if _within(each.span, span)]


def _paragraphs(page: Page, docs: Docs, span: Span) -> list[str]:
    texts = (each for each in page.texts if each.kind == "paragraph" and _within(each.span, span))
    return [_put(docs, page, each.prose.text) for each in texts]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _put(docs: Docs, page: Page, text: str) -> str:
    variables = docs.facts.at(page.path).variables
    return variables.substitute(text) if variables else text
