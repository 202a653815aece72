"""The label of a code block names another language than the block is in.

Reported are whole manifests that are labeled as shell or JSON, commands that are labeled as YAML or
JSON, and Dockerfiles that are labeled as YAML or JSON. Blocks that hold a command with its output,
or with the text of a file, may have either label.

## Why

The site colors the block by the rules of the other language. Readers take it for something to paste
into a terminal, or into a file.

## Example

````mdx
```bash
apiVersion: v1
kind: Namespace
metadata:
  name: web
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Namespace
metadata:
  name: web
```
````

## When to ignore

When the block is meant to be read as the language of its label.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.wrong_labels import wrong_labels
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.WARNING, reads="text")
def check(page: Page, _: PageExamples) -> Iterator[Finding]:
    for each in wrong_labels(page):
        message = f"this block is not {each.label}; did you mean {each.wanted!r}?"
        fix = replacement(page, each.span, each.label, each.wanted)
        yield Finding(each.span, message, fix=fix)
