"""A YAML example has the same key twice in one mapping.

In lists of Kubernetes' kinds whose items differ by name, such as containers and variables, a name
that is given twice is reported, too.

Comments and elisions between the two tell that they are two texts: alternatives, files, branches.

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
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.block_purpose import Purpose, purpose
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.several_texts import begins_another
from docs_snippets.code_blocks.yaml_examples import nodes, parts, text_of
from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

_BY_NAME = frozenset(("containers", "env", "initContainers", "ports", "volumes"))
"""Lists of Kubernetes' own kinds, and of others like them, whose items differ by name."""
_NAME = re.compile(r"[\w./@-]*\w[\w./@-]*$")


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for manifest in examples.yaml_documents(page):
        if manifest.api_version and manifest.kind and manifest.checked:
            listed = (each for each in nodes(manifest.root) if each.key in _BY_NAME)
            yield from _named_twice(page, manifest, listed)
        for node in nodes(manifest.root):
            several = node is manifest.root and (_is_alike(node) or len(parts(page, manifest)) > 1)
            twice = [] if several or node.kind != "map" else list(_twice(node))
            meant = purpose(page, manifest) if twice else Purpose.SHOWN
            if meant is not Purpose.SHOWN:
                severity = None if meant is Purpose.APPLIED else Severity.INFO
                yield from _findings(page, manifest, twice, severity)


def _is_alike(node: YamlNode) -> bool:
    """Whether all keys are the same: these are examples of one line, and no mapping."""
    return len({child.key for child in node.children}) == 1


class _Twice(NamedTuple):
    """A repeated key: its first place, the one before, and this one."""

    name: str
    first: Span
    before: Span
    again: Span


def _named_twice(page: Page, manifest: Manifest, lists: Iterable[YamlNode]) -> Iterator[Finding]:
    """Items of a list that have the name of an item before them."""
    for each in lists:
        first: dict[str, Span] = {}
        for item in each.children:
            name = item.get("name")
            if name is None or name.kind != "str" or item.kind != "map":
                continue
            if name.value in first and purpose(page, manifest) is Purpose.APPLIED:
                region = page.source.region(first[name.value])
                where = Note(page.source.path, region.line, region.column, "first named here")
                message = f"duplicate name {name.value!r} in {each.key!r}"
                yield Finding(name.span, message, (where,))
            first.setdefault(name.value, name.span)


def _twice(node: YamlNode) -> Iterator[_Twice]:
    first: dict[str, Span] = {}
    last: dict[str, Span] = {}
    for child in node.children:
        if child.key is not None and child.key_span is not None and _NAME.match(child.key):
            if child.key in first:
                yield _Twice(child.key, first[child.key], last[child.key], child.key_span)
            first.setdefault(child.key, child.key_span)
            last[child.key] = child.key_span


def _findings(
    page: Page, manifest: Manifest, twice: Iterable[_Twice], severity: Severity | None
) -> Iterator[Finding]:
    """Those that belong to one text."""
    text, source, whole = text_of(page, manifest), page.source, bool(manifest.api_version)
    for name, first, before, again in twice:
        start, end = text.index_of(before.start), text.index_of(again.start)
        if not begins_another(text.text, start, end, manifest=whole):
            region = source.region(first)
            note = Note(source.path, region.line, region.column, "first set here")
            message = f"duplicate key {name!r}"
            yield Finding(again, message, (note,), severity=severity)
