"""What a rule is: one module in `rules/`, one `check` generator, places and words out.

The file's name is the rule's name, its docstring the manual page. The engine adds name,
severity, path and tree. There is nothing to register: `load()` walks the folder.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from docs_snippets import rules
from docs_snippets.diagnostics import Confidence, Note, Severity
from docs_snippets.page import Page
from docs_snippets.site import Site
from docs_snippets.source import Edit, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One place and what is to be said of it.

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


PageCheck = Callable[[Page, Site], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A loaded rule. `doc` is its manual page in Markdown."""

    name: str
    severity: Severity
    doc: str
    check: PageCheck


def rule(severity: Severity) -> Callable[[PageCheck], Rule]:
    """Marks the check of the module it stands in."""

    def mark(check: PageCheck) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        doc = importlib.import_module(check.__module__).__doc__ or ""
        return Rule(name, severity, doc, check)

    return mark


@cache
def load() -> dict[str, Rule]:
    """Every rule by name, in the order of names."""
    return {loaded.name: loaded for loaded in _modules()}


def _modules() -> Iterator[Rule]:
    for info in sorted(pkgutil.iter_modules(rules.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        found = module.check
        assert isinstance(found, Rule), f"{info.name}: check is not marked with @rule"
        yield found
