"""The page uses a label, flag, registry or repository that Kubernetes has removed.

Checked are the code blocks of shells, manifests and container files, and paragraphs that are
not about the past. A block that has the new name, too, is meant for old releases as well. Nothing
is reported if the page says that it is about releases that still have the name. API versions are
checked by `wrong-api-version`.

## Why

A command with such a flag fails, a selector with such a label selects nothing, and a repository
that was switched off can no longer be read.

## Example

````mdx
```bash
kubectl run web --image=nginx --generator=run-pod/v1
```
````

## Instead

````mdx
```bash
kubectl run web --image=nginx
```
````

## When to ignore

When the page is about releases of Kubernetes that still have the name. Prefer to name them in the
text: "Kubernetes 1.24 and earlier".
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Excerpt, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.removed_names import RemovedName, removed_names
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import NEXT
from docs_snippets.prose.kubernetes_releases import newest_release

_PAST = re.compile(
    r"\b(?:old(?:er)?|remov|deprecat|legacy|former|replac|instead|before|earlier|renam|migrat"
    r"|no longer|until|previous|obsolete|fro[sz]e|redirect|moved?\b|switch|prior|both)",
    re.IGNORECASE,
)
_FILES = frozenset({"dockerfile", "docker"})


@rule(Severity.WARNING)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for removed in removed_names() if _may_have(page) else ():
        if not _is_gone(page, removed, facts):
            continue
        for text in _texts(page):
            for start, end in removed.places(text.text):
                span = text.span(start, end)
                newest = newest_release(page, facts.tree, span.start)
                if newest is None or removed.minor is None or newest >= removed.minor:
                    yield _finding(page, span, text.text[start:end], removed)


def _may_have(page: Page) -> bool:
    return any(removed.is_in(page.source.text) for removed in removed_names())


def _is_gone(page: Page, removed: RemovedName, facts: TreeFacts) -> bool:
    """Whether the releases of Kubernetes that a page is for are not those that have a name."""
    about = (page.path, str(page.front_matter.get("title")), *(each.text for each in page.headings))
    if removed.kept_by and removed.kept_by.search(" ".join(about)):
        return False
    tree = facts.tree
    current = facts.documents_product or tree is None or str(tree.version) == NEXT
    return current or removed.minor is None


def _texts(page: Page) -> Iterator[Excerpt]:
    for fence in page.fences:
        lang = (fence.lang or "").lower()
        if fence_kind(fence) in ("shell", "yaml", "json") or lang in _FILES:
            yield fence.content
    for text in page.texts:
        if text.kind == "paragraph" and not _PAST.search(text.prose.text):
            yield text.prose


def _finding(page: Page, span: Span, said: str, removed: RemovedName) -> Finding:
    message = (
        f"{removed.said} {said!r} {removed.since}; "
        f"expected {removed.instead!r}; see {removed.citation}"
    )
    typed = removed.replaces and page.source.slice(span) == said
    fix = (Edit(span, removed.instead),) if typed else ()
    return Finding(span, message, fix=fix, severity=Severity.ERROR if removed.fails else None)
