"""A change as rules see it: the edits of pages, the files that changed, and its description."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docs_snippets.changes.description import PullRequestText
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page

if TYPE_CHECKING:  # rules about changes are known in every run, which need not load what runs git
    from docs_snippets.changes.revisions import FileChanges, Revisions

_PRODUCT_LIMIT = 4_000_000
_DEEPEST = 8
_ALIKE = 0.5
_SHARED = 8


class EditHunk(NamedTuple):
    """Lines that stand in the place of others; 0-based, the ends excluded."""

    before: range
    after: range


@dataclass(frozen=True, eq=False)
class PageEdit:
    """What a change did to one page; `before` or `after` is None where there is no page."""

    before: Source | None
    after: Source | None

    @property
    def path(self) -> str:
        """Where the page is, or was."""
        source = self.after or self.before
        return source.path if source else ""

    @cached_property
    def hunks(self) -> tuple[EditHunk, ...]:
        """The lines that differ."""
        return tuple(hunks(lines(self.before), lines(self.after)))

    @cached_property
    def added_lines(self) -> frozenset[int]:
        """Numbers of the lines that are new or other than before."""
        return frozenset(line + 1 for hunk in self.hunks for line in hunk.after)


@dataclass(frozen=True, eq=False)
class Change:
    """Both revisions of the docs, the edits of pages sorted by path, and the change's description.

    `text` is None where there is no description.
    """

    revisions: "Revisions"
    edits: tuple[PageEdit, ...]
    text: PullRequestText | None = None

    @property
    def head(self) -> Docs:
        """The docs as they are now."""
        return self.revisions.head

    @property
    def base(self) -> Docs | None:
        """The docs as they were."""
        return self.revisions.base

    @property
    def docs_files(self) -> "FileChanges":
        """The files of the docs that differ."""
        return self.revisions.docs_files

    @property
    def config_files(self) -> "FileChanges":
        """The files in the configuration's folder that differ."""
        return self.revisions.config_files

    def page_before(self, edit: PageEdit) -> Page | None:
        """The page as it was."""
        return self.base.pages.read_page(edit.before) if self.base and edit.before else None

    def page_after(self, edit: PageEdit) -> Page | None:
        """The page as it is now."""
        return self.head.pages.read_page(edit.after) if edit.after else None


def edits(revisions: "Revisions") -> tuple[PageEdit, ...]:
    """What the change did to each page; a moved page is compared with the one it was."""
    origins = dict(moved(revisions))
    gone = set(origins.values())
    known = {
        *revisions.head.pages.paths(),
        *(revisions.base.pages.paths() if revisions.base else ()),
    }
    found = []
    for path in sorted(revisions.docs_files.all & known):
        if path in gone and path in revisions.docs_files.removed:
            continue
        before = _source(revisions.base, origins.get(path, path))
        after = _source(revisions.head, path)
        if before or after:
            found.append(PageEdit(before, after))
    return tuple(found)


def moved(revisions: "Revisions") -> Iterator[tuple[str, str]]:
    """Pages that were made of others, and of which: renamed ones, and those of a new tree.

    Components of a new tree are among them.
    """
    base = revisions.base
    if base is None:
        return
    old = {tree.folder for tree in base.trees}
    yield from _new_components(revisions, old)
    added = sorted(revisions.docs_files.added.intersection(revisions.head.pages.paths()))
    texts = {path: _line_set(base, path) for path in revisions.docs_files.removed}
    left = {path: lines for path, lines in texts.items() if lines}
    by_line: dict[str, list[str]] = {}
    for path, lines in left.items():
        for line in lines:
            by_line.setdefault(line, []).append(path)
    for path in added:
        tree = revisions.head.pages.tree_of(path)
        if tree and tree.folder not in old:
            origin = _cut_from(revisions, path)
            if origin:
                yield path, origin
            continue
        lines = _line_set(revisions.head, path)
        votes = Counter(
            each
            for line in lines
            if len(by_line.get(line, ())) <= _SHARED
            for each in by_line.get(line, ())
        )
        for origin, count in votes.most_common():
            if origin in left and count >= _ALIKE * max(len(lines), len(left[origin])):
                del left[origin]
                yield path, origin
                break


