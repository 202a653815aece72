"""A shell example that cannot be pasted.

A quote or heredoc without its end (an indented `EOF` ends nothing), a backtick without its partner,
backticks as markup around a placeholder, a comment that lost its `#`, a command that ends before
the flags on the next line; a verb that its client does not have, `-name` for `--name`, and a file
without the flag that takes it. Printed output and placeholders are no shell and are left alone; the
quotes of a patch are `malformed-patch`'s.

## Why

The reader's shell waits for more, or runs words that are none of its business.

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
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.client_call_problems import call_problems
from docs_snippets.code_blocks.client_calls import read_call
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.patches import patches
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
            yield Finding(problem.span, problem.message, fix=problem.fix, fix_safe=problem.fix_safe)
    for command in examples.commands(page):
        call = read_call(command)
        yield from (Finding(*each) for each in (call_problems(call) if call else ()))
