"""A command begins with a word that is almost the name of a program.

Reported is a first word that differs by one letter from a program of the packaged tables, if the
next word is a command or flag of that program. Other programs are not known and not checked.

## Why

The shell reports *command not found*.

## Example

````mdx
```bash
kubeclt get pods
```
````

## Instead

````mdx
```bash
kubectl get pods
```
````

## When to ignore

When a program of that name exists, such as a wrapper that the page asks the reader to write.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.program_names import misspelled_programs
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for each in misspelled_programs(page):
        fix = replacement(page, each.span, each.word, each.wanted)
        yield Finding(each.span, each.message, fix=fix)
