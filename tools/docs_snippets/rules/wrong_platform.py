"""A command or a manifest is for another platform than the page, section or tab that it is in.

The innermost tab, heading or title that names a platform counts, if it names one alone and its text
does not speak of the other. A block that is labelled as `bash` and holds commands of PowerShell is
a warning, and so is a `:` between the folders of PowerShell's `Path`.

## Why

The block was copied from the page of another platform. The program is not there, or the software is
installed for a platform that the reader does not have.

## Example

````mdx
# Install on AKS

```bash
eksctl create cluster --name edge
```
````

## Instead

````mdx
# Install on AKS

```bash
az aks create --resource-group edge --name edge
```
````

## When to ignore

When the command of one platform is needed on the other.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.platform_uses import (
    foreign_commands,
    foreign_separators,
    misplaced_uses,
)
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    manifests = examples.yaml_documents(page)
    for use in misplaced_uses(page, examples.commands(page), manifests):
        message = f"{use.typed!r} is for {use.platform}, and this is about {use.about}"
        yield Finding(use.span, message, (note(page.source, use.said, "it says so here"),))
    for span in foreign_separators(page):
        yield Finding(span, "PowerShell separates folders by ';'", severity=Severity.WARNING)
    for each in foreign_commands(page):
        message = f"{each.name!r} is a command of PowerShell; the block is labelled {each.label!r}"
        yield Finding(each.span, message, severity=Severity.WARNING)
