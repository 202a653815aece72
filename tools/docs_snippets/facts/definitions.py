"""Custom resource definitions: which kinds a version serves, and what their manifests may hold.

A file is split at its document marks, and of each definition only its names are read, without the
schemas, which are most of it. A schema is read when a manifest of its kind is looked at.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.raw_yaml import Position, Raw, UnreadableError
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.structural_schema import StructuralSchema

RULE = "unreadable-reference"

Complain: TypeAlias = Callable[[Diagnostic], None]

_MARK = re.compile(r"^---(?=\s|$)[^\n]*\n?", re.MULTILINE)
_DEFINITION = re.compile(r"\bCustomResourceDefinition\b")
_TEMPLATE = re.compile(r"^[ \t]*\{\{-?.*\}\}[ \t]*$", re.MULTILINE)
_SCHEMA = re.compile(r"^(?P<indent> *(?:- +)?)schema:[ \t]*$")


@dataclass(frozen=True, eq=False)
class ResourceDefinition:
    """What one definition says. `names` are plural, singular and short ones, lower case.

    `complain` is told why its schemas cannot be read, when somebody asks for them.
    """

    source: Source
    text: str
    first_line: int
    group: str
    kind: str
    names: tuple[str, ...]
    categories: tuple[str, ...]
    versions: tuple[str, ...]
    place: Position
    complain: Complain

    @property
    def quote(self) -> Quote:
        """Where it stands."""
        return Quote(self.source.path, *self.place, f"{self.kind} of {self.group}")

    def structure(self, version: str = "") -> StructuralSchema | None:
        """The schema of a version, of the one that is stored without a name; None without one."""
        return self._schemas.get(version or next(iter(self.versions), ""))

    @cached_property
    def _schemas(self) -> dict[str, StructuralSchema]:
        try:
            raw = _read(self.text, self.first_line)
        except UnreadableError as error:
            self.complain(_unreadable(self.source, error))
            return {}
        versions = raw.get("spec", "versions") if raw else None
        found = (
            (version.word("name"), version.get("schema", "openAPIV3Schema"))
            for version in (versions.items if versions else ())
        )
        return {
            name: StructuralSchema(schema, self.source.path) for name, schema in found if schema
        }


@dataclass(frozen=True, eq=False)
class ResourceDefinitions:
    """Every definition that a tree has. `twins` are groups that hold the same kinds.

    `types_only`: they are another product's, which knows the types of its fields and no more.
    `partial`: the groups may have other kinds.
    """

    all: tuple[ResourceDefinition, ...] = ()
    twins: Mapping[str, str] = field(default_factory=dict)
    types_only: bool = False
    partial: bool = False

    def find(self, group: str, kind: str) -> ResourceDefinition | None:
        """The definition of a kind; of the same kind in the twin of its group, if need be."""
        return self._by_kind.get((group, kind)) or self._by_kind.get(
            (self.twins.get(group, ""), kind)
        )

    def of_group(self, group: str) -> tuple[ResourceDefinition, ...]:
        """The definitions of a group itself."""
        return tuple(each for each in self.all if each.group == group)

    def named(self, word: str) -> tuple[ResourceDefinition, ...]:
        """The definitions that a client's word stands for."""
        return self._by_name.get(word.lower(), ())

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str], ResourceDefinition]:
        return {(each.group, each.kind): each for each in reversed(self.all)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[ResourceDefinition, ...]]:
        found: dict[str, tuple[ResourceDefinition, ...]] = {}
        for each in self.all:
            for name in dict.fromkeys((each.kind.lower(), *each.names, *each.categories)):
                found[name] = (*found.get(name, ()), each)
        return found


def read_definitions(source: Source, complain: Complain) -> Iterator[ResourceDefinition]:
    """The definitions of a file; `complain` is told which of its documents cannot be read."""
    for start, text in documents_in(source.text):
        if not _DEFINITION.search(text):
            continue
        line = source.line_of(start)
        try:
            head = _read(_without_schemas(text), line)
            if head is not None and head.word("kind") == "CustomResourceDefinition":
                yield _definition(source, head, text, line, complain)
        except UnreadableError as error:
            complain(_unreadable(source, error))


def without_templates(text: str) -> str:
    """A chart's template without its lines of code, so that all else keeps its place."""
    return _TEMPLATE.sub(lambda line: " " * len(line[0]), text) if "{{" in text else text


def documents_in(text: str) -> Iterator[tuple[int, str]]:
    """The documents of a text, each with its offset."""
    starts = [0, *(mark.end() for mark in _MARK.finditer(text))]
    ends = [*(mark.start() for mark in _MARK.finditer(text)), len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield start, text[start:end]


def _without_schemas(text: str) -> str:
    """The text with the lines below each `schema:` emptied, so that lines keep their numbers."""
    kept: list[str] = []
    inside: int | None = None
    for line in text.split("\n"):
        if inside is not None:
            if not line.strip() or len(line) - len(line.lstrip(" ")) > inside:
                kept.append("")
                continue
            inside = None
        kept.append(line)
        if found := _SCHEMA.match(line):
            inside = len(found["indent"])
    return "\n".join(kept)


def _definition(
    source: Source, raw: Raw, text: str, line: int, complain: Complain
) -> ResourceDefinition:
    spec, names = raw.get("spec"), raw.get("spec", "names")
    group, kind = raw.word("spec", "group"), raw.get("spec", "names", "kind")
    versions = raw.get("spec", "versions")
    if not (spec and names and group and kind and kind.text and versions):
        why = "this CRD has no 'spec.group', 'spec.names.kind' or 'spec.versions'"
        raise UnreadableError(raw.place, why)
    words = (names.word("plural"), names.word("singular"), *names.words("shortNames"))
    stored_first = sorted(versions.items, key=lambda each: not each.says("storage"))
    served = (each.word("name") for each in stored_first if each.word("served") != "false")
    return ResourceDefinition(
        source=source,
        text=text,
        first_line=line,
        group=group,
        kind=kind.text,
        names=tuple(word.lower() for word in words if word),
        categories=names.words("categories"),
        versions=tuple(served),
        place=kind.place,
        complain=complain,
    )


def _unreadable(source: Source, error: UnreadableError) -> Diagnostic:
    at = source.offset(*error.place)
    return problem(source, Span(at, at), RULE, str(error))


def _read(text: str, first_line: int) -> Raw | None:
    from docs_snippets.data.large_yaml import read_raw  # loads libyaml, which few runs need

    return read_raw(text, first_line)
