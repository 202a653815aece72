"""The quick look at a configuration never lets through what the JSON Schema refuses."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from docs_snippets.data.quick_validation import JsonSchema, conforms
from docs_snippets.data.strict_yaml import YamlValue

VALID: dict[str, YamlValue] = {
    "versions": {
        "docs": "site",
        "products": {
            "lamp": {
                "title": "Lamp",
                "current": "lamp",
                "versions": "lamp_versions.json",
                "folder": "lamp_versioned_docs/version-{version}",
                "references": {"parameters": "params.json"},
                "trees": [{"version": "1.2", "folder": "old", "frozen": True}],
            }
        },
        "unversioned": ["default"],
        "ports": [{"component": "bulb", "port": 80, "protocol": "tcp", "citation": "its page"}],
        "rules": {"ignore": ["unknown-parameter"]},
        "mdx1Compat": False,
    },
    "snippet": {
        "subjects": ["brightness"],
        "gate": {"documents": "brightness"},
        "candidates": [8080, 8081],
        "protocol": "tcp",
        "placements": [
            {
                "id": "dim",
                "page": "dim.mdx",
                "template": "dim.mdx",
                "in": {"heading": "Dim"},
                "at": "end",
                "skip": [{"tree": "lamp/next", "reason": "it is dark"}],
            }
        ],
    },
}
ODD: tuple[YamlValue, ...] = (
    None,
    True,
    -1,
    1.5,
    70_000,
    "",
    "x y",
    "../up",
    [],
    ["a", "a"],
    {},
    {"a": 1},
)


def schema(name: str) -> JsonSchema:
    text = (files("docs_snippets") / "schemas" / f"{name}.schema.json").read_text("utf-8")
    read: JsonSchema = json.loads(text)
    return read


def broken(value: YamlValue) -> Iterator[YamlValue]:
    """The value with one part of it replaced, left out or added."""
    yield from ODD
    if isinstance(value, dict):
        yield {**value, "unheard-of": "x"}
        for key, below in value.items():
            yield {other: each for other, each in value.items() if other != key}
            yield from ({**value, key: each} for each in broken(below))
    if isinstance(value, list):
        for index, below in enumerate(value):
            yield [*value, copy.deepcopy(below)]
            yield from ([*value[:index], each, *value[index + 1 :]] for each in broken(below))


@pytest.mark.parametrize("name", VALID)
def test_a_right_file_is_seen_to_be_right(name: str) -> None:
    assert conforms(VALID[name], schema(name), schema(name))


@pytest.mark.parametrize("name", VALID)
def test_what_the_schema_refuses_is_never_let_through(name: str) -> None:
    judge = Draft202012Validator(schema(name))
    tried = list(broken(VALID[name]))
    missed = [
        each
        for each in tried
        if conforms(each, schema(name), schema(name)) and not judge.is_valid(each)
    ]
    doubted = [
        each
        for each in tried
        if judge.is_valid(each) and not conforms(each, schema(name), schema(name))
    ]
    assert len(tried) > 100
    assert missed == []
    assert doubted == []
