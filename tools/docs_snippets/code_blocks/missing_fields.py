"""Fields that an object of a manifest must have, and that it lacks."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docs_snippets.code_blocks.resource_problems import FieldRoute
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.structural_schema import StructuralSchema

MERGED = "<<"


class MissingField(NamedTuple):
    """A field that is missing, the way to the object that lacks it, and where that begins."""

    name: str
    route: FieldRoute
    span: Span


def missing_fields(
    node: YamlNode, structure: StructuralSchema, more: Mapping[FieldRoute, tuple[str, ...]]
) -> Iterator[MissingField]:
    """Every such field of a resource. `more` are fields required beside those of the schema."""
    return _below(node, structure, more, (), node.span)


def _below(
    node: YamlNode,
    structure: StructuralSchema,
    more: Mapping[FieldRoute, tuple[str, ...]],
    route: FieldRoute,
    at: Span,
) -> Iterator[MissingField]:
    if node.tag is not None or structure.embedded:
        return
    if node.kind == "list" and structure.items is not None:
        for item in node.children:
            yield from _below(item, structure.items, more, route, _first(item))
    if node.kind != "map" or not node.children:
        return
    given = {child.key or "" for child in node.children}
    if MERGED not in given:
        for name in (*structure.required, *more.get(route, ())):
            if (
                name not in given
                and (route or name != "metadata")
                and not _is_misspelled(name, given)
            ):
                yield MissingField(name, route, at)
    for child in node.children:
        name = child.key or ""
        below = structure.fields.get(name) or structure.values
        if below is not None:
            yield from _below(child, below, more, (*route, name), child.key_span or child.span)


def _is_misspelled(name: str, given: set[str]) -> bool:
    """Whether one of the names given is almost a missing one: another rule says so."""
    return any(edits(name.lower(), each.lower(), 3) <= allowed_edits(name) for each in given)


def _first(item: YamlNode) -> Span:
    """The first key of an item, else the item."""
    first = item.children[0].key_span if item.children else None
    return first or item.span
