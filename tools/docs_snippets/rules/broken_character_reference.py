"""A character reference such as `&nbsp;` lacks its semicolon.

## Why

Markdown shows it as text: the reader sees `&nbsp`. Docusaurus 2 does not, and is not looked at.

## Example

```mdx
| Port | Name |
|---|---|
| 179 | BGP&nbsp(TCP) |
```

## Instead

```mdx
| Port | Name |
|---|---|
| 179 | BGP&nbsp;(TCP) |
```

## When to ignore

When the text is meant literally. Prefer code formatting for it; the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words

# The references without which technical text cannot be typed, and which are no common words.
# https://html.spec.whatwg.org/multipage/named-characters.html
_REFERENCE = re.compile(
    r"(?<!&)&(?:nbsp|lt|gt|amp|quot|mdash|ndash|hellip|#\d{2,5})(?![\w;=])|(?<!&)&nbsp(?=[A-Za-z])"
)


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for text in () if page.mdx_1 else page.texts:
        if "&" not in text.prose.text:
            continue
        for found in _REFERENCE.finditer(plain_words(text)):
            span = text.prose.span(*found.span())
            if page.source.slice(span) == found[0]:
                message = f"the site shows {found[0]!r} as text; write '{found[0]};'"
                yield Finding(span, message, fix=(Edit(Span(span.end, span.end), ";"),))
