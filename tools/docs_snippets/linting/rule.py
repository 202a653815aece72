"""The contract of a rule: one module in `rules/` with a generator `check` that yields findings.

The file's name is the rule's name, its docstring the manual page. The engine adds name, severity,
path and tree. There is nothing to register: `registry` walks the folder.
"""

import importlib
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias, TypeVar, overload

from docs_snippets.changes.change import Change
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.core.source import Edit, Source, Span
from docs_snippets.docs.docs import Docs, Siblings
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_markdown import is_indented_code


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


def replacement(page: Page, span: Span, word: str, wanted: str) -> tuple[Edit, ...]:
    """The edit that corrects a word; none where the page does not write it letter by letter."""
    return (Edit(span, wanted),) if page.source.slice(span) == word else ()


class ChangeFinding(NamedTuple):
    """What a rule found in a change: at a place of a file, else in its description."""

    message: str
    source: Source | None = None
    span: Span | None = None
    notes: tuple[Note, ...] = ()
    confidence: Confidence = Confidence.HIGH
    severity: Severity | None = None


ChangeCheck = Callable[[Change], Iterable[ChangeFinding]]
PageCheck = Callable[[Page, Docs], Iterable[Finding]]
"""A rule as the engine asks it; the check behind it gets what it reads of the docs, and no more."""

Part = TypeVar("Part")
Decorator: TypeAlias = Callable[[Callable[[Page, Part], Iterable[Finding]]], "Rule"]

Reads: TypeAlias = Literal["text", "page", "siblings", "site"]
"""What a rule reads, and so what its check takes beside the page: the examples of a text alone
(`PageExamples`), facts of the page's tree (`TreeFacts`), its siblings (`Siblings`), or all of the
docs: links, partials, other files (`Docs`). A change elsewhere concerns it accordingly, and what it
says of a text holds for every page that has it."""


class Rule(NamedTuple):
    """A loaded rule. `doc` is its manual page in Markdown.

    `prose` tells that it knows the words of one language, so that translations are not for it.
    """

    name: str
    severity: Severity
    doc: str
    check: PageCheck
    reads: Reads = "page"
    prose: bool = False


class ChangeRule(NamedTuple):
    """A loaded rule about a change as a whole."""

    name: str
    severity: Severity
    doc: str
    check: ChangeCheck


@overload
def rule(
    severity: Severity, *, reads: Literal["text"], prose: bool = ...
) -> Decorator[PageExamples]: ...
@overload
def rule(
    severity: Severity, *, reads: Literal["page"] = "page", prose: bool = ...
) -> Decorator[TreeFacts]: ...
@overload
def rule(
    severity: Severity, *, reads: Literal["siblings"], prose: bool = ...
) -> Decorator[Siblings]: ...
@overload
def rule(severity: Severity, *, reads: Literal["site"], prose: bool = ...) -> Decorator[Docs]: ...
def rule(
    severity: Severity, *, reads: Reads = "page", prose: bool = False
) -> Decorator[PageExamples] | Decorator[TreeFacts] | Decorator[Siblings] | Decorator[Docs]:
    """Marks the check of the module it stands in, and gives it what it reads of the docs."""
    if reads == "text":
        return _mark(severity, reads, prose, lambda docs, _: docs.facts.examples)
    if reads == "page":
        return _mark(severity, reads, prose, lambda docs, page: docs.facts.at(page.path))
    if reads == "siblings":
        return _mark(severity, reads, prose, lambda docs, _: docs.siblings)
    return _mark(severity, reads, prose, lambda docs, _: docs)


def _outside_code(page: Page, found: Iterable[Finding]) -> Iterable[Finding]:
    """What a rule about prose finds in prose: MDX 1 has indented code, which is read as text."""
    return (each for each in found if not is_indented_code(page, each.span.start))


def _mark(
    severity: Severity, reads: Reads, prose: bool, part: Callable[[Docs, Page], Part]
) -> Decorator[Part]:
    def mark(check: Callable[[Page, Part], Iterable[Finding]]) -> Rule:
        def asked(page: Page, docs: Docs) -> Iterable[Finding]:
            found = check(page, part(docs, page))
            return _outside_code(page, found) if prose and page.mdx_1 else found

        return Rule(*_name_severity_doc(check.__module__, severity), asked, reads, prose)

    return mark


def change_rule(severity: Severity) -> Callable[[ChangeCheck], ChangeRule]:
    """Marks the check of the module it stands in as one of changes: it runs with `--changed`."""

    def mark(check: ChangeCheck) -> ChangeRule:
        return ChangeRule(*_name_severity_doc(check.__module__, severity), check)

    return mark


def _name_severity_doc(module: str, severity: Severity) -> tuple[str, Severity, str]:
    name = module.rpartition(".")[2].replace("_", "-")
    return name, severity, importlib.import_module(module).__doc__ or ""
