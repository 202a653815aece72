"""The API cannot read the patch in a command: its quotes, its JSON or its type is wrong.

A JSON patch is a list of operations, each with `op` and `path`. Any other patch is an object. The
rule checks what the client receives after the shell has removed its quotes.

## Why

The command fails, or the shell waits for a closing quote that never comes.

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

## When to ignore

When the page shows a failing command on purpose, together with its error message.
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
