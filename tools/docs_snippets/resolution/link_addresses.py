"""The addresses that are typed on a page: of links, images and elements."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Attribute, Page
from docs_snippets.resolution.html_addresses import html_addresses

EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|@(?!site/)[\w-]+/")
"""What an address of another site or protocol starts with, or an alias of the site's own code."""
_QUOTED = re.compile(r"""\s*(?P<quote>["'`])(?P<text>[^"'`$\\\n]*)(?P=quote)\s*""")
_FILE = re.compile(r"\.mdx?(?:[?#]|$)")
_LEADING = ("href", "to", "src")
_LINK = "@docusaurus/Link"


class LinkAddress(NamedTuple):
    """A place that something on a page leads to, as written.

    A `source` is that of an `<img>`, which the site leaves as it is. The site shows no link where
    nothing takes the address of a definition, but looks for its file.
    """

    url: str
    span: Span
    kind: Literal["link", "image", "attribute", "source"]
    text: str = ""
    shown: bool = True


def addresses(page: Page) -> Iterator[LinkAddress]:
    """Every address within the site that is typed on a page, once."""
    return (each for each in _typed(page) if not EXTERNAL.match(each.url))


def _typed(page: Page) -> Iterator[LinkAddress]:
    for link in page.links:
        if link.kind == "inline" and link.url:
            yield LinkAddress(link.url, link.url_span or link.span, "link", link.text)
    used = _used_by_reference(page)
    for definition in page.definitions:
        # The site resolves the file of a definition whether a link takes it or not.
        shown = definition.url in used
        if shown or _FILE.search(definition.url):
            yield LinkAddress(definition.url, definition.url_span, "link", shown=shown)
    for image in page.images:
        if image.url_span:
            yield LinkAddress(image.url, image.url_span, "image")
    yield from _attributes(page)
    for found in html_addresses(page):
        if found.url:
            yield LinkAddress(
                found.url, found.span, "source" if found.name == "src" else "attribute"
            )


def _used_by_reference(page: Page) -> frozenset[str]:
    """What the links and images lead to that take their address from a definition."""
    links = (each.url for each in page.links if each.kind == "reference")
    images = (each.url for each in page.images if each.url_span is None)
    return frozenset((*links, *images))


def _attributes(page: Page) -> Iterator[LinkAddress]:
    links = _link_components(page)
    for element in page.jsx:
        for each in element.attributes if element.name.islower() or element.name in links else ():
            url = (_said(each) or "").strip() if each.name in _LEADING else ""
            if url:
                is_image = element.name == "img" and each.name == "src"
                yield LinkAddress(url, each.span, "source" if is_image else "attribute")


def _said(attribute: Attribute) -> str | None:
    """The text of an attribute, be it in quotes or in quotes and braces."""
    if attribute.kind == "string":
        return attribute.value
    found = _QUOTED.fullmatch(attribute.source) if attribute.kind == "expression" else None
    return found["text"] if found else None


def _link_components(page: Page) -> frozenset[str]:
    """What the site's own links are called on a page: what others do with an address is theirs."""
    named = (each for found in page.imports if found.source == _LINK for each in found.names)
    return frozenset(local for local, exported in named if exported == "default")
