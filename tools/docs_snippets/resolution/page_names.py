"""The names in a page's expressions and elements, and which of them nothing defines.

A page is a module: it knows what it imports and exports, what every page is given, and what the
site defines for all of them (components of its theme, properties of `globalThis`, names that a
bundler puts in). A site whose own plugins rewrite expressions may define anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.javascript.free_names import Name, free_names
from docs_snippets.javascript.grammar import parse
from docs_snippets.javascript.scope import words
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.site_scripts import SiteScripts

_WORD = re.compile(r"[\w$]+")
_STATEMENT = re.compile(r"^(?:import|export)\b[^;]{0,2000}?(?:;|$(?=\n\n|\Z))", re.MULTILINE)
_DATE = re.compile(r"new\s+(?:Date|RegExp|URL|Error)\b")
_NO_CHILDREN = ("object", "regex")
_WRAPPERS = ("expression_statement", "parenthesized_expression")
_ELEMENT = re.compile(r"[A-Z][\w$]*")
_GIVEN = frozenset(
    # what the loader gives a page
    "props frontMatter contentTitle toc assets _components MDXContent "
    # what JavaScript and what runs it have
    "undefined NaN Infinity globalThis console "
    "process require module exports global Buffer __dirname __filename arguments this eval $ "
    "Object Array String Number Boolean Symbol BigInt Function Date Math JSON RegExp Map Set "
    "WeakMap WeakSet WeakRef Promise Proxy Reflect Intl Error TypeError RangeError SyntaxError "
    "ReferenceError EvalError URIError AggregateError ArrayBuffer DataView Uint8Array Int8Array "
    "Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray "
    "parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent "
    "escape unescape setTimeout setInterval clearTimeout clearInterval queueMicrotask fetch URL "
    "URLSearchParams TextEncoder TextDecoder atob btoa crypto performance structuredClone Event "
    "AbortController Headers Request Response FormData Blob".split()
)
OF_BROWSERS = frozenset(
    "window document navigator location history self localStorage sessionStorage CustomEvent File "
    "alert confirm prompt requestAnimationFrame".split()
)
"""Names that are there once a reader sees the page, and not where the site is built."""
_GIVEN_OBJECTS = frozenset(("props", "frontMatter", "assets"))
_BUILT_IN = frozenset(("Head", "Details"))
"""Components that the site's own theme gives every page."""

MANY = 3
"""Pages that use a name as if it were there: the site that shows them has it from somewhere."""


def is_rendered(page: Page, facts: TreeFacts) -> bool:
    """Whether the site makes a module of a page as it is typed, and runs it."""
    plain = page.script or page.format == "md"
    return page.error is None and not plain and facts.markdown.is_read_as_typed(page)


class Unresolved(NamedTuple):
    """A name that nothing defines; `component` where an element is made of it."""

    name: str
    span: Span
    component: bool


class PageExpression(NamedTuple):
    """An expression of a page: its code, where that starts in the page, and what it makes.

    `shown` is one whose value is shown, not handed to an attribute.
    """

    root: Node
    code: str
    start: int
    shown: bool

    def span(self, node: Node) -> Span:
        """Where a node stands in the page."""
        data = f"({self.code})".encode()
        start = len(data[: node.start_byte].decode(errors="replace")) - 1
        end = len(data[: node.end_byte].decode(errors="replace")) - 1
        return Span(self.start + start, self.start + end)

    @property
    def value(self) -> Node | None:
        """The node whose value the expression has."""
        held = self.root.named_children[0] if self.root.named_children else None
        while held is not None and held.type in _WRAPPERS:
            held = next((each for each in held.named_children if each.type != "comment"), None)
        return held


def expressions(page: Page) -> tuple[PageExpression, ...]:
    """The expressions of a page that can be read, in no order."""
    return tuple(_expressions(page)) if "{" in page.source.text else ()


def _expressions(page: Page) -> Iterator[PageExpression]:
    for each in page.expressions:
        if each.comment is None:
            code = page.source.slice(each.span)[1:-1]
            yield from _read(code, each.span.start + 1, shown=True)
    for element in page.jsx:
        for attribute in element.attributes:
            if attribute.kind in ("expression", "spread"):
                text = page.source.slice(attribute.span)
                code = attribute.source.strip().removeprefix("...")
                at = text.find(code) if code else -1
                if at >= 0:
                    yield from _read(code, attribute.span.start + at, shown=False)


def _read(code: str, start: int, *, shown: bool) -> Iterator[PageExpression]:
    if code.strip():
        root = parse(f"({code})")
        if not root.has_error:
            yield PageExpression(root, code, start, shown)


