"""Reads `printed_columns.toml`: the columns of the tables that a client prints."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.facts.fact_data import TomlTable, table, tables, text, texts


class PrintedKind(NamedTuple):
    """The columns of a kind, as they are printed, and those that `-o wide` adds.

    `varies` are columns that not every release prints. `counts` are those that hold a number for
    this kind, whatever they hold for others. `single`: no value is empty or has a blank in it.
    """

    columns: tuple[str, ...]
    wide: tuple[str, ...]
    varies: frozenset[str]
    counts: frozenset[str]
    single: bool


@cache
def printed_kinds() -> Mapping[str, PrintedKind]:
    """The kinds whose tables are known, by name."""
    return {text(each, "kind"): _kind(each) for each in tables(_data(), "printed")}


@cache
def column_shapes() -> Mapping[str, re.Pattern[str]]:
    """What the values of a column look like, by its name."""
    shapes = table(_data(), "shapes")
    return {name: re.compile(text(shapes, name)) for name in shapes}


@cache
def _data() -> TomlTable:
    path = files("docs_snippets") / "facts" / "printed_columns.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _kind(entry: TomlTable) -> PrintedKind:
    columns, wide = (
        tuple(each.replace("_", " ") for each in text(entry, key).split())
        for key in ("columns", "wide")
    )
    varies, counts = (frozenset(texts(entry, key)) for key in ("varies", "counts"))
    return PrintedKind(columns, wide, varies, counts, entry.get("single") is True)
