"""What two copies of a page tell differently, by meaning: not in which lines, but in what they say.

Compared are sections, sentences, rows of tables, commands, lines of code, settings of parameters
and where links lead. What legitimately differs between trees is set aside: names of products,
variables, a tree's own version, white space and the order of what is said.
"""

import posixpath
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.prose.sentences import ports_in
from docs_snippets.resolution import link_addresses
from docs_snippets.siblings.tokens import UnitKey, unit_key
from docs_snippets.siblings.variants import TextUnit, units

DifferenceKind = Literal[
    "section", "sentence", "number", "port", "row", "command", "code", "setting", "link", "image"
]
DifferenceState = Literal["removed", "added", "changed"]

_ALIKE = 0.6
"""Of the words of the longer text, those that both have in their order."""
_MOST_PAIRS = 40_000
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_VERSION_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_SAID = "$[version]"


class SaidAt(NamedTuple):
    """What a page says, and the line where it says it."""

    text: str
    line: int


class PageDifference(NamedTuple):
    """One thing that two copies tell differently, in the section of a heading.

    `before` is None for what the second copy adds, `after` for what it lacks; `more` counts what
    else is in a section that only one of them has.
    """

    kind: DifferenceKind
    state: DifferenceState
    section: str
    before: SaidAt | None
    after: SaidAt | None
    more: int = 0


class _Said(NamedTuple):
    kind: DifferenceKind
    section: str
    key: UnitKey
    text: str
    line: int


def page_differences(
    docs: Docs, one: tuple[Tree, Page], two: tuple[Tree, Page], same: Callable[[str], str]
) -> Iterator[PageDifference]:
    """What two copies of a page tell differently, in the order of the pages.

    `same` gives the path within the second tree of a page of the first.
    """
    first, second = _Copy(docs, *one), _Copy(docs, *two)
    gone = set(first.sections) - set(second.sections)
    come = set(second.sections) - set(first.sections)
    left, right = _apart(first.said(same), second.said(lambda path: path))
    found = [
        *_sections(first, left, gone, "removed"),
        *_sections(second, right, come, "added"),
        *_pairs(
            [each for each in left if each.section not in gone],
            [each for each in right if each.section not in come],
        ),
    ]
    yield from sorted(found, key=_order)


def _order(each: PageDifference) -> tuple[int, int]:
    return (each.after or SaidAt("", 0)).line or (each.before or SaidAt("", 0)).line, bool(
        each.after
    )


@dataclass(frozen=True, eq=False)
class _Copy:
    docs: Docs
    tree: Tree
    page: Page

    @cached_property
    def sections(self) -> Mapping[str, int]:
        """The headings by their words, with their lines."""
        line_of = self.page.source.line_of
        return {self._plain(h.text): line_of(h.span.start) for h in self.page.headings}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [heading.span.start for heading in self.page.headings]

    def _section(self, offset: int) -> str:
        at = bisect_right(self._starts, offset) - 1
        return self._plain(self.page.headings[at].text) if at >= 0 else ""

    @cached_property
    def _own_version(self) -> re.Pattern[str]:
        """What a page calls its own version."""
        text = self.tree.version.text.removeprefix("v")
        found = _VERSION_NUMBER.match(text)
        names = {re.escape(text), *([re.escape(found[0])] if found else [])}
        words = "|".join(sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<![\w.])v?(?:{words})(?:\.\d+)*(?![\w])")

    def _plain(self, text: str) -> str:
        """A text without the name of its own version, unless that is none of numbers."""
        named = any(char.isdigit() for char in self.tree.version.text)
        return " ".join((self._own_version.sub(_SAID, text) if named else text).split())

    def said(self, same: Callable[[str], str]) -> list[_Said]:
        """Everything that the page says, as it is compared."""
        return [*self._units(), *self._rows(), *self._settings(), *self._addresses(same)]

    def _rows(self) -> Iterator[_Said]:
        titles = tuple(sorted(self.docs.siblings.titles, key=len, reverse=True))
        for table in self.page.tables:
            for row in table.rows:
                text = " | ".join(" ".join(cell.prose.text.split()) for cell in row)
                start = row[0].span.start if row else table.span.start
                key = unit_key("prose", self._plain(text), titles)
                line = self.page.source.line_of(start)
                yield _Said("row", self._section(start), key, text, line)

    def _units(self) -> Iterator[_Said]:
        blocks = {each.block: self.page.blocks[each.block].kind for each in self.page.texts}
        texts = [(each.span.start, each.kind, blocks[each.block]) for each in self.page.texts]
        fences = [(each.span.start, fence_kind(each)) for each in self.page.fences]
        for unit in units(self.docs.siblings, self.page):
            kind = _kind(unit, texts, fences)
            if kind is None:
                continue
            plain = self._plain(unit.text)
            key = unit_key(unit.kind, plain, unit.titles)
            line = self.page.source.line_of(unit.start)
            text = " ".join(unit.text.split())
            yield _Said(kind, self._section(unit.start), key, text, line)

    def _settings(self) -> Iterator[_Said]:
        facts = self.docs.facts.at(self.page.path)
        for each in facts.examples.settings(self.page):
            if each.value is not None:
                text = f"{each.name}: {each.value}"
                line = self.page.source.line_of(each.name_span.start)
                key: UnitKey = ("prose", text)
                yield _Said("setting", self._section(each.name_span.start), key, text, line)

    def _addresses(self, same: Callable[[str], str]) -> Iterator[_Said]:
        for each in link_addresses.addresses(self.page):
            kind: DifferenceKind = "image" if each.kind in ("image", "source") else "link"
            target = self._target(each.url, same)
            line = self.page.source.line_of(each.span.start)
            yield _Said(kind, self._section(each.span.start), ("prose", target), each.url, line)
        for link in self.page.links:
            if link_addresses.EXTERNAL.match(link.url):
                plain = self._plain(link.url)
                line = self.page.source.line_of(link.span.start)
                yield _Said(
                    "link", self._section(link.span.start), ("prose", plain), link.url, line
                )

    def _target(self, url: str, same: Callable[[str], str]) -> str:
        """Where an address leads, without the tree."""
        path, sign, anchor = url.partition("#")
        if not path:
            return url
        found = self.docs.pages.linked(self.page.path, path) if "." in path else None
        if found and self.docs.pages.tree_of(found) == self.tree:
            return f"{same(self.docs.pages.path_in_tree(found))}{sign}{anchor}"
        edition = self.docs.site.routes.edition(self.page.path)
        if (
            edition
            and path.startswith("/")
            and f"{path}/".startswith(f"{edition.path.rstrip('/')}/")
        ):
            return f"{path[len(edition.path.rstrip('/')) :]}{sign}{anchor}"
        return posixpath.normpath(path) + sign + anchor


