"""Pages that a change of another page reaches by links: its address or its anchors changed."""

import os
import posixpath
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple
from urllib.parse import quote

from docs_snippets.changes.page_texts import PageTexts
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.suppressions import MARK
from docs_snippets.mdx.page import Page

_FEW = 64
"""Words that are looked for one by one."""

_PART = re.compile(r"[a-z0-9_-]+")
"""What an address never has a part of: it begins and ends where the name does."""

_INDEXES = frozenset(("index", "readme"))
_PREFIX = re.compile(r"\d+\s*[-_.]+\s*")
"""The number by which Docusaurus sorts a page, which is no part of its address."""


class _LinkTarget(NamedTuple):
    """What links to a page depend on: the ids that they can lead to, and its address."""

    ids: frozenset[str]
    complete: bool
    route: str | None


@dataclass(frozen=True, eq=False)
class LinkReach:
    """The pages of both revisions, asked for links; those on the pages `astray` lead nowhere."""

    texts: PageTexts
    astray: frozenset[str] = frozenset()

    def linking_to(self, pages: Iterable[str]) -> set[str]:
        """Pages that may link to one whose address or anchors are not what they were."""
        found: set[str] = set()
        everywhere: set[str] = set()
        for path in pages:
            old, new = (self._link_target(docs, path) for docs in self.texts.both)
            if old == new:
                continue
            # What is gained makes no link wrong: it may make an ignore needless.
            words = frozenset(self._addresses(path))
            if old is None or new is None or old[1:] != new[1:]:
                everywhere |= words
                found |= self.astray
                found.update(self._in_folder_of(path))
                continue
            lost = frozenset(each.lower() for each in old.ids - new.ids)
            among = self._ignoring.union(self.texts.holding(lost))
            found |= self.astray if new.ids - old.ids else frozenset()
            near = {*self.texts.holding(words, among=among), *self.texts.computing(words, among)}
            found |= near | among.intersection(self._in_folder_of(path))
        return found | self._naming(frozenset(everywhere))

    def _naming(self, words: frozenset[str]) -> set[str]:
        """All pages that contain one of the addresses, searched for all at once."""
        computed = self.texts.computing(words, self.texts.paths)
        if len(words) <= _FEW:
            return {*self.texts.holding(words), *computed}
        by_part: dict[str, list[str]] = defaultdict(list)
        for word in words:
            by_part[max(_PART.findall(word), key=len, default="")].append(word)
        found = set(computed)
        for path in self.texts.paths:
            for text in self.texts.lowered(path):
                parts = by_part.keys() & {"", *_PART.findall(text)}
                if any(word in text for part in parts for word in by_part[part]):
                    found.add(path)
        return found

    @cached_property
    def _ignoring(self) -> frozenset[str]:
        """The pages with comments that ignore a finding."""
        return frozenset(self.texts.holding(frozenset((MARK,))))

    def _in_folder_of(self, path: str) -> Iterator[str]:
        """The pages in the folder of an index, which link to it by the folder alone."""
        folder = f"{posixpath.dirname(path)}/"
        if file_stem(path) in _INDEXES:
            paths = self._sorted_paths
            inside = islice(paths, bisect_left(paths, folder), None)
            yield from takewhile(lambda each: each.startswith(folder), inside)

    @cached_property
    def _sorted_paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts.paths))

    def _link_target(self, docs: Docs, path: str) -> "_LinkTarget | None":
        """What a link to a page depends on; None where there is no page."""
        page = docs.pages.page(path) if docs.pages.has(path) else None
        if not isinstance(page, Page):
            return None
        anchors = docs.anchors.anchors(page)
        ids = frozenset((*anchors.known, *anchors.titles))
        route = docs.site.routes.route(path, page.front_matter)
        return _LinkTarget(ids, anchors.complete, route)

    def _addresses(self, path: str) -> Iterator[str]:
        """Words that a link to a page must hold, any of them."""
        name = file_stem(path)
        names = {posixpath.basename(posixpath.dirname(path)) if name in _INDEXES else name}
        names.add(_PREFIX.sub("", name, count=1))
        for docs in self.texts.both:
            page = docs.pages.page(path) if docs.pages.has(path) else None
            route = (
                docs.site.routes.route(path, page.front_matter) if isinstance(page, Page) else None
            )
            names.add((route or "").rstrip("/").rpartition("/")[2])
        lower = {each.lower() for each in names if each} - _INDEXES
        return iter(lower | {quote(os.fsencode(each)).lower() for each in lower})


def file_stem(path: str) -> str:
    """The name of a file without its suffix, in lower case."""
    return posixpath.basename(path).rpartition(".")[0].lower()
