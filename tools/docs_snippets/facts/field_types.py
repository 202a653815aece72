"""Types that the fields of resources have in every version, for trees without definitions.

`field_types.json` is written by `tools/field_types.py` from the definitions of several versions and
holds what all of them agree on, nothing else. A name of a type stands for a field, with the words
that some version takes, of which the spelling counts and no more; a list holds what its items are,
a mapping the fields of an object, `*` the values of a map of free keys. A `!` behind the name of a
field marks one that an object must have.
"""

import json
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from docs_snippets.data.raw_yaml import Position, Raw
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.structural_schema import StructuralSchema, named_fields

Types: TypeAlias = "str | list[Types] | dict[str, Types]"

INT_OR_STRING = "int-or-string"
ANY = "any"
OF_WORDS = ": "
REQUIRED = "!"
_NOWHERE = Position(0, 0)


def field_types(group: str, kind: str) -> StructuralSchema | None:
    """What is known of a kind's fields; None where nothing is."""
    twin = packaged_kinds().twins.get(group, "")
    return _structures().get((group, kind)) or _structures().get((twin, kind))


def typed_kinds() -> frozenset[tuple[str, str]]:
    """The groups and kinds of which something is known."""
    return frozenset(_structures())


def fields_named(name: str) -> tuple[tuple[str, StructuralSchema], ...]:
    """The fields of a name, each with its kind."""
    return _by_name().get(name, ())


@cache
def _by_name() -> dict[str, tuple[tuple[str, StructuralSchema], ...]]:
    return named_fields((kind, each) for (_, kind), each in _structures().items())


@cache
def _structures() -> dict[tuple[str, str], StructuralSchema]:
    text = (files("docs_snippets") / "facts" / "field_types.json").read_text("utf-8")
    groups: dict[str, dict[str, Types]] = json.loads(text)["groups"]
    return {
        (group, kind): StructuralSchema(_raw(types), "", types_only=True)
        for group, kinds in groups.items()
        for kind, types in kinds.items()
    }


def _raw(types: Types) -> Raw:
    """The schema that a definition would have."""
    if isinstance(types, str):
        if types == INT_OR_STRING:
            return _entries({"x-kubernetes-int-or-string": _word("true")})
        kind, _, words = types.partition(OF_WORDS)
        enum = {"enum": Raw(_NOWHERE, items=tuple(map(_word, words.split())))} if words else {}
        return _entries({} if types == ANY else {"type": _word(kind), **enum})
    if isinstance(types, list):
        return _entries({"type": _word("array"), "items": _raw(types[0])})
    if "*" in types:
        return _entries({"type": _word("object"), "additionalProperties": _raw(types["*"])})
    below = {name.rstrip(REQUIRED): _raw(each) for name, each in types.items()}
    marked = (name.rstrip(REQUIRED) for name in types if name.endswith(REQUIRED))
    required = Raw(_NOWHERE, items=tuple(map(_word, marked)))
    found = {"type": _word("object"), "properties": _entries(below), "required": required}
    return _entries(found)


def _entries(entries: dict[str, Raw]) -> Raw:
    return Raw(_NOWHERE, entries=entries)


def _word(text: str) -> Raw:
    return Raw(_NOWHERE, text)
