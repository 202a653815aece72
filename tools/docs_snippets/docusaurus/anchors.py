"""The places of a page that links can lead to: every id it renders, its partials' among them.

A page's ids are those of its headings, after variables have their values, of its HTML, of the
partials it shows, each numbered by itself as the site compiles it, and of its components. Where a
component cannot be read any id may be there: `Anchors.complete` is false, and nothing can be said
to be missing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from tree_sitter import Node

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Span
from docs_snippets.docusaurus import page_files
from docs_snippets.docusaurus.components.rendered_ids import (
    REST,
    ComponentUse,
    IdReader,
    Props,
    RenderedIds,
    value_of,
)
from docs_snippets.docusaurus.components.scripts import (
    Imported,
    ScriptModule,
    ScriptPosition,
    read_module,
)
from docs_snippets.facts.variables import Variables
from docs_snippets.files.access import PAGE_SUFFIXES, Files, Stamp
from docs_snippets.files.reading import text
from docs_snippets.javascript.grammar import parse
from docs_snippets.javascript.values import UNKNOWN, JsValue, Object
from docs_snippets.mdx.page import Attribute, Jsx, Page
from docs_snippets.mdx.slug import Slugger

_KEPT = 256
_PAGE_STEPS = 100  # a page or partial is shown anew at each use, and costs more than an element
_PASSING = re.compile(
    r"@docusaurus/|@theme(?:-original|-init)?/(?:Admonition|CodeBlock|Details|DocCard|DocCardList"
    r"|Heading|Icon|IdealImage|Layout|MDXComponents|Mermaid|TabItem|Tabs|ThemedImage|TOC|TOCInline"
    r"|Translate)(?:/|$)"
)
"""Components of the themes of Docusaurus, which give no ids but those that they are given.

Themes of others, as for the pages of an API, may give any.
"""
_BUILT_IN = ("Head", "Details")  # every page has these without importing them
_THEME = "src/theme"
_HTML_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"<\n]*\"|'[^'<\n]*'|[\"'])*+")
_HTML_ID = re.compile(
    r"\s(?:id|name)\s*=\s*(?:\"(?P<double>[^\"\n]+)\"|'(?P<single>[^'\n]+)'|(?P<bare>[^\s\"'=<>`]+))"
)
_DIRECTIVE_ID = re.compile(r"\{[^{}\n]*?(?:#|\bid=[\"']?)(?P<id>[^\s\"'{}#]+)[^{}\n]*\}\s*$")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\n]+)\]")


Put: TypeAlias = Callable[[str], str]
"""Puts the values of variables into a text."""


class PageAnchors(NamedTuple):
    """Ids and where they are given. Not `complete` where there may be others.

    Where text that the page shows cannot be read either, it is `hidden`, and may hold headings.
    `titles` are the ids of headings of the first level, which the site's theme leaves out of the
    page: a link to one leads to the page, and the site's own check calls it broken.
    """

    known: Mapping[str, ScriptPosition]
    complete: bool
    titles: Mapping[str, ScriptPosition]
    hidden: bool = False


@dataclass(frozen=True, eq=False)
class AnchorReader:
    """Reads the anchors of pages. `site` is the folder of the site's configuration."""

    files: Files
    site: str
    page: Callable[[str], Page | Diagnostic]
    variables: Callable[[str], Variables | None]
    _modules: Memo[tuple[str, Stamp | None], ScriptModule | None] = field(
        default_factory=lambda: Memo(_KEPT)
    )

    def anchors(self, page: Page) -> PageAnchors:
        """The anchors of a page."""
        visit = _Visit(self, RenderedIds())
        found, titles = visit.found, visit.titles
        try:
            visit.page(page, {}, 0)
        except RecursionError:
            found.complete = False
        if self.own("Heading"):
            return PageAnchors({**titles, **found.known}, found.complete, {}, bool(visit.hidden))
        left = {name: place for name, place in titles.items() if name not in found.known}
        return PageAnchors(found.known, found.complete, left, bool(visit.hidden))

    def module(self, path: str) -> ScriptModule | None:
        """The script at a path; None where there is nothing to read in it."""
        now = self.files.stamp(path)
        return self._modules.get((path, now), lambda: self._module(path))

    def _module(self, path: str) -> ScriptModule | None:
        text = self.text(path)
        module = read_module(path, text, self.text) if text and text.strip() else None
        return None if module is None or module.root.has_error else module

    def text(self, path: str) -> str | None:
        """The text of a file of the docs."""
        return text(self.files, path)

    def resolved(self, importer: str, source: str) -> str | None:
        """The file that an import leads to; a theme's component where the site has its own."""
        if source.startswith("@theme/"):
            source = f"@site/{_THEME}/{source.removeprefix('@theme/')}"
        elif source.startswith("/"):
            source = f"@site{source}"
        return page_files.imported(self.files, self.site, self.files.real(importer), source)

    def everywhere(self) -> ScriptModule | None:
        """The module that names the components every page has."""
        path = self.own("MDXComponents")
        return self.module(path) if path else None

    def own(self, name: str) -> str | None:
        """The site's own file in place of one of its theme's."""
        return page_files.imported(self.files, self.site, "", f"@site/{_THEME}/{name}")


