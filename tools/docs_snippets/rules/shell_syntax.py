"""A shell example does not work when it is pasted into a terminal.

Reported are a quote, heredoc or backtick that is not closed (an indented `EOF` does not end a
heredoc), backticks as formatting around a placeholder, a comment without `#`, a command that ends
before the flags on the next line, a backslash that nothing follows, the continuation character of
another shell, and a command on the line that opens the block, which the site does not show. Output
and placeholders are not checked, and an info finding names each command of more than 8000
characters, which is not checked either. Quotes in a patch belong to `malformed-patch`.

## Why

The shell waits for more input, or runs text that was not meant as a command.

## Example

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: Namespace
metadata:
  name: web
  EOF
```
````

## Instead

````mdx
```bash
kubectl apply -f - <<EOF
apiVersion: v1
kind: Namespace
metadata:
  name: web
EOF
```
````

## When to ignore

When the block shows the mistake on purpose. If the block is output and not a command, change its
language to `text`; the finding then disappears.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.patches import patches
from docs_snippets.code_blocks.shell_lines import line_problems
from docs_snippets.code_blocks.shell_problems import shell_example_problems
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    found = tuple(shell_example_problems(page))
    quotes = (patch.open_quote for patch in patches(page, examples.commands(page) if found else ()))
    others = {quote.span for quote in quotes if quote}
    for problem in found:
        if problem.span not in others:
            span, message, fix, fix_safe, level = problem
            yield Finding(span, message, fix=fix, fix_safe=fix_safe, severity=level)
    for problem in line_problems(page, examples.commands(page)):
        yield Finding(problem.span, problem.message, fix=problem.fix, fix_safe=problem.fix_safe)
