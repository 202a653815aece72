"""Where things are: what is under the cursor, what leads to it, and the links of a page."""

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp
from pygls import uris

from docs_snippets.core.source import Source, Span
from docs_snippets.docs.partials import importers
from docs_snippets.facts.quote import Quote
from docs_snippets.mdx.page import Heading, Page
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_targets import Target, follow, published
from docs_snippets.resolution.name_search import finder
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.lsp_diagnostics import location_of
from docs_snippets.server.places import Place
from docs_snippets.server.positions import Encoding, position, span_range
from docs_snippets.snippets.definition import TEMPLATES
from docs_snippets.snippets.markers import may_hold_markers

MOST = 2_000
"""References that are listed."""


def definitions(place: Place) -> Iterator[lsp.Location]:
    """Where what is at a place is defined."""
    for of in (_address, _import, _component, _variable, _parameter, _template):
        found = [*of(place)]
        if found:
            yield from found
            return


def _address(place: Place) -> Iterator[lsp.Location]:
    for each in addresses(place.page):
        if place.covers(each.span):
            target = follow(place.page, place.all, each, place.path)
            if target.state in ("page", "file") and target.path:
                yield _target(place, target)


def _target(place: Place, target: Target) -> lsp.Location:
    anchors = published(place.all).anchors(target.path) if target.fragment else None
    places = {**anchors.titles, **anchors.known} if anchors else {}
    at = places.get(target.fragment)
    if at is None:
        return _top(place.docs, target.path)
    source = place.all.pages.source(at.path)
    if not isinstance(source, Source):
        return _top(place.docs, target.path)
    return lsp.Location(place.docs.uri_of(at.path), span_range(source, at.span, place.encoding))


def _import(place: Place) -> Iterator[lsp.Location]:
    for each in place.page.imports:
        if place.covers(each.source_span):
            yield from _file(place, each.source)


def _component(place: Place) -> Iterator[lsp.Location]:
    word = place.word
    name = place.source.slice(word) if word else ""
    for each in place.page.imports:
        if any(local == name for local, _ in each.names):
            yield from _file(place, each.source)


def _file(place: Place, source: str) -> Iterator[lsp.Location]:
    path = place.all.anchors.resolved(place.path, source)
    if path is not None:
        yield _top(place.docs, path)


def _top(docs: OpenDocs, path: str) -> lsp.Location:
    start = lsp.Position(0, 0)
    return lsp.Location(docs.uri_of(path), lsp.Range(start, start))


def _variable(place: Place) -> Iterator[lsp.Location]:
    at = place.variable
    known = place.all.facts.at(place.path).variables if at else None
    if at is None or known is None or at[0] not in known:
        return
    name = at[0].rpartition(".")[2]
    key = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w])[\"']?\s*[:=]")
    for path in known.paths:
        source = place.all.pages.source(path)
        found = key.search(source.text) if isinstance(source, Source) else None
        if found and isinstance(source, Source):
            span = Span(found.start(), found.start() + len(name))
            yield lsp.Location(place.docs.uri_of(path), span_range(source, span, place.encoding))
            return


def _parameter(place: Place) -> Iterator[lsp.Location]:
    facts = place.all.facts.at(place.path)
    for each in uses(place.page, facts):
        if each.parameter and place.covers(each.setting.name_span):
            yield _quoted(place, each.parameter.quote)
            return
    word = place.word
    known = facts.parameters
    record = known.find(place.source.slice(word)) if word and known else None
    if record is not None:
        yield _quoted(place, record.quote)


def _quoted(place: Place, quote: Quote) -> lsp.Location:
    return location_of(place.docs, quote.path, quote.line, quote.column, place.encoding)


