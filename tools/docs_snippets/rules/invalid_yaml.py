"""A YAML or JSON example cannot be applied as it is shown.

Either it does not parse (wrong indentation, a tab, a comment without `#`, a quote that is not
closed), or it parses as something else than it looks like: a list item that became part of the text
above it, a mapping inside the text of a list item, or `key:value` without a space. A manifest
without `apiVersion` is reported, too. In JSON, commas and brackets are checked, also in JSON that
is the text of a ConfigMap. Omissions (`...`),
placeholders, templates, diffs and numbered listings are accepted, and so is the output of a
command. It is an error where a reader would apply the example: a heredoc, a whole manifest, what
the page says to put into a file. In any other fragment it is information.

## Why

The reader copies the example, and the client fails with a parser error.

## Example

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
 labels:
    app: web
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
```
````

## When to ignore

When the block is not YAML, or shows an error on purpose. Where the language of the block is wrong,
correct the language; the finding then disappears.
"""

from collections.abc import Iterator
from itertools import chain

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.yaml_problems import (
    YamlExampleProblem,
    document_problems,
    fragment_problems,
    unlabelled_problems,
)
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    found = (
        *chain.from_iterable(
            document_problems(page, manifest) for manifest in examples.yaml_documents(page)
        ),
        *fragment_problems(page),
        *unlabelled_problems(page),
    )
    yield from map(_finding, dict.fromkeys(found))  # several commands of a line read one heredoc


def _finding(problem: YamlExampleProblem) -> Finding:
    severity = None if problem.applied else Severity.INFO
    return Finding(problem.span, problem.message, severity=severity)
