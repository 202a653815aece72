"""The numbers of a list do not count: one is left out, or one is used twice.

A list whose items all have the same number is accepted, since the site counts them, and so is one
that begins with another number than 1. A number that starts again at 1 is that of another list.

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

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Block, Page


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


def _breaks(numbers: Sequence[int]) -> list[int]:
    """Where numbers stop to count, the first of such places; nowhere where they do not count."""
    steps = [b - a for a, b in pairwise(numbers)]
    odd = [index + 1 for index, step in enumerate(steps) if step != 1]
    counts = len(odd) < len(steps) or (len(steps) == 1 and numbers[0] == 1)
    if not counts or any(numbers[at] == 1 for at in odd):
        return []
    return odd[:1]
