"""The name of everything that can be reported, with its manual page.

A rule's page is its module's docstring. What other parts report (the configuration, the snippets,
the engine) has a file in `manual_pages/`, whose first line is the severity.
"""

from functools import cache
from importlib import resources
from typing import NamedTuple

from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting import registry, rule

COULD_NOT_CHECK = frozenset({"invalid-config", "invalid-snippet", "unreadable-reference"})
"""Findings that say that what they concern could not be checked."""


class Entry(NamedTuple):
    """One manual page, in Markdown."""

    name: str
    severity: Severity
    doc: str


@cache
def entries() -> dict[str, Entry]:
    """Every manual page, in the order of names."""
    loaded: list[rule.Rule | rule.ChangeRule] = [*registry.load().values()]
    loaded += registry.of_changes().values()
    rules = [Entry(found.name, found.severity, found.doc.strip()) for found in loaded]
    return {entry.name: entry for entry in sorted((*rules, *_files()))}


def _files() -> list[Entry]:
    found = []
    for file in resources.files(__package__).joinpath("manual_pages").iterdir():
        if file.name.endswith(".md"):
            first, _, doc = file.read_text("utf-8").partition("\n")
            found.append(Entry(file.name.removesuffix(".md"), Severity(first), doc.strip()))
    return found