def _new_components(revisions: "Revisions", old: Collection[str]) -> Iterator[tuple[str, str]]:
    """The components of new trees, each with the one that it was cut from."""
    pages = revisions.head.pages
    if all(tree.folder in old for tree in pages.trees):
        return
    for path in sorted(revisions.docs_files.added.intersection(pages.components)):
        tree = pages.tree_of(path)
        origin = _cut_from(revisions, path) if tree and tree.folder not in old else None
        if origin:
            yield path, origin


def _cut_from(revisions: "Revisions", path: str) -> str | None:
    """The page of the same product that the page of a new tree was cut from."""
    base, tree = revisions.base, revisions.head.pages.tree_of(path)
    assert base
    assert tree
    inside = revisions.head.pages.path_in_tree(path)
    own = _line_set(revisions.head, path)
    beside = (
        base.pages.in_tree(each, inside) for each in base.trees if each.product == tree.product
    )
    alike = {each: len(own & _line_set(base, each)) for each in beside if base.pages.has(each)}
    best = max(alike, key=lambda each: alike[each], default=None)
    return best if best and alike[best] >= _ALIKE * len(own) else None


def _line_set(docs: Docs, path: str) -> frozenset[str]:
    source = docs.pages.source(path) if docs.pages.has(path) else None
    text = source.text if isinstance(source, Source) else ""
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _source(docs: Docs | None, path: str) -> Source | None:
    found = docs.pages.source(path) if docs and docs.pages.has(path) else None
    return found if isinstance(found, Source) else None


def lines(source: Source | None) -> list[str]:
    """The lines of a text, counted as places in it are."""
    if source is None:
        return []
    spans = (source.line_span(number) for number in range(1, len(source.line_starts) + 1))
    return [source.slice(span) for span in spans]


def hunks(one: Sequence[str], two: Sequence[str]) -> Iterator[EditHunk]:
    """The lines that differ.

    What is too long to be compared is cut at lines that both have once, and what is too long even
    then differs from start to end.
    """
    return _hunks(one, two, [_PRODUCT_LIMIT], 0)


def _hunks(
    one: Sequence[str], two: Sequence[str], room: list[int], depth: int
) -> Iterator[EditHunk]:
    """The same; `room` is how many pairs of lines may still be compared."""
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], two[start : len(two) - end]
    if len(a) * len(b) > room[0]:
        for each in _between_anchors(a, b, room, depth):
            yield _moved_hunk(each, start, start)
        return
    room[0] -= len(a) * len(b)
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield EditHunk(range(start + a1, start + a2), range(start + b1, start + b2))


def _between_anchors(
    one: Sequence[str], two: Sequence[str], room: list[int], depth: int
) -> Iterator[EditHunk]:
    """The hunks of long texts, between the lines that both have once and in one order."""
    anchors = _anchors(one, two) if depth < _DEEPEST else []
    if not anchors:
        yield EditHunk(range(len(one)), range(len(two)))
        return
    places = [(-1, -1), *anchors, (len(one), len(two))]
    for (a1, b1), (a2, b2) in pairwise(places):
        for each in _hunks(one[a1 + 1 : a2], two[b1 + 1 : b2], room, depth + 1):
            yield _moved_hunk(each, a1 + 1, b1 + 1)


def _moved_hunk(hunk: EditHunk, one: int, two: int) -> EditHunk:
    before, after = hunk
    return EditHunk(
        range(before.start + one, before.stop + one), range(after.start + two, after.stop + two)
    )


def _anchors(one: Sequence[str], two: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that both texts have once, the longest row of them that is in order in both."""
    counts = Counter(one), Counter(two)
    places = {line: at for at, line in enumerate(two) if counts[1][line] == 1}
    pairs = [
        (at, places[line]) for at, line in enumerate(one) if counts[0][line] == 1 and line in places
    ]
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        pile = bisect_left(tops, at)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [at]
        piles[pile : pile + 1] = [number]
    found: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def origins(revisions: "Revisions") -> Mapping[str, str]:
    """The page that each moved page was, by its path now."""
    return dict(moved(revisions))
