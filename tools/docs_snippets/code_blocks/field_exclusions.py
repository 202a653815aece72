"""Fields of a resource of which only one may be set, given together."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.structural_schema import StructuralSchema

_UNSET = frozenset(("", "false", "Never", "None", "Disabled"))
"""Values that say as much as no value."""


class ExclusiveFields(NamedTuple):
    """A field and the one before it that excludes it; `structure` is what says so, if a page."""

    name: str
    span: Span
    other: str
    structure: StructuralSchema


def exclusive_fields(
    node: YamlNode, structure: StructuralSchema, sets: tuple[frozenset[str], ...]
) -> Iterator[ExclusiveFields]:
    """Every such field of a value. `sets` hold for all objects that have all their fields."""
    if node.kind == "list":
        for item in node.children:
            yield from exclusive_fields(item, structure.items or structure, sets)
    if node.kind != "map":
        return
    yield from _together(node, structure, sets)
    for child in node.children:
        below = structure.fields.get(child.key or "") or structure.values
        if below is not None:
            yield from exclusive_fields(child, below, sets)


def _together(
    node: YamlNode, structure: StructuralSchema, sets: tuple[frozenset[str], ...]
) -> Iterator[ExclusiveFields]:
    names = structure.fields.keys()
    holding = [each for each in sets if each <= names]
    given: list[YamlNode] = []
    for child in node.children:
        name, known = child.key or "", structure.fields.get(child.key or "")
        if known is None or child.key_span is None or not _is_set(child, known):
            continue
        for before in given:
            other = before.key or ""
            reverse = structure.fields[other]
            is_set = any({name, other} <= each for each in holding)
            if other != name and (is_set or name in reverse.excludes or other in known.excludes):
                by = known if other in known.excludes else reverse
                yield ExclusiveFields(name, child.key_span, other, by)
                break
        given.append(child)


def _is_set(node: YamlNode, structure: StructuralSchema) -> bool:
    if node.kind in ("null", "unknown", "alias"):
        return False
    return node.kind in ("map", "list") or node.value not in (_UNSET | {structure.default})
