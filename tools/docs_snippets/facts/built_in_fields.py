"""The fields of Kubernetes' own kinds, which every cluster has without definitions.

`built_in_fields.json` is written by `tools/built_in_fields.py`. A type is `boolean`, `integer`,
`any`, the name of another type, or one of these behind `[]` (a list) or `{}` (a map of free keys).
`required` has the fields that objects of a type must have. `built_in_values.toml` says which words
fields take.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from docs_snippets.data.raw_yaml import Position, Raw
from docs_snippets.facts.fact_data import table, texts
from docs_snippets.facts.structural_schema import QUANTITY, SPELLINGS, StructuralSchema

ANY = "any"
_LIST, _MAP = "[]", "{}"
_NOWHERE = Position(0, 0)
_OBJECT = Raw(_NOWHERE, "object")
_ARRAY = Raw(_NOWHERE, "array")


def built_in_structure(group: str, version: str, kind: str) -> StructuralSchema | None:
    """The fields of a kind in a version, or in the first without one; None where not known."""
    return _known().structure(group, version, kind)


@cache
def built_in_kinds() -> frozenset[tuple[str, str]]:
    """The groups and kinds of Kubernetes itself."""
    return frozenset((_group(name), name.rpartition("/")[2]) for name in _known().kinds)


@cache
def built_in_names() -> frozenset[str]:
    """The names of all fields of Kubernetes' own kinds."""
    return frozenset(name for fields in _known().types.values() for name in fields)


@cache
def _known() -> "BuiltIn":
    text = (files("docs_snippets") / "facts" / "built_in_fields.json").read_text("utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    types: dict[str, dict[str, str]] = json.loads(text)["types"]
    required: dict[str, list[str]] = json.loads(text)["required"]
    return BuiltIn(data["kinds"], types, required, _values())


def _values() -> dict[str, Raw]:
    """The schemas of the fields whose values are known, by type and field."""
    file = files("docs_snippets") / "facts" / "built_in_values.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    words, spellings = table(data, "words"), table(data, "spellings")
    string = {"type": Raw(_NOWHERE, "string")}
    return {
        **dict.fromkeys(texts(data, "strings"), _entries(string)),
        **dict.fromkeys(texts(data, "quantities"), _entries({"format": Raw(_NOWHERE, QUANTITY)})),
        **{name: _entries({**string, "enum": _listed(texts(words, name))}) for name in words},
        **{name: _entries({SPELLINGS: _listed(texts(spellings, name))}) for name in spellings},
    }


@dataclass(frozen=True, eq=False)
class BuiltIn:
    """Kinds and types as the file has them, and the schemas made of them when asked for."""

    kinds: Mapping[str, str]
    types: Mapping[str, Mapping[str, str]]
    required: Mapping[str, Sequence[str]]
    values: Mapping[str, Raw]

    def structure(self, group: str, version: str, kind: str) -> StructuralSchema | None:
        """The schema of a kind."""
        name = self.kinds.get(f"{group}/{version}/{kind}".lstrip("/"))
        if name is None and not version:
            end = f"/{kind}"
            found = (each for each in self.kinds if each.endswith(end) and _group(each) == group)
            name = self.kinds.get(next(found, ""))
        return self._structure(name) if name else None

    def _structure(self, name: str) -> StructuralSchema:
        if name not in self._structures:
            self._structures[name] = StructuralSchema(self._raw(name, outermost=True), "")
        return self._structures[name]

    def _raw(self, name: str, *, outermost: bool = False) -> Raw:
        """The schema that a definition would have for a type."""
        if name.startswith(_LIST):
            return _entries({"type": _ARRAY, "items": self._raw(name[2:])})
        if name.startswith(_MAP):
            return _entries({"type": _OBJECT, "additionalProperties": self._raw(name[2:])})
        if name not in self.types:
            return _entries({} if name == ANY else {"type": Raw(_NOWHERE, name)})
        if outermost or name not in self._raws:
            fields = self.types[name].items()
            # Other rules judge the metadata of a resource, and nobody its status.
            judged = {
                field: self._raw(ANY)
                if outermost and field in ("metadata", "status")
                else self._field(name, field, of)
                for field, of in fields
            }
            required = _listed(self.required.get(name, ()))
            made = _entries({"type": _OBJECT, "properties": _entries(judged), "required": required})
            if outermost:
                return made
            self._raws[name] = made
        return self._raws[name]

    def _field(self, name: str, field: str, of: str) -> Raw:
        """The schema of a field of a type."""
        value = self.values.get(f"{name}.{field}")
        if value is None:
            return self._raw(of)
        if of.startswith(_LIST):
            return _entries({"type": _ARRAY, "items": value})
        if of.startswith(_MAP):
            return _entries({"type": _OBJECT, "additionalProperties": value})
        return value

    @cached_property
    def _structures(self) -> dict[str, StructuralSchema]:
        return {}

    @cached_property
    def _raws(self) -> dict[str, Raw]:
        return {}


def _group(name: str) -> str:
    parts = name.split("/")
    return parts[0] if len(parts) > 2 else ""


def _listed(words: Sequence[str]) -> Raw:
    return Raw(_NOWHERE, items=tuple(Raw(_NOWHERE, each) for each in words))


def _entries(entries: dict[str, Raw]) -> Raw:
    return Raw(_NOWHERE, entries=entries)
