"""A manifest that the reader applies has no name.

Only known kinds are checked, and only manifests that are shown whole. One without any `metadata`
is checked if a command reads it, or the reader saves it as a file.

## Why

The server rejects it: *resource name may not be empty*.

## Example

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: ConfigMap
metadata:
  labels:
    app: web
data:
  mode: fast
EOF
```
````

## Instead

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels:
    app: web
data:
  mode: fast
EOF
```
````

## When to ignore

When the text before the manifest tells the reader to add a name.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.block_purpose import Purpose, is_saved, leaves_out_before, purpose
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

_HEAD = frozenset(("apiVersion", "kind", "metadata"))
_NEVER_STORED = ("Review", "List")
"""How kinds end that are answered, not stored, and need no name.

https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/
"""


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for manifest in facts.examples.yaml_documents(page):
        if not _is_object(manifest, facts):
            continue
        metadata = manifest.root.get("metadata")
        if metadata is None:
            meant = is_saved(page, manifest)
        else:
            named = metadata.get("name") or metadata.get("generateName")
            meant = metadata.kind == "map" and bool(metadata.children) and not named
        whole = meant and not leaves_out_before(page, manifest, manifest.span.end)
        if whole and purpose(page, manifest) is Purpose.APPLIED:
            yield Finding(_place(manifest), f"{manifest.kind} without a name")


def _is_object(manifest: Manifest, facts: TreeFacts) -> bool:
    """Whether a manifest shows an object whole, as far as can be told."""
    keys = {child.key for child in manifest.root.children}
    if manifest.error or not manifest.checked or manifest.kind.endswith(_NEVER_STORED):
        return False
    has_content = len(keys - _HEAD) > 0
    return has_content and facts.kinds.of(manifest.api_version, manifest.kind) is not None


def _place(manifest: Manifest) -> Span:
    metadata = manifest.root.get("metadata") or manifest.root.get("kind")
    return (metadata and metadata.key_span) or manifest.span
