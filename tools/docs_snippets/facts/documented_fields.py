"""The fields that a tree's own reference pages document, as schemas.

Two kinds of pages are read. A page that a generator writes from the API's source has a heading
`group/version` and a section for each type: its kinds are complete. A page about one kind shows a
sample of it and describes the fields of its `spec` in tables: there may be others, so that only
what is nearly one of them is wrong.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from docs_snippets.core.source import LINE_END, Source
from docs_snippets.data.raw_yaml import Position, Raw
from docs_snippets.facts.field_tables import (
    FieldRow,
    ReferenceTables,
    TypeSection,
    anchor,
    read_tables,
)
from docs_snippets.facts.structural_schema import (
    EXCLUDES,
    StructuralSchema,
    fields_by_name,
    named_fields,
)

_GROUP = re.compile(r"(?P<group>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/v\d\w*")
_TYPE_LINK = re.compile(r"\[[^\]]+\]\(#(?P<anchor>[\w-]+)\)")
_STRINGS = re.compile(r"object \(keys: ?string, values: ?string\)")
_LIST = re.compile(r"(?:list|array) of |\[\]|.* array$", re.IGNORECASE)
_SAMPLE = re.compile(
    r"^`{3}ya?ml[^\n]*\n(?:#[^\n]*\n)*apiVersion:[ \t]*(?P<api>\S+)[ \t]*\n"
    r"(?:#[^\n]*\n)*kind:[ \t]*(?P<kind>[A-Z]\w+)[ \t]*$",
    re.MULTILINE,
)
_WORDS = re.compile(r"[A-Z][A-Za-z0-9]*(?:, ?[A-Z][A-Za-z0-9]*)+")
_EXCLUSIVE = re.compile(
    r"(?:[Mm]utually exclusive with|[Cc]annot be (?:set|used|specified) (?:at the same time as"
    r"|(?:together |in combination )?with)) (?P<names>(?:`\w+`(?:,? (?:and|or) |, )?)+|\w+\b)"
    r"|[Ww]hen (?:this|it) is set, (?:the )?(?P<before>[^.]*?) (?:fields? )?must be empty"
)
_PLAIN = frozenset(("string", "integer", "boolean"))
_SPEC = "spec"
_UNJUDGED = ("metadata", "status")
_NOWHERE = Position(0, 0)
_OPEN = Raw(_NOWHERE)


class Described(NamedTuple):
    """What a section says of a type."""

    title: str
    words: tuple[str, ...]
    rows: tuple[FieldRow, ...]


class DocumentedKind(NamedTuple):
    """A kind and its fields. `rows` are those of its spec where a page about it describes them."""

    group: str
    kind: str
    structure: StructuralSchema
    rows: tuple[FieldRow, ...] = ()


class DocumentedObject(NamedTuple):
    """An object within a kind, and the names of its fields."""

    group: str
    kind: str
    names: frozenset[str]
    structure: StructuralSchema


@dataclass(frozen=True, eq=False)
class DocumentedKinds:
    """Every kind that the pages of a tree document. `twins` are groups that have the same kinds."""

    by_kind: Mapping[tuple[str, str], DocumentedKind] = field(default_factory=dict)
    twins: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def fields_named(self, name: str) -> tuple[tuple[str, StructuralSchema], ...]:
        """The fields of a name, each with its kind."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> dict[str, tuple[tuple[str, StructuralSchema], ...]]:
        kinds = self.by_kind.values()
        return named_fields((each.kind, each.structure) for each in kinds)

    def holding(self, names: frozenset[str]) -> tuple[DocumentedObject, ...]:
        """The objects of complete kinds that have all fields of some names, each type once."""
        return tuple(each for each in self._objects if names <= each.names)

    @cached_property
    def _objects(self) -> tuple[DocumentedObject, ...]:
        found: dict[frozenset[str], DocumentedObject] = {}
        complete = (each for each in self.by_kind.values() if not each.structure.types_only)
        for each in complete:
            for fields in fields_by_name(each.structure).values():
                for one in fields:
                    at = one.items or one
                    names = frozenset(at.fields)
                    found.setdefault(names, DocumentedObject(each.group, each.kind, names, at))
        return tuple(found.values())

    @property
    def described(self) -> tuple[Described, ...]:
        """All that the tables say, without its places, to compare."""
        return tuple(each for page in self.sources for each in _described(page.text))

    def find(self, group: str, kind: str) -> DocumentedKind | None:
        """The kind of a group; the same of the group's twin, if need be."""
        twin = self.twins.get(group, "")
        return self.by_kind.get((group, kind)) or self.by_kind.get((twin, kind))


def documented_kinds(sources: Iterator[Source], twins: Mapping[str, str]) -> DocumentedKinds:
    """What some reference pages document; the first page about a kind counts."""
    found: dict[tuple[str, str], DocumentedKind] = {}
    pages = tuple(sources)
    for source in pages:
        for each in _read(source.path, source.text):
            found.setdefault((each.group, each.kind), each)
    return DocumentedKinds(found, twins, pages)


@lru_cache(maxsize=512)
def _read(path: str, text: str) -> tuple[DocumentedKind, ...]:
    if "| Field" not in text:
        return ()
    text = LINE_END.sub("\n", text)
    tables = read_tables(text)
    return tuple(_generated(path, tables)) or tuple(_written(path, text, tables))