def object_shown(page: Page, expression: PageExpression) -> str:
    """What the value of an expression is if nobody can show it: `object`, `regex` or nothing."""
    made = expression.value
    if made is None:
        return ""
    if made.type == "array":
        return next((each.type for each in made.named_children if each.type in _NO_CHILDREN), "")
    if made.type == "new_expression":
        return "object" if _DATE.match(words(made)) else ""
    if made.type == "identifier":
        if words(made) in _GIVEN_OBJECTS:
            return "object"
        name = re.escape(words(made))
        given = re.compile(rf"\b(?:const|let|var)\s+{name}\s*=\s*\{{")
        return "object" if any(given.search(page.source.slice(span)) for span in page.esm) else ""
    return made.type if made.type in _NO_CHILDREN else ""


def undefined_names(page: Page, docs: Docs) -> Iterator[Unresolved]:
    """The first place of every name in expressions that nothing defines."""
    seen: set[str] = set()
    own = _own(page)
    for each in expressions(page):
        if each.shown and object_shown(page, each):
            continue
        for name in free_names(each.root):
            if name.deferred and (not each.shown or name.text in OF_BROWSERS):
                continue
            if not name.component and name.text not in seen and _is_missing(name, own, docs):
                seen.add(name.text)
                yield Unresolved(name.text, each.span(name.node), component=False)


def _is_missing(name: Name, own: frozenset[str], docs: Docs) -> bool:
    if name.text in own or name.text in _GIVEN:
        return False
    return not scripts(docs).may_define(name.text) and not is_common(name.text, docs, "{")


def undefined_components(page: Page, docs: Docs) -> Iterator[Unresolved]:
    """The first place of every component that nothing defines."""
    seen: set[str] = set()
    own = _own(page) | _BUILT_IN
    for name, span in _components(page):
        if name not in own and name not in seen:
            seen.add(name)
            if not scripts(docs).may_provide(name) and not is_common(name, docs, "<"):
                yield Unresolved(name, span, component=True)


def _components(page: Page) -> Iterator[tuple[str, Span]]:
    for element in page.jsx:
        name = element.name.partition(".")[0]
        if _ELEMENT.fullmatch(name):
            start = element.open_span.start
            yield name, Span(start, start + 1 + len(name))
    for each in expressions(page):
        for found in free_names(each.root):
            if found.component:
                yield found.text, each.span(found.node)


def _own(page: Page) -> frozenset[str]:
    """The names that a page imports or exports, among other words of those statements."""
    texts = (page.source.slice(span) for span in page.esm)
    return frozenset(word for text in texts for word in _WORD.findall(text))


def used(text: str, before: str) -> set[str]:
    """The names that a text has behind `{` or `<` without defining them."""
    if before not in text:
        return set()
    names = set(re.findall(rf"(?<!\\){re.escape(before)}\s*([A-Za-z_$][\w$]*)", text))
    if names:
        names -= {word for each in _STATEMENT.findall(text) for word in _WORD.findall(each)}
    return names


def common_among(names: frozenset[str], docs: Docs, before: str) -> frozenset[str]:
    """Those of some names that so many pages use: quicker than to ask for all names."""
    users: dict[str, set[str]] = {name: set() for name in names}
    for path in docs.pages.paths():
        source = docs.pages.source(path)
        text = source.text if isinstance(source, Source) else ""
        waiting = [each for each in names if len(users[each]) < MANY and each in text]
        for name in used(text, before).intersection(waiting) if waiting else ():
            users[name].add(docs.pages.path_in_tree(path))
    return frozenset(name for name, paths in users.items() if len(paths) >= MANY)


def is_common(name: str, docs: Docs, before: str) -> bool:
    """Whether so many pages use a name without defining it that the site has to."""
    return docs.derived(_Users).count(before, name) >= MANY


@dataclass(frozen=True, eq=False)
class _Users:
    """The pages, by their paths within trees, that use names which they do not define."""

    docs: Docs
    _known: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def count(self, before: str, name: str) -> int:
        """How many use a name behind `{` or `<`, counting copies in other trees once."""
        if before not in self._known:
            self._known[before] = self._users(before)
        paths = self._known[before].get(name, ())
        return len({self.docs.pages.path_in_tree(path) for path in paths})

    def _users(self, before: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for path in self.docs.pages.paths():
            for name in used(self._text(path), before):
                found.setdefault(name, set()).add(path)
        return found

    def forget(self, before: Mapping[str, str]) -> None:
        """Reads some pages anew."""
        for mark, known in self._known.items():
            for path, text in before.items():
                now = used(self._text(path), mark)
                for name in used(text, mark) - now:
                    known.get(name, set()).discard(path)
                for name in now:
                    known.setdefault(name, set()).add(path)

    def _text(self, path: str) -> str:
        source = self.docs.pages.source(path)
        return source.text if isinstance(source, Source) else ""


def scripts(docs: Docs) -> SiteScripts:
    """The scripts of a site that may define names for all of its pages."""
    return docs.derived(SiteScripts)
