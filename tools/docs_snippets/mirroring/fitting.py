"""A three-way merge, piece by piece: where a piece of an edit fits in another copy of the page.

A piece fits where the other copy has, word for word, what it replaced, and next to it what stood
next to it, on one side word for word. What the other copy changed itself, or has around it
otherwise, is a conflict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from docs_snippets.changes.change import EditHunk, hunks, lines
from docs_snippets.core.source import LINE_END, Source
from docs_snippets.mirroring.pieces import Piece

DISTINCTIVE = 24
"""Characters of a line that does not stand in two places by chance."""

_AROUND = 4
_ALIKE = 0.75
_WORDS = 200


class Conflict(NamedTuple):
    """Why a piece does not fit, and the lines of the other copy that are in its place."""

    words: str
    there: range


class Merged(NamedTuple):
    """A text, and the lines in it that each piece gave."""

    text: str
    places: tuple[range, ...]


@dataclass(frozen=True)
class TargetText:
    """The copy of a page that pieces are fitted into; `base` is what they were made from."""

    base: tuple[str, ...]
    source: Source

    @classmethod
    def of(cls, base: Source, source: Source) -> "TargetText":
        """The copy of a text."""
        return cls(tuple(lines(base)), source)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without their ends."""
        return tuple(lines(self.source))

    @cached_property
    def local_changes(self) -> tuple[EditHunk, ...]:
        """Where it differs from what the pieces were made from."""
        return tuple(hunks(self.base, self.lines))

    def has(self, piece: Piece) -> bool:
        """Whether the copy says already what a piece says."""
        filled = [line for line in piece.lines if line.strip()]
        beside = self._local_changes_at(piece)
        if filled:
            if _joined(self._said(beside)) == _joined(filled):
                return True
            is_distinctive = sum(map(len, filled)) >= DISTINCTIVE
            return is_distinctive and _count(self.lines, filled) > _count(self.base, filled)
        gone = [line for line in self.base[piece.before.start : piece.before.stop] if line.strip()]
        absent = bool(beside) and not any(each.after for each in beside)
        return absent and bool(gone) and not _count(self.lines, gone)

    def place(self, piece: Piece) -> range | Conflict:
        """The lines that a piece replaces here."""
        beside = self._local_changes_at(piece)
        if beside:
            there = range(beside[0].after.start, beside[-1].after.stop)
            says = "the page says something else there"
            return Conflict(says if there else "the page does not have the text around it", there)
        moved = sum(
            len(each.after) - len(each.before)
            for each in self.local_changes
            if each.before.stop <= piece.before.start
        )
        there = range(piece.before.start + moved, piece.before.stop + moved)
        return (
            there
            if self._has_same_surroundings(piece, there)
            else Conflict("the page has other text around it", there)
        )

    def merged(self, pieces: Iterable[tuple[Piece, range]]) -> Merged:
        """The copy with some pieces that do not overlap; places are in the order of the pieces."""
        texts: list[tuple[str, str]] = []
        ends = [*self._ends]
        usual = next((end for end in ends if end), "\n")
        at = 0
        given = list(enumerate(pieces))
        places = [range(0)] * len(given)
        for number, (piece, there) in sorted(given, key=lambda e: (e[1][1].start, e[1][1].stop)):
            texts += zip(self.lines[at : there.start], ends[at : there.start], strict=True)
            places[number] = range(len(texts), len(texts) + len(piece.lines))
            texts += [(line, usual) for line in piece.lines]
            at = there.stop
        texts += zip(self.lines[at:], ends[at:], strict=True)
        last = len(texts) - 1
        whole = (
            line + ("" if number == last else end or usual)
            for number, (line, end) in enumerate(texts)
        )
        return Merged("".join(whole), tuple(places))

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        return (*LINE_END.findall(self.source.text), "")

    def _local_changes_at(self, piece: Piece) -> Sequence[EditHunk]:
        """What the copy changed at the place of a piece, or next to it."""
        start, stop = piece.before.start, piece.before.stop
        return [e for e in self.local_changes if e.before.start <= stop and e.before.stop >= start]

    def _said(self, changes: Iterable[EditHunk]) -> list[str]:
        """The lines that the copy has of its own in some changes."""
        return [line for each in changes for line in self.lines[each.after.start : each.after.stop]]

    def _has_same_surroundings(self, piece: Piece, there: range) -> bool:
        """Whether a place is filled by more than lines that may stand anywhere."""
        replaced = self.base[piece.before.start : piece.before.stop]
        if any(map(_is_distinctive, replaced)):
            return True
        above = (
            neighbours(self.base[: piece.before.start][::-1]),
            neighbours(self.lines[: there.start][::-1]),
        )
        below = neighbours(self.base[piece.before.stop :]), neighbours(self.lines[there.stop :])
        is_same = above[0] == above[1] or below[0] == below[1]
        return is_same and _similar(*above) and _similar(*below)


def _similar(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether lines are the same, or the same sentence with another name or address in it."""
    if len(some) != len(others):
        return False
    words = (
        (one.split()[:_WORDS], two.split()[:_WORDS]) for one, two in zip(some, others, strict=True)
    )
    return all(a == b or SequenceMatcher(None, a, b).ratio() >= _ALIKE for a, b in words)


def neighbours(texts: Sequence[str]) -> Sequence[str]:
    """The lines next to a place up to a distinctive one, without blank lines."""
    found: list[str] = []
    for line in texts:
        if line.strip():
            found.append(line.strip())
            if _is_distinctive(line) or len(found) == _AROUND:
                break
    return found


def _is_distinctive(line: str) -> bool:
    return len(line.strip()) >= DISTINCTIVE or line.startswith("#")


def _count(texts: Sequence[str], filled: Sequence[str]) -> int:
    """How often lines stand one after the other, blank ones passed over."""
    return _joined(texts).count(_joined(filled))


def _joined(texts: Sequence[str]) -> str:
    return "".join(f"\n{line.strip()}\n" for line in texts if line.strip())
