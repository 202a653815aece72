"""References in the true format, small, for tests to read."""

import json
from collections.abc import Mapping

from docs_snippets.core.source import Source
from docs_snippets.facts.overrides import Override
from docs_snippets.facts.readers.config_params import Parameter, Parameters, read_parameters

DEFAULTS: Mapping[str, object] = {
    "Group": "Main",
    "GroupWithSortPrefix": "00 Main",
    "NameGoAPI": "",
    "StringSchema": "Integer",
    "StringDefault": "5",
    "YAMLType": "integer",
    "YAMLSchema": "Integer",
    "YAMLEnumValues": None,
    "YAMLDefault": "5",
    "Required": False,
    "Description": "",
    "UserEditable": True,
}


def record(name: str, **members: object) -> dict[str, object]:
    """A field as the generator writes it, in all spellings of a configuration file's name."""
    names = {
        "NameConfigFile": name,
        "NameEnvVar": f"APP_{name}",
        "NameYAML": name[0].lower() + name[1:],
    }
    return {**DEFAULTS, **names, **members}


def reference_text(*records: Mapping[str, object]) -> str:
    """The file, indented as the generator does."""
    groups: dict[str, list[Mapping[str, object]]] = {}
    for one in records:
        groups.setdefault(str(one["Group"]), []).append(one)
    listed = [{"Name": name, "Fields": fields} for name, fields in groups.items()]
    return json.dumps({"Comment": "generated", "Groups": listed}, indent=2) + "\n"


def read(*records: Mapping[str, object], corrections: tuple[Override, ...] = ()) -> Parameters:
    """What is read from a reference of these fields."""
    found = read_parameters(Source("ref/params.json", reference_text(*records)), corrections)
    assert isinstance(found, Parameters), found
    return found


def one(**members: object) -> Parameter:
    """The parameter of a reference that has one, `PageSize`."""
    return read({**record("PageSize"), **members}).all[0]
