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
_CALL = re.compile(rf"\s*(?P<name>[\w$]+)\({_QUOTED.pattern},?\s*\)\s*")
_LINK = "@docusaurus/Link"
_BASE_HOOK = "@docusaurus/useBaseUrl"


class LinkAddress(NamedTuple):
    """A place that something on a page leads to, as written.

    A `source` is that of an `<img>`, which the site leaves as it is. The site shows no link where
    nothing takes the address of a definition, but looks for its file. Before one that is `based`,
    the page itself puts the path that the site is published below.
    """

    url: str
    span: Span
    kind: Literal["link", "image", "attribute", "source"]
    text: str = ""
    shown: bool = True
    based: bool = False


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
    links = _imported_as(page, _LINK)
    hooks = _imported_as(page, _BASE_HOOK)
    for element in page.jsx:
        for each in element.attributes if element.name.islower() or element.name in links else ():
            said = _said(each, hooks) if each.name in _LEADING else None
            if said and said.url.strip():
                is_image = element.name == "img" and each.name == "src"
                kind: Literal["source", "attribute"] = "source" if is_image else "attribute"
                yield LinkAddress(said.url.strip(), each.span, kind, based=said.based)


class _Said(NamedTuple):
    url: str
    based: bool = False


def _said(attribute: Attribute, hooks: frozenset[str]) -> _Said | None:
    """The text of an attribute: in quotes, in quotes and braces, or in a call of a hook."""
    if attribute.kind == "string":
        return _Said(attribute.value or "")
    if attribute.kind != "expression":
        return None
    if found := _QUOTED.fullmatch(attribute.source):
        return _Said(found["text"])
    called = _CALL.fullmatch(attribute.source)
    return _Said(called["text"], based=True) if called and called["name"] in hooks else None


def _imported_as(page: Page, module: str) -> frozenset[str]:
    """What a page calls the default export of a module: what others do is theirs."""
    named = (each for found in page.imports if found.source == module for each in found.names)
    return frozenset(local for local, exported in named if exported == "default")
