"""A command lacks an argument, has one too many, or one that it cannot take.

Reported are a flag without its value (also one that takes the next word of the command instead),
fewer or more arguments than the command takes, a command that is typed twice or joined to another
one by a backslash, a file without `-f`, a command to run in a container without `--` before it,
`key:value` where labels are set, `KIND NAME` mixed with `KIND/NAME`, a flag that the command cannot
do without, one that is given twice or that needs another one, and more outputs than there are
addresses. So are keys that a Secret of the type does not have, a key file of another certificate,
a `|` in a group of a basic expression, and a mode that lets nobody run a script of the page.
Commands that leave words out (`[options]`, `…`) are not counted.

## Why

The program refuses the command, or does something else. Often a placeholder in angle brackets was
lost, since the site takes it for a tag.

## Example

````mdx
```bash
kubectl -n  get pods
kubectl label node worker-1 zone:east
```
````

## Instead

````mdx
```bash
kubectl -n web get pods
kubectl label node worker-1 zone=east
```
````

## When to ignore

When the block is meant to show the mistake.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.file_modes import inline_commands, unfit_modes
from docs_snippets.code_blocks.key_files import other_keys
from docs_snippets.code_blocks.other_programs import open_substitutions, plain_alternatives
from docs_snippets.code_blocks.typed_arguments import argument_problems, joined_commands
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    commands = facts.examples.commands(page)
    text = page.source.text
    for each in (
        *joined_commands(commands, text),
        *open_substitutions(commands),
        *plain_alternatives(commands),
        *other_keys(commands),
        *unfit_modes((*commands, *inline_commands(page))),
    ):
        fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
        yield Finding(each.span, each.message, fix=fix)
    for line in facts.command_lines(page):
        for each in argument_problems(line, text):
            fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
            notes = (line.known.quote.note("the help of the command"),) if line.known.quote else ()
            severity = None if each.sure else Severity.WARNING
            yield Finding(each.span, each.message, notes, fix=fix, severity=severity)
