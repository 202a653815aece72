"""A command or YAML example contains a curly quote, a long dash or an invisible space.

Reported are such characters where the syntax needs the plain one: a quote around a value, a dash in
front of a flag or a list item, a space between words. In comments, placeholders, output and
sentences they are accepted.

## Why

Word processors and chat programs insert these characters. Readers cannot see the difference, but
the shell and the client fail.

## Example

````mdx
```bash
kubectl get pods –n kube-system
```
````

## Instead

````mdx
```bash
kubectl get pods -n kube-system
```
````

## When to ignore

When the character is part of the data, for example in a text that the example stores.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.typography import ANY, typographic_characters
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for stray in typographic_characters(page) if ANY.search(page.source.text) else ():
        meant = f"; expected {stray.meant!r}" if stray.meant else ""
        yield Finding(
            stray.span, f"{stray.what} in code that readers copy{meant}", fix=(stray.fix,)
        )
