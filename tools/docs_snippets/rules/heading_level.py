"""A heading has a level that the outline of its page has no place for.

Reported are a second heading of the first level, which is the title of the page, and, as
information, a heading that leaves out a level below the one before it.

## Why

The table of contents begins below the first level, so that a second title is not in it, and what
stands below it looks like part of the section before. Screen readers read headings as an outline.

## Example

```mdx
# Install

## Before you begin

# Clean up

Delete the namespace.
```

## Instead

```mdx
# Install

## Before you begin

## Clean up

Delete the namespace.
```

## When to ignore

When the headings are those of a quoted document.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_markdown import may_be_code

_HTML = ("h1", "h2", "h3", "h4", "h5", "h6")


class _Level(NamedTuple):
    """A heading in Markdown or HTML: where it is, its words, and its level."""

    start: int
    span: Span
    depth: int


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    levels = sorted(_levels(page))
    yield from _second_title(page, [each for each in levels if each.depth == 1])
    for before, heading in pairwise(levels):
        if heading.depth > before.depth + 1:
            message = f"a heading of level {heading.depth} below one of level {before.depth}"
            notes = (note(page.source, before.span, "the heading before"),)
            yield Finding(heading.span, message, notes, severity=Severity.INFO)


def _levels(page: Page) -> Iterator[_Level]:
    for heading in page.headings:
        if not may_be_code(page, heading.span.start):
            yield _Level(heading.span.start, heading.text_span, heading.depth)
    for element in page.jsx:
        if element.name in _HTML:
            yield _Level(element.span.start, element.open_span, int(element.name[1]))


def _second_title(page: Page, titles: list[_Level]) -> Iterator[Finding]:
    if len(titles) > 1:
        others = f" (and {len(titles) - 2} more on this page)" if len(titles) > 2 else ""
        message = f"a second title; the table of contents leaves it out{others}"
        notes = (note(page.source, titles[0].span, "the title"),)
        yield Finding(titles[1].span, message, notes)
