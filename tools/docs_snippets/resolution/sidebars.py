"""The pages that the sidebars of a site name, held against the pages that there are.

A list that has a page twice mostly lacks another one.

An id is the path of a page below its version, without its suffix and without the numbers that put
files in order; `id` in the front matter stands for the last part of it (`processDocMetadata` in
`docs.ts` of Docusaurus). The site cannot be built if there is no page for an id.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.routes import PublishedVersion, without_number
from docs_snippets.files.reading import read, text
from docs_snippets.javascript.modules import default, exports
from docs_snippets.javascript.values import JsValue, Object
from docs_snippets.project.version_lists import CURRENT
from docs_snippets.resolution.link_targets import published

RULE = "broken-sidebar"

_SUFFIXES = (".mdx", ".md")
_SCRIPTS = ("", ".js", ".ts", ".json", ".mjs", ".cjs")
_OF_PAGES = ("doc", "ref")
_DEEPEST = 50
_ID = re.compile(r"^id:[ \t]*(?P<quote>[\"']?)(?P<id>[^\"'\n#]+?)(?P=quote)[ \t]*$", re.MULTILINE)


class _Sidebars(NamedTuple):
    edition: PublishedVersion
    source: Source


def broken_sidebars(docs: Docs) -> Iterator[Diagnostic]:
    """The ids in sidebars that no page has, at each file that names one."""
    made = published(docs).made
    for sidebars in _all_sidebars(docs):
        known: frozenset[str] | None = None
        told = _told(docs, sidebars.source)
        for name in dict.fromkeys(name for each in told for name in _doubled(each, _DEEPEST)):
            if span := _second_place(sidebars.source.text, name):
                message = f"a list has {name!r} twice"
                severity = Severity.WARNING
                yield problem(sidebars.source, span, RULE, message, severity=severity)
        for name in dict.fromkeys(name for each in told for name in _of_items(each, _DEEPEST)):
            inside = name.removeprefix(f"version-{sidebars.edition.version}/")
            path = posixpath.normpath(f"{sidebars.edition.folder}/{inside}")
            if _is_file(docs, path) or made.is_generated(path):
                continue
            known = _page_ids(docs, sidebars.edition) if known is None else known
            span = _place(sidebars.source.text, name)
            if span and inside not in known and _has_folder(known, inside):
                near = get_close_matches(inside, known, n=1, cutoff=0.8)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                message = f"no page has the id {name!r}{hint}"
                yield problem(sidebars.source, span, RULE, message)


def _is_file(docs: Docs, path: str) -> bool:
    return any(docs.files.is_file(f"{path}{suffix}") for suffix in _SUFFIXES)


def _all_sidebars(docs: Docs) -> Iterator[_Sidebars]:
    for edition in docs.site.routes.editions:
        for path in _places(docs, edition) if edition.built else ():
            source = read(docs.files, path) if docs.files.is_file(path) else None
            if isinstance(source, Source):
                yield _Sidebars(edition, source)
                break


def _places(docs: Docs, edition: PublishedVersion) -> Iterator[str]:
    """Where the sidebars of a version may be; those of the current one have the name they like."""
    plugin = edition.plugin
    if edition.version != CURRENT:
        yield docs.site.routes.sidebars(edition)
    elif plugin.sidebars:
        yield from (f"{plugin.sidebars}{suffix}" for suffix in _SCRIPTS)


def _told(docs: Docs, source: Source) -> tuple[JsValue, ...]:
    """The sidebars in a file, as far as it can be read without running it."""

    def read_text(path: str) -> str | None:
        return source.text if path == source.path else reads(path)

    reads: Callable[[str], str | None] = partial(text, docs.files)
    found = default(exports(source.path, read_text))
    return tuple(found.entries.values()) if isinstance(found, Object) else ()


def _doubled(value: JsValue, depth: int) -> Iterator[str]:
    """The ids that one list has more than once, in it and in the lists below."""
    if isinstance(value, Object) and depth:
        for each in value.entries.values():
            yield from _doubled(each, depth - 1)
    elif isinstance(value, list) and depth:
        named = Counter(name for item in value if (name := _own_name(item)))
        yield from (name for name, count in named.items() if count > 1)
        for item in value:
            yield from _doubled(item, depth - 1)


def _own_name(item: JsValue) -> str:
    """The id of an item that is a page itself."""
    if isinstance(item, Object) and item.entries.get("type") in _OF_PAGES:
        item = item.entries.get("id")
    return item if isinstance(item, str) else ""


def _of_items(value: JsValue, depth: int) -> Iterator[str]:
    """The ids of an item, of a list of them, or of a category in its short form."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth:
        for item in value:
            yield from _of_items(item, depth - 1)
    elif isinstance(value, Object) and depth:
        yield from _of_object(value, depth - 1)


def _of_object(item: Object, depth: int) -> Iterator[str]:
    kind, name = item.entries.get("type"), item.entries.get("id")
    if "type" not in item.entries:
        for each in item.entries.values():
            yield from _of_items(each, depth) if isinstance(each, list) else ()
    elif kind in _OF_PAGES and isinstance(name, str):
        yield name
    elif kind == "category":
        link = item.entries.get("link")
        if isinstance(link, Object):
            yield from _of_object(link, depth) if depth and "type" in link.entries else ()
        yield from _of_items(item.entries.get("items", []), depth)


def _page_ids(docs: Docs, edition: PublishedVersion) -> frozenset[str]:
    return frozenset(
        each
        for path in docs.pages.paths()
        if path.startswith(f"{edition.folder}/")
        for each in _ids_of_page(docs, path, path[len(edition.folder) + 1 :])
    )


def _ids_of_page(docs: Docs, path: str, inside: str) -> Iterator[str]:
    """The id of a page, with the numbers in its path and without them."""
    folder, name = posixpath.dirname(inside), posixpath.splitext(posixpath.basename(inside))[0]
    source = docs.pages.source(path)
    own = own_id(source.text) if isinstance(source, Source) else None
    stem = own or name
    yield posixpath.join(folder, stem)
    below = "/".join(map(without_number, folder.split("/"))) if folder else ""
    yield posixpath.join(below, stem if own else without_number(name))


def own_id(text: str) -> str | None:
    """The id that a page gives itself in its front matter."""
    fields = text.split("\n---", 1)[0]
    found = _ID.search(fields) if fields.startswith("---") else None
    return found["id"] if found else None


def _has_folder(known: frozenset[str], name: str) -> bool:
    """Whether there are pages where an id says: else, something else may write all of them."""
    folder = posixpath.dirname(name)
    return any(posixpath.dirname(each) == folder for each in known)


def _second_place(text: str, name: str) -> Span | None:
    """Where a file has an id again, nearest to where it had it before."""
    places = [each.span() for each in re.finditer(rf"([\"'`]){re.escape(name)}\1", text)]
    if len(places) < 2:
        return None
    _, (start, end) = min(pairwise(places), key=lambda pair: pair[1][0] - pair[0][1])
    return Span(start + 1, end - 1)


def _place(text: str, name: str) -> Span | None:
    """Where a file has an id in quotes."""
    found = re.search(rf"([\"'`]){re.escape(name)}\1", text)
    return Span(found.start() + 1, found.end() - 1) if found else None
