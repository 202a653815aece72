"""A sentence announces a number of things, and the list below it has another number of items.

Only a number in words right before a word such as *ways*, *steps* or *options* is compared, in a
sentence that ends in a colon and has no other number.

## Why

An item was added or removed, and the sentence was forgotten. The reader looks for what is missing.

## Example

```mdx
There are two ways to install the tools:

- from a package;
- from an image;
- from source.
```

## Instead

```mdx
There are three ways to install the tools:

- from a package;
- from an image;
- from source.
```

## When to ignore

When the list is not what the number counts. Without a number, the sentence stays right.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.counted_lists import miscounted_lists


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    for each in miscounted_lists(page):
        yield Finding(each.span, f"the list below has {each.items} items, not {each.said}")
