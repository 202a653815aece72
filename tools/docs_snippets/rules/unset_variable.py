"""A command reads a shell variable that the page sets under a similar name.

Only a name that is almost that of a variable of the page is reported: all others may be part of
the reader's environment.

## Why

The shell replaces the variable with nothing, and the command does something else, or fails.

## Example

````mdx
```bash
export EXT_LB_PORT=30449
export CLUSTER_ADDRESS=203.0.113.7:$EXTERNAL_LB_PORT
```
````

## Instead

````mdx
```bash
export EXT_LB_PORT=30449
export CLUSTER_ADDRESS=203.0.113.7:$EXT_LB_PORT
```
````

## When to ignore

When the reader's environment has both variables.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.powershell_names import TwinUse, twin_variables
from docs_snippets.code_blocks.shell_variables import UnsetVariable, unset_variables
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    found: list[UnsetVariable | TwinUse] = [*unset_variables(page)]
    for each in (*found, *twin_variables(page)):
        message = f"variable {each.name!r} is not set on this page; did you mean {each.meant!r}?"
        where = note(page.source, each.meant_span, f"{each.meant!r} is set here")
        fix = replacement(page, each.span, each.name, each.meant)
        yield Finding(each.span, message, (where,), fix=fix)
