"""Components that a page shows and does not import, where all other pages that show them do.

A site may have components that every page knows without importing them. Those are told by the pages
that do without: one is enough.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from docs_snippets.docs import Docs
from docs_snippets.page import Jsx, Page
from docs_snippets.source import Source

_NAME = re.compile(r"[A-Z]\w*")
_WORD = re.compile(r"\w+")
_STATEMENT = re.compile(r"^(?:import|export)\b[^;\n]*(?:\n(?!\n|import\b|export\b)[^;\n]*)*", re.M)
ENOUGH = 3
"""Other pages that import a component before it counts as one that has to be."""


def strangers(page: Page, docs: Docs) -> Iterator[Jsx]:
    """The first element of every component that the page should have imported."""
    told: set[str] = set()
    for element in page.jsx:
        name = element.name
        if not _NAME.fullmatch(name) or name in told or _is_defined(name, page.source.text):
            continue
        told.add(name)
        alone, with_import = _uses(name, docs)
        if alone <= {page.path} and len(with_import - {page.path}) >= ENOUGH:
            yield element


def _is_defined(name: str, text: str) -> bool:
    """Whether a page imports or exports a name, or takes it from elsewhere."""
    return any(name in _WORD.findall(each[0]) for each in _STATEMENT.finditer(text))


@lru_cache(maxsize=256)
def _uses(name: str, docs: Docs) -> tuple[frozenset[str], frozenset[str]]:
    """The pages that show a component without importing it, up to two, and those that import it."""
    shown = re.compile(rf"<{name}[\s/>]")
    alone: set[str] = set()
    with_import: set[str] = set()
    for path in docs.paths():
        source = docs.source(path)
        if isinstance(source, Source) and f"<{name}" in source.text and shown.search(source.text):
            (with_import if _is_defined(name, source.text) else alone).add(path)
            if len(alone) > 1:
                break
    return frozenset(alone), frozenset(with_import)
