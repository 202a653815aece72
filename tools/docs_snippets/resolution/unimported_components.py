"""Components that a page shows and does not import, where all other pages that show them do.

A site may have components that every page knows without importing them. The pages that do without
tell which those are: one is enough. A component that no other page knows, and whose name is almost
that of one which others show, is that one misspelled.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Import, Jsx, Page

_NAME = re.compile(r"[A-Z]\w*")
_SHOWN = re.compile(r"<([A-Z]\w*)[\s/>]")
_WORD = re.compile(r"\w+")
_STATEMENT = re.compile(
    r"[ie](?<![^\n].)(?:(?<=i)mport|(?<=e)xport)\b(?:[^;\n]*;[ \t]*(?=import\b))*"
    r"[^;\n]*(?:\n(?!\n|import\b|export\b)[^;\n]*)*",
)
ENOUGH = 3
"""Other pages that import a component before it counts as one that has to be; or that show one,
before it may be what another page means."""
_SHORTEST = 5  # letters of a name that a misspelling can be told from another name


class _Uses(NamedTuple):
    """The pages that show a component without importing it, and those that import it."""

    alone: set[str]
    with_import: set[str]


def unimported_components(page: Page, pages: Pages) -> Iterator[Jsx]:
    """The first element of every component that the page should have imported."""
    candidates = {each.name for each in page.jsx if _NAME.fullmatch(each.name)}
    candidates -= _given(page.source.text) if candidates else frozenset()
    uses_of = pages.derived(_AllUses).of if candidates else {}
    for element in page.jsx if candidates else ():
        if element.name not in candidates:
            continue
        candidates.remove(element.name)
        uses = uses_of.get(element.name, _Uses(set(), set()))
        others = sum(path != page.path for path in uses.with_import)
        if set(uses.alone) <= {page.path} and others >= ENOUGH:
            yield element


def misspelled_components(page: Page, pages: Pages) -> Iterator[tuple[Jsx, str]]:
    """The first element of every component that is probably another one, and that one's name.

    Copies of the page in other trees may have the same mistake.
    """
    given = _given(page.source.text)
    told = set[str]()
    for element in page.jsx:
        name = element.name
        if name in told or name in given or len(name) < _SHORTEST or not _NAME.fullmatch(name):
            continue
        told.add(name)
        uses = pages.derived(_AllUses).of
        own = pages.path_in_tree(page.path)
        shown = uses.get(name, _Uses(set(), set()))
        if shown.with_import or any(pages.path_in_tree(path) != own for path in shown.alone):
            continue
        near = [other for other in pages.derived(_AllUses).common if edits(name, other, 2) == 1]
        if len(near) == 1:
            yield element, near[0]


def nearly_imported(page: Page) -> Iterator[tuple[Jsx, str]]:
    """The first element of components that are almost one which the page imports for nothing."""
    imported = {name for each in page.imports for name, _ in each.names if _NAME.fullmatch(name)}
    shown = {element.name.partition(".")[0] for element in page.jsx}
    unused = imported - shown
    given = _given(page.source.text) if unused else frozenset()
    told = set[str]()
    for element in page.jsx if unused else ():
        name = element.name
        if name in given or name in told or not _NAME.fullmatch(name):
            continue
        near = [other for other in unused if _are_forms(name, other)]
        if len(near) == 1 and len(re.findall(rf"\b{near[0]}\b", page.source.text)) == 1:
            told.add(name)
            yield element, near[0]


def _are_forms(name: str, other: str) -> bool:
    """Whether two names differ in case alone, or in one letter of a long name."""
    if name.lower() == other.lower():
        return True
    return min(len(name), len(other)) >= _SHORTEST and edits(name, other, 2) == 1


@lru_cache(maxsize=16)
def _given(text: str) -> frozenset[str]:
    """The names that a page imports or exports, or takes from elsewhere, among other words."""
    statements = _STATEMENT.finditer(text)
    return frozenset(word for each in statements for word in _WORD.findall(each[0]))


def shown(text: str) -> Mapping[str, bool]:
    """The components that a text shows, and whether it imports each."""
    names = set(_SHOWN.findall(text))
    given = _given(text) if names else frozenset()
    return {name: name in given for name in names}


class Standing(NamedTuple):
    """As much of the uses of a component as findings on a page can depend on."""

    alone: frozenset[str]
    with_import: int
    is_common: bool


def standing(pages: Pages, name: str) -> Standing:
    """How a component stands among the docs."""
    alone, with_import = pages.derived(_AllUses).of.get(name, _Uses(set(), set()))
    own = {pages.path_in_tree(path) for path in alone}
    number = len({*alone, *with_import})
    some = alone if len(alone) == 1 else own if len(own) == 1 else sorted(alone)[:2]
    return Standing(frozenset(some), min(len(with_import), ENOUGH + 1), number >= ENOUGH)


def near(pages: Pages, name: str) -> set[str]:
    """The components of the docs that may be a misspelling of one."""
    return {other for other in pages.derived(_AllUses).of if edits(name, other, 2) == 1}


@dataclass(frozen=True, eq=False)
class _AllUses:
    """Who shows the components of the docs."""

    pages: Pages

    @cached_property
    def of(self) -> dict[str, _Uses]:
        """The pages that show each component."""
        uses: dict[str, _Uses] = {}
        for path in self.pages.paths():
            self._add(uses, path)
        return uses

    @cached_property
    def common(self) -> tuple[str, ...]:
        """The components that enough pages show."""
        return tuple(
            name
            for name, known in self.of.items()
            if len({*known.alone, *known.with_import}) >= ENOUGH and len(name) >= _SHORTEST
        )

    def forget(self, before: Mapping[str, str]) -> None:
        """Reads some pages anew."""
        vars(self).pop("common", None)
        for path, text in before.items():
            for name in {*_SHOWN.findall(text)}:
                for paths in self.of.get(name, _Uses(set(), set())):
                    paths.discard(path)
            self._add(self.of, path)

    def _add(self, uses: dict[str, _Uses], path: str) -> None:
        source = self.pages.source(path)
        for name, given in shown(source.text).items() if isinstance(source, Source) else ():
            found = uses.setdefault(name, _Uses(set(), set()))
            (found.with_import if given else found.alone).add(path)


def otherwise_named(page: Page) -> Iterator[tuple[Import, str, str]]:
    """Defaults of one file that are imported under two names, of which one is the file's: the
    import, its name and the file's.
    """
    own = {
        each.source: name
        for each in page.imports
        for name in _default(each)
        if posixpath.basename(each.source).partition(".")[0] == name
    }
    for each in page.imports:
        for name in _default(each):
            if own.get(each.source, name) != name:
                yield each, name, own[each.source]


def _default(each: Import) -> tuple[str, ...]:
    return tuple(local for local, imported in each.names if imported == "default")
