"""Two headings below the same heading have the same text.

Headings in different sections may share a text, as "Before you begin" does, and so may headings in
different tabs of a group, of which a reader sees one. Signatures of overloaded functions and the
headings that stand for tabs between `<!--tabs-->` and `<!--/tabs-->` are not reported.

## Why

The table of contents shows both entries, and a reader cannot tell them apart. The site adds a
number to the second id, which changes as soon as the order does.

## Example

```mdx
## Install

### Check the version

On Linux.

### Check the version

On Windows.
```

## Instead

```mdx
## Install

### Check the version on Linux

On Linux.

### Check the version on Windows

On Windows.
```

## When to ignore

When the text above the headings tells them apart, and nothing links to them.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Heading, Page
from docs_snippets.mdx.plain_markdown import may_be_code
from docs_snippets.prose.repeated_headings import are_alternatives, labels_of_tabs, may_be_repeated

_LISTED = 3
"""The level down to which headings are in the table of contents by default.

https://docusaurus.io/docs/markdown-features/toc
"""
_DIRECTIVE = re.compile(r"(?<=\w):[A-Za-z][\w-]*")
_HTML = ("h1", "h2", "h3", "h4", "h5", "h6")


@rule(Severity.INFO, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    repeated = list(_repeated(page))
    for first, again in repeated[:1]:
        others = f" (and {len(repeated) - 1} more on this page)" if len(repeated) > 1 else ""
        message = f"duplicate heading '{again.text}' in this section{others}{_dropped(page, again)}"
        yield Finding(
            again.text_span, message, (note(page.source, first.text_span, "first used here"),)
        )


def _dropped(page: Page, heading: Heading) -> str:
    """What is said of a part of a heading that the site reads as a directive and leaves out."""
    found = _DIRECTIVE.search(page.source.slice(heading.text_span))
    if found is None or found[0] in heading.text:
        return ""
    return f"; {found[0]!r} is read as a directive, and dropped from text and id"


def _repeated(page: Page) -> Iterator[tuple[Heading, Heading]]:
    """The headings that repeat one of their section, each after that one."""
    above: list[tuple[int, int]] = []
    first: dict[tuple[int, int, str], Heading] = {}
    labels = tuple(labels_of_tabs(page))
    deepest = _deepest_listed(page)
    for start, depth, heading in sorted(_headings(page), key=lambda each: each[:2]):
        while above and above[-1][1] >= depth:
            above.pop()
        parent = above[-1][0] if above else -1
        above.append((start, depth))
        if heading is None or may_be_repeated(heading) or any(start in each for each in labels):
            continue
        known = first.setdefault((parent, depth, heading.text), heading)
        if known is heading or depth > deepest or are_alternatives(page, known, heading):
            continue
        yield known, heading


def _deepest_listed(page: Page) -> int:
    """The level of the last headings that the table of contents shows."""
    said = page.front_matter.get("toc_max_heading_level")
    return said if isinstance(said, int) else _LISTED


def _headings(page: Page) -> Iterator[tuple[int, int, Heading | None]]:
    """Where the headings start, their level, and those that are not written as HTML."""
    for heading in page.headings:
        if not may_be_code(page, heading.span.start):
            yield heading.span.start, heading.depth, heading
    for element in page.jsx:
        if element.name in _HTML:
            yield element.span.start, int(element.name[1]), None
