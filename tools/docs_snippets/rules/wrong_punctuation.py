"""A comma or a full stop has a space before it, or a full stop is inside of a sentence.

A full stop is only reported if a word such as *and* or *which* follows it in lower case. Code, and
places with markup between the words, are not checked.

## Why

A line can break at the space, so that the next one starts with a comma. After a full stop, the
reader expects a new sentence.

## Example

```mdx
Stop the server , and start it again. when it is idle, look.
```

## Instead

```mdx
Stop the server, and start it again. When it is idle, look.
```

## When to ignore

When the mark is shown as such, as in the syntax of a language.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words

_SPACE = re.compile(
    r"(?P<before>[^\s\0]*[A-Za-z)]) (?P<mark>,(?=\s[A-Za-z]|[a-z1-9])|\.(?=\s+[A-Z]|\s*\Z))"
)
_MEANT = re.compile(r"(?:by|with|a|the|as|of|or|character|sign)\Z", re.IGNORECASE)
"""A word before a comma that stands for itself: "separated by , characters"."""
_ADDRESS = re.compile(r"[/\\]|\w\.\w")
"""What a full stop would seem to be a part of."""
_INSIDE = re.compile(
    r"(?<=[a-z]{3})(?<!\betc)(?<!approx)(?<!\bresp)\. "
    r"(?P<word>and|or|but|which|so|because|it|if|when|you|we)(?= [a-z])"
)
_MARKS = {",": "comma", ".": "full stop"}


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for text in page.texts:
        words = plain_words(text)
        for found in _SPACE.finditer(words):
            span = text.prose.span(found.end("before") - 1, found.end())
            together = page.source.slice(span) == found[0][-3:]
            is_itself = found["mark"] == "," and _MEANT.match(found["before"])
            if together and not is_itself and not _ADDRESS.search(found["before"]):
                span = Span(span.start + 1, span.end)
                fix = (Edit(Span(span.start, span.start + 1), ""),)
                message = f"space before a {_MARKS[found['mark']]}"
                yield Finding(span, message, fix=fix, fix_safe=True)
        for found in _INSIDE.finditer(words):
            span = text.prose.span(*found.span())
            if page.source.slice(span) == found[0]:
                yield Finding(span, f"{found['word']!r} after a full stop is in lower case")
