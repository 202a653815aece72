"""A manifest whose `apiVersion` does not serve its kind.

Versions that Kubernetes has removed, versions that the tree's custom resource definitions (`crds`
of `versions.yaml`) do not serve, and kinds in a group that is not theirs. Nothing is said of groups
and versions that are not known, nor of pages that tell how to leave an old version.

## Why

The API answers `no matches for kind`, on a new cluster if not on the writer's own.

## Example

````mdx
```yaml
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: web
```
````

## Instead

````mdx
```yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
```
````

References: [removed versions](https://kubernetes.io/docs/reference/using-api/deprecation-guide/)
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.served_kinds import wrong_version


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for manifest in facts.examples.yaml_documents(page):
        version = manifest.root.get("apiVersion")
        if not (
            manifest.checked and version is not None and manifest.api_version and manifest.kind
        ):
            continue
        wrong = wrong_version(manifest.api_version, manifest.kind, facts)
        if wrong is not None:
            notes = (wrong.quote.note("its definition"),) if wrong.quote else ()
            yield Finding(version.span, wrong.message, notes)
