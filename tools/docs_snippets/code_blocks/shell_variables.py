"""Variables of the shell that a page's commands set and read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.core.edit_distance import allowed_edits, differ_in_digits, edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
_READ = re.compile(
    rf"(?<![\\$])\$(?:\{{#?(?P<braced>{_NAME})(?![A-Za-z0-9_])|(?P<plain>{_NAME})(?![A-Za-z0-9_]))"
)
_ASSIGNED = re.compile(
    rf"(?:^|[;&|(]|\b(?:export|local|readonly|env|set)\b)[ \t]*(?P<name>{_NAME})=", re.MULTILINE
)
_SHORTEST = 5  # letters of a name that a misspelling can be told from another name


class UnsetVariable(NamedTuple):
    """A variable that commands read and nothing on the page sets, and the one that was meant."""

    span: Span
    name: str
    meant: str
    meant_span: Span


def unset_variables(page: Page) -> Iterator[UnsetVariable]:
    """Such variables, where the page sets one with almost the same name.

    A name that the page mentions in any other way may be set by something else.
    """
    read: dict[str, Span] = {}
    assigned: dict[str, Span] = {}
    for fence in page.fences:
        if fence_kind(fence) != "shell":
            continue
        for found in _ASSIGNED.finditer(fence.content.text):
            assigned.setdefault(found["name"], fence.content.span(*found.span("name")))
        for found in _READ.finditer(fence.content.text):
            group = "braced" if found["braced"] else "plain"
            read.setdefault(found[group], fence.content.span(*found.span(group)))
    for name, span in read.items():
        if name in assigned or len(name) < _SHORTEST or _is_named_elsewhere(page, name):
            continue
        near = [each for each in assigned if _is_near(name, each, unread=each not in read)]
        if len(near) == 1:
            yield UnsetVariable(span, name, near[0], assigned[near[0]])


def _is_named_elsewhere(page: Page, name: str) -> bool:
    """Whether a page names a variable without reading it."""
    return re.search(rf"(?<![\w$]){name}(?!\w)(?<!\$\{{{name})", page.source.text) is not None


def _is_near(name: str, other: str, unread: bool) -> bool:
    """Whether one name is the other misspelled or without its first words; or an abbreviation of
    it, where nothing reads the other.
    """
    if differ_in_digits(name, other):
        return False
    words, others = name.split("_"), other.split("_")
    if "".join(words) == "".join(others):
        return True
    if len(words) > 1 and others[-len(words) :] == words:
        return True
    if len(other) >= _SHORTEST and edits(name, other) <= allowed_edits(name):
        return all(_is_misspelled(*each) for each in zip(words, others, strict=False))
    if not unread or len(words) != len(others) or len(words) == 1:
        return False
    apart = [(one, two) for one, two in zip(words, others, strict=True) if one != two]
    return len(apart) == 1 and (
        apart[0][0].startswith(apart[0][1]) or apart[0][1].startswith(apart[0][0])
    )


def _is_misspelled(word: str, other: str) -> bool:
    """Whether a word is the other one, or may be a misspelling: short ones are words themselves."""
    return word == other or min(len(word), len(other)) >= _SHORTEST - 1
