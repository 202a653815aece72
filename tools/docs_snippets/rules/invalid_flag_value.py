"""A flag of a command has a value that the command does not accept.

For common programs, the values of some flags are known: output formats, patch types, restart
policies and the like. Reported is a word that is none of them, and a `jsonpath` or `go-template`
whose braces or brackets do not pair. Placeholders and variables are not checked.

## Why

The program refuses the command.

## Example

````mdx
```bash
kubectl get pods -o ymal
kubectl get nodes -o jsonpath='{.items[*].metadata.name'
```
````

## Instead

````mdx
```bash
kubectl get pods -o yaml
kubectl get nodes -o jsonpath='{.items[*].metadata.name}'
```
````

## When to ignore

When another release of the program takes the value.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.flag_values import value_problems
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for line in facts.command_lines(page):
        for each in value_problems(line):
            fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
            severity = None if each.sure else Severity.WARNING
            yield Finding(each.span, each.message, fix=fix, severity=severity)
