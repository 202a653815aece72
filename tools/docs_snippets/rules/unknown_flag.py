"""A command has a flag that its program does not take.

What a program takes is read from the help that pages of the version show (`Usage:` and the list of
options, as programs print it or as generated Markdown has it), and for common programs from tables
that come with the tool: kubectl, oc, helm, docker, curl, az, gcloud and others. A flag that is
nearly another flag of the command is an error. One that is unlike all of them is a warning, and is
reported only where the list is complete: the help may be older than the page. A flag that the
examples of a generated help page use is accepted, and so are all flags where no other page of the
folder names the command, since the help may be left over. Plugins, placeholders and what follows
`--` are not checked.

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
from docs_snippets.docs.flag_evidence import may_be_taken
from docs_snippets.docs.pages import Pages
from docs_snippets.docs.tree_facts import Facts, TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for line in (*facts.command_lines(page), *inline_lines(page, facts.program)):
        for each in flag_problems(line):
            if line.command.fence < 0 and not each.wanted:
                continue  # words in a sentence may be cut short
            help_, message = line.known.quote, each.message
            if help_ and not each.sure:
                if may_be_taken(facts.derived(_pages), help_, line.typed, each.word):
                    continue
                if help_.path != page.path:
                    message = f"{message}, or its help is older than this page"
            fix = replacement(page, each.span, each.word, each.wanted) if each.wanted else ()
            notes = (help_.note("the help of the command"),) if help_ else ()
            severity = None if each.sure else Severity.WARNING
            yield Finding(each.span, message, notes, fix=fix, severity=severity)


def _pages(facts: Facts) -> Pages:
    return facts.pages
