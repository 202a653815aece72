"""Anchors pieces that a three-way merge does not place: at their own lines, or the next heading.

Lines are compared without the addresses of their links, which differ where trees keep pages in
other places. An anchor must occur exactly once on both pages. Lines that say something else in
another section must be in the same one; only the spelling of a sentence is corrected anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docs_snippets.core.source import LINE_END
from docs_snippets.mdx.page import BlockKind, Heading, Page
from docs_snippets.mirroring.fitting import DISTINCTIVE, Conflict, neighbours
from docs_snippets.mirroring.pieces import Piece
from docs_snippets.mirroring.spelling_corrections import corrects_spelling
from docs_snippets.resolution import link_addresses

_PROSE: frozenset[BlockKind] = frozenset(
    {"heading", "paragraph", "list", "list-item", "blockquote", "admonition"}
)
_CONTAINERS: frozenset[BlockKind] = frozenset({"jsx", "admonition", "directive", "list-item"})
_TITLE, _DEEPEST = 1, 6
_TWICE = "the lines that it replaces occur more than once on one of the pages"


class Anchored(NamedTuple):
    """The lines that a piece replaces in the other page; its own link there is that page's."""

    piece: Piece
    there: range


@dataclass(frozen=True, eq=False)
class _Text:
    """A page as lines without addresses, and the places of its headings and blocks."""

    page: Page

    @cached_property
    def addresses(self) -> tuple[tuple[int, int, str], ...]:
        """Where addresses are typed, as (start, end, address)."""
        found = (
            (self.page.source.text.find(each.url, *each.span), each.url)
            for each in link_addresses.addresses(self.page)
        )
        return tuple(sorted({(at, at + len(url), url) for at, url in found if at >= 0}))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines, with a mark in the place of each address."""
        parts, at = [], 0
        for start, end, _ in self.addresses:
            if start >= at:
                parts += [self.page.source.text[at:start], "\0"]
                at = end
        return tuple(LINE_END.split("".join([*parts, self.page.source.text[at:]])))

    def addresses_in(self, some: range) -> list[str]:
        """The addresses on some lines, in their order."""
        line_of = self.page.source.line_of
        return [url for start, _, url in self.addresses if line_of(start) - 1 in some]

    @cached_property
    def headings(self) -> dict[int, Heading]:
        """The headings outside of other blocks, by line."""
        top = (each for each in self.page.headings if self.page.blocks[each.block].parent < 0)
        return {self.page.source.line_of(each.span.start) - 1: each for each in top}

    def heading_above(self, line: int, deepest: int = _DEEPEST) -> str:
        """The nearest heading above a line, if it is not a title; at most so deep."""
        start = self.page.source.line_span(line + 1).start
        above = [e for e in self.page.headings if e.span.start < start and e.depth <= deepest]
        if not above or above[-1].depth == _TITLE:
            return ""
        return self.lines[self.page.source.line_of(above[-1].span.start) - 1]

    def blocks_at(self, line: int) -> Iterator[tuple[BlockKind, str]]:
        """The kinds of the blocks around a line, and the first line of those with others inside."""
        source = self.page.source
        span = source.line_span(line + 1)
        for each in self.page.blocks:
            if each.span.start < span.end and span.start < each.span.end:
                first = self.lines[source.line_of(each.span.start) - 1]
                yield each.kind, first if each.kind in _CONTAINERS - {"list-item"} else ""


@dataclass(frozen=True, eq=False)
class Anchors:
    """Places pieces of the edit from `before` to `after` in the page `there`."""

    before: Page
    after: Page
    there: Page

    @cached_property
    def _texts(self) -> tuple[_Text, _Text, _Text]:
        return _Text(self.before), _Text(self.after), _Text(self.there)

    def place(self, piece: Piece) -> Anchored | Conflict | None:
        """Where a piece belongs, or why its anchor does not decide it; None without an anchor."""
        if not any(line.strip() for line in piece.lines):
            return None  # text that is only removed may be elsewhere now
        return self._at_own_lines(piece) if piece.before else self._before_heading(piece)

    def _at_own_lines(self, piece: Piece) -> Anchored | Conflict | None:
        before, _, there = self._texts
        replaced = before.lines[piece.before.start : piece.before.stop]
        found = _where(there.lines, replaced)
        if not found or sum(len(line.strip()) for line in replaced) < DISTINCTIVE:
            return None
        if len(found) > 1 or len(_where(before.lines, replaced)) > 1:
            return Conflict(_TWICE, found[-1])
        return self.doubt(piece, found[0]) or self._with_addresses(piece, found[0])

    def doubt(self, piece: Piece, there: range) -> Conflict | None:
        """Why the lines that a piece replaces may be about something else in the other page."""
        if self._same_section(piece.before, there):
            return None
        if not self._spelling(piece):
            return Conflict("the page has these lines in another section", there)
        replaced = self._texts[0].lines[piece.before.start : piece.before.stop]
        return Conflict(_TWICE, there) if len(_where(self._texts[2].lines, replaced)) > 1 else None

    def _same_section(self, here: range, there: range) -> bool:
        """Whether lines are in the same blocks, below the same heading or beside one line."""
        before, _, other = self._texts
        if list(before.blocks_at(here.start)) != list(other.blocks_at(there.start)):
            return False
        own = before.headings.get(here.start)
        deepest = own.depth - 1 if own else _DEEPEST
        headings = (
            before.heading_above(here.start, deepest),
            other.heading_above(there.start, deepest),
        )
        if headings[0] == headings[1]:
            return True
        above = before.lines[: here.start][::-1], other.lines[: there.start][::-1]
        below = before.lines[here.stop :], other.lines[there.stop :]
        return any(_are_distinct(*map(neighbours, side)) for side in (above, below))

    def _spelling(self, piece: Piece) -> bool:
        """Whether a piece corrects the spelling of sentences, which is wrong anywhere."""
        before, after, _ = self._texts
        kinds = {kind for line in piece.before for kind, _ in before.blocks_at(line)}
        old = before.lines[piece.before.start : piece.before.stop]
        new = after.lines[piece.after.start : piece.after.stop]
        return kinds <= _PROSE | _CONTAINERS and corrects_spelling(old, new)

    def _with_addresses(self, piece: Piece, there: range) -> Anchored | Conflict:
        """The piece with the other page's addresses where the edit left its own alone."""
        before, after, other = self._texts
        old, new = before.addresses_in(piece.before), after.addresses_in(piece.after)
        pairs = zip(old, other.addresses_in(there), strict=True)
        wanted = {ours: theirs for ours, theirs in pairs if ours != theirs}
        is_edited = any(old.count(url) != new.count(url) for url in wanted)
        if is_edited or (wanted and len({*old}) < len(old)):
            return Conflict("the edit changes a link that leads elsewhere there", there)
        return Anchored(piece._replace(lines=self._written(piece, wanted)), there)

    def _written(self, piece: Piece, wanted: dict[str, str]) -> tuple[str, ...]:
        after = self._texts[1]
        source, found = after.page.source, []
        for line, text in zip(piece.after, piece.lines, strict=True):
            start = source.line_span(line + 1).start
            for at, end, url in reversed(after.addresses):
                if start <= at and end <= start + len(text) and url in wanted:
                    text = text[: at - start] + wanted[url] + text[end - start :]
            found.append(text)
        return tuple(found)

    def _before_heading(self, piece: Piece) -> Anchored | Conflict | None:
        """A new section goes before the heading that follows it."""
        before, after, there = self._texts
        own = after.headings.get(piece.filled.start)
        below = (at for at in range(piece.before.stop, len(before.lines)) if before.lines[at])
        following = next(below, -1)
        if own is None or following not in before.headings:
            return None
        anchor = before.lines[following]
        found = [at for at in there.headings if there.lines[at] == anchor]
        if not found or own.depth < before.headings[following].depth:
            return None
        place = range(found[0], found[0])
        if len(found) > 1 or [before.lines[at] for at in before.headings].count(anchor) > 1:
            return Conflict(f"'{anchor}' occurs more than once on one of the pages", place)
        parent = before.heading_above(following, own.depth - 1)
        if parent != there.heading_above(found[0], own.depth - 1):
            return Conflict(f"'{anchor}' is in another section there", place)
        if any(each.text == own.text for each in there.headings.values()):
            return Conflict(f"the page has a section '{own.text}' of its own", place)
        return Anchored(piece, place)


def _where(texts: Sequence[str], wanted: Sequence[str]) -> list[range]:
    """Where lines follow one another."""
    size = len(wanted)
    first = (at for at, line in enumerate(texts) if line == wanted[0])
    return [range(at, at + size) for at in first if texts[at : at + size] == wanted]


def _are_distinct(beside: Sequence[str], others: Sequence[str]) -> bool:
    """Whether neighbours are the same, with a line among them that says where they are."""
    return beside == others and bool(beside) and len(beside[-1]) >= DISTINCTIVE
