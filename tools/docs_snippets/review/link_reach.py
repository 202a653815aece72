"""Pages that a change of another page reaches by links: its address or its anchors changed."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from docs_snippets.changes.page_texts import PageTexts
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.suppressions import MARK
from docs_snippets.mdx.page import Page

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
    """The pages of both revisions, asked for links."""

    texts: PageTexts

    def linking_to(self, pages: Iterable[str]) -> set[str]:
        """Pages that may link to one whose address or anchors are not what they were."""
        found: set[str] = set()
        for path in pages:
            old, new = (self._link_target(docs, path) for docs in self.texts.both)
            if old == new:
                continue
            # What is gained makes no link wrong: it may make an ignore needless.
            lost = None if old is None or new is None or old[1:] != new[1:] else old.ids - new.ids
            among = self.texts.paths
            if lost is not None:
                named = self.texts.holding(frozenset(each.lower() for each in lost))
                among = self._ignoring.union(named)
            words = frozenset(self._addresses(path))
            near = {*self.texts.holding(words, among=among), *self.texts.computing(words, among)}
            found |= near | (among & set(self._in_folder_of(path)))
        return found

    @cached_property
    def _ignoring(self) -> frozenset[str]:
        """The pages with comments that ignore a finding."""
        return frozenset(self.texts.holding(frozenset((MARK,))))

    def _in_folder_of(self, path: str) -> Iterator[str]:
        """The pages in the folder of an index, which link to it by the folder alone."""
        folder = f"{posixpath.dirname(path)}/"
        if file_stem(path) in _INDEXES:
            yield from (each for each in self.texts.paths if each.startswith(folder))

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
        return iter(lower | {quote(each) for each in lower})


def file_stem(path: str) -> str:
    """The name of a file without its suffix, in lower case."""
    return posixpath.basename(path).rpartition(".")[0].lower()
