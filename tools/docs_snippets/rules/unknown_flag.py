"""A command has a flag that its program does not take.

What a program takes is read from the help that pages of the version show (`Usage:` and the list of
options, as programs print it or as generated Markdown has it), and for common programs from tables
that come with the tool: kubectl, oc, helm, docker, curl, az, gcloud and others. A flag that is
nearly another flag of the command is an error. One that is unlike all of them is reported only
where the list is complete: as an error where the version's own pages have it, else as a warning.
Plugins, placeholders and what follows `--` are not checked.

## Why

The program prints its usage and does nothing, or the command does something else.

## Example

````mdx
```bash
kubectl get pods --namepsace web
```
````

## Instead

````mdx
```bash
kubectl get pods --namespace web
```
````

## When to ignore

When the page is about another release of the program, which takes the flag.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import inline_lines
from docs_snippets.code_blocks.command_names import flag_problems
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for line in (*facts.command_lines(page), *inline_lines(page, facts.program)):
        for each in flag_problems(line):
            if line.command.fence < 0 and not each.wanted:
                continue  # words in a sentence may be cut short
            fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
            notes = (line.known.quote.note("the help of the command"),) if line.known.quote else ()
            severity = None if each.sure else Severity.WARNING
            yield Finding(each.span, each.message, notes, fix=fix, severity=severity)
