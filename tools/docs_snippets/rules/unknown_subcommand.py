"""A command names a subcommand that its program does not have.

What a program has is read from the help that pages of the version show, and for common programs
from tables that come with the tool. Reported is what is almost the name of a known command, and
for programs whose commands are all known, as those of `kubectl create`, any other word there, too.
Plugins (`kubectl krew`) and aliases are not reported.

## Why

The program answers that it has no such command, and the reader cannot go on.

## Example

````mdx
```bash
kubectl creat -f web.yaml
helm repo ad example https://charts.example.com
```
````

## Instead

````mdx
```bash
kubectl create -f web.yaml
helm repo add example https://charts.example.com
```
````

## When to ignore

When the word is a plugin that the page asks the reader to install.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import inline_lines
from docs_snippets.code_blocks.command_names import command_problems
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for line in (*facts.command_lines(page), *inline_lines(page, facts.program)):
        for each in command_problems(line):
            if line.command.fence < 0 and not each.wanted:
                continue  # words in a sentence may be cut short
            fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
            notes = (line.known.quote.note("the help of the command"),) if line.known.quote else ()
            severity = None if each.sure else Severity.WARNING
            yield Finding(each.span, each.message, notes, fix=fix, severity=severity)