def _template(place: Place) -> Iterator[lsp.Location]:
    if not may_hold_markers(place.source.text):
        return
    from docs_snippets.snippets.line_sources import LineSources  # templates are slow to start

    line = place.source.line_of(place.offset)
    for near in (line, line + 1):  # the line of the marker stands for the first of the text
        origin = LineSources(place.all).source_of(place.page, near)
        if origin is not None:
            file = place.docs.config.parent / TEMPLATES / origin.template
            at = lsp.Position(max(origin.line - 1, 0), 0)
            yield lsp.Location(uris.from_fs_path(str(file)) or "", lsp.Range(at, at))
            return


def references(place: Place) -> Iterator[lsp.Location]:
    """What leads to, shows or names what is at a place."""
    at = place.variable
    if at is not None:
        yield from _texts(place, re.compile(rf"\$\[\s*{re.escape(at[0])}\s*\]"))
        return
    heading = heading_at(place)
    if heading is not None:
        yield from links_to(
            place.docs, place.page, heading.explicit or heading.slug, place.encoding
        )
        return
    for each in uses(place.page, place.all.facts.at(place.path)):
        if each.parameter and place.covers(each.setting.name_span):
            yield from _named(place, each.parameter.spellings)
            return
    for path in importers(place.all.pages).get(place.path, ()):
        yield _top(place.docs, path)


def heading_at(place: Place) -> Heading | None:
    """The heading at a place."""
    return next((each for each in place.page.headings if place.covers(each.span)), None)


def _texts(place: Place, pattern: re.Pattern[str]) -> Iterator[lsp.Location]:
    left = MOST
    for path in place.all.pages.paths():
        source = place.all.pages.source(path)
        if not isinstance(source, Source):
            continue
        for found in pattern.finditer(source.text):
            span = Span(*found.span())
            yield lsp.Location(place.docs.uri_of(path), span_range(source, span, place.encoding))
            left -= 1
            if left <= 0:
                return


def _named(place: Place, spellings: Iterable[str]) -> Iterator[lsp.Location]:
    find, left = finder(spellings), MOST
    for path in place.all.pages.paths():
        source = place.all.pages.source(path)
        for start in find(source.text) if isinstance(source, Source) else ():
            if isinstance(source, Source) and left > 0:
                at = position(source, start, place.encoding)
                yield lsp.Location(place.docs.uri_of(path), lsp.Range(at, at))
                left -= 1


def links_to(
    docs: OpenDocs, page: Page, fragment: str, encoding: Encoding
) -> Iterator[lsp.Location]:
    """The links that lead to a place of a page, of all pages."""
    for reader, address in addresses_of(docs, page.path, fragment):
        span = fragment_span(address)
        yield lsp.Location(docs.uri_of(reader.path), span_range(reader.source, span, encoding))


def addresses_of(docs: OpenDocs, path: str, fragment: str) -> Iterator[tuple[Page, LinkAddress]]:
    """The addresses that lead to a place of a page, each with the page that it stands on."""
    session = docs.session
    every = session.docs if session else None
    for other in every.pages.paths() if every else ():
        source = every.pages.source(other) if every else None
        if not isinstance(source, Source) or f"#{fragment}" not in source.text or every is None:
            continue
        page = every.pages.page(other)
        for each in addresses(page) if isinstance(page, Page) else ():
            if isinstance(page, Page) and each.url.endswith(f"#{fragment}"):
                target = follow(page, every, each, other)
                if target.state == "page" and target.path == path:
                    yield page, each


def fragment_span(address: LinkAddress) -> Span:
    """The place of what follows the `#` of an address that is typed as it is."""
    length = len(address.url.partition("#")[2])
    return Span(address.span.end - length, address.span.end)


def document_links(docs: OpenDocs, page: Page, encoding: Encoding) -> Iterator[lsp.DocumentLink]:
    """The links of a page that lead to files."""
    every = docs.session.docs if docs.session else None
    for each in addresses(page) if every else ():
        target = follow(page, every, each, page.path) if every else Target("unknown")
        if target.state in ("page", "file") and target.path and target.path != page.path:
            place = span_range(page.source, each.span, encoding)
            yield lsp.DocumentLink(place, docs.uri_of(target.path))