@dataclass(frozen=True, eq=False)
class _Visit:
    """One page with all that it shows."""

    reader: AnchorReader
    found: RenderedIds
    titles: dict[str, ScriptPosition] = field(default_factory=dict)
    stack: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def page(self, page: Page, props: Props, depth: int) -> None:
        """Notes the ids of a page or partial; `props` are what a partial is given."""
        if page.path in self.stack:
            return
        self.found.steps -= _PAGE_STEPS + len(page.jsx) + len(page.headings)
        if self.found.steps < 0:
            self.found.complete = False
            return
        self.stack.append(page.path)
        self.found.complete = self.found.complete and page.error is None
        variables = self.reader.variables(page.path)
        substitute = variables.substitute if variables else str
        self._headings(page, substitute)
        for id_, span in _written(page):
            self.found.add(id_, ScriptPosition(page.path, span))
        module = _esm(page, props, self.reader.text)
        scripts = IdReader(self.found, self.render)
        for element in page.jsx:
            self._element(page, module, element, substitute, depth)
        for expression in page.expressions:
            if expression.comment is None:
                node = _fragment(page.source.slice(expression.span)[1:-1])
                if node is not None:
                    scripts.look(module, node, module.scope, depth)
        self.stack.pop()

    def _headings(self, page: Page, substitute: Put) -> None:
        slugger = Slugger()
        for heading in page.headings:
            slug = heading.explicit
            if slug is None:
                slug = slugger.slug(substitute(heading.text))
            place = ScriptPosition(page.path, heading.text_span)
            if heading.depth == 1:
                self.titles.setdefault(slug, place)
            else:
                self.found.add(slug, place)

    def _element(
        self, page: Page, module: ScriptModule, element: Jsx, substitute: Put, depth: int
    ) -> None:
        scripts = IdReader(self.found, self.render)
        put = substitute if element.kind == "flow" or element.unraveled else str
        props = dict(_props(element.attributes, module, put))
        use = ComponentUse(props, ScriptPosition(page.path, element.open_span), depth)
        name = element.name.partition(".")[0]
        if element.name[:1].islower() and "." not in element.name:
            scripts.markup(element.name, props, use.place)
        elif name in module.imports or name in module.definitions:
            scripts.component(module, name, use)
        elif name:
            self._global(scripts, name, use)

    def _global(self, scripts: IdReader, name: str, use: ComponentUse) -> None:
        """A component that the page does not import."""
        module = self.reader.everywhere()
        if module and (name in module.imports or name in module.definitions):
            scripts.component(module, name, use)
        elif name in _BUILT_IN:
            scripts.markup(name, use.props, use.place)
        else:
            self.found.complete = False

    def render(self, importer: ScriptModule, imported: Imported, use: ComponentUse) -> None:
        """Notes the ids of an imported component or partial."""
        scripts = IdReader(self.found, self.render)
        path = self.reader.resolved(importer.path, imported.source)
        if path is None and _PASSING.match(imported.source):
            scripts.markup("", use.props, use.place)
        elif path is not None and path.endswith(PAGE_SUFFIXES):
            page = self.reader.page(path)
            if isinstance(page, Page):
                self.page(page, use.props, use.depth)
            else:
                self._hide(path)
        else:
            module = self.reader.module(path) if path else None
            if module:
                scripts.component(module, f"export {imported.name}", use)
            elif imported.source.endswith(PAGE_SUFFIXES):
                self._hide(imported.source)
            else:
                self.found.complete = False

    def _hide(self, path: str) -> None:
        """Notes that the text of a Markdown file is shown and cannot be read."""
        self.hidden.append(path)
        self.found.complete = False


def _esm(page: Page, props: Props, read_text: Callable[[str], str | None]) -> ScriptModule:
    """The page's own statements as a module, each where it stands."""
    text, end = page.source.text, 0
    out: list[str] = []
    for span in page.esm:
        out += [" " * (span.start - end), text[span.start : span.end]]
        end = span.end
    given: dict[str, JsValue] = {"props": Object(dict(props)), "frontMatter": Object(open=True)}
    return read_module(page.path, "".join(out), read_text, given)


def _fragment(text: str) -> Node | None:
    """An expression of a page as a tree."""
    root = parse(f"({text})")
    return None if root.has_error else root


def _props(
    attributes: tuple[Attribute, ...], module: ScriptModule, put: Put
) -> Iterator[tuple[str, JsValue]]:
    for each in attributes:
        if each.kind == "string":
            yield each.name, put(each.value or "")
        elif each.kind == "boolean":
            yield each.name, True
        else:
            value = _computed(_fragment(each.source.strip().removeprefix("...")), module)
            if each.kind == "spread":
                yield from value.entries.items() if isinstance(value, Object) else ()
                if not isinstance(value, Object) or value.open:
                    yield REST, UNKNOWN
            else:
                yield each.name, value


def _computed(root: Node | None, module: ScriptModule) -> JsValue:
    if root is None or not root.named_children:
        return UNKNOWN
    return value_of(root.named_children[0].named_children[0], module.scope)


def _written(page: Page) -> Iterator[tuple[str, Span]]:
    """Ids of directives, of footnotes and of a Markdown page's HTML."""
    text = page.source.text
    for admonition in page.admonitions:
        line = page.source.line_span(page.source.line_of(admonition.span.start))
        found = _DIRECTIVE_ID.search(text, *line)
        if found:
            yield found["id"], Span(*found.span("id"))
    for block in page.blocks:
        if block.kind == "footnote":
            name = _FOOTNOTE.search(text, *block.span)
            if name:
                label = name["name"].lower()
                yield f"user-content-fn-{label}", block.span
                yield f"user-content-fnref-{label}", block.span
                yield "footnote-label", block.span
    if page.format == "md":
        for tag in _HTML_TAG.finditer(text):
            for id_ in _HTML_ID.finditer(text, *tag.span()):
                yield id_[id_.lastgroup or 0], Span(*id_.span(id_.lastgroup or 0))
