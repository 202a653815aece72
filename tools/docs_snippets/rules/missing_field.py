"""A manifest that the reader applies lacks a field that its kind requires.

The required fields of Kubernetes' own kinds are known, and those of the product's kinds, which
definitions that `crds` in `versions.yaml` names complete. Only manifests that are shown whole are
checked: a workload without containers or images is a part of one, unless a command applies it.
Some fields of the product's policies are required by another one (`protocol` by `ports`), and keys
of a Secret by its type.

## Why

The server rejects it: *Required value*.

## Example

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - targetPort: 8080
EOF
```
````

## Instead

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
EOF
```
````

## When to ignore

When the manifest is a patch, or the text tells the reader to add the field.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.missing_fields import MissingField
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.applied_resources import lacking


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for manifest, fields, conditions in lacking(page, facts):
        for together in _by_place(fields):
            are = "which are required" if len(together) > 1 else "which is required"
            yield Finding(together[0].span, f"{_said(manifest, *together)}, {are}")
        for missing, other in conditions:
            yield Finding(missing.span, f"{_said(manifest, missing)}, which {other!r} requires")


def _by_place(fields: tuple[MissingField, ...]) -> Iterator[tuple[MissingField, ...]]:
    """The fields that one mapping lacks are one mistake."""
    for place in dict.fromkeys((each.route, each.span) for each in fields):
        yield tuple(each for each in fields if (each.route, each.span) == place)


def _said(manifest: Manifest, *missing: MissingField) -> str:
    first = missing[0]
    where = f"{'.'.join(first.route)!r} of " if first.route else ""
    *others, last = (repr(each.name) for each in missing)
    names = f"{', '.join(others)} and {last}" if others else last
    return f"{where}{manifest.kind} lacks {names}"
