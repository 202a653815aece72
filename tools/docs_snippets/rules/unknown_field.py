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

from docs_snippets.diagnostics import Severity
from docs_snippets.page import Page
from docs_snippets.problems import suggestion
from docs_snippets.resource_flaws import UnknownField
from docs_snippets.resources import rejected
from docs_snippets.rule import Finding, rule
from docs_snippets.settings import sets_parameters
from docs_snippets.site import Site


@rule(Severity.ERROR)
def check(page: Page, site: Site) -> Iterator[Finding]:
    for resource, flaw in rejected(page, site):
        if not isinstance(flaw, UnknownField):
            continue
        if flaw.route == ("spec",) and site.parameters and sets_parameters(resource.kind):
            continue
        where = f"{'.'.join(flaw.route)!r} of {resource.kind}" if flaw.route else resource.kind
        message = f"{flaw.name!r} is not a field of {where}"
        note = flaw.parent.quote.note(f"{where} is defined here")
        yield Finding(flaw.span, message + suggestion(flaw.name, flaw.parent.fields), (note,))
