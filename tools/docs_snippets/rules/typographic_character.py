"""A curly quote, long dash or invisible blank in a command or in YAML.

Reported where it stands for syntax: a quote around a value, a dash before a flag or an item, a
blank between words. In comments, placeholders, output and sentences such characters are fine.

## Why

Word processors and chat programs put them in. The reader cannot see the difference; the shell and
the client can.

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
        yield Finding(stray.span, f"{stray.what} in what a reader copies{meant}", fix=(stray.fix,))