def _kind(
    unit: TextUnit, texts: Sequence[tuple[int, str, str]], fences: Sequence[tuple[int, str]]
) -> DifferenceKind | None:
    """What a unit is; None for a heading, which is a section, and for a cell, a part of its row."""
    if unit.kind == "code":
        at = bisect_right([start for start, _ in fences], unit.start) - 1
        return "command" if at >= 0 and fences[at][1] == "shell" else "code"
    at = bisect_right([start for start, *_ in texts], unit.start) - 1
    kind = texts[at][1] if at >= 0 else "paragraph"
    return None if kind in ("heading", "cell") else "sentence"


def _apart(one: Iterable[_Said], two: Iterable[_Said]) -> tuple[list[_Said], list[_Said]]:
    """What one copy says more often than the other, for both."""
    first, second = list(one), list(two)
    for compared in (_by_key, _by_words):
        here, there = (Counter(map(compared, some)) for some in (first, second))
        first, second = (
            [*_more_often(first, here - there, compared)],
            [*_more_often(second, there - here, compared)],
        )
    return first, second


def _by_key(said: _Said) -> object:
    return said.kind, said.key


def _by_words(said: _Said) -> object:
    return said.kind, said.text


def _more_often(
    some: Sequence[_Said], left: "Counter[object]", compared: Callable[[_Said], object]
) -> Iterator[_Said]:
    for each in some:
        if left[compared(each)] > 0:
            left[compared(each)] -= 1
            yield each


def _sections(
    copy: _Copy, said: Sequence[_Said], only: set[str], state: DifferenceState
) -> Iterator[PageDifference]:
    """The sections that one copy alone has, each with how much it says."""
    inside = Counter(each.section for each in said)
    for name, line in copy.sections.items():
        if name in only:
            at = SaidAt(name, line)
            before, after = (at, None) if state == "removed" else (None, at)
            yield PageDifference("section", state, name, before, after, inside[name])


def _pairs(left: Sequence[_Said], right: Sequence[_Said]) -> Iterator[PageDifference]:
    """What differs, as pairs where one text became another."""
    groups: dict[tuple[str, DifferenceKind], tuple[list[_Said], list[_Said]]] = defaultdict(
        lambda: ([], [])
    )
    for side, some in enumerate((left, right)):
        for each in some:
            groups[each.section, each.kind][side].append(each)
    for gone, come in groups.values():
        for before, after in _matched(gone, come):
            yield _difference(before, after)


def _matched(gone: list[_Said], come: list[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    taken: set[int] = set()
    compared = len(gone) * len(come) <= _MOST_PAIRS
    for each in gone:
        best, share = -1, _ALIKE
        for number, other in enumerate(come if compared else ()):
            ratio = _likeness(each, other) if number not in taken else 0.0
            if ratio > share or (ratio == share and best < 0):
                best, share = number, ratio
        if best >= 0:
            taken.add(best)
        yield each, come[best] if best >= 0 else None
    yield from ((None, other) for number, other in enumerate(come) if number not in taken)


def _likeness(one: _Said, two: _Said) -> float:
    if one.kind == "setting":
        return float(one.text.partition(":")[0].lower() == two.text.partition(":")[0].lower())
    if one.kind in ("link", "image"):
        return float(posixpath.basename(one.text) == posixpath.basename(two.text))
    a, b = one.key[1:], two.key[1:]
    if min(len(a), len(b)) < _ALIKE * max(len(a), len(b)):
        return 0.0
    same = sum(block.size for block in SequenceMatcher(None, a, b, False).get_matching_blocks())
    return same / max(len(a), len(b))


def _difference(before: _Said | None, after: _Said | None) -> PageDifference:
    said = before or after
    assert said
    state: DifferenceState = "changed" if before and after else "removed" if before else "added"
    kind = _of_number(before, after) if before and after else said.kind
    one, two = (SaidAt(each.text, each.line) if each else None for each in (before, after))
    return PageDifference(kind, state, said.section, one, two)


def _of_number(before: _Said, after: _Said) -> DifferenceKind:
    """Whether texts differ in numbers alone, and in ports."""
    if before.kind not in ("sentence", "row"):
        return before.kind
    if _NUMBER.sub("0", before.text) != _NUMBER.sub("0", after.text):
        return before.kind
    ports = ([number for *_, number in ports_in(each.text)] for each in (before, after))
    one, two = ports
    return "port" if one != two and "port" in before.text.lower() else "number"
