"""Files that a page's commands write and read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.shell import Command
from docs_snippets.code_blocks.step_effects import files_written
from docs_snippets.core.edit_distance import allowed_edits, differ_in_digits, edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_FILE = re.compile(
    r"(?:^|[=/@,])(?P<name>(?P<stem>[A-Za-z][\w-]*)\.(?P<suffix>[A-Za-z][A-Za-z0-9]{1,4}))$"
)
_MENTION = re.compile(r"(?<![\w-])(?=(?P<name>[A-Za-z][\w-]*\.[A-Za-z][A-Za-z0-9]{1,4})(?![\w-]))")
_ELSEWHERE = re.compile(r"://|\s|(?:^|=)[/~$]")
"""What no file in the current folder has: a URL, words of another command, another folder."""
_OUTPUT = frozenset(("-o", "-out", "-keyout", "--output", "--out", "--output-document", "-O"))
MOST_COMPARED = 200_000
"""Pairs of names of a page; the names that are left then are not judged."""
_SHORTEST = 4  # letters of a name without its suffix
_ONE_SUFFIX = (frozenset(("yaml", "yml")), frozenset(("crt", "cert")), frozenset(("json", "jsn")))
"""Suffixes of one format: a file is written with one of them, and read with the same."""


_SUFFIXES = frozenset("yaml yml json crt cert csr key pem sh tgz tar zip txt conf cfg".split())


class MissingFile(NamedTuple):
    """A file that a command reads and nothing on the page writes, and the one that was meant."""

    span: Span
    name: str
    meant: str
    meant_span: Span


class _File(NamedTuple):
    name: str
    span: Span
    command: Span


def missing_files(page: Page, commands: Iterable[Command]) -> Iterator[MissingFile]:
    """Such files, where a command writes one with almost the same name.

    A name that the page mentions twice is a file of its own.
    """
    written: dict[str, Span] = {}
    read: list[_File] = []
    for command in commands:
        for name in files_written(command):
            written.setdefault(name, command.span)
        read += _named(command, written)
    unread = written.keys() - {each.name for each in read}
    mentions = _mentions(page) if written and read else Counter[str]()
    unwritten = [each for each in read if each.name not in written and mentions[each.name] < 2]
    for each in unwritten[: MOST_COMPARED // max(len(written), 1)]:
        shown = _may_be_shown(page, each)
        near = [
            other
            for other, place in written.items()
            if not _is_inside(each.command, place)  # `cp sample.yaml its-copy.yaml`
            and _is_near(each.name, other, other in unread)
            and not (shown and (other not in unread or not _is_said(page, other)))
        ]
        if len(near) == 1:
            yield MissingFile(each.span, each.name, near[0], written[near[0]])


def _is_inside(command: Span, place: Span) -> bool:
    return command.start <= place.start < command.end


def _may_be_shown(page: Page, file: _File) -> bool:
    """Whether a block of the file's format is above the command, in its section."""
    suffix = file.name.rpartition(".")[2].lower()
    formats = next((each for each in _ONE_SUFFIX if suffix in each), frozenset((suffix,)))
    headings = [each.span.end for each in page.headings if each.span.end <= file.span.start]
    section = range(max(headings, default=0), file.command.start)
    return any(
        each.span.start in section and (each.lang or "").lower() in formats for each in page.fences
    )


def _is_said(page: Page, name: str) -> bool:
    """Whether the text of a page, beside its blocks, names a file."""
    blocks = [each.span for each in page.fences]
    return any(
        found["name"] == name and not any(a <= found.start() < b for a, b in blocks)
        for found in _MENTION.finditer(page.source.text)
    )


def _named(command: Command, written: dict[str, Span]) -> Iterator[_File]:
    """The files that the arguments of a command name; those it writes go to `written`."""
    before = ""
    for word in command.words[1:]:
        found = None if _ELSEWHERE.search(word.value) else _FILE.search(word.value)
        if found and word.literal:
            span = word.excerpt.span(*found.span("name"))
            if before in _OUTPUT:
                written.setdefault(found["name"], span)
            else:
                yield _File(found["name"], span, command.span)
        before = word.value


def occurrences(page: Page, name: str) -> int:
    """How often a page has a name, in its text or its code."""
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page.source.text))


def _mentions(page: Page) -> Counter[str]:
    """How often a page has each name of a file, in its text or its code."""
    return Counter(found["name"] for found in _MENTION.finditer(page.source.text))


def _is_near(name: str, other: str, unread: bool) -> bool:
    """Whether one file is the other misspelled; or, where nothing reads the other, with a word
    more or less, or in the plural.
    """
    (stem, _, suffix), (other_stem, _, other_suffix) = name.rpartition("."), other.rpartition(".")
    if stem == other_stem:
        return any({suffix, other_suffix} <= each for each in _ONE_SUFFIX) or (
            other_suffix in _SUFFIXES
            and suffix not in _SUFFIXES
            and sorted(suffix) == sorted(other_suffix)
        )
    if suffix != other_suffix or min(len(stem), len(other_stem)) < _SHORTEST:
        return False
    if differ_in_digits(stem, other_stem):
        return False
    if edits(stem, other_stem) <= allowed_edits(stem):
        return True
    words, others = set(stem.split("-")), set(other_stem.split("-"))
    return unread and (len(words ^ others) == 1 or _singular(stem) == _singular(other_stem))


def _singular(stem: str) -> str:
    return f"{stem[:-3]}y" if stem.endswith("ies") else stem.removesuffix("s")
