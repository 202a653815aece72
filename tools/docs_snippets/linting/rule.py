"""The contract of a rule: one module in `rules/` with a generator `check` that yields findings.

The file's name is the rule's name, its docstring the manual page. The engine adds name, severity,
path and tree. There is nothing to register: `registry` walks the folder.
"""

import importlib
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.core.source import Edit, Source, Span
from docs_snippets.docs.page_view import Site
from docs_snippets.mdx.page import Page


class Finding(NamedTuple):
    """What a rule found at one place of a page.

    `fix` edits this page; it is `fix_safe` only where the meaning cannot change. `severity`
    overrides the rule's own where the evidence asks for less.
    """

    span: Span
    message: str
    notes: tuple[Note, ...] = ()
    confidence: Confidence = Confidence.HIGH
    fix: tuple[Edit, ...] = ()
    fix_safe: bool = False
    severity: Severity | None = None


class ChangeFinding(NamedTuple):
    """What a rule found in a change: at a place of a file, else in its description."""

    message: str
    source: Source | None = None
    span: Span | None = None
    notes: tuple[Note, ...] = ()
    confidence: Confidence = Confidence.HIGH
    severity: Severity | None = None


ChangeCheck = Callable[[Change], Iterable[ChangeFinding]]
PageCheck = Callable[[Page, Site], Iterable[Finding]]

Reads: TypeAlias = Literal["text", "page", "siblings", "site"]
"""What a rule reads: a page's text alone, the facts of its tree, too, its siblings, or the rest of
the site (links, partials, other files). A change elsewhere concerns it accordingly, and what it
says of a text holds for every page that has it."""


class Rule(NamedTuple):
    """A loaded rule. `doc` is its manual page in Markdown."""

    name: str
    severity: Severity
    doc: str
    check: PageCheck
    reads: Reads = "page"


class ChangeRule(NamedTuple):
    """A loaded rule about a change as a whole."""

    name: str
    severity: Severity
    doc: str
    check: ChangeCheck


def rule(severity: Severity, *, reads: Reads = "page") -> Callable[[PageCheck], Rule]:
    """Marks the check of the module it stands in."""

    def mark(check: PageCheck) -> Rule:
        return Rule(*_name_severity_doc(check.__module__, severity), check, reads)

    return mark


def change_rule(severity: Severity) -> Callable[[ChangeCheck], ChangeRule]:
    """Marks the check of the module it stands in as one of changes: it runs with `--changed`."""

    def mark(check: ChangeCheck) -> ChangeRule:
        return ChangeRule(*_name_severity_doc(check.__module__, severity), check)

    return mark


def _name_severity_doc(module: str, severity: Severity) -> tuple[str, Severity, str]:
    name = module.rpartition(".")[2].replace("_", "-")
    return name, severity, importlib.import_module(module).__doc__ or ""
