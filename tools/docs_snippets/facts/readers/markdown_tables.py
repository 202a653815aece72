"""Tables of options, environment variables and flags in Markdown pages that are named a reference.

A table counts whose first column is called after what it lists: *Parameter*, *Key*, *Option*,
*Variable*, *Flag* and the like. What stands in the first column tells what it is.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.raw_yaml import Position
from docs_snippets.facts.fact_records import VARIABLE, FactRecord, no_facts, parameters_of
from docs_snippets.facts.field_tables import cells_of, lines_outside_code
from docs_snippets.facts.parameter import FactKind, Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.value_schema import (
    BooleanType,
    EnumType,
    IntegerType,
    Schema,
    TextType,
    UnknownType,
)

_NAMES = frozenset(
    "argument attribute config configuration env environment field flag key name option parameter "
    "property setting value variable".split()
)
_SAYS = ("default", "default value", "defaults")
_TYPES = ("type", "data type", "schema")
_VALUES = ("accepted values", "allowed values", "possible values", "valid values", "values")
_DESCRIPTIONS = ("description", "details", "meaning", "purpose", "explanation", "notes")
_SINCE = ("since", "added in", "version", "introduced in", "introduced")
_MOST_WORDS = 4
_RULER = re.compile(r"[|:\s-]+")
_TAG = re.compile(r"<[^<>]{1,200}>|\{#[\w-]+\}")
_LINK = re.compile(r"\[([^\]]*)\]\([^()\s]*\)")
_FLAG = re.compile(r"--?[A-Za-z][\w.-]*")
_NAME = re.compile(r"[A-Za-z_][\w./*<>\[\]-]*")
LONGEST_ROW = 20_000
_NONE = frozenset({"", "-", "–", "—", "none", "n/a", "nil", "null", "no default", "*none*"})
_WORDS: dict[str, Schema] = {
    "bool": BooleanType(),
    "boolean": BooleanType(),
    "int": IntegerType(),
    "integer": IntegerType(),
    "string": TextType(),
}


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The rows of the tables that list parameters."""
    skipped: list[Quote] = []
    records = {each.key: each for each in _rows(source, options, skipped)}
    if not records:
        words = "no table of parameters here; expected one whose first column is named after them"
        return no_facts(source, words)
    return parameters_of(source, list(records.values()), skipped)


def _rows(source: Source, options: ReferenceOptions, skipped: list[Quote]) -> Iterator[FactRecord]:
    columns: tuple[str, ...] | None = None
    heading = ""
    for number, line in lines_outside_code(source.text.replace("\r\n", "\n")):
        text = line.strip()
        if text.startswith("#"):
            heading = _plain(text.lstrip("# "))
        if not text.startswith("|") or len(text) > LONGEST_ROW:
            columns = None
        elif _RULER.fullmatch(text):
            continue
        elif columns is None:
            columns = tuple(_plain(cell).lower() for cell in cells_of(text))
        elif _lists(columns[0]):
            yield from _row(source, options, columns, (number, line, heading), skipped)


def _lists(title: str) -> bool:
    """Whether a column is called after what it lists."""
    words = [word.removesuffix("s") for word in re.findall(r"[a-z]+", title)]
    if not words or len(words) > _MOST_WORDS or "of" in words:
        return False
    return words[-1] in _NAMES or words[0] in _NAMES


def _row(
    source: Source,
    options: ReferenceOptions,
    columns: tuple[str, ...],
    place: tuple[int, str, str],
    skipped: list[Quote],
) -> Iterator[FactRecord]:
    number, line, heading = place
    cells = cells_of(line)

    def cell(names: tuple[str, ...]) -> str:
        at = next((at for at, title in enumerate(columns) if title in names), -1)
        return _plain(cells[at]) if 0 <= at < len(cells) else ""

    names = [
        word for part in re.split(r",\s*|\s+/\s+|<br ?/?>", cells[0]) if (word := _plain(part))
    ]
    known = [name for name in names if _kind(name)]
    if not known or len(known) < len(names):
        skipped.append(Quote(source.path, number, 1, line.strip()[:200]))
        return
    name = max(known, key=len)
    where = Position(number, line.find(name) + 1 or 1)
    default = cell(_SAYS)
    yield FactRecord(
        name,
        _kind(name, options) or "parameter",
        where,
        options.of,
        others=tuple(each for each in known if each != name),
        type=cell(_TYPES),
        schema=_schema(cell(_TYPES), cell(_VALUES)),
        default="" if default.lower() in _NONE else default.strip("\"'"),
        description=cell(_DESCRIPTIONS),
        since=cell(_SINCE),
        group=heading,
        guessed=True,
    )


def _kind(name: str, options: ReferenceOptions | None = None) -> FactKind | None:
    if _FLAG.fullmatch(name):
        return "flag"
    if VARIABLE.fullmatch(name):
        return "variable"
    if not _NAME.fullmatch(name):
        return None
    return "value" if options and options.sets == "value" else "parameter"


def _schema(kind: str, values: str) -> Schema:
    words = re.findall(r"[\w.-]+", values)
    if len(words) > 1 and re.fullmatch(r"[\w.-]+(?:(?:, ?| or | \| |/)[\w.-]+)+", values):
        return EnumType(tuple(word for word in words if word != "or"))
    return _WORDS.get(kind.lower(), UnknownType(""))


def _plain(cell: str) -> str:
    """The words of a cell without marks and tags."""
    text = _LINK.sub(r"\1", _TAG.sub("", cell)).strip()
    return text.replace("\\_", "_").replace("\\|", "|").strip("*` ").strip()


def recognizes(path: str, text: str) -> bool:
    """Whether a page has a table of names with their defaults."""
    for line in text.split("\n"):
        if line.startswith("|") and "efault" in line:
            cells = tuple(_plain(cell).lower() for cell in cells_of(line))
            if _lists(cells[0]) and any(title in _SAYS for title in cells):
                return True
    return False


READER = Reader(read, (".md", ".mdx"), recognizes, order=7)
