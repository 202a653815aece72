"""Files and variables in blocks for PowerShell and cmd: those that are written and those used.

Both shells ignore case. Only a name that is almost another one of the page is told.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import LABELS
from docs_snippets.core.edit_distance import allowed_edits, differ_in_digits, edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_FILE = (
    r"(?:[A-Za-z]:|\.|~)?[\\/]?(?:[\w.-]+[\\/])*"
    r"(?P<name>[\w-]+(?:\.[\w-]+)*\.[A-Za-z][A-Za-z0-9]{1,4})"
)
_WRITTEN = re.compile(
    rf"(?:-OutFile|-o|>>?|Out-File(?: -FilePath)?)[ \t]+[\"']?{_FILE}[\"']?(?=\s|$)"
)
_READ = re.compile(
    r"(?:^[ \t]*(?:&[ ])?|(?:-File|-FilePath|-Path|-LiteralPath|-f|Expand-Archive)[ \t]+)"
    rf"[\"']?{_FILE}[\"']?(?=\s|$)",
    re.MULTILINE,
)
_VARIABLE = r"(?P<scope>env:|global:|script:)?(?P<name>[A-Za-z_]\w+)"
_SET = re.compile(
    rf"^[ \t]*(?:\[[\w.]+\][ ]?)?\$(?i:{_VARIABLE})[ \t]*[+]?=|^[ \t]*(?i:set)[ ]+\"?(?P<cmd>\w+)=",
    re.MULTILINE,
)
_GOT = re.compile(rf"(?<![`\w])\$(?i:{_VARIABLE})|%(?P<cmd>[A-Za-z_]\w+)%")
_SHORTEST = 5


class TwinUse(NamedTuple):
    """A name that a block uses, and the one that was meant, which a block writes or sets."""

    name: str
    span: Span
    meant: str
    meant_span: Span


def twin_files(page: Page) -> Iterator[TwinUse]:
    """Files that are run or read under another name than they are written."""
    yield from _twins(page, _WRITTEN, _READ)


def twin_variables(page: Page) -> Iterator[TwinUse]:
    """Variables that are read under another name than they are set."""
    yield from _twins(page, _SET, _GOT)


def _twins(page: Page, made: re.Pattern[str], used: re.Pattern[str]) -> Iterator[TwinUse]:
    names: dict[str, tuple[str, Span]] = {}
    found: dict[str, list[tuple[str, Span]]] = {}
    for fence in page.fences:
        if LABELS.get((fence.lang or "").lower()) != "powershell":
            continue
        text = fence.content
        for each in made.finditer(text.text):
            name, place = _named(each)
            names.setdefault(name.lower(), (name, text.span(*place)))
        for each in used.finditer(text.text):
            name, place = _named(each)
            found.setdefault(name.lower(), []).append((name, text.span(*place)))
    lower = page.source.text.lower() if names else ""
    for folded, places in found.items() if names else ():
        if folded in names or len(folded) < _SHORTEST or lower.count(folded) > 1:
            continue
        near = [each for each in names if _is_near(folded, each)]
        if len(near) == 1:
            (name, span), (meant, meant_span) = places[0], names[near[0]]
            yield TwinUse(name, span, meant, meant_span)


def _named(found: re.Match[str]) -> tuple[str, tuple[int, int]]:
    groups = found.groupdict()
    group = "cmd" if groups.get("cmd") else "name"
    return found[group], found.span(group)


def _is_near(name: str, other: str) -> bool:
    if differ_in_digits(name, other):
        return False
    return edits(name, other) <= allowed_edits(name)
