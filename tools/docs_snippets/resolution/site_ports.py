"""Ports that the site's own manifests and examples give to a component: there they are right."""

import re
from collections.abc import Iterator
from itertools import islice

from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.reading import matching, read
from docs_snippets.mdx.page import Page

_FOLDERS = ("static/*", "static/*/*", "static/*/*/*", "charts/*/*", "manifests/*")
_SUFFIXES = (".yaml", ".yml", ".json")
MOST_FILES = 200
_NEAR = 300
"""Characters between a component and its port."""


def is_set_by_site(page: Page, docs: Docs, component: str, port: int) -> bool:
    """Whether code of the page, or a manifest or chart of the site, sets a component's port."""
    name, number = rf"\b{re.escape(component)}\b", rf"(?<![\w.]){port}(?![\w.])"
    near = rf"[\s\S]{{0,{_NEAR}}}?"
    wanted = re.compile(rf"{name}{near}{number}|{number}{near}{name}", re.IGNORECASE)
    if any(wanted.search(fence.content.text) for fence in page.fences):
        return True
    return any(wanted.search(text) for text in _texts(docs))


def _texts(docs: Docs) -> Iterator[str]:
    """The manifests and charts of the site, the first ones of many."""
    files, base = docs.files, docs.config.site
    patterns = (folder if base == "." else f"{base}/{folder}" for folder in _FOLDERS)
    found = (path for pattern in patterns for path in matching(files, pattern, _SUFFIXES))
    for path in islice((path for path in found if path.endswith(_SUFFIXES)), MOST_FILES):
        source = read(files, path)
        if isinstance(source, Source):
            yield source.text
