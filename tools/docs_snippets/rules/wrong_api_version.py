"""The `apiVersion` of a manifest does not serve its kind.

Reported are API versions that Kubernetes has removed, versions that the custom resource definitions
(`crds` in `versions.yaml`) do not serve, and kinds in the wrong API group: another one has the
kind, or has all fields of the manifest. Unknown groups and versions are not reported, and neither
are removed versions where the page, its section or its tree is about releases of Kubernetes that
serve them ("for 1.24 and older").

## Why

The API answers `no matches for kind`, at the latest on a new cluster.

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

Use a version that the API serves. Kubernetes lists the [removed
versions](https://kubernetes.io/docs/reference/using-api/deprecation-guide/).

````mdx
```yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
```
````

## When to ignore

When the manifest is for clusters that still serve the old version, and the page says so.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.block_purpose import is_shown
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.kubernetes_releases import newest_release
from docs_snippets.resolution.other_groups import meant_version
from docs_snippets.resolution.resources import of_manifest
from docs_snippets.resolution.served_kinds import wrong_version


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for manifest in facts.examples.yaml_documents(page):
        version = manifest.root.get("apiVersion")
        if not (
            manifest.checked and version is not None and manifest.api_version and manifest.kind
        ):
            continue
        if is_shown(page, manifest):
            continue
        newest = newest_release(page, facts.tree, version.span.start)
        wrong = wrong_version(manifest.api_version, manifest.kind, facts, newest)
        if wrong is not None:
            notes = (wrong.quote.note("its CRD"),) if wrong.quote else ()
            fix = _fix(page, version.span, manifest.api_version, wrong.wanted)
            yield Finding(version.span, wrong.message, notes, fix=fix)
            continue
        meant = meant_version(of_manifest(manifest), page, facts) if manifest.error is None else ""
        if meant:
            message = f"the fields are those of {meant!r}, not of {manifest.api_version!r}"
            fix = _fix(page, version.span, manifest.api_version, meant)
            yield Finding(version.span, message, fix=fix)


def _fix(page: Page, span: Span, typed: str, wanted: str | None) -> tuple[Edit, ...]:
    """The version that is served, in the quotes of the page, where it is the only one."""
    text = page.source.slice(span)
    quotes = "\"'" if text[:1] == text[-1:] else ""
    if not wanted or text.strip(quotes) != typed:
        return ()
    at = span.start + text.index(typed)
    return (Edit(Span(at, at + len(typed)), wanted),)
