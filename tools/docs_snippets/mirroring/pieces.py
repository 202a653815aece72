"""Splits an edit of a page into pieces, each of which can be carried without the others."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docs_snippets.changes.change import EditHunk, hunks, lines
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.markers import find_markers

_MAX_SLIDE = 100


class Piece(NamedTuple):
    """Lines that stand in the place of others; 0-based, the ends excluded.

    `generated` pieces lie in text that has a template.
    """

    before: range
    after: range
    lines: tuple[str, ...]
    generated: bool = False

    @property
    def filled(self) -> range:
        """The lines that it gave, without blank ones before and after."""
        filled = [at for at, line in zip(self.after, self.lines, strict=True) if line.strip()]
        return range(filled[0], filled[-1] + 1) if filled else self.after

    @property
    def imports(self) -> bool:
        """Whether it does nothing but import."""
        filled = [line for line in self.lines if line.strip()]
        return bool(filled) and all(line.startswith("import ") for line in filled)


def split_edit(before: Page, after: Page) -> Iterator[Piece]:
    """What made one page into the other.

    What was added is cut where a section of its own begins, and where generated text does.
    """
    old, new = lines(before.source), lines(after.source)
    gone, ours = generated_lines(before), generated_lines(after)
    sections = _sections(after)
    for found in hunks(old, new):
        hunk = _slide_up(found, new)
        edges = {edge for each in ours for edge in (each.start, each.stop)}
        cuts = sorted({*edges, *([] if hunk.before else _outermost(sections, hunk.after))})
        for piece in _cut(hunk, new, cuts):
            touched = overlap(piece.after, ours) or overlap(piece.before, gone)
            yield piece._replace(generated=touched)


def _cut(hunk: EditHunk, new: Sequence[str], cuts: Iterable[int]) -> Iterator[Piece]:
    """The parts of a hunk; what it replaced belongs to the first."""
    start, stop = hunk.after.start, hunk.after.stop
    places = [start, *(cut for cut in cuts if start < cut < stop), stop]
    old = hunk.before
    for one, two in pairwise(places):
        yield Piece(old, range(one, two), tuple(new[one:two]))
        old = range(old.stop, old.stop)


def _slide_up(hunk: EditHunk, new: Sequence[str]) -> EditHunk:
    """An addition moved up to where a block begins, where the result is the same text."""
    if hunk.before or not hunk.after:
        return hunk
    for up in range(min(_MAX_SLIDE, hunk.after.start)):
        start, stop = hunk.after.start - up, hunk.after.stop - up
        if new[start].strip() and (start == 0 or not new[start - 1].strip()):
            at = hunk.before.start - up
            return EditHunk(range(at, at), range(start, stop))
        if start == 0 or new[start - 1] != new[stop - 1]:
            break
    return hunk


def _sections(page: Page) -> Sequence[tuple[int, int]]:
    """Lines and depths of the headings that stand in nothing else."""
    top = (each for each in page.headings if page.blocks[each.block].parent < 0)
    return [(page.source.line_of(each.span.start) - 1, each.depth) for each in top]


def _outermost(sections: Iterable[tuple[int, int]], added: range) -> Iterator[int]:
    """The headings of an addition that are below none of its others."""
    highest = 7
    for line, depth in sections:
        if line in added and depth <= highest:
            highest = depth
            yield line


def overlap(part: range, others: Iterable[range]) -> bool:
    """Whether lines are among others, or stand between them."""
    return any(part.start < each.stop and each.start < part.stop for each in others)


def generated_lines(page: Page) -> Sequence[range]:
    """The lines of generated text."""
    ours = find_markers(page)
    if ours.header:
        return [range(len(page.source.line_starts))]
    line_of = page.source.line_of
    return [range(line_of(own.span.start) - 1, line_of(own.span.end)) for own in ours.regions]
