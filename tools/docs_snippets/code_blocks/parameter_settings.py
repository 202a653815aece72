"""Every place where a page sets or names a configuration parameter, whatever the spelling.

Manifests, patches and Helm values are read here; environment, configuration files, component
properties and prose by `mentions`. Which resource's spec is a set of parameters, and under which
names it goes elsewhere, is in the facts.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.client_calls import Call, CallTarget, Flag, read_call
from docs_snippets.code_blocks.manifests import Manifest, documents, page_manifests
from docs_snippets.code_blocks.parameter_mentions import (
    Setting,
    child_setting,
    environment,
    mentions,
)
from docs_snippets.code_blocks.shell import Command, page_commands
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.procedures import ParameterKind, procedure_facts
from docs_snippets.mdx.page import Page

__all__ = ["Setting", "settings"]

_STANDS_FOR = re.compile(r"[$<>{}\[\]…]|\.{3}")
"""What a name has that stands for one: `<name>`, `$[name]`, `${NAME}`."""


def settings(
    page: Page,
    commands: tuple[Command, ...] | None = None,
    manifests: tuple[Manifest, ...] | None = None,
    kinds: tuple[ParameterKind, ...] | None = None,
) -> tuple[Setting, ...]:
    """All settings of a page, in the order they stand there."""
    commands = page_commands(page) if commands is None else commands
    manifests = page_manifests(page, commands) if manifests is None else manifests
    found: dict[Span, Setting] = {}
    for parameters in procedure_facts().parameters if kinds is None else kinds:
        for setting in _of_kind(page, commands, manifests, parameters):
            if not _STANDS_FOR.search(setting.name):
                found.setdefault(setting.name_span, setting)
    return tuple(found[span] for span in sorted(found))


def _of_kind(
    page: Page,
    commands: tuple[Command, ...],
    manifests: tuple[Manifest, ...],
    parameters: ParameterKind,
) -> Iterator[Setting]:
    """What is known best comes first: a heredoc's variable is also a word of its fence."""
    for manifest in manifests:
        yield from _of_manifest(manifest, parameters)
    for command in commands:
        yield from _of_command(command, parameters)
    yield from mentions(page, parameters)


def _of_manifest(manifest: Manifest, parameters: ParameterKind) -> Iterator[Setting]:
    yield from environment(manifest, parameters)
    group = manifest.api_version.rpartition("/")[0]
    if manifest.kind == parameters.kind and is_in_group(group, parameters):
        spec = manifest.root.get("spec")
        yield from _of_spec(spec, parameters, "manifest", manifest.name, manifest.fence)
    elif not manifest.kind:
        for key in parameters.helm_keys:
            for setting in _of_spec(
                manifest.root.get(key), parameters, "values", "", manifest.fence
            ):
                if setting.name not in parameters.helm_keys_beside:
                    yield setting._replace(spelling="helm")


def _of_spec(
    spec: YamlNode | None, parameters: ParameterKind, where: str, resource: str, fence: int
) -> Iterator[Setting]:
    for child in spec.children if spec is not None and spec.kind == "map" else ():
        if child.key not in parameters.fields_beside:
            yield child_setting(child, parameters.kind, where, resource, fence)


def _of_command(command: Command, parameters: ParameterKind) -> Iterator[Setting]:
    if command.name == "helm":
        yield from _of_helm(command, parameters)
    call = read_call(command)
    if call is None or call.verb != "patch":
        return
    target = next((t for t in call.targets if is_kind(t, parameters)), None)
    body = patch_body(call)
    if target is None or body is None:
        return
    resource = target.name or ""
    for document in documents(body):
        if document.root.kind == "list":
            yield from _of_json_patch(document.root, parameters, resource, command.fence)
        else:
            spec = document.root.get("spec")
            yield from _of_spec(spec, parameters, "patch", resource, command.fence)


def is_in_group(group: str, parameters: ParameterKind) -> bool:
    """Whether a manifest's API group may have the kind."""
    return not group or not parameters.groups or group in parameters.groups


def is_kind(target: CallTarget, parameters: ParameterKind) -> bool:
    """Whether a resource argument means the kind: any of its names, a group or the start of one."""
    name, _, group = target.kind.lower().partition(".")
    groups = parameters.groups
    return name in parameters.names and (not groups or any(g.startswith(group) for g in groups))


def patch_body(call: Call) -> Excerpt | None:
    """The patch a command shows: on the command line, or on its standard input."""
    flag: Flag | None = call.flag("-p", "--patch")
    if flag is not None:
        return flag.value
    file = call.flag("--patch-file")
    if file is not None and file.value is not None and file.value.text in ("-", "/dev/stdin"):
        return call.command.stdin
    return None


def _of_json_patch(
    operations: YamlNode, parameters: ParameterKind, resource: str, fence: int
) -> Iterator[Setting]:
    for operation in operations.children:
        path, value = operation.get("path"), operation.get("value")
        parts = path.value.split("/") if path else []
        if path is None or len(parts) < 3 or parts[1] != "spec":
            continue
        if parts[2] in parameters.fields_beside:
            continue
        start = path.span.start + path.quoted + len("/spec/")
        whole = len(parts) == 3 and value is not None
        yield Setting(
            parts[2],
            Span(start, start + len(parts[2])),
            value.value if whole and value else None,
            value.kind if whole and value else None,
            value.span if whole and value else None,
            "yaml",
            parameters.kind,
            resource,
            "json-patch",
            fence,
            value if whole else None,
        )


def _of_helm(command: Command, parameters: ParameterKind) -> Iterator[Setting]:
    words = command.words
    for index, word in enumerate(words):
        flag, equals, _ = word.value.partition("=")
        if flag not in ("--set", "--set-string"):
            continue
        if equals:
            text = word.excerpt.cut(len(flag) + 1, len(word.value))
            yield from _of_assignments(text, parameters, command.fence, flag)
        elif index + 1 < len(words):
            yield from _of_assignments(words[index + 1].excerpt, parameters, command.fence, flag)


def _of_assignments(
    text: Excerpt, parameters: ParameterKind, fence: int, flag: str
) -> Iterator[Setting]:
    """`a.b=1,c=2`, as `--set` takes it."""
    position = 0
    for part in text.text.split(","):
        start, position = position, position + len(part) + 1
        path, equals, _ = part.partition("=")
        keys = path.split(".")
        if not equals or len(keys) < 2 or keys[0] not in parameters.helm_keys:
            continue
        if keys[1] in parameters.helm_keys_beside:
            continue
        name_at = start + len(keys[0]) + 1
        value = text.cut(start + len(path) + 1, start + len(part))
        node = documents(value)[0].root if value.text.strip() else None
        kind = "str" if flag == "--set-string" and node else node.kind if node else None
        yield Setting(
            keys[1],
            text.span(name_at, name_at + len(keys[1])),
            node.value if node and len(keys) == 2 else None,
            kind if len(keys) == 2 else None,
            node.span if node and len(keys) == 2 else None,
            "helm",
            parameters.kind,
            "",
            "command",
            fence,
            node if len(keys) == 2 else None,
        )
