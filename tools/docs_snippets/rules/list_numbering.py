"""The numbers of a list or of headings do not count: one is left out, or one is used twice.

A list whose items all have the same number is accepted, since the site counts them, and so is one
that begins with another number than 1. A number that starts again at 1 is that of another list. Of
headings, those of one level in one section are compared: "Step 2: …", "Step 2 - …", "2. …". A
number is not missing where a heading in another form, or of another level, has it in its place.
Dates in headings (release notes) have an order, too: one that would be in order in the year before
or after is reported.

## Why

The site counts on from the first number. A step was lost or added, or the text that refers to a
step by its number means another one now.

## Example

```mdx
1. Stop the service.
2. Copy the data.
4. Start the service.
```

## Instead

```mdx
1. Stop the service.
2. Copy the data.
3. Start the service.
```

## When to ignore

When the numbers are not those of steps, as in a list of error codes. Prefer a table there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Block, Heading, Page
from docs_snippets.prose.dated_headings import misdated_headings

_NUMBERED = re.compile(
    r"(?i:(?P<word>(?:step|part|phase|task|section)\s)?)(?P<number>\d{1,2})"
    r"(?:[.:)]\s|(?(word)(?:\s?[-–—]\s|\s(?=[A-Z]))|(?!)))"
)
_ANY_FORM = re.compile(r"(?:[^\W\d_]+\s)?(?P<number>\d{1,2})(?![\w.]*\w)")
"""A number at the start of a heading, behind a word of any language."""
_FEWEST = 3  # numbered headings that count


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    lists: dict[int, list[Block]] = defaultdict(list)
    for block in page.blocks:
        if block.kind == "list-item" and block.name[:1].isdigit():
            lists[block.parent].append(block)
    for items in lists.values():
        numbers = [int(item.name[:-1]) for item in items]
        for index in _breaks(numbers):
            expected = numbers[index - 1] + 1
            start = items[index].span.start
            span = Span(start, start + len(items[index].name))
            yield Finding(span, f"this item is numbered {numbers[index]}; expected {expected}")
    for each in misdated_headings(page):
        message = f"{each.said!r} is out of order between the dates around; {each.year} is not"
        yield Finding(each.span, message)
    yield from _misnumbered(page)


def _misnumbered(page: Page) -> Iterator[Finding]:
    """Headings whose numbers do not count."""
    for headings in _sections(page):
        numbered = [(each, found) for each in headings if (found := _NUMBERED.match(each.text))]
        numbers = [int(found["number"]) for _, found in numbered]
        if len(numbered) < _FEWEST or len({found["word"] for _, found in numbered}) > 1:
            continue
        for index in _breaks(numbers):
            (before, _), (heading, _) = numbered[index - 1 : index + 1]
            expected = numbers[index - 1] + 1
            if not _is_between(page, before, heading, expected):
                message = f"this heading is numbered {numbers[index]}; expected {expected}"
                yield Finding(heading.text_span, message)


def _is_between(page: Page, before: Heading, after: Heading, number: int) -> bool:
    """Whether any heading between two others has a number."""
    between = range(before.span.end, after.span.start)
    texts = (each.text for each in page.headings if each.span.start in between)
    return any(
        (found := _ANY_FORM.match(text)) and int(found["number"]) == number for text in texts
    )


def _sections(page: Page) -> Iterator[list[Heading]]:
    """The headings of one level that no heading of a higher level is between."""
    open_ones: dict[int, list[Heading]] = {}
    for heading in page.headings:
        for depth in [depth for depth in open_ones if depth > heading.depth]:
            yield open_ones.pop(depth)
        open_ones.setdefault(heading.depth, []).append(heading)
    yield from open_ones.values()


def _breaks(numbers: Sequence[int]) -> list[int]:
    """Where numbers stop to count, the first of such places; nowhere where they do not count."""
    steps = [b - a for a, b in pairwise(numbers)]
    odd = [index + 1 for index, step in enumerate(steps) if step != 1]
    counts = len(odd) < len(steps) or (len(steps) == 1 and numbers[0] == 1)
    if not counts or any(numbers[at] == 1 for at in odd):
        return []
    return odd[:1]
