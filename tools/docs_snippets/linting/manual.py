"""The manual: a page for everything that can be reported.

A rule's page is its module's docstring. What other parts report (the configuration, the snippets,
the engine) has a file in `manual_pages/`, whose first line is the severity.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting import registry, rule

UNCHECKED_RULES = frozenset(
    {"internal-error", "invalid-config", "invalid-snippet", "unreadable-reference"}
)
"""What is reported where something could not be checked: a run with one of these exits with 2."""


class ManualPage(NamedTuple):
    """One manual page, in Markdown."""

    name: str
    severity: Severity
    doc: str


def names() -> tuple[str, ...]:
    """The names of all manual pages, in order; none is read for that."""
    return tuple(sorted((*registry.rule_names(), *(name for name, _ in _files()))))


@cache
def manual_pages() -> dict[str, ManualPage]:
    """Every manual page, in the order of names."""
    rules: list[rule.Rule | rule.ChangeRule] = [*registry.page_rules().values()]
    rules += registry.change_rules().values()
    pages = [ManualPage(found.name, found.severity, found.doc.strip()) for found in rules]
    return {page.name: page for page in sorted((*pages, *_read_files()))}


def _read_files() -> Iterator[ManualPage]:
    for name, file in _files():
        first, _, doc = file.read_text("utf-8").partition("\n")
        yield ManualPage(name, Severity(first), doc.strip())


def _files() -> Iterator[tuple[str, Traversable]]:
    for file in resources.files(__package__).joinpath("manual_pages").iterdir():
        if file.name.endswith(".md"):
            yield file.name.removesuffix(".md"), file
