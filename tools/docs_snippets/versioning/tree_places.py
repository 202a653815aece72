"""The places of a text that lead into a tree: imports by alias, paths on the site and full URLs."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.adapt_links import adapted_address, route_of
from docs_snippets.resolution.link_targets import published
from docs_snippets.resolution.other_versions import SAYS_SO

_REST = r"(?:[/#?][^\s'\"`()\[\]{}<>*|\\]*)?"
_END = r"(?=[\s'\"`()\[\]{}<>*|\\.,;:!/#?]|$)"
_SIGNS = ".,;:!?"
_SUFFIXES = ("", *PAGE_SUFFIXES, *SCRIPT_SUFFIXES, ".json")

PlaceState = Literal["there", "missing", "meant"]


class TreePlace(NamedTuple):
    """An address that leads into a tree, as typed, and the same place in another tree.

    `state` tells whether the other tree has it; `meant` is one whose sentence speaks of others.
    """

    span: Span
    typed: str
    wanted: str
    state: PlaceState


def _around(source: Source, span: Span) -> str:
    """The sentence of a line that an address is in, without the address."""
    line = source.line_span(source.line_of(span.start))
    before = source.text[line.start : span.start].rpartition(". ")[2]
    after = source.text[span.end : line.end].partition(". ")[0]
    return f"{before} {after}"


@dataclass(frozen=True, eq=False)
class TreePlaces:
    """Finds what leads into `tree`, and where it would lead in `other`."""

    docs: Docs
    tree: Tree
    other: Tree

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        site = self.docs.config.site
        alias = re.escape(f"@site/{posixpath.relpath(self.tree.folder, site)}")
        parts = [rf"(?P<alias>{alias}){_END}{_REST}"]
        route, host = route_of(self.docs, self.tree), self.docs.site.settings.url.rstrip("/")
        if route:
            full = (
                rf"(?:(?<![\w./:@-])|(?<![\w.-]){re.escape(host)})" if host else r"(?<![\w./:@-])"
            )
            parts.append(rf"(?:{full}{re.escape(route)}){_END}{_REST}")
        return re.compile("|".join(parts))

    def of(self, source: Source) -> Iterator[TreePlace]:
        """The places of a text, in their order."""
        host = self.docs.site.settings.url.rstrip("/")
        for found in self._pattern.finditer(source.text):
            typed = found[0].rstrip(_SIGNS)
            bare = typed.removeprefix(host) if host else typed
            wanted = adapted_address(self.docs, bare, self.tree, self.other)
            if wanted and wanted != bare:
                start = found.start()
                span = Span(start, start + len(typed))
                state = self._state(source, span, bare, wanted)
                yield TreePlace(span, typed, typed[: len(typed) - len(bare)] + wanted, state)

    def _state(self, source: Source, span: Span, typed: str, wanted: str) -> PlaceState:
        if not wanted.startswith("@site/") and SAYS_SO.search(_around(source, span)):
            return "meant"
        return "there" if self._has(wanted) or not self._has(typed) else "missing"

    def _has(self, address: str) -> bool:
        path = re.split(r"[?#]", address, maxsplit=1)[0]
        if path.startswith("@site/"):
            inside = posixpath.normpath(
                posixpath.join(self.docs.config.site, path.removeprefix("@site/"))
            )
            return any(self.docs.files.exists(f"{inside}{suffix}") for suffix in _SUFFIXES)
        return published(self.docs).at(path)[0] != "missing"
