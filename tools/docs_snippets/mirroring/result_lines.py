"""The lines that report a mirrored edit: by page, the results in the other trees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docs_snippets.changes.change import lines
from docs_snippets.core.diagnostics import Note
from docs_snippets.core.printable import source_line
from docs_snippets.mirroring.mirrored_page import MirroredPage, PieceResult

_MOST_LINES = 12
_LONGEST = 120
_AROUND = 2
FAILED = ("refused", "conflict")


class ResultGroup(NamedTuple):
    """One outcome, and the trees that it is the same in."""

    state: str
    page: str
    at: str
    words: str
    trees: list[str]
    first: MirroredPage
    results: list[tuple[int, PieceResult]]


def any_failed(mirrored: Iterable[MirroredPage]) -> bool:
    """Whether something is left for a person."""
    return any(
        each.refusal or any(result.state in FAILED for result in each.results.values())
        for each in mirrored
    )


def result_lines(mirrored: Iterable[MirroredPage], *, quiet: bool) -> Iterator[str]:
    """The lines that say what became of the edits; only what is left to do when `quiet`."""
    groups: dict[tuple[str, ...], ResultGroup] = {}
    for each in mirrored:
        for one in _groups(each):
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


def _groups(target: MirroredPage) -> Iterator[ResultGroup]:
    path = target.edit.path
    if target.refusal or target.nothing_to_do:
        state = "refused" if target.refusal else "nothing to do"
        yield ResultGroup(state, path, "", target.refusal or target.nothing_to_do, [], target, [])
        return
    by_words: dict[tuple[str, str], list[tuple[int, PieceResult]]] = {}
    for number, result in sorted(target.results.items()):
        by_words.setdefault((result.state, result.words), []).append((number, result))
    for (state, words), some in by_words.items():
        at = _ranges([target.pieces[number].filled for number, _ in some])
        yield ResultGroup(state, path, at, words, [], target, some)


def _lines_of(one: ResultGroup) -> Iterator[str]:
    what = {"there": "there already"}.get(one.state, one.state)
    where = f" ({one.at})" if one.at else ""
    words = f": {one.words}" if one.words else ""
    yield f"  {what}{where} in {', '.join(one.trees)}{words}"
    notes = dict.fromkeys(note for _, result in one.results for note in result.notes)
    yield from (f"    {_note(note)}" for note in notes)
    if one.state == "conflict":
        for number, result in one.results:
            yield from _conflict_lines(one, number, result)


def _conflict_lines(one: ResultGroup, number: int, result: PieceResult) -> Iterator[str]:
    """What both trees say where an edit conflicts."""
    target, piece = one.first, one.first.pieces[number]
    assert target.copy
    old = lines(target.edit.before)[piece.before.start : piece.before.stop]
    yield f"    {target.edit.path}:{piece.filled.start + 1}"
    yield from _excerpt([*(f"- {line}" for line in old), *(f"+ {line}" for line in piece.lines)])
    first, last = max(result.there.start - _AROUND, 0), result.there.stop + _AROUND
    yield f"    {target.path}:{first + 1}"
    yield from _excerpt([f"  {line}" for line in target.copy.lines[first:last]])


def _excerpt(some: Sequence[str]) -> Iterator[str]:
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
