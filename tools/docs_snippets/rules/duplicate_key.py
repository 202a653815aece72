"""A YAML example has the same key twice in one mapping.

## Why

The client rejects the file, or the second value silently replaces the first.

## Example

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  name: web-1
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web-1
```
````

## When to ignore

When the page shows the mistake on purpose, for example to explain an error message.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.yaml_examples import nodes, parts
from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.core.source import Source, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

_NAME = re.compile(r"[\w./@-]*\w[\w./@-]*$")


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for manifest in examples.yaml_documents(page):
        for node in nodes(manifest.root):
            found = tuple(_twice(page.source, node)) if node.kind == "map" else ()
            if found and not (node is manifest.root and len(parts(page, manifest)) > 1):
                yield from found


def _twice(source: Source, node: YamlNode) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    for child in node.children:
        if child.key is None or child.key_span is None or not _NAME.match(child.key):
            continue
        if child.key in first:
            region = source.region(first[child.key])
            note = Note(source.path, region.line, region.column, "given here before")
            yield Finding(child.key_span, f"the key {child.key!r} is given twice", (note,))
        first.setdefault(child.key, child.key_span)
