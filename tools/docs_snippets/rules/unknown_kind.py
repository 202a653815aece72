"""A manifest or command uses a resource kind that does not exist in this version.

The custom resource definitions of the version (`crds` in `versions.yaml`) decide about their own
API groups. Without them, and for the groups of Kubernetes, only a kind that is almost spelled like
a known one is reported. In commands, so is a resource name that only another client accepts, on
pages about that client's product: `calicoctl get pool` works, `kubectl get pool` does not. Groups
of other products are not checked, and kinds that pages of the version show are known.

## Why

The client answers that the server has no such resource type, and the reader cannot go on.

## Example

````mdx
```bash
kubectl delete pool temporary
```
````

## Instead

````mdx
```bash
kubectl delete ippool temporary
```
````

## When to ignore

When the kind belongs to other software that the page asks the reader to install first.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.served_kinds import KindProblem, unknown_kind, unknown_word


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    facts = docs.facts.at(page.path)
    for manifest in facts.examples.yaml_documents(page):
        kind, version = manifest.root.get("kind"), manifest.api_version
        if manifest.checked and kind is not None and manifest.kind and version:
            wrong = unknown_kind(version.rpartition("/")[0], manifest.kind, facts)
            yield from _found(page, kind.span, manifest.kind, wrong)
    for call in facts.examples.calls(page):
        for target in call.targets:
            wrong = unknown_word(call, target, page, docs)
            word = target.kind.partition(".")[0]
            yield from _found(page, target.kind_span, word, wrong)


def _found(page: Page, span: Span, word: str, wrong: KindProblem | None) -> Iterator[Finding]:
    if wrong is not None:
        notes = (wrong.quote.note("a CRD of this group"),) if wrong.quote else ()
        yield Finding(span, wrong.message, notes, fix=_fix(page, span, word, wrong.wanted))


def _fix(page: Page, span: Span, word: str, wanted: str | None) -> tuple[Edit, ...]:
    """The kind that was meant, in the place of the word; a group behind it stays."""
    start, end = span.start, span.start + len(word)
    return replacement(page, Span(start, end), word, wanted) if wanted else ()
