"""Signs of markup are shown as text, because a space is missing or one of them is.

Reported are `##Title` and `1.Item` without the space that makes a heading or a list of them,
`-Item` below an item of a list, the sign that is left over where bold text ends with one asterisk
(`**Save*`), and the quotes around a heading with a colon, which only YAML needs.

## Why

The reader sees the signs, and the heading is missing from the table of contents.

## Example

```mdx
##Before you begin

Install the tools.
```

## Instead

```mdx
## Before you begin

Install the tools.
```

## When to ignore

When the text is about the signs. Prefer code formatting; the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_markdown import may_be_code
from docs_snippets.mdx.plain_words import plain_words

_HEADING = re.compile(r"(?<![^\n])[ ]{0,3}(?P<marks>#{2,6})(?=[A-Za-z$][^\n]*$)", re.MULTILINE)
_SIGNS = re.compile(r"#|(?<![^\n])[ \t]*[-\d]")
_TITLE = re.compile(r"\A(?P<marks>#)(?=[A-Za-z$][^\n]*\Z)")
_ITEM = re.compile(
    r"(?<![^\n])[ \t]*(?P<marks>[1-9]\d?\.)(?=[A-Z][a-z]+[ ][a-z]|\*\*[A-Z]\w+[ ]|`\w+)"
)
_BULLET = re.compile(r"(?<=\n)[ \t]*(?P<marks>-)(?=\*\*[A-Z]|[A-Z][A-Za-z]+[ ][a-z])", re.MULTILINE)
_ASTERISK = re.compile(r"(?<![*\w])\*(?=\w)|(?<=[\w.:!?)])\*(?![*\w])")
_STARRED = re.compile(r"(?<!\w)[A-Za-z]$")
"""A letter that has an asterisk in mathematics: `R*`."""
_QUOTED = re.compile(r"(['\"])(?:(?!\1).)+: (?:(?!\1).)+\1")
_TWO = 2


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    for text in page.texts:
        if text.kind == "paragraph" and not may_be_code(page, text.span.start):
            yield from _unmarked(page, text)
        if "*" in text.prose.text:
            yield from _uneven(page, text)
        if text.kind == "heading":
            yield from _quoted(text)


def _unmarked(page: Page, text: Text) -> Iterator[Finding]:
    words = page.source.slice(text.span)
    if not _SIGNS.search(words):
        return
    forms = [(_HEADING, "a heading"), (_ITEM, "an item")]
    if text is page.texts[0] and not page.content_title and "title" not in page.front_matter:
        forms.append((_TITLE, "a title"))
    if any(page.blocks[each].kind == "list-item" for each in page.ancestors(text.block)):
        forms.append((_BULLET, "an item"))
    for form, what in forms:
        for found in form.finditer(words):
            start, end = (text.span.start + at for at in found.span("marks"))
            fix = (Edit(Span(end, end), " "),)
            message = f"no space after {found['marks']!r}, so that this is not {what}"
            yield Finding(Span(start, end), message, fix=fix)


def _quoted(text: Text) -> Iterator[Finding]:
    """A heading that was the title of a front matter, in the quotes that it had there."""
    found = _QUOTED.fullmatch(text.prose.text)
    if found and not text.code:
        start, end = text.prose.span(0, 1), text.prose.span(len(found[0]) - 1, len(found[0]))
        fix = (Edit(start, ""), Edit(end, ""))
        yield Finding(start, "shown as text: the quotes around this heading", fix=fix)


def _uneven(page: Page, text: Text) -> Iterator[Finding]:
    """Asterisks of which one is markup and the one beside it is not."""
    source, words = page.source, plain_words(text)
    for found in _ASTERISK.finditer(words):
        start, end = text.prose.span(*found.span())
        around = source.text[max(start - 2, 0) : end + 2]
        if _STARRED.search(source.text[max(start - 3, 0) : start].rstrip("*")):
            continue
        if around.count("*") == _TWO and "\\" not in around and "**" in around:
            message = "shown as text: this emphasis begins and ends with different signs"
            yield Finding(Span(start, end), message)
