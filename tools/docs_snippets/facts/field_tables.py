"""Tables of fields on reference pages, each below the heading that names what has the fields.

A table counts whose first column is called *Field* (or *Value*, for the values of a type). Columns
are known by their names, and headings by their anchors, as links to types lead there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docs_snippets.data.raw_yaml import Position

_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t#]*(?:\{#(?P<id>[\w-]+)\}[ \t]*)?")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,})")
_CELL_END = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[|:\s-]+")
_NAME = re.compile(r"[`*]*(?P<name>[A-Za-z]\w*)[`*\\]*(?:[ \t]+(?P<type>_.+_))?(?:[ \t]*_?\(.*)?")
_UNDERLYING = re.compile(r"_Underlying type:_[ \t]+_(?P<type>.+)_[ \t]*")
_ENUM = re.compile(r"- Enum: \[(?P<words>[^\]]+)\]")
_ONE_OF = re.compile(r"One of: (?P<words>\w+(?:, \w+)+)\.?")
_NO_ANCHOR = re.compile(r"[^\w\- ]")
_TYPES = ("schema", "type")
_ACCEPTED = ("accepted values", "allowed values", "possible values", "valid values", "values")


class FieldRow(NamedTuple):
    """A row: a field and what its cells say, as typed."""

    name: str
    place: Position
    type: str
    accepted: str
    default: str
    description: str


@dataclass
class TypeSection:
    """The content between one heading and the next.

    `words` are the values of a type that has no fields. `complete` is False where a row could not
    be read.
    """

    title: str
    level: int
    place: Position
    rows: list[FieldRow] = field(default_factory=list)
    words: tuple[str, ...] = ()
    underlying: str = ""
    complete: bool = True


@dataclass(frozen=True)
class ReferenceTables:
    """The sections of a page, in order; those with an anchor by its name."""

    sections: tuple[TypeSection, ...]
    by_anchor: Mapping[str, TypeSection]


class _Table(NamedTuple):
    columns: tuple[str, ...]

    def cell(self, cells: tuple[str, ...], *names: str) -> str:
        at = next((self.columns.index(name) for name in names if name in self.columns), -1)
        return cells[at] if 0 <= at < len(cells) else ""


def read_tables(text: str) -> ReferenceTables:
    """The sections of a page in Markdown."""
    sections: list[TypeSection] = []
    anchors: dict[str, TypeSection] = {}
    table: _Table | None = None
    for number, line in lines_outside_code(text):
        if line.startswith("#") and (heading := _HEADING.fullmatch(line)):
            level = len(heading["marks"])
            sections.append(TypeSection(heading["title"], level, Position(number, 1)))
            anchors.setdefault(heading["id"] or anchor(heading["title"]), sections[-1])
            table = None
        elif not line.startswith("|"):
            table = None
            if sections:
                _of_text(line, sections[-1])
        elif sections and not _RULER.fullmatch(line):
            cells = cells_of(line)
            if table is None:
                table = _Table(tuple(cell.strip("*` ").lower() for cell in cells))
            else:
                _of_row(cells, table, sections[-1], number)
    return ReferenceTables(tuple(sections), anchors)


def anchor(title: str) -> str:
    """The anchor of a heading."""
    return _NO_ANCHOR.sub("", title.lower()).strip().replace(" ", "-")


def lines_outside_code(text: str) -> Iterable[tuple[int, str]]:
    """The lines outside code blocks, with their numbers."""
    mark = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line) if "`" in line or "~" in line else None
        if mark:
            if found and found["mark"].startswith(mark):
                mark = ""
        elif found:
            mark = found["mark"]
        else:
            yield number, line.rstrip()


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row, as typed."""
    body = line.strip().removeprefix("|").removesuffix("|")
    cells = _CELL_END.split(body) if "\\" in body else body.split("|")
    return tuple(cell.strip() for cell in cells)


def _of_text(line: str, section: TypeSection) -> None:
    if not line or line[0] not in "_-O":
        return
    if underlying := _UNDERLYING.fullmatch(line):
        section.underlying = underlying["type"]
    elif enum := _ENUM.fullmatch(line.strip()):
        section.words = tuple(enum["words"].split())
    elif not section.words and (listed := _ONE_OF.fullmatch(line)):
        section.words = tuple(listed["words"].split(", "))


def _of_row(cells: tuple[str, ...], table: _Table, section: TypeSection, number: int) -> None:
    if table.columns[0] == "value" and section.underlying and cells[0].startswith("`"):
        word = cells[0].strip("`")
        section.words = (*section.words, *(() if word in section.words else (word,)))
    if table.columns[0] != "field":
        return
    name = _NAME.fullmatch(cells[0])
    if name is None:
        section.complete = False
        return
    kind = name["type"].strip("_") if name["type"] else table.cell(cells, *_TYPES)
    section.rows.append(
        FieldRow(
            name["name"],
            Position(number, 3),
            kind,
            table.cell(cells, *_ACCEPTED),
            table.cell(cells, "default"),
            table.cell(cells, "description"),
        )
    )
