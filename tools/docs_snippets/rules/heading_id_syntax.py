r"""The explicit id of a heading is written in a form that this site does not read.

Whether the site reads `{#id}` depends on its `mdx1Compat` setting. Without that setting, `{#id}` is
an invalid expression. An id that is not at the end of the heading is read as text in both cases.

## Why

The build fails at the brace, or the reader sees the id as text in the heading, and links to it lead
nowhere.

## Example

```mdx
## Next steps \{#next-steps} and more
```

## Instead

```mdx
## Next steps and more {/* #next-steps */}
```

## When to ignore

When the heading really contains these characters as text, for example on a page about the syntax.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Heading, Page, Text

_BARE = re.compile(r"(?<!\\)\{(?P<id>#[\w.-]+)\}[ \t#]*$")
_SHOWN = re.compile(
    r"(?:(?<=\s)|^)(?:\{[ \t]*#[A-Za-z][\w.-]*[ \t]*\}|\{/\*[ \t]*#[\w.-]+[ \t]*\*/\})"
)


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if "#" not in page.source.text or "{" not in page.source.text:
        return
    ends = {heading.text_span.end for heading in page.headings if heading.explicit is not None}
    if page.format == "mdx" and not page.mdx_1:
        for heading in page.headings:
            yield from _unread(page, facts, heading)
    for text in page.texts:
        if "{" in text.prose.text and text.kind != "cell":
            yield from _shown(page, text, ends)


def _unread(page: Page, facts: TreeFacts, heading: Heading) -> Iterator[Finding]:
    """An id in plain braces at the end of a heading, where the site takes it for an expression."""
    found = _BARE.search(page.source.slice(heading.text_span))
    if not found or (facts.markdown.mdx1_compat.heading_ids and _at_line_start(page, heading)):
        return
    start = heading.text_span.start
    wanted = f"{{/* {found['id']} */}}"
    place = Span(start + found.start(), start + found.end("id") + 1)
    message = f"the site reads {page.source.slice(place)!r} as an expression; write {wanted!r}"
    yield Finding(place, message, fix=(Edit(place, wanted),), fix_safe=True)


def _at_line_start(page: Page, heading: Heading) -> bool:
    return heading.kind == "atx" and heading.span.start in page.source.line_starts


def _shown(page: Page, text: Text, ends: set[int]) -> Iterator[Finding]:
    """What looks like an id and is words."""
    for found in _SHOWN.finditer(text.prose.text):
        start, end = found.span()
        span = text.prose.span(start, end)
        last = text.kind == "heading" and not text.prose.text[end:].strip()
        if (last and span.end in ends) or any(a <= start < b for a, b in text.code):
            continue
        if text.kind != "heading" and text.prose.text[end:].strip():
            continue
        where = (
            "an id goes at the end of its heading"
            if text.kind == "heading"
            else "only headings can have ids"
        )
        if "/*" in found[0]:
            where = "in plain Markdown, write '{#id}'"
        yield Finding(span, f"the site shows {found[0]!r} as text; {where}")
