"""A word runs into the link, the code, the bold text or the sentence beside it.

Endings are accepted, as in `` `Pod`s ``, `*un*[do](x)` or `**C**luster`, and so is a word that the
page has elsewhere in one piece, or of which the rest is no word, as in `` `pos`ition ``. So are
letters of scripts that need no spaces, and a sentence is only seen where the next one begins with a
common word.

## Why

The reader sees one word where there are two, and a screen reader says it so.

## Example

```mdx
Click**Edit policy**, and set `mode`to the value that you need.
```

## Instead

```mdx
Click **Edit policy**, and set `mode` to the value that you need.
```

## When to ignore

When the two are one word, of which only a part is formatted.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.joined_words import joined_words


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for joined in joined_words(page):
        fix = (Edit(Span(joined.at, joined.at), " "),)
        yield Finding(joined.span, f"missing space {joined.place}", fix=fix)
