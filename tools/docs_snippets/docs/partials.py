"""Tells partials from pages, and finds the pages that show a partial.

The site makes no page of a file whose name, or a folder of whose path, starts with an underscore;
such a file is shown where a page imports it, directly or through other partials.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages

_IMPORT = re.compile(r"import\s[^;'\"]*?from\s+['\"](?P<path>[^'\"\n]+\.mdx?)['\"]")
_SITE = "@site/"
_KEPT = 512


def is_partial(path: str) -> bool:
    """Whether the site makes no page of the file."""
    return any(part.startswith("_") for part in path.split("/"))


def is_shown(path: str, pages: Pages) -> bool:
    """Whether a reader can see what the file holds."""
    seen = {path}
    pending = [path] if is_partial(path) else []
    while pending:
        for importer in importers(pages).get(pending.pop(), ()):
            if not is_partial(importer):
                return True
            if importer not in seen:
                seen.add(importer)
                pending.append(importer)
    return not is_partial(path)


def importers(pages: Pages) -> Mapping[str, tuple[str, ...]]:
    """The files that import each Markdown file of the docs."""
    return pages.derived(_importers)


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
                    (pending if is_partial(path) else found).append(path)
        return tuple(found)


def _importers(pages: Pages) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in pages.paths():
        source = pages.source(path)
        for imported in imports(path, source.text) if isinstance(source, Source) else ():
            found[imported].append(path)
    return {path: tuple(files) for path, files in found.items()}


def imports(path: str, text: str) -> Iterator[str]:
    """The Markdown files that a file imports, whether they are there or not."""
    return (_resolved(path, named) for named in _imported(text))


@lru_cache(maxsize=1 << 13)  # most texts stand in several versions, and on both sides of a change
def _imported(text: str) -> tuple[str, ...]:
    """The Markdown files that lines of a text import."""
    starts = [0] if text.startswith("import") else []
    at = text.find("\nimport")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\nimport", at + 1)
    matches = (_IMPORT.match(text, start) for start in starts)
    return tuple(found["path"] for found in matches if found)


def _resolved(path: str, named: str) -> str:
    if named.startswith(_SITE):
        return named.removeprefix(_SITE)
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / named).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)
