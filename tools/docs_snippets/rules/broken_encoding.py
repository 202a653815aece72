"""A character was read in the wrong encoding: the text says `â€™` where an apostrophe was meant.

Code is checked, too. The replacement character (U+FFFD) is reported where it stands in a word.

## Why

The reader sees signs that mean nothing, and a command that has them does not work. They come from
text that was saved in UTF-8 and opened in another encoding.

## Example

```mdx
The clusterâ€™s address is in the console.
```

## Instead

```mdx
The cluster's address is in the console.
```

## When to ignore

When the page shows what a wrong encoding looks like.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

_CONTINUED = "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
_CONTINUED += "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
_CONTINUED += "\u017e\u0178"
_MISREAD = re.compile(
    rf"[\u00c2\u00c3][{_CONTINUED}]|\u00e2[\u0080\u20ac][{_CONTINUED}]|\u00e2\u20ac"
    rf"|\u00f0[\u009f\u0178][{_CONTINUED}]{{2}}|\u00ef\u00b8\u008f|\u00ef\u00bb\u00bf"
    r"|\u00c2(?= )|(?<=\w)\ufffd+|\ufffd+(?=\w)"
)
"""Bytes of UTF-8 as Latin-1 or Windows-1252 show them."""
_FIRST = re.compile("[\u00c2\u00c3\u00e2\u00ef\u00f0\ufffd]")


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    text = page.source.text
    if text.isascii() or not _FIRST.search(text):
        return
    for found in _MISREAD.finditer(text):
        span, meant = Span(*found.span()), _meant(found[0])
        fix = (Edit(span, meant),) if meant else ()
        hint = f"; expected {meant!r}" if meant else ""
        yield Finding(span, f"{found[0]!r} is a character in the wrong encoding{hint}", fix=fix)


def _meant(typed: str) -> str:
    """The characters as they were before they were misread; empty where that is not known."""
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = typed.encode(encoding).decode()
        except UnicodeError:
            continue
        if meant.isprintable():
            return meant
    return ""
