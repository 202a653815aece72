"""What is said of an edit that was carried: per page of its tree, what became of it in others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docs_snippets.changes.change import lines
from docs_snippets.core.diagnostics import Note
from docs_snippets.core.printable import source_line
from docs_snippets.mirroring.carry import Carry, Fate

_MOST_LINES = 12
_LONGEST = 120
_AROUND = 2
FAILED = ("refused", "conflict")


class Told(NamedTuple):
    """One outcome, and the trees that it is the same in."""

    state: str
    page: str
    at: str
    words: str
    trees: list[str]
    first: Carry
    fates: list[tuple[int, Fate]]


def failed(carries: Iterable[Carry]) -> bool:
    """Whether something is left for a person."""
    return any(
        each.held or any(fate.state in FAILED for fate in each.fates.values()) for each in carries
    )


def told(carries: Iterable[Carry], *, quiet: bool) -> Iterator[str]:
    """The lines that say what became of the edits; only what is left to do when `quiet`."""
    groups: dict[tuple[str, ...], Told] = {}
    for each in carries:
        for one in _outcomes(each):
            key = (one.page, one.at, one.state, one.words)
            groups.setdefault(key, one._replace(trees=[])).trees.append(each.tree.name)
    page = ""
    for one in groups.values():
        if quiet and one.state not in FAILED:
            continue
        if one.page != page:
            page = one.page
            yield page
        yield from _lines_of(one)


def _outcomes(carry: Carry) -> Iterator[Told]:
    path = carry.edit.path
    if carry.held or carry.absent:
        state = "refused" if carry.held else "nothing to do"
        yield Told(state, path, "", carry.held or carry.absent, [], carry, [])
        return
    by_words: dict[tuple[str, str], list[tuple[int, Fate]]] = {}
    for number, fate in sorted(carry.fates.items()):
        by_words.setdefault((fate.state, fate.words), []).append((number, fate))
    for (state, words), some in by_words.items():
        at = _ranges([carry.pieces[number].told for number, _ in some])
        yield Told(state, path, at, words, [], carry, some)


def _lines_of(one: Told) -> Iterator[str]:
    what = {"there": "there already"}.get(one.state, one.state)
    where = f" ({one.at})" if one.at else ""
    words = f": {one.words}" if one.words else ""
    yield f"  {what}{where} in {', '.join(one.trees)}{words}"
    notes = dict.fromkeys(note for _, fate in one.fates for note in fate.notes)
    yield from (f"    {_note(note)}" for note in notes)
    if one.state == "conflict":
        for number, fate in one.fates:
            yield from _sides(one, number, fate)


def _sides(one: Told, number: int, fate: Fate) -> Iterator[str]:
    """What both trees say where an edit conflicts."""
    carry, piece = one.first, one.first.pieces[number]
    assert carry.copy
    old = lines(carry.edit.before)[piece.before.start : piece.before.stop]
    yield f"    {carry.edit.path}:{piece.told.start + 1}"
    yield from _shown([*(f"- {line}" for line in old), *(f"+ {line}" for line in piece.lines)])
    first, last = max(fate.there.start - _AROUND, 0), fate.there.stop + _AROUND
    yield f"    {carry.path}:{first + 1}"
    yield from _shown([f"  {line}" for line in carry.copy.lines[first:last]])


def _shown(some: Sequence[str]) -> Iterator[str]:
    yield from (f"      {_cut(source_line(line))}".rstrip() for line in some[:_MOST_LINES])
    if len(some) > _MOST_LINES:
        yield f"      … {len(some) - _MOST_LINES} more lines"


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _note(note: Note) -> str:
    return f"note: {note.path}:{note.line}:{note.column}: {note.message}"


def _ranges(of: Sequence[range]) -> str:
    """Lines of the page that was edited; what was only taken away has none."""
    kept = [each for each in of if each]
    said = [f"{e.start + 1}-{e.stop}" if len(e) > 1 else f"{e.stop}" for e in kept]
    several = "s" if len(kept) > 1 or any(len(each) > 1 for each in kept) else ""
    gone = [f"what is gone before line {each.start + 1}" for each in of if not each]
    return ", ".join([f"line{several} {', '.join(said)}"] * bool(said) + gone)
