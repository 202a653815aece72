"""The properties of JSON Schemas, of OpenAPI and of resource definitions, as records of facts.

What a property holds is read as a `Schema` where the words decide; a choice between shapes, a
reference to another document and whatever else is not followed is listed as skipped.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from docs_snippets.core.patterns import compiled
from docs_snippets.data.raw_yaml import Position
from docs_snippets.facts.fact_records import MOST_FACTS, FactRecord
from docs_snippets.facts.parameter import FactKind
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_schema import (
    BooleanType,
    EnumType,
    IntegerType,
    ListType,
    PatternType,
    Range,
    Schema,
    TextType,
    UnknownType,
)

Route: TypeAlias = tuple[str, ...]
Members: TypeAlias = Mapping[str, object]

MOST_LEVELS = 24
MOST_SKIPPED = 1_000
_WIDE = 2**63
_UNREAD = ("patternProperties", "if", "not", "dependentSchemas", "propertyNames")
_CHOICES = ("anyOf", "oneOf")


@dataclass(eq=False)
class SchemaFacts:
    """Walks the schemas of one document.

    `root` is where references within the document lead from, `place` finds the place of a route.
    `stops` tells which references are described by themselves.
    """

    root: Members
    path: str
    place: Callable[[Route], Position]
    kind: FactKind
    owner: str = ""
    group: str = ""
    prefix: str = ""
    stops: Callable[[str], bool] = lambda _: False
    skipped: list[Quote] = field(default_factory=list)
    _told: set[tuple[Route, str]] = field(default_factory=set)
    _left: int = MOST_FACTS + 1

    def of(self, schema: Members, route: Route) -> Iterator[FactRecord]:
        """The properties below a schema, outermost first."""
        yield from self._below(schema, route, "", frozenset(), 0)

    def _below(
        self, schema: Members, route: Route, name: str, seen: frozenset[str], level: int
    ) -> Iterator[FactRecord]:
        if level > MOST_LEVELS:
            self._skip(route, f"{name}: more than {MOST_LEVELS} levels deep")
            return
        for part, at, within in self._parts(schema, route, seen):
            self._note_unread(part, at, name)
            for key, below in _members(part.get("properties")).items():
                if self._left <= 0 or not isinstance(below, Mapping):
                    continue
                self._left -= 1
                path = f"{name}.{key}" if name else key
                there = (*at, "properties", key)
                yield self._record(path, below, there, within)
                yield from self._below(below, there, path, within, level + 1)
            yield from self._inside(part, at, name, within, level)

    def _inside(
        self, part: Members, at: Route, name: str, seen: frozenset[str], level: int
    ) -> Iterator[FactRecord]:
        """The properties of a list's items and of a map's values."""
        items, values = part.get("items"), part.get("additionalProperties")
        if isinstance(items, Mapping):
            yield from self._below(items, (*at, "items"), f"{name}[]", seen, level + 1)
        if isinstance(values, Mapping):
            there = (*at, "additionalProperties")
            yield from self._below(values, there, f"{name}.*" if name else "*", seen, level + 1)

    def _parts(
        self, schema: Members, route: Route, seen: frozenset[str]
    ) -> Iterator[tuple[Members, Route, frozenset[str]]]:
        """The schema, what it refers to, and those that it joins or chooses from."""
        pending = [(schema, route, seen)]
        for _ in range(MOST_LEVELS):
            if not pending:
                return
            part, at, within = pending.pop(0)
            yield part, at, within
            reference = part.get("$ref")
            if isinstance(reference, str) and reference not in within:
                found = self._referred(reference, at)
                if found is not None:
                    pending.append((*found, within | {reference}))
            for word in ("allOf", *_CHOICES):
                listed = part.get(word)
                for number, each in enumerate(listed if isinstance(listed, list) else ()):
                    if isinstance(each, Mapping):
                        pending.append((each, (*at, word, str(number)), within))

    def _referred(self, reference: str, at: Route) -> tuple[Members, Route] | None:
        if self.stops(reference):
            return None
        if not reference.startswith("#/"):
            self._skip(at, f"$ref: {reference}")
            return None
        route = tuple(
            part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/")
        )
        found: object = self.root
        for part in route:
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            self._skip(at, f"$ref: {reference} leads nowhere")
            return None
        return found, route

    def _record(self, name: str, schema: Members, at: Route, seen: frozenset[str]) -> FactRecord:
        parts = tuple(part for part, _, _ in self._parts(schema, at, seen))
        default = next((part["default"] for part in parts if "default" in part), None)
        place = self.place(at)
        plain = name.replace("[]", "")
        return FactRecord(
            name,
            self.kind,
            place,
            self.owner,
            f"{self.prefix}{name}" if self.prefix else "",
            (plain, f"{self.prefix}{plain}") if plain != name else (),
            type_in_words(parts),
            schema_of(parts),
            value_text(default),
            self.place((*at, "default")) if "default" in schema else place,
            next((text for part in parts if isinstance(text := part.get("description"), str)), ""),
            "deprecated" if any(part.get("deprecated") is True for part in parts) else "",
            next((str(part["x-since"]) for part in parts if "x-since" in part), ""),
            self.group,
            closed=is_closed(parts),
        )

    def _note_unread(self, part: Members, at: Route, name: str) -> None:
        for word in _UNREAD:
            if word in part:
                self._skip((*at, word), f"{name or 'the schema'}: {word}")

    def _skip(self, route: Route, words: str) -> None:
        if len(self._told) < MOST_SKIPPED and (route, words) not in self._told:
            self._told.add((route, words))
            self.skipped.append(Quote(self.path, *self.place(route), words))


def is_closed(parts: tuple[Members, ...]) -> bool:
    """Whether a schema says that there are no other properties than those it lists."""
    listed = any("properties" in part for part in parts)
    chosen = any(word in part for part in parts for word in _CHOICES)
    return (
        listed and not chosen and any(part.get("additionalProperties") is False for part in parts)
    )


def _members(value: object) -> Members:
    return value if isinstance(value, Mapping) else {}


def value_text(value: object) -> str:
    """A default as YAML spells it; empty for none, and for what is a map or a list of its own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return "[]" if not value else ""
    return "{}" if isinstance(value, Mapping) and not value else ""


