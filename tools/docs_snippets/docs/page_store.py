"""Reads and parses pages by path: a file again only when it changed, each distinct text once.

What is kept is bounded; a forked process starts with what its parent had read. Pages that say the
same share one text, so that it is kept once, and known by itself when it is looked up.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, TypeAlias

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docusaurus.components.script_page import read_component
from docs_snippets.files.access import SCRIPT_SUFFIXES, Files, Stamp
from docs_snippets.files.reading import read, text
from docs_snippets.mdx.compat import Compat
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page

PAGES_KEPT = 48
TEXT_KEPT = 64 * 1024 * 1024
"""Characters of the texts that are kept; most docs are smaller."""

PageSyntax: TypeAlias = Literal["mdx", "md"]
FileKey: TypeAlias = tuple[str, Stamp | None]
TextKey: TypeAlias = tuple[str, PageSyntax, str]


@dataclass(frozen=True, eq=False)
class PageStore:
    """Reads pages of a docs root as the site would; `immutable` files that are kept are not stale.

    `other` is a store whose files at `same` are the same as here.
    """

    files: Files
    mdx1_compat: Compat
    format: Callable[[str], PageSyntax]
    immutable: bool = False
    other: "PageStore | None" = None
    same: frozenset[str] = frozenset()
    _sources: Memo[FileKey, Source | Diagnostic] = field(
        default_factory=lambda: Memo(TEXT_KEPT, _length)
    )
    _texts: Memo[str, str] = field(default_factory=lambda: Memo(TEXT_KEPT, len))
    _parsed: Memo[TextKey, Page] = field(default_factory=lambda: Memo(PAGES_KEPT))
    _placed: Memo[TextKey, Page] = field(default_factory=lambda: Memo(PAGES_KEPT))

    def beside(self, other: "PageStore", same: frozenset[str]) -> "PageStore":
        """This store, sharing with another what it reads; files at `same` are the same for both."""
        alike = other.mdx1_compat == self.mdx1_compat
        parsed = other._parsed if alike else self._parsed
        return replace(self, other=other, same=same, _parsed=parsed)

    def source(self, path: str) -> Source | Diagnostic:
        """The text of a page, as it is now."""
        may_give_way()
        if self.other and path in self.same:
            return self.other.source(path)
        if self.immutable:
            return self._sources.get((path, None), lambda: self._read(path))
        now = self.files.stamp(path)
        if now is None:
            return read(self.files, path)
        return self._sources.get((path, now), lambda: self._read(path))

    def _read(self, path: str) -> Source | Diagnostic:
        found = read(self.files, path)
        if isinstance(found, Diagnostic):
            return found
        return replace(found, path=path, text=self._texts.get(found.text, lambda: found.text))

    def taking_over(self, other: "PageStore", changed: Container[str]) -> "PageStore":
        """This store with what another has read, save the files at some paths."""
        for key, source in other._sources.items():
            if key[0] not in changed:
                self._sources.get(key, partial(_given, source))
        alike = other.mdx1_compat == self.mdx1_compat
        return replace(self, _parsed=other._parsed) if alike else self

    def lack(self, paths: Iterable[str]) -> None:
        """Has no files at some paths, which came later."""
        for path in paths:
            missing = Diagnostic("unreadable-file", Severity.ERROR, "no such file", path)
            self._sources.drop((path, None))
            self._sources.get((path, None), partial(_given, missing))

    def forget(self, before: Mapping[str, str]) -> None:
        """Reads some files anew, given by path with the texts that they had."""
        for path, had in before.items():
            self._sources.drop((path, None))
            self._texts.drop(had)
        self._placed.discard(lambda key, _: key[0] in before)

    def page(self, path: str) -> Page | Diagnostic:
        """The page at a path, as it is now."""
        source = self.source(path)
        return source if isinstance(source, Diagnostic) else self.read(source)

    def read(self, source: Source) -> Page:
        """A text as the page it would be at its path."""
        if source.path.endswith(SCRIPT_SUFFIXES):
            key: TextKey = (source.path, "mdx", source.text)
            return self._placed.get(key, lambda: read_component(source, self._text))
        form = self.format(source.path)

        def parse() -> Page:
            return read_page(source, mdx1_compat=self.mdx1_compat, format=form)

        def place() -> Page:
            page = self._parsed.get(("", form, source.text), parse)
            return page if page.source is source else replace(page, source=source)

        found = self._placed.get((source.path, form, source.text), place)
        return found if found.source == source else replace(found, source=source)

    def _text(self, path: str) -> str | None:
        return text(self.files, path)


def _given(source: Source | Diagnostic) -> Source | Diagnostic:
    return source


def _length(source: Source | Diagnostic) -> int:
    return len(source.text) if isinstance(source, Source) else 1
