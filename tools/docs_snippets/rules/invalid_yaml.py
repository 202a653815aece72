"""A YAML example that cannot be applied as it is shown.

It does not parse (indentation, a tab, a comment without its `#`, a quote that is not closed); or it
parses as something that nobody meant: an item indented into the words of the one before, a mapping
among the words of a list, `key:value` without a space; or a manifest says no `apiVersion`. JSON
examples are held to commas and brackets. Elisions, placeholders, templates, diffs and numbered
listings are fine.

## Why

The reader copies the example, and the client answers with the parser's words for it.

## Example

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
 labels:
    app: web
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
```
````
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.yaml_problems import (
    document_problems,
    fragment_problems,
    unlabelled_problems,
)
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for manifest in examples.yaml_documents(page):
        for span, message in document_problems(page, manifest):
            yield Finding(span, message)
    for span, message in (*fragment_problems(page), *unlabelled_problems(page)):
        yield Finding(span, message)
