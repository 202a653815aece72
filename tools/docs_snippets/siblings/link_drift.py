"""Finds links and images that lead elsewhere in one version, in a line that all others share.

Versions keep their pages in different folders, so that names of files are compared, and a page that
the others link to has to be there in the version that does not.
"""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.docs.copies import Copies
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree, are_ordered

_URL = re.compile(r"(?<=\]\()(?P<url>[^()\s]+)(?=[)\s])|(?<=\bsrc=\")(?P<source>[^\"\n]+)(?=\")")
_FOLDER = re.compile(r"(?:index|overview)(?:\.mdx?)?$")
_FILE = re.compile(r"\.(?:mdx?|png|svg|jpe?g|gif|webp)$")
_OUTSIDE = re.compile(r"[A-Za-z][\w+.-]*:|//|#|\$\[")
AGREE = 3
"""Versions that lead to one place, against the one that does not."""


class _Place(NamedTuple):
    """An address in a line: where it is, its text, and the name that is compared."""

    span: Span
    url: str
    name: str


class _Line(NamedTuple):
    tree: Tree
    page: Page
    text: str

    @property
    def places(self) -> tuple[_Place, ...]:
        """The addresses of the line; those of the first where the page has it twice."""
        return _places(self.text, self.page.source.text.find(f"\n{self.text}") + 1)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what its addresses lead to."""
        return tuple(_name(each[0]) for each in _URL.finditer(self.text))


class LinkDrift(NamedTuple):
    """An address that one version alone has, and where others have theirs."""

    tree: Tree
    page: Page
    span: Span
    name: str
    there: tuple[Page, Span]
    wanted: str
    trees: tuple[Tree, ...]


def link_drifts(pages: Pages, everywhere: Copies) -> Iterator[LinkDrift]:
    """The addresses of copies of a page that lead elsewhere than those of all others."""
    if len(everywhere) <= AGREE:
        return
    lines = [frozenset(page.source.text.split("\n")) for _, page in everywhere]
    common = frozenset.intersection(*lines)
    shared: dict[str, list[_Line]] = defaultdict(list)
    for (tree, page), own in zip(everywhere, lines, strict=True):
        for line in own - common:
            if "](" in line or 'src="' in line:
                shared[_URL.sub("", line).strip()].append(_Line(tree, page, line))
    for having in shared.values():
        apart = len({each.text.strip() for each in having}) > 1
        once = len({each.page.path for each in having}) == len(having)
        if len(having) > AGREE and apart and once:
            yield from _apart(pages, having)


def _places(line: str, start: int) -> tuple[_Place, ...]:
    return tuple(
        _Place(Span(start + each.start(), start + each.end()), each[0], _name(each[0]))
        for each in _URL.finditer(line)
    )


def _name(url: str) -> str:
    """The name of the page or image that an address leads to; the folder's for its own page.

    Where other addresses lead is not known here: they have none.
    """
    path = url.partition("#")[0]
    if _OUTSIDE.match(url) or not _FILE.search(path):
        return ""
    if _FOLDER.search(path):
        path = posixpath.dirname(path)
    return posixpath.basename(path).removesuffix("x").removesuffix(".md")


def _apart(pages: Pages, lines: list[_Line]) -> Iterator[LinkDrift]:
    said = Counter(line.names for line in lines)
    (most, times), *others = said.most_common()
    if len(others) != 1 or others[0][1] != 1 or times < AGREE:
        return
    odd = next(line for line in lines if line.names != most)
    rest = [line for line in lines if line is not odd]
    differ = [at for at, name in enumerate(odd.names) if name != most[at]]
    if len(differ) != 1 or not _agree(odd.tree, rest):
        return
    if not (odd.names[differ[0]] and most[differ[0]]):
        return
    here, there = odd.places[differ[0]], rest[0].places[differ[0]]
    if _is_there(pages, odd, here.url) and _is_there(pages, odd, there.url, rest[0].page):
        trees = tuple(line.tree for line in rest)
        beside = rest[0].page, there.span
        yield LinkDrift(odd.tree, odd.page, here.span, here.name, beside, there.name, trees)


def _agree(tree: Tree, rest: list[_Line]) -> bool:
    """Whether versions before and after a tree agree, or its own product's and another's."""
    own = [line.tree for line in rest if line.tree.product == tree.product]
    if not own:
        return False
    if len({line.tree.product for line in rest}) > 1:
        return True
    ordered = are_ordered((tree, *own))
    return ordered and {each.version > tree.version for each in own} == {True, False}


def _is_there(pages: Pages, line: _Line, url: str, typed_on: Page | None = None) -> bool:
    """Whether the version of a line has what an address leads to, as a page says it."""
    path = url.partition("#")[0]
    if not path.endswith((".md", ".mdx")):
        return True
    page = typed_on or line.page
    if path.startswith("/"):
        within = path[1:]
    else:
        folder = posixpath.dirname(pages.path_in_tree(page.path))
        within = posixpath.normpath(posixpath.join(folder, path))
    return pages.has(pages.in_tree(line.tree, within))
