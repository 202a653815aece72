"""What commands, manifests and install steps mean: the facts of `procedures.yaml`, typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Client:
    """A program that takes `VERB KIND NAME`. `flags` are those with a value in the next word."""

    names: frozenset[str]
    flags: frozenset[str]
    offline_merge: bool


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """A resource whose spec is a set of parameters, and the other places that set them."""

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


@dataclass(frozen=True, slots=True)
class Install:
    """Something that is installed: how it is recognised, and what is there afterwards."""

    name: str
    files: re.Pattern[str]
    charts: re.Pattern[str]
    prose: re.Pattern[str]
    kinds: frozenset[str]
    groups: tuple[str, ...]
    namespaces: tuple[str, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """Everything `procedures.yaml` says."""

    commands: frozenset[str]
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

    def client(self, program: str) -> Client | None:
        """The client a program name stands for."""
        return next((client for client in self.clients if program in client.names), None)


@cache
def procedure_facts() -> ProcedureFacts:
    """The packaged facts."""
    text = (files("docs_snippets.facts") / "procedures.yaml").read_text("utf-8")
    root = YAML(typ="safe", pure=True).load(text)
    shell = _map(root, "shell")
    return ProcedureFacts(
        commands=frozenset(_text(shell, "commands").split()),
        wrappers={
            name: frozenset(_texts(flags)) for name, flags in _map(shell, "wrappers").items()
        },
        clients=tuple(_client(entry) for entry in _maps(root, "clients")),
        parameters=tuple(_parameter_kind(entry) for entry in _maps(root, "parameters")),
        installs=tuple(_install(entry) for entry in _maps(root, "installs")),
        installed_titles=_pattern(_map(root, "installed")["titles"]),
        installed_paths=_pattern(_map(root, "installed")["paths"]),
        conditional=_pattern(_map(root, "conditional")["openings"]),
        before_install=_pattern(_map(root, "promises")["before_install"]),
        promised=re.compile(_text(_map(root, "promises"), "creates")),
        initial_namespaces=frozenset(_texts(_map(root, "namespaces")["initial"])),
    )


def _client(entry: Mapping[str, object]) -> Client:
    return Client(
        names=frozenset(_texts(entry["names"])),
        flags=frozenset(_text(entry, "flags").split()),
        offline_merge=entry.get("offline_merge") is True,
    )


def _parameter_kind(entry: Mapping[str, object]) -> ParameterKind:
    return ParameterKind(
        kind=_text(entry, "kind"),
        groups=_texts(entry["groups"]),
        names=frozenset(_texts(entry["names"])),
        fields_beside=frozenset(_texts(entry["fields_beside"])),
        env_prefix=_text(entry, "env_prefix"),
        helm_keys=frozenset(_texts(entry["helm_keys"])),
        helm_keys_beside=frozenset(_texts(entry["helm_keys_beside"])),
        config_files=_texts(entry["config_files"]),
        config_section=_text(entry, "config_section"),
        components=frozenset(_texts(entry["components"])),
    )


def _install(entry: Mapping[str, object]) -> Install:
    return Install(
        name=_text(entry, "name"),
        files=_any_of(entry["files"]),
        charts=_any_of(entry["charts"]),
        prose=_any_of(entry["prose"]),
        kinds=frozenset(_texts(entry.get("kinds", []))),
        groups=_texts(entry["groups"]),
        namespaces=_texts(entry["namespaces"]),
        resources=_texts(entry["resources"]),
    )


def _pattern(value: object) -> re.Pattern[str]:
    assert isinstance(value, str), value
    return re.compile(value.strip(), re.IGNORECASE)


def _any_of(value: object) -> re.Pattern[str]:
    """One pattern for a list of them; an empty list matches nothing."""
    return re.compile("|".join(f"(?:{item})" for item in _texts(value)) or "(?!)", re.IGNORECASE)


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry[key]
    assert isinstance(value, str), key
    return value


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, list), value
    return tuple(str(item) for item in value)


def _map(value: object, key: str) -> Mapping[str, object]:
    assert isinstance(value, Mapping), key
    found = value[key]
    assert isinstance(found, Mapping), key
    return found


def _maps(value: object, key: str) -> tuple[Mapping[str, object], ...]:
    assert isinstance(value, Mapping), key
    found = value[key]
    assert isinstance(found, list), key
    return tuple(item for item in found if isinstance(item, Mapping))