def _described(text: str) -> Iterator[Described]:
    for section in read_tables(LINE_END.sub("\n", text)).sections:
        rows = (row._replace(place=_NOWHERE) for row in section.rows)
        yield Described(section.title, section.words, tuple(rows))


def _generated(path: str, tables: ReferenceTables) -> Iterator[DocumentedKind]:
    """The kinds of a generated page."""
    made, group = _Types(tables, complete=True), ""
    for section in tables.sections:
        if found := _GROUP.fullmatch(section.title):
            group = found["group"]
        names = {row.name for row in section.rows}
        if group and {"apiVersion", "kind"} <= names:
            raw = made.of_section(section, outermost=True)
            yield DocumentedKind(group, section.title, StructuralSchema(raw, path))


def _written(path: str, text: str, tables: ReferenceTables) -> Iterator[DocumentedKind]:
    """The kind that a page is about."""
    sample = _SAMPLE.search(text)
    at = next((i for i, each in enumerate(tables.sections) if anchor(each.title) == _SPEC), None)
    if sample is None or at is None or "/" not in sample["api"]:
        return
    section = tables.sections[at]
    if not section.rows:
        return
    raw = _Types(tables, complete=False).of_section(section)
    spec = dict.fromkeys((*_UNJUDGED, "apiVersion", "kind"), _OPEN)
    root = _entries(
        {"type": _word("object"), "properties": _entries({**spec, _SPEC: raw})},
        tables.sections[0].place,
    )
    group = sample["api"].partition("/")[0]
    structure = StructuralSchema(root, path, types_only=True)
    yield DocumentedKind(group, sample["kind"], structure, tuple(section.rows))


@dataclass(frozen=True, eq=False)
class _Types:
    """The types of a page as schemas, each made once."""

    tables: ReferenceTables
    complete: bool
    _made: dict[str, Raw] = field(default_factory=dict)

    def of_section(self, section: TypeSection, *, outermost: bool = False) -> Raw:
        """The schema of a section's type; a type within itself is open."""
        if outermost:
            return self._of_rows(section, unjudged=_UNJUDGED)
        if section.title not in self._made:
            self._made[section.title] = _OPEN
            self._made[section.title] = self._of_rows(section)
        return self._made[section.title]

    def _of_rows(self, section: TypeSection, unjudged: tuple[str, ...] = ()) -> Raw:
        if section.rows:
            fields = {
                row.name: _OPEN if row.name in unjudged else self._of_row(row)
                for row in section.rows
            }
            entries = {"type": _word("object"), "properties": _entries(fields)}
            if not section.complete:
                entries["x-kubernetes-preserve-unknown-fields"] = _word("true")
            return _entries(entries, section.place)
        if self.complete and section.underlying == "string":
            enum = {"enum": Raw(_NOWHERE, items=tuple(map(_word, section.words)))}
            return _entries({"type": _word("string"), **(enum if section.words else {})})
        return _OPEN

    def _of_row(self, row: FieldRow) -> Raw:
        link = _TYPE_LINK.search(row.type)
        target = self.tables.by_anchor.get(link["anchor"]) if link else None
        listed = _LIST.match(row.type) is not None
        raw = self.of_section(target) if target else self._plain(row, listed=listed)
        raw = _with_exclusions(raw, row)
        if not self.complete:
            # Tables seldom say whether there is one or a list of them.
            entries = {key: value for key, value in raw.entries.items() if key != "type"}
            return _entries({**entries, "items": raw} if entries else {}, row.place)
        if listed:
            return _entries({"type": _word("array"), "items": raw}, row.place)
        return raw._replace(place=row.place)

    def _plain(self, row: FieldRow, *, listed: bool) -> Raw:
        """The schema of a field whose type is in no section."""
        if self.complete:
            name = row.type.removesuffix(" array") if listed else row.type
            if _STRINGS.fullmatch(name):
                values = _entries({"type": _word("string")})
                return _entries({"type": _word("object"), "additionalProperties": values})
            return _entries({"type": _word(name)}) if name in _PLAIN else _OPEN
        accepted = row.accepted.replace("`", "")
        if not _WORDS.fullmatch(accepted):
            return _OPEN
        words = tuple(_word(each.strip()) for each in accepted.split(","))
        return _entries({"enum": Raw(_NOWHERE, items=words)})


def _with_exclusions(raw: Raw, row: FieldRow) -> Raw:
    """A field's schema with what its description says of fields that it excludes."""
    named = [name for found in _EXCLUSIVE.finditer(row.description) for name in _of(found)]
    if not named:
        return raw
    default = row.default.strip('`"').partition("`")[0]
    found = {EXCLUDES: Raw(_NOWHERE, items=tuple(map(_word, named))), "default": _word(default)}
    return raw._replace(entries={**raw.entries, **found})


def _of(found: re.Match[str]) -> list[str]:
    """The names of fields in a statement, which are code or a single word."""
    names = found["before"] or found["names"]
    plain = names.strip(" .")
    words = re.findall(r"`(\w+)`", names) or ([plain] if plain.isalnum() else [])
    return [word[0].lower() + word[1:] for word in words]


def _entries(entries: dict[str, Raw], place: Position = _NOWHERE) -> Raw:
    return Raw(place, entries=entries)


def _word(text: str) -> Raw:
    return Raw(_NOWHERE, text)
