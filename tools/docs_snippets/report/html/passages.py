"""The passage of a finding in every tree, so that a reader sees at once which tree differs.

The lines of two copies of a page are matched, and the passage is taken from the same place in each:
with whatever one copy has there and the other has not.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import LINE_END
from docs_snippets.docs.docs import Docs
from docs_snippets.mdx.page import Page

AROUND = 3
"""Lines of the same block that are shown on either side of a finding."""

INSERTED = 8
"""Lines that are shown of what only one copy has after the passage."""

NEAR = 30
"""Lines from the passage within which the place of a note is shown with it."""

FAR = 100
"""Lines of a longer stretch that has nothing in common with a passage are not compared with it."""

ALIKE = 0.7
"""How much of a line is the same as in another that was changed."""

LONGEST = 4_000
"""Characters of a passage that are shown."""

LONGEST_LINE = 1_000
"""Characters of a line that is looked for in other words."""

Lines = tuple[str, ...]
CharacterRange = tuple[int, int]
"""Lines from the first to before the second, counted from 0."""


class Passage(NamedTuple):
    """A text at one place of a page, and the trees that have it; that of the finding is first.

    Trees whose page has nothing there that can be told have no text, at line 0.
    """

    trees: tuple[str, ...]
    line: int
    text: str


def passages(docs: Docs, finding: Diagnostic) -> tuple[Passage, ...]:
    """The passage in each tree that has the page, the same texts once; none without siblings."""
    path, region = finding.path, finding.region
    tree = docs.pages.tree_of(path) if path else None
    if path is None or region is None or tree is None:
        return ()
    beside = [
        (other.name, there, _lines(docs, there)) for other, there in docs.pages.siblings(path)
    ]
    own = _lines(docs, path) if beside else ()
    if not own:
        return ()
    places = {note.path: note.line for note in finding.notes}
    with_notes = [(there, lines) for _, there, lines in beside if there in places]
    noted = {there: _lines_around(lines, places[there]) for there, lines in with_notes}
    here = _block(own, region.line - 1, region.end_line)
    for there, lines in with_notes:
        here = _merge_if_near(here, _counterpart(lines, own, noted[there]))
    known = [(own, here), *((lines, noted[there]) for there, lines in with_notes)]
    found: dict[str, tuple[int, list[str]]] = {}
    _add(found, tree.name, own, here)
    for name, there, lines in beside:
        # Where a copy is too far from the page, it may be near to the one that a note names.
        at = next(filter(None, (_counterpart(copy, lines, place) for copy, place in known)), None)
        _add(found, name, lines, _merge_if_near(noted[there], at) if there in noted else at)
    return tuple(Passage(tuple(names), line, text) for text, (line, names) in found.items())


def _add(
    found: dict[str, tuple[int, list[str]]], name: str, lines: Lines, at: CharacterRange | None
) -> None:
    start, end = _without_blank_ends(lines, at or (0, 0))
    line = start + 1 if at else 0
    text = "\n".join(lines[start:end])
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    found.setdefault(shown, (line, []))[1].append(name)


def _lines_around(lines: Lines, line: int) -> CharacterRange:
    return _block(lines, line - 1, line)


def _merge_if_near(one: CharacterRange, two: CharacterRange | None) -> CharacterRange:
    """The first with the second, where they are near each other."""
    if two is None or two[0] - one[1] > NEAR or one[0] - two[1] > NEAR:
        return one
    return min(one[0], two[0]), max(one[1], two[1])


def _lines(docs: Docs, path: str) -> Lines:
    page = docs.pages.page(path)
    return tuple(LINE_END.split(page.source.text)) if isinstance(page, Page) else ()


def _block(lines: Lines, start: int, end: int) -> CharacterRange:
    """The lines from `start` to `end`, with those around them up to an empty one.

    A page that was made shorter since it was checked may no longer have them.
    """
    start = min(start, len(lines))
    end = min(end, start + 2 * AROUND, len(lines))
    first, last = max(0, start - AROUND), min(len(lines), end + AROUND)
    while start > first and lines[start - 1].strip():
        start -= 1
    while end < last and lines[end].strip():
        end += 1
    return start, end


def _without_blank_ends(lines: Lines, at: CharacterRange) -> CharacterRange:
    start, end = at
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    return start, end


def _counterpart(own: Lines, other: Lines, at: CharacterRange) -> CharacterRange | None:
    """The same place in another copy; None where it has nothing there that corresponds."""
    if own == other:
        return at
    pairs = dict(_matching_lines(own, other))
    first, last = (_nearest_nonblank(own, at[0] - 1, -1), _nearest_nonblank(own, at[1], 1))
    before = max((two for one, two in pairs.items() if one < at[0]), default=-1)
    after = min((two for one, two in pairs.items() if one >= at[1]), default=len(other))
    same = [pairs[one] for one in range(*at) if one in pairs]
    same += _similar_lines(
        [own[one] for one in range(*at) if one not in pairs], other, before + 1, after
    )
    start, end = (min(same), max(same) + 1) if same else (before + 1, before + 1)
    # What stands between this place and a neighbour that both have is there instead, or besides.
    if pairs.get(first, -1) == before and start - before <= INSERTED:
        start = before + 1
    if pairs.get(last, len(other)) == after and after - end <= INSERTED:
        end = after
    return (start, end) if start < end else None


def _nearest_nonblank(lines: Lines, at: int, step: int) -> int:
    """The nearest line from a place on, in a direction, that is not empty."""
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at


def _similar_lines(lines: Sequence[str], other: Lines, start: int, end: int) -> Iterator[int]:
    """Lines of a range that are much like some of those given."""
    if end - start > FAR:
        return
    candidates = {other[at]: at for at in range(start, end) if 0 < len(other[at]) <= LONGEST_LINE}
    for line in lines:
        if line.strip() and len(line) <= LONGEST_LINE:
            close = get_close_matches(line, candidates, 1, ALIKE)
            yield from (candidates[found] for found in close)


@lru_cache(maxsize=64)
def _matching_lines(own: Lines, other: Lines) -> tuple[tuple[int, int], ...]:
    """Pairs of lines that are the same in both, in order; empty ones are of no help."""
    ours, theirs = tuple(_nonblank(own)), tuple(_nonblank(other))
    same = SequenceMatcher(None, [own[at] for at in ours], [other[at] for at in theirs])
    return tuple(
        (ours[block.a + offset], theirs[block.b + offset])
        for block in same.get_matching_blocks()
        for offset in range(block.size)
    )


def _nonblank(lines: Lines) -> Iterator[int]:
    return (number for number, line in enumerate(lines) if line.strip())
