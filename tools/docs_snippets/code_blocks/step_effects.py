"""What a command or manifest needs to be there, and what is there after it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.client_calls import Call, read_call
from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.shell import Command, Word
from docs_snippets.core.source import Span
from docs_snippets.facts.kubernetes import Kinds
from docs_snippets.facts.procedures import Install, procedure_facts

_FILE = re.compile(r"(?:\./)?[\w.-]+\.(?:ya?ml|json)")
_UNKNOWN = re.compile(r"[<>$`*{}\[\]]")
_FILE_FLAGS = frozenset({"-f", "--filename", "--patch-file"})
_READS = frozenset({"create", "apply", "replace"})
_INSTALLS = frozenset({"-i", "--install"})
"""What makes `helm upgrade` install a release that is not there; without it, there is one."""
_NEEDS_NO_NAMESPACE = frozenset({"get", "describe", "delete", "logs", "config", "wait", "auth"})


class Artifact(NamedTuple):
    """Something a step needs or makes. `name` of a resource is `Kind/name`."""

    kind: Literal["crds", "resource", "namespace", "file"]
    name: str


class Requirement(NamedTuple):
    """A thing that must be there, and the words that need it."""

    thing: Artifact
    span: Span


class StepEffect(NamedTuple):
    """One thing a reader does: what it needs first and what it leaves."""

    span: Span
    needs: tuple[Requirement, ...]
    makes: frozenset[Artifact]


def effects(command: Command, kinds: Kinds) -> Iterator[StepEffect]:
    """What a command does, one effect for itself and one for each document it applies."""
    call = read_call(command)
    needs = tuple(_needs(call, kinds)) if call else ()
    makes = {Artifact("file", name) for name in files_written(command)}
    if call is not None:
        makes |= _made_by(call)
    elif command.name == "helm":
        needs, helm_makes = _helm(command)
        makes |= helm_makes
    yield StepEffect(command.span, needs, frozenset(makes))
    if call is not None and call.verb in _READS and command.stdin is not None:
        for manifest in documents(command.stdin):
            yield of_manifest(manifest)


def of_manifest(manifest: Manifest) -> StepEffect:
    """What applying a manifest needs and makes."""
    namespace = manifest.root.get("metadata", "namespace")
    needs: list[Requirement] = []
    version = manifest.root.get("apiVersion")
    group = served_group(manifest.api_version.rpartition("/")[0])
    if version is not None and group:
        needs.append(Requirement(Artifact("crds", group), version.span))
    if namespace is not None and _is_certain(manifest.namespace):
        needs.append(Requirement(Artifact("namespace", manifest.namespace), namespace.span))
    return StepEffect(manifest.span, tuple(needs), frozenset(_made_by_manifest(manifest)))


def made_by(install: Install) -> frozenset[Artifact]:
    """What is there after an install."""
    return frozenset(
        (
            *(Artifact("crds", group) for group in install.groups),
            *(Artifact("namespace", name) for name in install.namespaces),
            *(Artifact("resource", name) for name in install.resources),
        )
    )


def served_group(group: str) -> str:
    """The group an install serves under that name, or the group itself."""
    known = {name for install in procedure_facts().installs for name in install.groups}
    return next((name for name in known if group == name or group.endswith(f".{name}")), group)


def _made_by_manifest(manifest: Manifest) -> Iterator[Artifact]:
    facts = procedure_facts()
    if manifest.kind == "Namespace" and manifest.name:
        yield Artifact("namespace", manifest.name)
    if manifest.kind == "CustomResourceDefinition":
        yield Artifact("crds", served_group(manifest.root.text("spec", "group") or ""))
    for install in facts.installs:
        if manifest.kind in install.kinds:
            yield from made_by(install)
    if manifest.name:
        yield Artifact("resource", f"{manifest.kind}/{manifest.name}")


def _needs(call: Call, kinds: Kinds) -> Iterator[Requirement]:
    for target in call.targets:
        meant = next(iter(kinds.find(target.kind)), None)
        if meant is not None and meant.install:
            yield Requirement(Artifact("crds", served_group(meant.group)), target.kind_span)
            resource = f"{meant.kind}/{target.name}"
            if resource in _made_by_installs():
                yield Requirement(Artifact("resource", resource), target.kind_span)
    namespace = call.flag("-n", "--namespace")
    if namespace is not None and namespace.value is not None:
        name = namespace.value.text
        unscoped = call.arguments and call.arguments[0].value in procedure_facts().unscoped
        if call.verb not in _NEEDS_NO_NAMESPACE and not unscoped and _is_certain(name):
            yield Requirement(Artifact("namespace", name), namespace.value_span)
    for flag in call.flags:
        file = flag.value.text if flag.value and flag.name in _FILE_FLAGS else ""
        for install in procedure_facts().installs if file and call.verb in _READS else ():
            if install.files.fullmatch(_base(file)):
                yield from (
                    Requirement(Artifact("crds", each), flag.value_span) for each in install.needs
                )
        if _FILE.fullmatch(file) and call.verb != "delete":
            yield Requirement(Artifact("file", _base(file)), flag.value_span)


def _made_by_installs() -> frozenset[str]:
    """Resources that exist without anyone creating them, once the product runs."""
    return frozenset(name for install in procedure_facts().installs for name in install.resources)


def _made_by(call: Call) -> set[Artifact]:
    made: set[Artifact] = set()
    if call.verb not in _READS:
        return made
    for file in call.values("-f", "--filename"):
        for install in procedure_facts().installs:
            if install.files.fullmatch(_base(file)):
                made |= made_by(install)
    if call.arguments[:1] and call.arguments[0].value in ("namespace", "ns", "namespaces"):
        made |= {Artifact("namespace", word.value) for word in call.arguments[1:]}
    return made


def _helm(command: Command) -> tuple[tuple[Requirement, ...], set[Artifact]]:
    words = command.words
    values = [word.value for word in words]
    needs: list[Requirement] = []
    made: set[Artifact] = set()
    if len(values) < 2 or values[1] not in ("install", "upgrade", "template"):
        return (), made
    for value in values[2:]:
        for install in procedure_facts().installs:
            if install.charts.fullmatch(_base(value).removesuffix(".tgz")):
                made |= made_by(install)
    for flag, value, span in _flags(words):
        if flag in ("-f", "--values") and _FILE.fullmatch(value):
            needs.append(Requirement(Artifact("file", _base(value)), span))
        if flag in ("-n", "--namespace") and _is_certain(value):
            installs = values[1] != "upgrade" or not _INSTALLS.isdisjoint(values)
            if "--create-namespace" in values and installs:
                made.add(Artifact("namespace", value))
            elif installs:
                needs.append(Requirement(Artifact("namespace", value), span))
    return tuple(needs), made


def _flags(words: Sequence[Word]) -> Iterator[tuple[str, str, Span]]:
    """Flags and their values: `--name value` and `--name=value`."""
    for word, following in zip(words, (*words[1:], None), strict=True):
        flag, joined, value = word.value.partition("=")
        if joined and flag.startswith("--"):
            yield flag, value, Span(word.span.start + len(flag) + 1, word.span.end)
        elif following is not None:
            yield word.value, following.value, following.span


def files_written(command: Command) -> Iterator[str]:
    """Files a command leaves in the current folder."""
    for redirect in command.redirects:
        if redirect.operator in (">", ">>", "&>", ">|"):
            yield _base(redirect.target.value)
    words = command.words[1:]
    if command.name in ("curl", "wget"):
        yield from _downloaded(command.name, words)
    elif command.name in ("tee", "touch", "vi", "vim", "nano"):
        yield from (_base(word.value) for word in words if not word.value.startswith("-"))
    elif command.name in ("cp", "mv") and words:
        yield _base(words[-1].value)


def _downloaded(program: str, words: tuple[Word, ...]) -> Iterator[str]:
    output = {"curl": ("-o", "--output"), "wget": ("-O", "--output-document")}[program]
    for flag, word in pairwise(words):
        if flag.value in output or re.fullmatch(rf"-\w*{output[0][1]}", flag.value):
            yield _base(word.value)
    for word in words:
        if "/" in word.value:
            yield _base(word.value)


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _is_certain(name: str) -> bool:
    return not _UNKNOWN.search(name) and name not in procedure_facts().initial_namespaces