def type_in_words(parts: tuple[Members, ...]) -> str:
    """What a property holds, in a word or two."""
    types = list(dict.fromkeys(word for part in parts for word in _types(part)))
    if not types:
        return "object" if any("properties" in part for part in parts) else ""
    if types == ["array"]:
        items = next((each for part in parts if isinstance(each := part.get("items"), Mapping)), {})
        inner = type_in_words((items,))
        return f"array of {inner}" if inner else "array"
    return " or ".join(types)


def _types(part: Members) -> tuple[str, ...]:
    if part.get("x-kubernetes-int-or-string") is True or part.get("format") == "int-or-string":
        return ("integer", "string")
    found = part.get("type")
    words = found if isinstance(found, list) else [found]
    return tuple(word for word in words if isinstance(word, str) and word != "null")


def schema_of(parts: tuple[Members, ...]) -> Schema:
    """What values a property takes; unknown where it chooses between shapes."""
    if any(word in part for part in parts for word in _CHOICES):
        return UnknownType("")
    types = dict.fromkeys(word for part in parts for word in _types(part))
    kind = next(iter(types)) if len(types) == 1 else ""
    words = next((each for part in parts if isinstance(each := part.get("enum"), list)), None)
    if words and all(isinstance(word, str | int) for word in words):
        texts = tuple(value_text(word) for word in words)
        return EnumType(texts, integers=kind == "integer")
    match kind:
        case "boolean":
            return BooleanType()
        case "integer":
            return IntegerType(_ranges(parts))
        case "string":
            return _text(parts)
        case "array":
            items = next((i for part in parts if isinstance(i := part.get("items"), Mapping)), None)
            item = schema_of((items,)) if items else UnknownType("")
            return item if isinstance(item, UnknownType) else ListType(item)
    return UnknownType("")


def _text(parts: tuple[Members, ...]) -> Schema:
    for part in parts:
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            whole = pattern.startswith("^") and pattern.endswith("$")
            known = whole and compiled(pattern) is not None
            return PatternType(pattern) if known else UnknownType("")
    return TextType()


def _ranges(parts: tuple[Members, ...]) -> tuple[Range, ...]:
    low, high = (_bound(parts, word) for word in ("minimum", "maximum"))
    if low is None and high is None:
        return ()
    return (Range(-_WIDE if low is None else low, _WIDE if high is None else high),)


def _bound(parts: tuple[Members, ...], word: str) -> int | None:
    for part in parts:
        found = part.get(word)
        if isinstance(found, bool) or not isinstance(found, int | float):
            continue
        if math.isfinite(found) and found == int(found):
            exclusive = part.get(f"exclusive{word.capitalize()}") is True
            return int(found) + (exclusive if word == "minimum" else -exclusive)
    return None
