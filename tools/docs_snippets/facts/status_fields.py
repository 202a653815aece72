"""Reads `status_fields.toml`: fields that the server writes, which no manifest has."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from docs_snippets.facts.fact_data import TomlTable, table, text


@cache
def metadata_fields() -> tuple[str, ...]:
    """The fields of `metadata` of every object."""
    return tuple(text(_data(), "metadata").split())


@cache
def status_fields() -> Mapping[str, tuple[str, ...]]:
    """The fields of `status` by kind, of Kubernetes' own kinds."""
    status = table(_data(), "status")
    return {kind: tuple(text(status, kind).split()) for kind in status}


@cache
def _data() -> TomlTable:
    path = files("docs_snippets") / "facts" / "status_fields.toml"
    return tomllib.loads(path.read_text("utf-8"))
