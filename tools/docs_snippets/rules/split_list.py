"""A block that belongs to a numbered step ends the list, so that the next step is numbered 1 again.

The content of a list item starts at the column of its first word. A block further to the left ends
the list, and `1.` below it starts a new one. Reported are blocks that are indented, but not far
enough; code, admonitions and components at the left margin directly below a step; and lists that
only a comment separates. A paragraph at the left margin that introduces the next list is accepted,
and so is a list that goes on with its next number. On a site of Docusaurus before 3, items may
hold what is further to the left; only lists that are part of the paragraph above are reported.

## Why

The reader of step 4 sees the number 1.

## Example

````mdx
1. Export the key:

  ```bash
  export KEY=value
  ```

1. Restart.
````

## Instead

````mdx
1. Export the key:

   ```bash
   export KEY=value
   ```

1. Restart.
````

## When to ignore

When two separate lists are intended. A sentence that introduces the second list makes that clear,
and the finding disappears.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Block, Page

_MARKER = re.compile(r"\d+[.)][ \t]*")
_NUMBERED = re.compile(r"^[ \t]*(?P<number>\d{1,3})[.)][ \t]+(?=\S)", re.MULTILINE)
_PARTS_OF_STEPS = ("fence", "jsx", "admonition", "directive", "table")
_COMMENTS = ("expression", "comment")


class Gap(NamedTuple):
    """What stands between two numbered lists: the items above, the blocks, the items below."""

    above: Sequence[Block]
    between: Sequence[Block]
    below: Sequence[Block]


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    yield from _swallowed(page)
    for gap in () if page.mdx_1 else _gaps(page):
        item, first = gap.above[-1], gap.between[0]
        if _number(gap.below[0]) != 1 or _number(item) == 0 or not _belongs(page, gap):
            continue  # what is numbered 1 after an item 0 counts on
        inside = _content_column(page, item)
        comments = all(block.kind in _COMMENTS for block in gap.between)
        message = (
            f"this ends the list, whose next item is 1 again; indent it to column {inside + 1}"
        )
        if comments:
            message = "this comment ends the list, whose next item is 1 again"
        line = page.source.line_span(page.source.line_of(first.span.start))
        notes = (note(page.source, gap.below[0].span, "numbered 1 again"),)
        yield Finding(Span(first.span.start, min(line.end, first.span.end)), message, notes)


def _swallowed(page: Page) -> Iterator[Finding]:
    """Lines of a paragraph that count on from another number than 1."""
    for text in page.texts:
        if text.kind != "paragraph" or "\n" not in page.source.slice(text.span):
            continue
        lines = list(_NUMBERED.finditer(page.source.text, *text.span))
        numbers = [number_of(line["number"]) for line in lines]
        counted = len(lines) > 1 and numbers == list(range(numbers[0], numbers[0] + len(lines)))
        if counted:
            message = (
                f"the site shows this list, which starts at {numbers[0]}, as part of the "
                "paragraph above; put a blank line before it"
            )
            yield Finding(Span(lines[0].start("number"), lines[0].end("number") + 1), message)


def _gaps(page: Page) -> Iterator[Gap]:
    """Numbered lists of the same level with something but no heading between them."""
    if sum(block.kind == "list" and block.name[:1].isdigit() for block in page.blocks) < 2:
        return
    inside: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(page.blocks):
        inside[block.parent].append(index)
    for children in list(inside.values()):
        last: int | None = None
        between: list[Block] = []
        for index in children:
            block = page.blocks[index]
            if block.kind == "list" and block.name[:1].isdigit():
                if last is not None and between:
                    above, below = inside[last], inside[index]
                    yield Gap(_all(page, above), tuple(between), _all(page, below))
                last, between = index, []
            elif block.kind in ("heading", "rule"):
                last = None
            else:
                between.append(block)


def _all(page: Page, indexes: Sequence[int]) -> tuple[Block, ...]:
    return tuple(page.blocks[index] for index in indexes)


def _belongs(page: Page, gap: Gap) -> bool:
    """Whether what stands between the lists is part of the last step above."""
    step, first = gap.above[-1], gap.between[0]
    if _announces(page, gap.between[-1]):
        return False
    if _column(page, step) < _column(page, first) < _content_column(page, step):
        return True
    if all(block.kind in _COMMENTS for block in gap.between):
        return True
    counted = len(gap.above) > 1 and _number(gap.above[-1]) == len(gap.above)
    introduces = page.source.slice(step.span).rstrip().endswith(":")
    if counted or (first.kind not in _PARTS_OF_STEPS and not (introduces and first.kind == "list")):
        return False
    return introduces or not any(block.kind == "paragraph" for block in gap.between)


def _announces(page: Page, last: Block) -> bool:
    """Whether what stands directly above the second list introduces it."""
    return last.kind == "paragraph" and page.source.slice(last.span).rstrip("*_ \n").endswith(":")


def _number(item: Block) -> int:
    digits = item.name.rstrip(".)")
    return int(digits) if digits.isdigit() else 0


def _column(page: Page, block: Block) -> int:
    start = block.span.start
    return start - page.source.line_span(page.source.line_of(start)).start


def _content_column(page: Page, item: Block) -> int:
    found = _MARKER.match(page.source.text, item.span.start)
    return _column(page, item) + (len(found[0]) if found else 0)
