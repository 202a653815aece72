"""Tells partials from pages, and finds the pages that show a partial.

The site makes no page of a file whose name, or a folder of whose path, starts with an underscore;
such a file is shown where a page imports it, directly or through other partials.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.markdown_imports import imports
from docs_snippets.docs.pages import Pages

_KEPT = 512


def is_shown(path: str, pages: Pages) -> bool:
    """Whether a reader can see what the file holds."""
    seen = {path}
    pending = [path] if pages.is_partial(path) else []
    while pending:
        for importer in importers(pages).get(pending.pop(), ()):
            if not pages.is_partial(importer):
                return True
            if importer not in seen:
                seen.add(importer)
                pending.append(importer)
    return not pages.is_partial(path)


def importers(pages: Pages) -> Mapping[str, tuple[str, ...]]:
    """The files that import each Markdown file of the docs."""
    return pages.derived(_Importers).by_file


def showing(partial: str, pages: Pages) -> tuple[str, ...]:
    """The pages that show a partial, directly or through others."""
    return pages.derived(_Readers).of(partial)


@dataclass(frozen=True, eq=False)
class _Readers:
    """The pages that show each of the partials that were asked for last."""

    pages: Pages
    _known: Memo[str, tuple[str, ...]] = field(default_factory=lambda: Memo(_KEPT))

    def of(self, partial: str) -> tuple[str, ...]:
        return self._known.get(partial, lambda: self._found(partial))

    def _found(self, partial: str) -> tuple[str, ...]:
        seen, pending = {partial}, [partial]
        found: list[str] = []
        while pending:
            for path in importers(self.pages).get(pending.pop(), ()):
                if path not in seen:
                    seen.add(path)
                    (pending if self.pages.is_partial(path) else found).append(path)
        return tuple(found)


@dataclass(frozen=True, eq=False)
class _Importers:
    """What the files of the docs import of one another."""

    pages: Pages
    _of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_file(self) -> Mapping[str, tuple[str, ...]]:
        """The files that import each Markdown file."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.pages.paths():
            for imported in self.of(path):
                found[imported].append(path)
        return {path: tuple(files) for path, files in found.items()}

    def of(self, path: str) -> tuple[str, ...]:
        """The Markdown files that a file imports."""
        twin = self.pages.twin if path in self.pages.same else None
        if twin is not None:
            return twin.derived(_Importers).of(path)
        if path not in self._of:
            source = self.pages.source(path)
            found = imports(path, source.text) if isinstance(source, Source) else ()
            self._of[path] = tuple(found)
        return self._of[path]

    def forget(self, before: Mapping[str, str]) -> None:
        """Reads some files anew."""
        known = {path: self._of.pop(path) for path in before if path in self._of}
        if known != {path: self.of(path) for path in known}:
            vars(self).pop("by_file", None)
