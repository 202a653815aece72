"""Writes the fields of Kubernetes' own kinds, from the models of several releases of its client.

usage: built_in_fields.py FOLDER CITATION

FOLDER has one folder of models for each release, at any depth. A field that one release has is
kept; its type is what the newest says. Texts may be anything, since quantities and times are texts
there and numbers in manifests. A field is required if every release that has its type requires it,
unless the server fills it in.
"""

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from docs_snippets.facts import built_in_fields
from docs_snippets.facts.built_in_fields import ANY
from docs_snippets.facts.kubernetes import packaged_kinds

PLAIN = {"bool": "boolean", "int": "integer"}
OPEN = ("JSONSchemaProps",)
"""Models that hold themselves, or whatever anybody puts there."""
FILLED_IN = {"V1RoleRef": {"apiGroup"}, "V1PriorityClass": {"value"}, "V1Lease": {"spec"}}
"""Fields that the server has a value for, although its description calls them required."""
CHECKED = {"V1Container": {"image"}}
"""Fields that the server requires, although its description does not say so."""
_COLLECTION = re.compile(r"(?P<of>list|dict)[\[(](?:str, )?(?P<item>.+)[\])]$")


class Model(NamedTuple):
    """A type as one release has it: its fields by the names that manifests use."""

    name: str
    fields: dict[str, str]
    required: set[str]


def main(folder: Path, citation: str) -> None:
    """Reads every release and writes the file beside its reader."""
    types: dict[str, dict[str, str]] = {}
    required: dict[str, set[str]] = {}
    for release in sorted(folder.iterdir(), key=lambda path: int(path.name.partition(".")[0])):
        for model in _models(release):
            types.setdefault(model.name, {}).update(model.fields)
            required.setdefault(model.name, model.required).intersection_update(model.required)
    kinds = dict(sorted(_kinds(types)))
    used = sorted(_used(kinds.values(), types))
    wanted = {name: _required_of(name, required[name]) for name in used}
    data = {
        "citation": citation,
        "kinds": kinds,
        "required": {name: fields for name, fields in wanted.items() if fields},
        "types": {name: types[name] for name in used},
    }
    file = Path(built_in_fields.__file__).with_suffix(".json")
    file.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")


def _models(release: Path) -> Iterator[Model]:
    for path in sorted(release.glob("**/models/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                given = {
                    target.id: each.value
                    for each in node.body
                    if isinstance(each, ast.Assign)
                    for target in each.targets
                    if isinstance(target, ast.Name)
                }
                if "openapi_types" in given and "attribute_map" in given:
                    types = ast.literal_eval(given["openapi_types"])
                    names = ast.literal_eval(given["attribute_map"])
                    fields = {names[name]: _type(types[name]) for name in types}
                    yield Model(node.name, fields, {names[each] for each in _required(node, types)})


def _required_of(name: str, described: set[str]) -> list[str]:
    return sorted(described - FILLED_IN.get(name, set()) | CHECKED.get(name, set()))


def _required(model: ast.ClassDef, fields: Iterable[str]) -> Iterator[str]:
    """The fields that a model sets without asking whether they are given."""
    for made in model.body:
        if isinstance(made, ast.FunctionDef) and made.name == "__init__":
            for each in made.body:
                target = each.targets[0] if isinstance(each, ast.Assign) else None
                if isinstance(target, ast.Attribute) and target.attr in fields:
                    yield target.attr


def _type(text: str) -> str:
    """A type in few letters: `[]` and `{}` before what a list and a map of free keys hold."""
    if found := _COLLECTION.match(text):
        return f"{'[]' if found['of'] == 'list' else '{}'}{_type(found['item'])}"
    is_model = text[:1].isupper() and not any(name in text for name in OPEN)
    return PLAIN.get(text, text if is_model else ANY)


def _kinds(types: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The model of every kind, by `apiVersion` and kind."""
    for kind in packaged_kinds().all:
        if kind.served == "built-in":
            prefix = (kind.group or "core").partition(".")[0].capitalize()
            for version in kind.versions:
                plain = f"{version.capitalize()}{kind.kind}"
                name = next((each for each in (prefix + plain, plain) if each in types), None)
                if name is not None:
                    yield f"{kind.group}/{version}/{kind.kind}".lstrip("/"), name


def _used(names: Iterable[str], types: dict[str, dict[str, str]]) -> set[str]:
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop().lstrip("[]{}")
        if name in types and name not in found:
            found.add(name)
            pending += types[name].values()
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
