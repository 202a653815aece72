"""Things that commands of a page make under a name, and commands that use another one.

Only a name that is almost that of a thing of the page is compared, or that has a word more or less
than the only one of its kind: all others may exist already.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.command_files import occurrences
from docs_snippets.code_blocks.object_places import SHORTEST_NAME, is_near_name
from docs_snippets.code_blocks.shell import Command, Word
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_NAME = re.compile(r"[A-Za-z][\w.-]*")
_FOLDER = re.compile(r"(?:\./)?(?P<name>[A-Za-z][\w.-]*)/?(?P<inside>/[\w./*-]*)?")
_BETWEEN_WORDS = re.compile(r"[-_.]")
_CONTAINERS = frozenset(("docker", "podman", "nerdctl"))
_OF_CONTAINERS = frozenset(("exec", "rm", "stop", "start", "restart", "logs", "inspect", "kill"))
_WITH_VALUES = frozenset(("-e", "-u", "-w", "-t", "-n", "-s", "-f"))
"""Short flags of which a version takes a value; what follows one of them is not judged."""
_CLUSTER_TOOLS = frozenset(("kind", "eksctl"))
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


def unmade_names(page: Page, commands: Iterable[Command]) -> Iterator[UnmadeName]:
    """Names of clusters, containers, networks and folders that are made under another name."""
    made: dict[tuple[str, str], Span] = {}
    used: dict[tuple[str, str], list[Span]] = {}
    for command in commands:
        for each in _made(command):
            made.setdefault((each.kind, each.name), each.span)
        for each in _used(command):
            used.setdefault((each.kind, each.name), []).append(each.span)
    for (kind, name), spans in used.items() if made else ():
        if (kind, name) in made:
            continue
        others = [other for other_kind, other in made if other_kind == kind]
        near = [other for other in others if _is_near(name, other)]
        if not near and len(others) == 1 and _has_word_more(name, others[0]):
            odd = (kind, others[0]) not in used or occurrences(page, name) == 1
            near = others if odd else []
        if len(near) == 1:
            key = (kind, near[0])
            yield UnmadeName(kind, name, spans[0], near[0], made[key], len(spans), key in used)


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
    elif command.name == "gcloud" and words[1:4] == ["compute", "networks", "create"]:
        yield from _plain("network", command.words[4:5])
    elif command.name == "mkdir":
        for word in command.words[1:]:
            yield from _folder(word)


def _used(command: Command) -> Iterator[_Named]:
    words = [word.value for word in command.words]
    if command.name in _CONTAINERS:
        if words[1:2] in (["run"], ["create"]):
            yield from _flagged(command, "network", "--network")
        elif words[1:2] == ["cp"]:
            yield from _copied(command)
        elif words[1:2] and words[1] in _OF_CONTAINERS:
            yield from _plain("container", _first_argument(command))
    elif command.name in _CLUSTER_TOOLS and words[1:3] != ["create", "cluster"]:
        yield from _flagged(command, "cluster", "--name")
        if command.name == "eksctl":
            yield from _flagged(command, "cluster", "--cluster")
    elif command.name == "gcloud":
        yield from _flagged(command, "network", "--network")
    elif command.name in _FOLDER_READERS:
        for word in command.words[1:]:
            yield from _folder(word, inside=command.name not in ("cd", "ls", "pushd"))


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
