"""Which releases of Kubernetes a part of a page is about, where it says so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree

_RELEASE = r"v?1\.(?P<{}>\d{{1,2}})(?!\d)(?:\.(?:\d+|x))?"
_AND_OLDER = re.compile(
    _RELEASE.format("minor") + r"(?:\s*\([^)\n]*\))?\s*(?:,\s*)?(?:and|or)\s+(?:any\s+)?"
    r"(?:older|earlier|below|lower|before|prior|less)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:before|prior\s+to|older\s+than|earlier\s+than|lower\s+than|less\s+than|below|pre)"
    r"|(?<![<=])<(?!=))[\s-]*(?:Kubernetes\s+|K8s\s+)?(?:version\s+|release\s+)?"
    + _RELEASE.format("minor"),
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:\b(?:up\s+to|until|through)|<=|≤)\s*(?:Kubernetes\s+|K8s\s+)?(?:version\s+)?"
    + _RELEASE.format("minor"),
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:Kubernetes|K8s)\s+(?:versions?\s+|releases?\s+)?"
    + _RELEASE.format("first")
    + r"(?:\s*(?:-|–|to|,|and|/)\s*"
    + _RELEASE.format("last")
    + r")?(?!\s*(?:\+|and\s+(?:newer|later|above|higher|up)|or\s+(?:newer|later|above|higher)))",
    re.IGNORECASE,
)
_KUBERNETES = re.compile(r"kubernetes|\bk8s\b|\bk3s\b|\brke2?\b|microk8s|kubeadm", re.IGNORECASE)
_TREE = re.compile(r"v?1\.(?P<minor>\d{1,2})(?:[.x-]|$)")
_ABOVE = 400
"""Characters above an example in which its own paragraphs stand."""


def newest_release(page: Page, tree: Tree | None, offset: int) -> int | None:
    """The minor number of the newest release that a place of a page is about; None if unsaid."""
    titles, paragraphs = _around(page, offset)
    naming = (text for text in (*titles, *paragraphs) if "1." in text)
    said = [minor for text in naming for minor in _bounds(text)]
    said += [minor for text in titles for minor in _named(text)]
    own = _TREE.match(str(tree.version)) if tree and _KUBERNETES.search(tree.product) else None
    return min((*said, int(own["minor"])) if own else said, default=None)


def _around(page: Page, offset: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles that a place stands below, and the page's introduction and its own paragraphs."""
    titles = [str(page.front_matter.get("title") or "")]
    depth = 7
    for heading in reversed([each for each in page.headings if each.span.start < offset]):
        if heading.depth < depth:
            titles.append(heading.text)
            depth = heading.depth
    text = page.source.text
    return tuple(titles), (_introduction(page), text[max(0, offset - _ABOVE) : offset])


@lru_cache(maxsize=8)
def _introduction(page: Page) -> str:
    """What a page says before its first section."""
    sections = (heading.span.start for heading in page.headings if heading.depth > 1)
    return page.source.text[: next(sections, len(page.source.text))][:3000]


def _bounds(text: str) -> Iterator[int]:
    for pattern, less in ((_AND_OLDER, 0), (_UP_TO, 0), (_BEFORE, 1)):
        yield from (int(found["minor"]) - less for found in pattern.finditer(text))


def _named(text: str) -> Iterator[int]:
    """The releases that a title names."""
    for found in _RANGE.finditer(text):
        yield int(found["last"] or found["first"])
