"""Checks quickly whether a value conforms to a JSON Schema; the slow validator explains.

Most files are right, and the library that says what is wrong with the others takes longer to load
than a page to check. Only the keywords of our own schemas are known here; any other leaves the
question open.
"""

import re
from typing import TypedDict

from docs_snippets.data.strict_yaml import YamlValue

JsonSchema = TypedDict(
    "JsonSchema",
    {
        "$defs": dict[str, "JsonSchema"],
        "$ref": str,
        "type": str | list[str],
        "enum": list[str],
        "anyOf": list["JsonSchema"],
        "properties": dict[str, "JsonSchema"],
        "additionalProperties": "JsonSchema | bool",
        "propertyNames": "JsonSchema",
        "required": list[str],
        "dependentRequired": dict[str, list[str]],
        "minProperties": int,
        "maxProperties": int,
        "items": "JsonSchema",
        "minItems": int,
        "maxItems": int,
        "uniqueItems": bool,
        "minLength": int,
        "pattern": str,
        "minimum": int,
        "maximum": int,
    },
    total=False,
)
_SILENT = frozenset({"$schema", "$id", "title", "description", "x-expected"})
_KNOWN = JsonSchema.__annotations__.keys() | _SILENT
_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}


def conforms(value: YamlValue, schema: JsonSchema | bool, root: JsonSchema) -> bool:
    """Whether a value fits a schema of the document `root`; False where that is not sure."""
    if isinstance(schema, bool):
        return schema
    if not schema.keys() <= _KNOWN or not _is_of(value, schema.get("type")):
        return False
    if "$ref" in schema:
        defined = root.get("$defs", {}).get(schema["$ref"].removeprefix("#/$defs/"), False)
        if not conforms(value, defined, root):
            return False
    if "anyOf" in schema and not any(conforms(value, each, root) for each in schema["anyOf"]):
        return False
    return ("enum" not in schema or value in schema["enum"]) and _fits(value, schema, root)


def _is_of(value: YamlValue, names: str | list[str] | None) -> bool:
    if names is None:
        return True
    wanted = [names] if isinstance(names, str) else names
    return any(type(value) is _TYPES.get(name) for name in wanted)


def _fits(value: YamlValue, schema: JsonSchema, root: JsonSchema) -> bool:
    """What is asked of values of a kind alone."""
    if isinstance(value, dict):
        return _map_fits(value, schema, root)
    if isinstance(value, list):
        return (
            _within(len(value), schema.get("minItems"), schema.get("maxItems"))
            and not ("uniqueItems" in schema and _repeats(value))
            and all(conforms(each, schema.get("items", True), root) for each in value)
        )
    if isinstance(value, str):
        long_enough = len(value) >= schema.get("minLength", 0)
        return long_enough and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, int | float):
        return _within(value, schema.get("minimum"), schema.get("maximum"))
    return True


def _map_fits(value: dict[str, YamlValue], schema: JsonSchema, root: JsonSchema) -> bool:
    own, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    needed = set(schema.get("required", ()))
    for key, names in schema.get("dependentRequired", {}).items():
        needed |= set(names) if key in value else set()
    return (
        _within(len(value), schema.get("minProperties"), schema.get("maxProperties"))
        and needed <= value.keys()
        and all(conforms(key, schema.get("propertyNames", True), root) for key in value)
        and all(conforms(each, own.get(key, others), root) for key, each in value.items())
    )


def _within(number: float, least: int | None, most: int | None) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)


def _repeats(items: list[YamlValue]) -> bool:
    return len({repr(each) for each in items}) < len(items)
