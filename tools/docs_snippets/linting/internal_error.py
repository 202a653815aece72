"""Findings on pages that could not be checked because the program itself failed on them."""

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.internal_errors import description
from docs_snippets.docs.docs import Docs

RULE = "internal-error"

_ENDED = "the system ended the process that checked this page, for example because memory ran out"


def finding(docs: Docs, path: str, error: Exception, rule: str = "") -> Diagnostic:
    """An exception while a page was checked, by a rule or by no rule in particular."""
    who = f"{rule} failed on this page" if rule else "this page cannot be checked"
    return _on(docs, path, f"{who}: {description(error)}")


def lost(docs: Docs, path: str) -> Diagnostic:
    """The end of the process that was checking a page, or another one of its siblings."""
    return _on(docs, path, _ENDED)


def _on(docs: Docs, path: str, message: str) -> Diagnostic:
    tree = docs.pages.tree_of(path)
    return Diagnostic(RULE, Severity.ERROR, message, path, tree=tree.name if tree else None)
