"""Versions that Kubernetes no longer serves, and what clients call resources, typed."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.data.raw_yaml import Position, Raw
from docs_snippets.facts.fact_data import TomlTable, table, tables, text, texts
from docs_snippets.facts.structural_schema import StructuralSchema


class RemovedVersion(NamedTuple):
    """A version that a release no longer serves; `instead` is empty where nothing is.

    `files`: resources of its kinds are read from files, and no API serves them.
    """

    release: str
    instead: str
    citation: str
    files: bool = False


class Blocks(NamedTuple):
    """A field with the prefix length of the blocks of a network, which another field gives.

    `lengths` are the least and the greatest by the version of IP. `groups` have such fields, and
    `masked` are kinds whose networks have no host bits.
    """

    field: str
    within: str
    groups: frozenset[str]
    masked: frozenset[str]
    lengths: Mapping[int, tuple[int, int]]


class ChartValue(NamedTuple):
    """A value of a chart that becomes the spec of a resource; `beside` are the chart's own keys."""

    group: str
    kind: str
    beside: frozenset[str]


class PolicyFacts(NamedTuple):
    """The kinds of the product's policies, the words of their rules, and flags that need another
    one, `applyOnForward`.
    """

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    actions: tuple[str, ...]
    protocols: tuple[str, ...]
    types: tuple[str, ...]
    forwarded: tuple[str, ...]


class ApiFacts(NamedTuple):
    """Everything `api_versions.toml` says.

    `removed` is by `apiVersion` and kind, `offline` has groups and kinds that no API serves and a
    client reads all the same, `aliases` by the word that only calicoctl-like clients
    take. `metadata` is the schema of every resource's, `outermost` the fields that resources have.
    `exclusive` are fields of which an object has one, and `blocks` fields whose blocks are part of
    a network beside them. `chart_values` are by the key that a chart has for them. `text_numbers`
    are fields of numbers that may be given as text where no definition rules, and `selecting` the
    groups whose selectors are expressions. `required` are paths to fields by group and kind,
    and `references` those that name objects, each with the kind of these. `secrets` are the keys
    of a Secret's data by its type.
    """

    removed: Mapping[tuple[str, str], RemovedVersion]
    offline: frozenset[tuple[str, str]]
    aliases: Mapping[str, str]
    categories: frozenset[str]
    text_numbers: frozenset[str]
    selecting: frozenset[str]
    required: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]
    secrets: Mapping[str, tuple[str, ...]]
    references: Mapping[str, tuple[tuple[str, str], ...]]
    metadata: StructuralSchema
    outermost: tuple[str, ...]
    exclusive: tuple[frozenset[str], ...]
    blocks: tuple[Blocks, ...]
    chart_values: Mapping[str, ChartValue]
    policy: PolicyFacts


@cache
def api_facts() -> ApiFacts:
    """The packaged facts."""
    path = files("docs_snippets") / "facts" / "api_versions.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    return ApiFacts(
        removed={key: why for entry in tables(data, "removed") for key, why in _removed(entry)},
        offline=frozenset(
            (text(entry, "group"), kind)
            for entry in tables(data, "offline")
            for kind in texts(entry, "kinds")
        ),
        aliases=dict(pair for entry in tables(data, "aliases") for pair in _aliases(entry)),
        categories=frozenset(texts(table(data, "categories"), "words")),
        text_numbers=frozenset(texts(table(data, "text-numbers"), "fields")),
        selecting=frozenset(texts(table(data, "selectors"), "groups")),
        required=dict(each for entry in tables(data, "required") for each in _required(entry)),
        secrets={
            key: texts(keys, key)
            for keys in [table(table(data, "secrets"), "keys")]
            for key in keys
        },
        references={
            text(each, "kind"): tuple(zip(texts(each, "fields"), texts(each, "to"), strict=True))
            for each in tables(data, "references")
        },
        metadata=_metadata(table(table(data, "metadata"), "fields")),
        chart_values=dict(each for entry in tables(data, "chart") for each in _values(entry)),
        blocks=tuple(map(_blocks, tables(data, "blocks"))),
        exclusive=tuple(frozenset(texts(each, "fields")) for each in tables(data, "exclusive")),
        policy=PolicyFacts(*(texts(table(data, "policy"), key) for key in PolicyFacts._fields)),
        outermost=texts(table(data, "outermost"), "fields"),
    )


def _metadata(fields: TomlTable) -> StructuralSchema:
    """The schema that a definition would have for it; it stands in no file."""
    nowhere = Position(0, 0)
    strings = Raw(nowhere, entries={"type": Raw(nowhere, "string")})
    properties: dict[str, Raw] = {}
    for what in fields:
        of_type = {"type": Raw(nowhere, "object" if what == "strings" else what)}
        if what == "strings":
            of_type["additionalProperties"] = strings
        properties.update({name: Raw(nowhere, entries=of_type) for name in texts(fields, what)})
    entries = {"type": Raw(nowhere, "object"), "properties": Raw(nowhere, entries=properties)}
    return StructuralSchema(Raw(nowhere, entries=entries), "")


def _values(entry: TomlTable) -> Iterator[tuple[str, ChartValue]]:
    keys, beside = table(entry, "values"), frozenset(texts(entry, "beside"))
    for key in keys:
        yield key, ChartValue(text(entry, "group"), text(keys, key), beside)


def _required(entry: TomlTable) -> Iterator[tuple[tuple[str, str], tuple[tuple[str, ...], ...]]]:
    fields = table(entry, "fields")
    for kind in fields:
        paths = tuple(tuple(each.split(".")) for each in texts(fields, kind))
        yield (text(entry, "group"), kind), paths


def _blocks(entry: TomlTable) -> Blocks:
    lengths = {int(version): texts(entry, f"ipv{version}") for version in "46"}
    return Blocks(
        text(entry, "field"),
        text(entry, "within"),
        frozenset(texts(entry, "groups")),
        frozenset(texts(entry, "masked")),
        {version: (int(low), int(high)) for version, (low, high) in lengths.items()},
    )


def _removed(entry: TomlTable) -> Iterator[tuple[tuple[str, str], RemovedVersion]]:
    why = RemovedVersion(
        text(entry, "release"),
        text(entry, "instead"),
        text(entry, "citation"),
        entry.get("files") is True,
    )
    for kind in texts(entry, "kinds"):
        yield (text(entry, "api"), kind), why


def _aliases(entry: TomlTable) -> Iterator[tuple[str, str]]:
    words = table(entry, "words")
    for kind in words:
        for word in texts(words, kind):
            yield word, kind
