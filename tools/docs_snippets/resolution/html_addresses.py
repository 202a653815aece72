"""Addresses in the HTML of pages in plain Markdown, which the site reads as it reads MDX's."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_TAG = re.compile(r"<[A-Za-z][\w-]*(?=\s)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(
    r"\s(?P<name>href|src)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class HtmlAddress(NamedTuple):
    """The value of an attribute that leads somewhere, and where the attribute stands."""

    name: str
    url: str
    span: Span


def html_addresses(page: Page) -> Iterator[HtmlAddress]:
    """Such attributes of a page in plain Markdown, in order; of code and comments none."""
    text = page.source.text
    if page.format != "md" or "<" not in text:
        return
    hidden = sorted(
        [
            *(each.span for each in page.fences),
            *(each.span for each in page.inline_code),
            *(Span(*found.span()) for found in _COMMENT.finditer(text)),
        ]
    )
    for tag in _TAG.finditer(_blanked(text, hidden)):
        for found in _ATTRIBUTE.finditer(tag[0]):
            kind = "double" if found["double"] is not None else "single"
            span = Span(tag.start() + found.start() + 1, tag.start() + found.end())
            yield HtmlAddress(found["name"].lower(), html.unescape(found[kind]).strip(), span)


def _blanked(text: str, hidden: list[Span]) -> str:
    """The text with spaces where something is hidden."""
    parts: list[str] = []
    end = 0
    for span in hidden:
        if span.end > end:
            start = max(span.start, end)
            parts += [text[end:start], " " * (span.end - start)]
            end = span.end
    return "".join((*parts, text[end:]))
