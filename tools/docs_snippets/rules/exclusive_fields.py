"""A manifest or patch sets two fields of which only one may be set.

Fields of Kubernetes' own kinds are known. For other kinds, the version's reference pages say so,
which `fieldTables` in `versions.yaml` names: *mutually exclusive with*, *cannot be set at the same
time as*, *when this is set, … must be empty*.

## Why

The API rejects the resource, or ignores one of the fields.

## Example

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
      env:
        - name: MODE
          value: fast
          valueFrom:
            configMapKeyRef:
              name: settings
              key: mode
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
      env:
        - name: MODE
          valueFrom:
            configMapKeyRef:
              name: settings
              key: mode
```
````

## When to ignore

When the example lists the alternatives of a field one below the other, or the table is out of date.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import exclusive


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for kind, found in exclusive(page, facts):
        quote = found.structure.quote
        notes = (quote.note("the reference says so here"),) if quote and quote.line else ()
        message = (
            f"{found.name!r} and {found.other!r} of {kind} exclude each other; set one of them"
        )
        yield Finding(found.span, message, notes)
