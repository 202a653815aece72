"""A patch that its API cannot read: quotes, syntax, or made of the wrong thing.

A JSON patch is a list of operations, each with an `op` and a `path`; every other patch is an
object. Shell quoting is undone first, so that what is judged is what the client gets.

## Why

The command fails, or waits for the rest of a quote that the reader never sees.

## Example

````mdx
```bash
kubectl patch installation default --type json -p '{"spec":{"flexVolumePath":"None"}}'
```
````

## Instead

````mdx
```bash
kubectl patch installation default --type merge -p '{"spec":{"flexVolumePath":"None"}}'
```
````
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.patches import patch_problems, patches
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for patch in patches(page, examples.commands(page)):
        for span, message in patch_problems(page, patch):
            yield Finding(span, message)
