"""A command reads a file that the page writes under a similar name.

Only a name that is almost that of a file of the page is reported: all others may exist already.
Blocks for PowerShell are read, too.

## Why

The reader gets *no such file or directory*.

## Example

````mdx
```bash
curl -o custom-resources.yaml https://example.com/custom-resources.yaml
kubectl create -f custom-resource.yaml
```
````

## Instead

````mdx
```bash
curl -o custom-resources.yaml https://example.com/custom-resources.yaml
kubectl create -f custom-resources.yaml
```
````

## When to ignore

When the reader has both files.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.command_files import MissingFile, missing_files
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.powershell_names import TwinUse, twin_files
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    found: list[MissingFile | TwinUse] = [*missing_files(page, examples.commands(page))]
    for each in (*found, *twin_files(page)):
        message = f"no command writes {each.name!r}; did you mean {each.meant!r}?"
        where = note(page.source, each.meant_span, f"{each.meant!r} is written here")
        fix = replacement(page, each.span, each.name, each.meant)
        yield Finding(each.span, message, (where,), fix=fix)
