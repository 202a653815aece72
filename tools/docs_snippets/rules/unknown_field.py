"""A field that the definition of its resource does not have.

Manifests and patches are held against the custom resource definitions of the page's tree, which
`crds` of `versions.yaml` names. Definitions of another product (`authority: types`) say nothing of
fields they do not know. Every resource's `metadata` is known without definitions.

## Why

The API rejects the field or drops it without a word, and what the reader meant to set stays unset.

## Example

````mdx
```yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool
spec:
  cidr: 10.0.0.0/16
  natOutgoin: true
```
````

## Instead

````mdx
```yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool
spec:
  cidr: 10.0.0.0/16
  natOutgoing: true
```
````
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.parameter_settings import sets_parameters
from docs_snippets.code_blocks.resource_problems import UnknownField
from docs_snippets.core.diagnostics import Severity, suggestion
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import misspelled_fields, rejected


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    told: set[Span] = set()
    for resource, problem in rejected(page, facts):
        if not isinstance(problem, UnknownField):
            continue
        if problem.route == ("spec",) and facts.parameters and sets_parameters(resource.kind):
            continue
        told.add(problem.span)
        where = (
            f"{'.'.join(problem.route)!r} of {resource.kind}" if problem.route else resource.kind
        )
        message = f"{problem.name!r} is not a field of {where}"
        quote = problem.parent.quote
        notes = (quote.note(f"{where} is defined here"),) if quote else ()
        yield Finding(
            problem.span, message + suggestion(problem.name, problem.parent.fields), notes
        )
    for manifest in facts.examples.yaml_documents(page):
        for key, wanted in misspelled_fields(manifest, facts):
            if key not in told:
                message = f"{page.source.slice(key)!r} is not a field of a resource"
                yield Finding(key, f"{message}; did you mean {wanted!r}?")
