"""The structural schema of a resource: the fields it has, and what each may hold.

Only what decides is read: types, fields, words, bounds and patterns. Whatever a schema leaves open
(`x-kubernetes-preserve-unknown-fields`, a choice between shapes, embedded resources) is open here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from docs_snippets.data.raw_yaml import Raw
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.facts.quote import Quote

Number: TypeAlias = int | float
ScalarValue: TypeAlias = bool | int | float | str | None

QUANTITY = "quantity"
"""The format of an amount, `128Mi` or `500m`."""
SPELLINGS = "x-spellings"
"""Where a schema that is no definition has words that a field takes, among others."""
EXCLUDES = "x-excludes"
"""Where a schema made of tables has the fields that exclude one another."""


@dataclass(frozen=True, eq=False)
class StructuralSchema:
    """A schema, read where it is asked. `path` is the file it stands in.

    `types_only`: it counts for the types of the fields it knows, and not for words and bounds, or
    for fields it does not know.
    """

    raw: Raw
    path: str
    types_only: bool = False

    @cached_property
    def types(self) -> "StructuralSchema":
        """The same, as it counts for another product."""
        return StructuralSchema(self.raw, self.path, types_only=True)

    @property
    def quote(self) -> Quote | None:
        """Where it stands; None where it is a packaged fact."""
        return Quote(self.path, *self.raw.place, "") if self.path else None

    @cached_property
    def type(self) -> str:
        """`object`, `array`, `string`, `boolean`, `integer`, `number`; empty for any."""
        return self.raw.word("type")

    @cached_property
    def fields(self) -> Mapping[str, "StructuralSchema"]:
        """What is known of an object's fields, by name."""
        found = self.raw.get("properties")
        entries = found.entries if found else {}
        return {name: self._below(raw) for name, raw in entries.items()}

    @cached_property
    def values(self) -> "StructuralSchema | None":
        """What every value of a map of free keys is."""
        found = self.raw.get("additionalProperties")
        return self._below(found) if found and found.entries else None

    @cached_property
    def items(self) -> "StructuralSchema | None":
        """What every item of a list is."""
        found = self.raw.get("items")
        return self._below(found) if found and found.entries else None

    @cached_property
    def is_open(self) -> bool:
        """Whether an object may hold fields that are not listed."""
        more = self.raw.get("additionalProperties")
        return (
            self.types_only
            or not self.fields
            or more is not None
            or self.embedded
            or self.raw.says("x-kubernetes-preserve-unknown-fields")
        )

    @cached_property
    def embedded(self) -> bool:
        """Whether it is a resource within the resource."""
        return self.raw.says("x-kubernetes-embedded-resource")

    @cached_property
    def int_or_string(self) -> bool:
        """Whether a number does as well as a text."""
        return self.raw.says("x-kubernetes-int-or-string") or self.raw.word("format") == (
            "int-or-string"
        )

    @cached_property
    def words(self) -> tuple[ScalarValue, ...] | None:
        """The only values it takes; None where they are not listed."""
        lists = (each.get("enum") for each in self._all)
        chosen = [tuple(_scalar(item) for item in each.items) for each in lists if each]
        if not chosen:
            return None
        return tuple(word for word in chosen[0] if all(word in other for other in chosen[1:]))

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Words that it takes, if not the only ones."""
        return self.raw.words("enum") or self.raw.words(SPELLINGS)

    @cached_property
    def is_quantity(self) -> bool:
        """Whether it is an amount with a unit."""
        return self.raw.word("format") == QUANTITY

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The fields that an object must have, and that nobody fills in, in order."""
        needed, given = self.raw.words("required"), self.raw.get("properties")
        return tuple(each for each in needed if not (given and given.get(each, "default")))

    @cached_property
    def excludes(self) -> frozenset[str]:
        """Fields beside this one that cannot be set together with it."""
        return frozenset(self.raw.words(EXCLUDES))

    @cached_property
    def default(self) -> str:
        """The value that it has where none is given; empty where that is not known."""
        return self.raw.word("default")

    @cached_property
    def least(self) -> Number | None:
        """The smallest value it takes."""
        return self._bound("minimum")

    @cached_property
    def greatest(self) -> Number | None:
        """The greatest value it takes."""
        return self._bound("maximum")

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """What a text must match, every one."""
        return tuple(found for each in self._all if (found := each.word("pattern")))

    @cached_property
    def _all(self) -> tuple[Raw, ...]:
        """The schema and those it must satisfy as well."""
        beside = self.raw.get("allOf")
        return () if self.types_only else (self.raw, *(beside.items if beside else ()))

    def _below(self, raw: Raw) -> "StructuralSchema":
        return StructuralSchema(raw, self.path, self.types_only)

    def _bound(self, key: str) -> Number | None:
        value = core_value(self.raw.word(key) or "~")
        strict = self.raw.says(f"exclusive{key.capitalize()}")
        if self.types_only or strict or isinstance(value, bool):
            return None
        return value if isinstance(value, int | float) else None


def fields_by_name(structure: StructuralSchema) -> Mapping[str, tuple[StructuralSchema, ...]]:
    """All fields below a schema by name, a type that is used often once."""
    found: dict[str, tuple[StructuralSchema, ...]] = {}
    seen: set[int] = set()
    pending = [structure]
    while pending:
        at = pending.pop()
        fields = at.raw.get("properties")
        if fields is None or id(fields.entries) in seen:
            pending += [each for each in (at.items, at.values) if each is not None]
            continue
        seen.add(id(fields.entries))
        for name, below in at.fields.items():
            found[name] = (*found.get(name, ()), below)
            pending.append(below)
    return found


def named_fields(
    kinds: Iterable[tuple[str, StructuralSchema]],
) -> dict[str, tuple[tuple[str, StructuralSchema], ...]]:
    """The fields of some kinds by name, each with its kind."""
    found: dict[str, tuple[tuple[str, StructuralSchema], ...]] = {}
    for kind, structure in kinds:
        for name, fields in fields_by_name(structure).items():
            found[name] = (*found.get(name, ()), *((kind, each) for each in fields))
    return found


def _scalar(raw: Raw) -> ScalarValue:
    text = raw.text or ""
    value = text if raw.quoted else core_value(text)
    return value if isinstance(value, bool | int | float | str) else None
