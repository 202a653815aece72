"""Two manifests in one YAML example are not separated by `---`.

## Why

The client rejects the file because of duplicate keys, or the keys of the second manifest replace
those of the first. In both cases, the first resource is not created.

## Example

````mdx
```yaml
apiVersion: v1
kind: Namespace
metadata:
  name: web

apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
```
````

## Instead

````mdx
```yaml
apiVersion: v1
kind: Namespace
metadata:
  name: web
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
```
````

## When to ignore

When the block is not meant to be applied as one file, for example if it compares two manifests.
Prefer one block for each.
"""

from collections.abc import Iterator
from itertools import pairwise

from docs_snippets.code_blocks.block_purpose import Purpose, purpose
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.several_texts import begins_another
from docs_snippets.code_blocks.yaml_examples import parts, text_of
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    source = page.source
    for manifest in examples.yaml_documents(page):
        for first, second in pairwise(parts(page, manifest)):
            if _is_another_text(page, manifest, first[0].span, second[0].span):
                continue
            start = source.line_span(source.line_of(second[0].span.start)).start
            before = source.slice(Span(start, second[0].span.start))
            fix = (Edit(Span(start, start), f"{before}---\n"),) if not before.strip(" >") else ()
            message = "missing '---' before this manifest"
            yield Finding(second[0].span, message, fix=fix, fix_safe=bool(fix))


def _is_another_text(page: Page, manifest: Manifest, first: Span, second: Span) -> bool:
    """Whether nobody would apply both: one is shown before, after or instead of the other."""
    if manifest.command is not None:
        return False
    text = text_of(page, manifest)
    start, end = text.index_of(first.start), text.index_of(second.start)
    return purpose(page, manifest) is Purpose.SHOWN or begins_another(
        text.text, start, end, manifest=True
    )
