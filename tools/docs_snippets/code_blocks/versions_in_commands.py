"""Versions in the commands of a page: a name that has one version here and another one there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.shell import Command
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Heading, Page

_NAMED = re.compile(
    r"(?<![\w.])(?:(?P<variable>[A-Z][A-Z0-9]*)_VERSION=[\"']?v?"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9_]*)*)[-_:/]v?)"
    r"(?P<version>\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w]|\.?\d)"
)
_OWNER = re.compile(r"[^\s/]*/\Z")
"""What an image or repository of a name belongs to; two may have one of the same name."""
_ADDRESS = re.compile(r"https?://[^\s\"'`)>]+")
_RELEASE = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_ANY = frozenset(
    ("version", "versions", "release", "releases", "tag", "tags", "branch", "download")
)
"""Words before a version that do not say of what it is one."""
_CHANGES = re.compile(
    r"\b(?:up|down)grad|\broll(?:ed|ing)?[- ]?(?:back|out)|\b(?:migrat|patch|matrix|compar|updat)",
    re.IGNORECASE,
)
_COMPARED = 200


class MixedVersion(NamedTuple):
    """A version of a name, and the other one that the page has of it; no name in an address."""

    name: str
    version: str
    span: Span
    other: str
    other_span: Span


def mixed_versions(page: Page, commands: Iterable[Command]) -> Iterator[MixedVersion]:
    """Names with exactly two versions, where nothing says that the page is about two."""
    found: dict[str, dict[str, list[Span]]] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    text = page.source.text
    for command in commands:
        start = text.rfind("\n", 0, command.span.start) + 1
        typed = text[start : command.span.end]
        for each in _NAMED.finditer(typed):
            name = (each["variable"] or each["name"]).lower()
            place = Span(start + each.start("version"), start + each.end("version"))
            owners[name].update(_OWNER.findall(typed[: each.start()]))
            places = found.setdefault(name, {}).setdefault(each["version"], [])
            if place not in places:
                places.append(place)
        yield from _in_addresses(typed, start)
    for name, versions in found.items():
        if len(versions) != 2 or name in _ANY or len(owners[name]) > 1:
            continue
        other, odd = sorted(versions, key=lambda each: (-len(versions[each]), versions[each][0]))
        first = versions[other][0]
        if not any(_is_about_changes(page, each) for each in (first, versions[odd][0])):
            yield MixedVersion(name, odd, versions[odd][0], other, first)


def _in_addresses(typed: str, start: int) -> Iterator[MixedVersion]:
    """An address with two patch releases of one minor release: a folder and the file in it."""
    for address in _ADDRESS.finditer(typed):
        found = list(_RELEASE.finditer(address[0]))[:_COMPARED]
        if len({each[0] for each in found}) != 2:
            continue
        first, second = found[0], next(each for each in found if each[0] != found[0][0])
        if first[0].rpartition(".")[0] == second[0].rpartition(".")[0]:
            at = start + address.start()
            yield MixedVersion(
                "",
                second[0],
                Span(at + second.start(), at + second.end()),
                first[0],
                Span(at + first.start(), at + first.end()),
            )


def _is_about_changes(page: Page, place: Span) -> bool:
    """Whether the line, a heading above it or the title speaks of one version after the other."""
    line = page.source.line(page.source.line_of(place.start))
    above = [each for each in page.headings if each.span.start < place.start]
    around = [each.text for at, each in enumerate(above) if _holds(above[at + 1 :], each.depth)]
    title = page.front_matter.get("title")
    return any(map(_CHANGES.search, (line, str(title or ""), *around)))


def _holds(below: list[Heading], depth: int) -> bool:
    """Whether no later heading ends the section of one of a depth."""
    return all(each.depth > depth for each in below)
