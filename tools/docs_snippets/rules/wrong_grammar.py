"""Words of a sentence do not fit each other.

Only forms are reported that no correct sentence has: two articles in a row, a verb that has lost
its *be*, "this" before a plural, "does not" before *exists*, "it's own". Code, and words with
markup between them, are not checked.

## Why

It is often what an edit left behind. The reader stops, and wonders which word was meant.

## Example

```mdx
The pod will not able to start if a the node does not exists.
```

## Instead

```mdx
The pod will not be able to start if the node does not exist.
```

## When to ignore

When the words are quoted, or are a name.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.garbled_words import garbled_words


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for each in garbled_words(page):
        yield Finding(each.span, f"{each.words!r}: {each.problem}")
