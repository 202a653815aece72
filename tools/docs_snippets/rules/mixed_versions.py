"""The commands of a page use two versions of one thing.

Compared are full versions (`1.28.1`) behind the same name in shell commands (`istio-1.28.1`,
`ISTIO_VERSION=1.28.1`), and two patch releases in one address. Names with more than two versions,
and sections about upgrades, are not checked.

## Why

One place was updated and the other was forgotten: the command looks for a file or a folder of
another version.

## Example

````mdx
```bash
curl -LO https://example.com/orbit-1.28.1.tgz
tar xzf orbit-1.28.0.tgz
```
````

## Instead

````mdx
```bash
curl -LO https://example.com/orbit-1.28.1.tgz
tar xzf orbit-1.28.1.tgz
```
````

## When to ignore

When both versions are needed.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.versions_in_commands import mixed_versions
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for each in mixed_versions(page, examples.commands(page)):
        message = f"version {each.version} of {each.name}; this page has {each.other}, too"
        if not each.name:
            message = f"this address has two versions, {each.other} and {each.version}"
        yield Finding(each.span, message, (note(page.source, each.other_span, each.other),))
