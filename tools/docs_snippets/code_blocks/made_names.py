"""Things that commands of a page make under a name, and commands that use another one.

Only a name that is almost that of a thing of the page is compared, or that has a word more or less
than the only one of its kind: all others may exist already.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.code_blocks.command_files import occurrences
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_places import SHORTEST_NAME, is_near_name
from docs_snippets.code_blocks.shell import Command, Word
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[A-Za-z][\w.-]*")
_FOLDER = re.compile(r"(?:\./)?(?P<name>[A-Za-z][\w.-]*)/?(?P<inside>/[\w./*-]*)?")
_BETWEEN_WORDS = re.compile(r"[-_.]")
_CONTAINERS = frozenset(("docker", "podman", "nerdctl"))
_OF_CONTAINERS = frozenset(("exec", "rm", "stop", "start", "restart", "logs", "inspect", "kill"))
_WITH_VALUES = frozenset(("-e", "-u", "-w", "-t", "-n", "-s", "-f"))
"""Short flags of which a version takes a value; what follows one of them is not judged."""
_CLOUDS = frozenset(("az", "gcloud"))
_CLUSTER_TOOLS = frozenset(("kind", "eksctl"))
_CLUSTERS = ("container", "clusters")
_OF_CLUSTERS = frozenset(("get-credentials", "describe", "delete", "update", "resize", "upgrade"))
_OF_CHARTS = frozenset(("install", "upgrade", "template", "pull", "show", "fetch"))
_OF_RELEASES = frozenset(("uninstall", "delete", "status", "history", "rollback", "test"))
_CHART = re.compile(r"(?P<repo>[a-z][\w-]*)/[a-z][\w.-]*")
_NAMESPACES = ("namespace", "ns", "namespaces")
_FOLDER_READERS = frozenset(("cd", "ls", "pushd", "kubectl", "oc", "calicoctl"))


class UnmadeName(NamedTuple):
    """A name that commands use for a thing, and the name that the thing was given.

    `uses` is how many commands use the name, and `meant_used` whether any uses the other one.
    """

    kind: str
    name: str
    span: Span
    meant: str
    meant_span: Span
    uses: int
    meant_used: bool


class _Named(NamedTuple):
    kind: str
    name: str
    span: Span


def unmade_names(
    page: Page,
    commands: tuple[Command, ...],
    calls: tuple[Call, ...],
    manifests: tuple[Manifest, ...],
) -> Iterator[UnmadeName]:
    """Names of clusters, containers, namespaces, releases and the like that are made under another
    name.
    """
    made: dict[tuple[str, str], Span] = {}
    used: dict[tuple[str, str], list[Span]] = {}
    for each in chain(
        *map(_made, commands), *map(_made_namespaces, calls), *map(_shown_namespaces, manifests)
    ):
        made.setdefault((each.kind, each.name), each.span)
    for each in chain(
        *map(_used, commands), *map(_used_namespaces, calls), *map(_own_namespaces, manifests)
    ):
        used.setdefault((each.kind, each.name), []).append(each.span)
    for (kind, name), spans in used.items():
        if (kind, name) in made or _is_listed(page, name):
            continue
        others = [other for other_kind, other in made if other_kind == kind]
        near = [other for other in others if _is_near(name, other)]
        if kind == "namespace" and not near and len(spans) == 1:
            yield from _odd_namespace(page, name, spans[0], used)
        if not near and len(others) == 1 and _has_word_more(name, others[0]):
            odd = (kind, others[0]) not in used or occurrences(page, name) == 1
            near = others if odd else []
        if len(near) == 1:
            key = (kind, near[0])
            yield UnmadeName(kind, name, spans[0], near[0], made[key], len(spans), key in used)


def _is_listed(page: Page, name: str) -> bool:
    """Whether an output of the page has a name first in a row, or tells of its creation."""
    row = re.compile(rf"^[ \t]*(?:[\w.]+/)?{re.escape(name)}(?: {{2,}}\S| created\b)", re.MULTILINE)
    return any(row.search(fence.content.text) for fence in page.fences)


def _odd_namespace(
    page: Page, name: str, span: Span, used: dict[tuple[str, str], list[Span]]
) -> Iterator[UnmadeName]:
    """A namespace that a page has once, and another one with a slip, twice or more."""
    if occurrences(page, name) > 1:
        return
    near = [key for key in used if key[0] == "namespace" and _is_slip(name, key[1])]
    if len(near) == 1 and len(used[near[0]]) > 1:
        meant = used[near[0]][0]
        yield UnmadeName("namespace", name, span, near[0][1], meant, 1, True)


def _is_slip(name: str, other: str) -> bool:
    """Whether names have the same words but one, which is long and the other one misspelled."""
    words, others = _BETWEEN_WORDS.split(name), _BETWEEN_WORDS.split(other)
    apart = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(apart) != 1 or any(map(_DIGIT.search, apart[0])):
        return False
    return min(map(len, apart[0])) >= SHORTEST_NAME - 1 and is_near_name(*apart[0])


def _is_near(name: str, other: str) -> bool:
    return len(name) >= SHORTEST_NAME and is_near_name(name, other)


def _has_word_more(name: str, other: str) -> bool:
    """Whether one of two names has a word more, at its begin or end, that is no number."""
    shorter, longer = sorted((_BETWEEN_WORDS.split(each) for each in (name, other)), key=len)
    if len(longer) != len(shorter) + 1 or any(word.isdecimal() for word in longer):
        return False
    return shorter in (longer[:-1], longer[1:])


def _made(command: Command) -> Iterator[_Named]:
    words = [word.value for word in command.words]
    if command.name in _CONTAINERS:
        if words[1:2] in (["run"], ["create"]):
            yield from _flagged(command, "container", "--name")
        elif words[1:3] == ["network", "create"]:
            yield from _plain("network", command.words[-1:])
    elif command.name in _CLUSTER_TOOLS and words[1:3] == ["create", "cluster"]:
        yield from _flagged(command, "cluster", "--name")
        if command.name == "eksctl":
            yield from _flagged(command, "cluster", "-n")
    elif command.name == "helm":
        yield from _made_by_helm(command, words)
    elif command.name in _CLOUDS:
        yield from _made_in_cloud(command, words)
    elif command.name == "mkdir":
        for word in command.words[1:]:
            yield from _folder(word)


def _used(command: Command) -> Iterator[_Named]:
    words = [word.value for word in command.words]
    if command.name in _CONTAINERS:
        yield from _used_containers(command, words)
    elif command.name in _CLUSTER_TOOLS and words[1:3] != ["create", "cluster"]:
        yield from _flagged(command, "cluster", "--name")
        if command.name == "eksctl":
            yield from _flagged(command, "cluster", "--cluster")
    elif command.name == "helm":
        yield from _used_by_helm(command, words)
    elif command.name in _CLOUDS:
        yield from _used_in_cloud(command, words)
    elif command.name in _FOLDER_READERS:
        for word in command.words[1:]:
            yield from _folder(word, inside=command.name not in ("cd", "ls", "pushd"))


def _used_containers(command: Command, words: list[str]) -> Iterator[_Named]:
    if words[1:2] in (["run"], ["create"]):
        yield from _flagged(command, "network", "--network")
    elif words[1:2] == ["cp"]:
        yield from _copied(command)
    elif words[1:2] and words[1] in _OF_CONTAINERS:
        yield from _plain("container", _first_argument(command))


def _first_argument(command: Command) -> tuple[Word, ...]:
    """The word behind the flags of a command; none where one of them may take it as a value."""
    before = command.words[1].value
    for word in command.words[2:]:
        if not word.value.startswith("-"):
            unsure = before.startswith("--") or before in _WITH_VALUES
            return () if unsure else (word,)
        before = word.value
    return ()


def _copied(command: Command) -> Iterator[_Named]:
    for word in command.words[2:]:
        name, colon, path = word.value.partition(":")
        if colon and word.literal and path.startswith("/") and _NAME.fullmatch(name):
            yield _Named("container", name, word.excerpt.span(0, len(name)))


def _flagged(command: Command, kind: str, flag: str) -> Iterator[_Named]:
    for at, word in enumerate(command.words):
        if word.value == flag:
            yield from _plain(kind, command.words[at + 1 : at + 2])
        elif word.literal and word.value.startswith(f"{flag}="):
            name, start = word.value[len(flag) + 1 :], len(flag) + 1
            if _NAME.fullmatch(name):
                yield _Named(kind, name, word.excerpt.span(start, len(word.value)))


def _plain(kind: str, words: Iterable[Word]) -> Iterator[_Named]:
    for word in words:
        if word.literal and _NAME.fullmatch(word.value):
            yield _Named(kind, word.value, word.span)


def _folder(word: Word, *, inside: bool = False) -> Iterator[_Named]:
    found = _FOLDER.fullmatch(word.value) if word.literal else None
    if found and (not inside or word.value.endswith("/")):
        yield _Named("folder", found["name"], word.excerpt.span(*found.span("name")))


def _made_in_cloud(command: Command, words: list[str]) -> Iterator[_Named]:
    if words[:4] == ["gcloud", "compute", "networks", "create"]:
        yield from _plain("network", command.words[4:5])
    elif words[:4] == ["gcloud", *_CLUSTERS, "create"]:
        yield from _plain("cluster", command.words[4:5])
    elif words[:3] in (["az", "group", "create"], ["az", "aks", "create"]):
        kind = "resource group" if words[1] == "group" else "cluster"
        yield from _flagged(command, kind, "--name")
        yield from _flagged(command, kind, "-n")


def _used_in_cloud(command: Command, words: list[str]) -> Iterator[_Named]:
    if command.name == "gcloud":
        yield from _flagged(command, "network", "--network")
        if words[1:3] == [*_CLUSTERS] and _OF_CLUSTERS & set(words[3:4]):
            yield from _plain("cluster", command.words[4:5])
        elif words[1:3] == ["container", "node-pools"]:
            yield from _flagged(command, "cluster", "--cluster")
        return
    yield from _flagged(command, "resource group", "--resource-group")
    yield from _flagged(command, "resource group", "-g")
    if words[1:2] == ["aks"] and words[2:3] != ["create"]:
        of_pools = words[2:3] == ["nodepool"]
        for flag in ("--cluster-name",) if of_pools else ("--name", "-n"):
            yield from _flagged(command, "cluster", flag)


def _made_by_helm(command: Command, words: list[str]) -> Iterator[_Named]:
    if words[1:3] == ["repo", "add"]:
        yield from _plain("repository", command.words[3:4])
    elif words[1:2] == ["install"] or words[1:3] in (["upgrade", "-i"], ["upgrade", "--install"]):
        at = 3 if words[1] == "upgrade" else 2
        yield from _plain("release", command.words[at : at + 1])
    if "--create-namespace" in words:
        yield from _flagged(command, "namespace", "--namespace")
        yield from _flagged(command, "namespace", "-n")


def _used_by_helm(command: Command, words: list[str]) -> Iterator[_Named]:
    yield from _flagged(command, "namespace", "--namespace")
    yield from _flagged(command, "namespace", "-n")
    if words[1:2] and words[1] in _OF_CHARTS:
        for word in command.words[2:]:
            found = _CHART.fullmatch(word.value) if word.literal else None
            if found:
                yield _Named("repository", found["repo"], word.excerpt.span(*found.span("repo")))
    elif words[1:2] and words[1] in _OF_RELEASES:
        yield from _plain("release", command.words[2:3])
    elif words[1:2] == ["get"]:
        yield from _plain("release", command.words[3:4])


def _made_namespaces(call: Call) -> Iterator[_Named]:
    words = [word.value for word in call.arguments]
    if call.verb == "create" and len(words) == 2 and words[0] in _NAMESPACES:
        yield from _plain("namespace", call.arguments[1:])
    elif call.verb == "new-project":
        yield from _plain("namespace", call.arguments[:1])


def _used_namespaces(call: Call) -> Iterator[_Named]:
    flag = call.flag("-n", "--namespace")
    if flag and flag.value is not None and flag.literal and _NAME.fullmatch(flag.value.text):
        yield _Named("namespace", flag.value.text, flag.value_span)
    for target in call.targets:
        name = target.name
        if target.kind in _NAMESPACES and name and target.name_span and _NAME.fullmatch(name):
            yield _Named("namespace", name, target.name_span)


def _shown_namespaces(manifest: Manifest) -> Iterator[_Named]:
    name = manifest.root.get("metadata", "name") if manifest.kind == "Namespace" else None
    if name is not None and _NAME.fullmatch(name.value):
        yield _Named("namespace", name.value, name.span)


def _own_namespaces(manifest: Manifest) -> Iterator[_Named]:
    name = manifest.root.get("metadata", "namespace")
    listed = manifest.root.get("spec", "targetNamespaces")
    for each in (*((name,) if name else ()), *(listed.children if listed else ())):
        if each.kind == "str" and _NAME.fullmatch(each.value):
            yield _Named("namespace", each.value, each.span)
