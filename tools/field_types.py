"""Writes the packaged types of fields, from the definitions of several versions of a product.

usage: field_types.py FOLDER CITATION

FOLDER has one folder of definitions for each version. What all versions that have a field agree on
is kept, and every word that one of them takes, down to a few levels: deeper, and where they differ,
anything goes.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.facts import field_types
from docs_snippets.facts.definitions import read_definitions
from docs_snippets.facts.field_types import ANY, INT_OR_STRING, OF_WORDS, REQUIRED, Types
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.facts.structural_schema import StructuralSchema
from docs_snippets.files.access import DiskFiles
from docs_snippets.files.reading import read

DEEPEST = 7


def main(folder: Path, citation: str) -> None:
    """Reads every version and writes the file beside its reader."""
    groups: dict[str, dict[str, Types]] = {}
    parameters = {each.kind for each in procedure_facts().parameters}
    for group, kind, structure in _structures(folder):
        found = _types(structure, 0)
        if isinstance(found, dict) and kind not in parameters:
            known = groups.setdefault(group, {})
            known[kind] = _agreed(known[kind], found) if kind in known else found
    data = {"citation": citation, "groups": {name: groups[name] for name in sorted(groups)}}
    file = Path(field_types.__file__).with_suffix(".json")
    file.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")


def _structures(folder: Path) -> Iterator[tuple[str, str, StructuralSchema]]:
    """Every kind in every version; of a group and its twin, under the shorter name."""
    kinds = packaged_kinds()
    for path in sorted(folder.glob("*/*.yaml")):
        source = read(DiskFiles(folder), path.relative_to(folder).as_posix())
        assert not isinstance(source, Diagnostic), source
        for definition in read_definitions(source, _refuse):
            structure = definition.structure()
            twin = kinds.twins.get(definition.group, "")
            shared = definition.kind in kinds.in_group(twin)
            group = min(definition.group, twin, key=len) if shared else definition.group
            if structure is not None:
                yield group, definition.kind, structure


def _refuse(problem: Diagnostic) -> None:
    raise SystemExit(f"{problem.path}: {problem.message}")


def _types(structure: StructuralSchema, depth: int) -> Types:
    if structure.int_or_string:
        return INT_OR_STRING
    if structure.type == "array":
        return [_types(structure.items, depth + 1) if structure.items else ANY]
    if structure.type != "object":
        return f"{structure.type}{_words(structure)}" if structure.type else ANY
    if structure.values is not None:
        return {"*": _types(structure.values, depth + 1)}
    if depth > DEEPEST or not structure.fields:
        return "object"
    skipped = ("apiVersion", "kind", "metadata", "status") if depth == 0 else ()
    fields = structure.fields.items()
    return {
        f"{name}{REQUIRED}" if name in structure.required else name: _types(each, depth + 1)
        for name, each in fields
        if name not in skipped
    }


def _words(structure: StructuralSchema) -> str:
    """The words that a text may be, as they stand behind its type."""
    words = [word for word in structure.words or () if isinstance(word, str) and word.isalnum()]
    return f"{OF_WORDS}{' '.join(sorted(words))}" if structure.type == "string" and words else ""


def _agreed(one: Types, other: Types) -> Types:
    """What both say. A field of one alone is kept: who does not have it says nothing of it."""
    if isinstance(one, list) and isinstance(other, list):
        return [_agreed(one[0], other[0])]
    if isinstance(one, dict) and isinstance(other, dict) and ("*" in one) == ("*" in other):
        return _agreed_fields(one, other)
    if isinstance(one, str) and isinstance(other, str):
        (kind, _, words), (other_kind, _, more) = one.partition(OF_WORDS), other.partition(OF_WORDS)
        every = " ".join(sorted({*words.split(), *more.split()}))
        if kind == other_kind:
            return f"{kind}{OF_WORDS}{every}" if every else kind
    return ANY


def _agreed_fields(one: dict[str, Types], other: dict[str, Types]) -> dict[str, Types]:
    """The fields of two objects. One that only one of them must have is not required."""
    optional = {name for names in (one, other) for name in names if not name.endswith(REQUIRED)}
    found: dict[str, Types] = {}
    for key, types in (*one.items(), *other.items()):
        name = key.rstrip(REQUIRED)
        name = name if name in optional else key
        found[name] = _agreed(found[name], types) if name in found else types
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
