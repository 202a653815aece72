"""The packaged data of Kubernetes facts, and typed access to what a TOML table holds.

TOML, since the standard library reads it in a few milliseconds and most runs need these facts.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeAlias

TomlTable: TypeAlias = dict[str, object]


@cache
def kubernetes_data() -> TomlTable:
    """`kubernetes.toml` as it is written."""
    return tomllib.loads((files("docs_snippets") / "facts" / "kubernetes.toml").read_text("utf-8"))


def table(data: TomlTable, key: str) -> TomlTable:
    """The table of a name."""
    found = data[key]
    assert isinstance(found, dict), key
    return found


def tables(data: TomlTable, key: str) -> tuple[TomlTable, ...]:
    """The tables of an array; none where there is no such array."""
    found = data.get(key, [])
    assert isinstance(found, list), key
    return tuple(found)


def text(data: TomlTable, key: str) -> str:
    """A scalar as text; empty where there is none."""
    return str(data.get(key, ""))


def texts(data: TomlTable, key: str) -> tuple[str, ...]:
    """A list of texts; empty where there is none."""
    found = data.get(key, [])
    assert isinstance(found, list), key
    return tuple(map(str, found))
