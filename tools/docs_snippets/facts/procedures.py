"""What commands, manifests and install steps mean: the facts of `procedures.toml`, typed."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.data.strict_yaml import Node
from docs_snippets.facts.fact_data import TomlTable, table, tables, text, texts


class Client(NamedTuple):
    """A program that takes `VERB KIND NAME`. `flags` are those with a value in the next word."""

    names: frozenset[str]
    flags: frozenset[str]
    offline_merge: bool


class ParameterKind(NamedTuple):
    """A resource whose spec is a set of parameters, and the other places that set them.

    `groups` are empty where any group may have it.
    """

    kind: str
    groups: tuple[str, ...]
    names: frozenset[str]
    fields_beside: frozenset[str]
    env_prefix: str
    helm_keys: frozenset[str]
    helm_keys_beside: frozenset[str]
    config_files: tuple[str, ...]
    config_section: str
    components: frozenset[str]


class Install(NamedTuple):
    """Something that is installed: how it is recognised, and what is there afterwards.

    `needs` are the groups of resources that have to be defined before.
    """

    name: str
    files: re.Pattern[str]
    charts: re.Pattern[str]
    prose: re.Pattern[str]
    kinds: frozenset[str]
    groups: tuple[str, ...]
    namespaces: tuple[str, ...]
    resources: tuple[str, ...]
    needs: tuple[str, ...]


class ProcedureFacts(NamedTuple):
    """Everything `procedures.toml` says."""

    commands: frozenset[str]
    runners: frozenset[str]
    wrappers: Mapping[str, frozenset[str]]
    clients: tuple[Client, ...]
    parameters: tuple[ParameterKind, ...]
    installs: tuple[Install, ...]
    installed_titles: re.Pattern[str]
    installed_paths: re.Pattern[str]
    conditional: re.Pattern[str]
    before_install: re.Pattern[str]
    promised: re.Pattern[str]
    initial_namespaces: frozenset[str]
    unscoped: frozenset[str]

    def client(self, program: str) -> Client | None:
        """The client a program name stands for."""
        return next((client for client in self.clients if program in client.names), None)


@cache
def procedure_facts() -> ProcedureFacts:
    """The packaged facts."""
    path = files("docs_snippets") / "facts" / "procedures.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    shell, promises = table(data, "shell"), table(data, "promises")
    wrappers = table(shell, "wrappers")
    return ProcedureFacts(
        commands=frozenset(text(shell, "commands").split()),
        runners=frozenset(text(shell, "runners").split()),
        wrappers={name: frozenset(texts(wrappers, name)) for name in wrappers},
        clients=tuple(_client(entry) for entry in tables(data, "clients")),
        parameters=tuple(_parameter_kind(entry) for entry in tables(data, "parameters")),
        installs=tuple(_install(entry) for entry in tables(data, "installs")),
        installed_titles=_pattern(table(data, "installed"), "titles"),
        installed_paths=_pattern(table(data, "installed"), "paths"),
        conditional=_pattern(table(data, "conditional"), "openings"),
        before_install=_pattern(promises, "before_install"),
        promised=re.compile(text(promises, "creates")),
        initial_namespaces=frozenset(texts(table(data, "namespaces"), "initial")),
        unscoped=frozenset(text(table(data, "unscoped"), "kinds").split()),
    )


def _client(entry: TomlTable) -> Client:
    return Client(
        names=frozenset(texts(entry, "names")),
        flags=frozenset(text(entry, "flags").split()),
        offline_merge=entry.get("offline_merge") is True,
    )


def configured_parameters(entries: Iterable[Node]) -> tuple[ParameterKind, ...]:
    """What valid nodes of a configuration say of parameters; the packaged facts without any."""
    return tuple(map(_configured, entries)) or procedure_facts().parameters


def _configured(node: Node) -> ParameterKind:
    given = {key.raw: value for key, value in node.entries}

    def word(key: str) -> str:
        return given[key].raw if key in given else ""

    def words(key: str) -> tuple[str, ...]:
        return tuple(item.raw for item in given[key].items) if key in given else ()

    plain = word("kind").lower()
    return ParameterKind(
        kind=word("kind"),
        groups=words("groups"),
        names=frozenset(map(str.lower, words("names"))) or frozenset((plain, f"{plain}s")),
        fields_beside=frozenset(words("fieldsBeside")),
        env_prefix=word("envPrefix"),
        helm_keys=frozenset(words("helmKeys")),
        helm_keys_beside=frozenset(),
        config_files=words("configFiles"),
        config_section=word("configSection"),
        components=frozenset(words("components")),
    )


def _parameter_kind(entry: TomlTable) -> ParameterKind:
    return ParameterKind(
        kind=text(entry, "kind"),
        groups=texts(entry, "groups"),
        names=frozenset(texts(entry, "names")),
        fields_beside=frozenset(texts(entry, "fields_beside")),
        env_prefix=text(entry, "env_prefix"),
        helm_keys=frozenset(texts(entry, "helm_keys")),
        helm_keys_beside=frozenset(texts(entry, "helm_keys_beside")),
        config_files=texts(entry, "config_files"),
        config_section=text(entry, "config_section"),
        components=frozenset(texts(entry, "components")),
    )


def _install(entry: TomlTable) -> Install:
    return Install(
        name=text(entry, "name"),
        files=_any_of(texts(entry, "files")),
        charts=_any_of(texts(entry, "charts")),
        prose=_any_of(texts(entry, "prose")),
        kinds=frozenset(texts(entry, "kinds")),
        groups=texts(entry, "groups"),
        namespaces=texts(entry, "namespaces"),
        resources=texts(entry, "resources"),
        needs=texts(entry, "needs"),
    )


def _pattern(entry: TomlTable, key: str) -> re.Pattern[str]:
    return re.compile(text(entry, key).strip(), re.IGNORECASE)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for several; none matches nothing."""
    return re.compile("|".join(f"(?:{one})" for one in patterns) or "(?!)", re.IGNORECASE)
