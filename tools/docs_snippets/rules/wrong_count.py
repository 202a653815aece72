"""A sentence announces a number of things, and the list below it has another number of items.

Only the one number of a sentence that ends in a colon is compared, right before the plural of what
it counts. Numbers of units and of nodes, versions and the like are not: steps follow as well. A
table below the sentence may have as many rows, or as many columns. Names in code behind the colon,
with commas between them, are counted as well.

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
from docs_snippets.prose.counted_lists import CountedList, counted_names, miscounted_lists


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    for each in (*miscounted_lists(page), *counted_names(page)):
        yield Finding(each.span, _message(each))


def _message(each: CountedList) -> str:
    if each.what == "sentence":
        return f"the sentence lists {each.items} names, not {each.said}"
    kind = "rows" if each.what == "table" else "items"
    return f"the {each.what} below has {each.items} {kind}, not {each.said}"
