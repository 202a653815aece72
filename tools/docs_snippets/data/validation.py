"""Validates YAML files with a JSON Schema: each violation at its place, with what is expected.

Beside the standard keywords a schema may say `x-expected`: the words for what a value should be,
where a pattern or a choice between shapes would tell the reader little.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from docs_snippets.core.diagnostics import Diagnostic, listing, problem, suggestion
from docs_snippets.core.source import Source, Span
from docs_snippets.data.quick_validation import JsonSchema as ShortSchema
from docs_snippets.data.quick_validation import conforms
from docs_snippets.data.strict_yaml import Node, YamlDocument, YamlKey, load_yaml

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

SCHEMAS = ("versions", "snippet")
"""What people write and there are schemas of: versions.yaml, and the definitions of snippets."""

PRINTED_SCHEMAS = (*SCHEMAS, "findings")
"""The same, and what is written for programs: the report of `lint` in JSON."""

Complaint = tuple[Span, str]
ValidationSchema = Mapping[str, object]

_TYPES = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def validated(
    source: Source, schema_name: str, rule: str
) -> tuple[YamlDocument | None, tuple[Diagnostic, ...]]:
    """The document, and all that is wrong with it; None when it is not readable as YAML.

    `schema_name` is a file in `schemas/` without `.schema.json`; complaints carry `rule`.
    """
    document, problems = load_yaml(source, rule)
    if document is None:
        return None, problems
    schema = _schema(schema_name)
    if conforms(document.value, schema, schema):
        return document, problems
    found = sorted(set(_complaints(document, _validator(schema_name))))
    wrong = (problem(source, span, rule, message) for span, message in found)
    return document, (*problems, *wrong)


@cache
def _validator(name: str) -> "Draft202012Validator":
    # Imported here because it takes longer than all the rest, and right files do not need it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_schema(name))


def schema_text(name: str) -> str:
    """The text of a schema of `PRINTED_SCHEMAS`."""
    return (files("docs_snippets") / "schemas" / f"{name}.schema.json").read_text("utf-8")


@cache
def _schema(name: str) -> ShortSchema:
    schema: ShortSchema = json.loads(schema_text(name))
    return schema


def _complaints(document: YamlDocument, validator: "Draft202012Validator") -> Iterator[Complaint]:
    for error in validator.iter_errors(document.value):
        yield from _explain(document, error)


def _explain(document: YamlDocument, error: "ValidationError") -> Iterator[Complaint]:
    route = tuple(error.absolute_path)
    node, place = document.node(*route), _place(route)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown_keys(node, place, schema)
        case "required" | "dependentRequired":
            yield document.key_span(*route), f"{place} lacks {listing(_missing(node, error))}"
        case "anyOf" | "oneOf" if "x-expected" not in schema:
            yield from _nearest(document, error)
        case _ if node.kind == "map" and isinstance(error.instance, str):
            name = error.instance  # a key is wrong, not the mapping
            yield _named(node, name), _expected(place, error, repr(name))
        case _:
            key = document.key_span(*route) if node.span.start == node.span.end else node.span
            yield key, _expected(place, error, _shown(node)) + _quote_it(node, error)


def _unknown_keys(node: Node, place: str, schema: ValidationSchema) -> Iterator[Complaint]:
    known = _names(schema.get("properties"))
    for key, _ in node.entries:
        if key.raw not in known:
            yield key.span, f"unknown key {key.raw!r} in {place}{suggestion(key.raw, known)}"


def _missing(node: Node, error: "ValidationError") -> Iterator[str]:
    present = {key.raw for key, _ in node.entries}
    wanted = error.validator_value
    if isinstance(wanted, Mapping):
        wanted = [name for key, names in wanted.items() if key in present for name in names]
    return (name for name in _names(wanted) if name not in present)


def _nearest(document: YamlDocument, error: "ValidationError") -> Iterator[Complaint]:
    """Of a choice between shapes, what is wrong with the one that comes nearest."""
    branches: dict[YamlKey, list[ValidationError]] = {}
    for below in error.context or ():
        branches.setdefault(below.schema_path[0], []).append(below)
    if not branches:
        yield (
            document.span(*error.absolute_path),
            f"{_place(tuple(error.absolute_path))}: ambiguous",
        )
        return
    nearest = max(branches.values(), key=lambda errors: (_depth(errors), -len(errors)))
    for below in nearest:
        yield from _explain(document, below)


def _depth(errors: "Iterable[ValidationError]") -> int:
    return min(len(error.path) for error in errors)


def _expected(place: str, error: "ValidationError", shown: str) -> str:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    words = schema.get("x-expected")
    return f"{place}: expected {words or _wanted(error)}, got {shown}"


def _wanted(error: "ValidationError") -> str:
    value = error.validator_value
    match error.validator:
        case "type":
            return " or ".join(_TYPES[name] for name in _names(value))
        case "enum":
            return f"one of {listing(_names(value))}"
        case "const":
            return json.dumps(value)
        case "minimum" | "exclusiveMinimum":
            return f"at least {value}"
        case "maximum" | "exclusiveMaximum":
            return f"at most {value}"
        case "minLength" | "minItems" | "minProperties":
            return "a value" if value == 1 else f"at least {value} of them"
        case "maxLength" | "maxItems" | "maxProperties":
            return f"at most {value} of them"
        case "uniqueItems":
            return "no duplicate values"
        case "pattern":
            return f"a string that matches {value}"
    return f"a value that meets {error.validator!r}"


def _shown(node: Node) -> str:
    if node.kind == "map":
        keys = [key.raw for key, _ in node.entries]
        return f"a mapping of {listing(keys)}" if keys else "an empty mapping"
    if node.kind == "list":
        return "a list" if node.items else "an empty list"
    if node.value is None:
        return "nothing"
    if isinstance(node.value, bool):
        return node.raw
    return repr(node.value) if isinstance(node.value, str) else f"the number {node.raw}"


def _quote_it(node: Node, error: "ValidationError") -> str:
    """`1.20` is read as a number, 1.2, and `null` as nothing: quotes keep the text."""
    asked = (error, *(error.context or ()))
    wanted = {
        name for one in asked if one.validator == "type" for name in _names(one.validator_value)
    }
    if "string" not in wanted or node.kind != "scalar" or not node.raw:
        return ""
    return f'; quote it: "{node.raw}"'


def _named(node: Node, name: str) -> Span:
    return next((key.span for key, _ in node.entries if key.raw == name), node.span)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, Iterable) else ()


def _place(route: tuple[YamlKey, ...]) -> str:
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in route)
    return "".join(parts).removeprefix(".") or "this file"
