"""A code block does not end where it should.

Either nothing closes it, or its closing fence is to the left of the list item that contains it;
such a fence ends the list item and opens another block. A line inside a code block that can only
open one is a sign of the same mistake: the block above it was not closed. From there on, openings
and endings are mistaken for each other; a block that opens without a language is not reported then.

## Why

The build succeeds, and the text below, with its list of steps, is shown as code.

## Example

````mdx
1. Set the variable.

   ```yaml
   name: value
  ```

1. Restart.
````

## Instead

````mdx
1. Set the variable.

   ```yaml
   name: value
   ```

1. Restart.
````

## When to ignore

When the block shows Markdown that contains fences. Prefer an outer fence with one more backtick;
the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Fence, Page

_BARE = re.compile(r"(?P<indent>[ \t]*)(?P<marker>`{3,}|~{3,})[ \t]*$")
_OPENS = re.compile(r"^[ \t]*(?P<marker>(?:`{3,}|~{3,})[ \t]*[\w-]+)[ \t]*$", re.MULTILINE)


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    explained = -1
    mistaken = False
    fences = () if page.error else page.fences
    for fence in (each for each in fences if each.marker):  # code by its indentation has none
        if mistaken and fence.lang is None:
            continue  # what was to end a block opens one
        if fence.closed:
            if fence.span.start != explained and fence.marker in fence.content.text:
                found = tuple(_swallowed(page, fence))
                mistaken = mistaken or bool(found)
                yield from found
            continue
        closer = _misplaced(page, fence)
        explained = closer.end - len(fence.marker) if closer else explained
        mistaken = mistaken or closer is None
        yield _left_of_item(page, fence, closer) if closer else _unclosed(page, fence)


def _misplaced(page: Page, fence: Fence) -> Span | None:
    """The line below an unclosed block that looks like its last: its indentation and marker."""
    line = page.source.line_of(fence.span.end) + 1
    if line > len(page.source.line_starts):
        return None
    place = page.source.line_span(line)
    found = _BARE.match(page.source.slice(place))
    if not found or found["marker"] != fence.marker:
        return None
    return Span(place.start, place.start + found.end("marker"))


def _left_of_item(page: Page, fence: Fence, closer: Span) -> Finding:
    source = page.source
    opened = source.line_span(source.line_of(fence.span.start))
    indent = source.text[opened.start : fence.span.start]
    marker = Span(closer.end - len(fence.marker), closer.end)
    message = "this opens another code block instead of closing the one above; indent it like that"
    notes = (note(source, fence.span, "the block that is not closed"),)
    fix = (Edit(Span(closer.start, marker.start), indent),) if not indent.strip() else ()
    return Finding(marker, message, notes, fix=fix, fix_safe=bool(fix))


def _unclosed(page: Page, fence: Fence) -> Finding:
    last = page.source.line_of(min(fence.span.end, len(page.source.text.rstrip())))
    text = page.source.text[fence.span.end :]
    end = "page" if not text.strip() else "list item, tab or block around it"
    message = f"this code block is not closed: it runs to line {last}, the end of the {end}"
    return Finding(_first_line(page, fence), message)


def _swallowed(page: Page, fence: Fence) -> Iterator[Finding]:
    for found in _OPENS.finditer(fence.content.text):
        if found["marker"].startswith(fence.marker):
            inner = fence.content.span(*found.span("marker"))
            line = page.source.line_of(inner.start)
            message = f"this code block is not closed before another opens on line {line}"
            notes = (note(page.source, inner, "shown as code of the block above"),)
            yield Finding(_first_line(page, fence), message, notes)
            return


def _first_line(page: Page, fence: Fence) -> Span:
    source = page.source
    end = source.line_span(source.line_of(fence.span.start)).end
    start = fence.span.start
    return Span(start, start + len(source.text[start:end].rstrip()))
