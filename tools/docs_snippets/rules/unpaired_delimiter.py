"""A parenthesis, bracket, quote or backtick has no partner.

Each paragraph, heading and table cell is checked, without its code. A parenthesis may span several
paragraphs of a section. Enumerators such as `1)` and `a)` are accepted, and so are characters that
the text merely mentions.

## Why

The reader cannot tell where the remark, the quotation or the code ends. A single backtick is shown
as a character.

## Example

```mdx
Traffic is denied (except for what the rules below allow.
```

## Instead

```mdx
Traffic is denied (except for what the rules below allow).
```

## When to ignore

When the character stands alone on purpose. Prefer code formatting for it; the finding then
disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.prose.delimiters import UnpairedDelimiter, unpaired_delimiters

_CLOSED_BY = {")": "(", '"': '"', "”": "“"}
TEXTS_IN_A_PARENTHESIS = 8
_FILLS_ELEMENT = re.compile(r"\*\*\w+</")
_KEY = re.compile(r"<(?P<name>kbd|samp|tt)\b[^<>]*>\s*\Z")
"""An element of which the mark is all: a key that is pressed, a character that is shown."""
_LONGEST_TAG = 120
_NUMBER = re.compile(r"(?:^|[\s(,–-])(\d{1,2})$")


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    unsure = _may_be_code(page)
    texts = (
        (number, text)
        for number, text in enumerate(page.texts)
        if not any(text.span.start in each for each in unsure)
    )
    found = [
        (number, delimiter) for number, text in texts for delimiter in unpaired_delimiters(text)
    ]
    spanning = set(_spanning(page.texts, found)) if len(found) > 1 else set()
    for index, (number, delimiter) in enumerate(found):
        if index not in spanning and not _is_meant(page, page.texts[number], delimiter):
            yield _finding(page, page.texts[number], delimiter)


def _may_be_code(page: Page) -> tuple[range, ...]:
    """What stands beside a block that is not closed, up to the next one on either side.

    Of a block that is open up to the end of the page, this may be the block, and it what follows:
    a fence is lost at one end of it. One that ends with its list item leaves its lines behind.
    """
    found: list[range] = []
    ends = (0, *(fence.span.end for fence in page.fences))
    starts = (*(fence.span.start for fence in page.fences), len(page.source.text))
    for number, fence in enumerate(page.fences):
        if fence.closed:
            continue
        if page.source.text[fence.span.end :].strip():
            found.append(range(fence.span.end, starts[number + 1]))
        else:
            found.append(range(ends[number], fence.span.start))
    return tuple(found)


def _finding(page: Page, text: Text, delimiter: UnpairedDelimiter) -> Finding:
    span = text.prose.span(delimiter.at, delimiter.at + len(delimiter.mark))
    if not delimiter.instead:
        return Finding(span, f"unmatched {delimiter.mark!r}")
    typed = page.source.slice(span) == delimiter.mark
    fix = (Edit(span, delimiter.wanted),) if typed else ()
    message = f"{delimiter.mark!r} does not match the opening quote; expected {delimiter.wanted!r}"
    return Finding(span, message, fix=fix, fix_safe=bool(fix))


def _is_meant(page: Page, text: Text, delimiter: UnpairedDelimiter) -> bool:
    """Whether a mark is a key, part of a name that fills an element, or refers to a list above."""
    source = page.source.text
    start = text.prose.span(delimiter.at, delimiter.at + 1).start
    if delimiter.mark == "**":
        return bool(_FILLS_ELEMENT.match(source, start))
    if key := _KEY.search(source, max(start - _LONGEST_TAG, 0), start):
        end = source.find("<", start)
        return end == start + len(delimiter.mark) and source.startswith(f"</{key['name']}>", end)
    number = _NUMBER.search(text.prose.text[: delimiter.at]) if delimiter.mark == ")" else None
    return number is not None and any(
        block.kind == "list-item" and block.name[:-1] == number[1] and block.span.start < start
        for block in page.blocks
    )


def _spanning(texts: tuple[Text, ...], found: list[tuple[int, UnpairedDelimiter]]) -> Iterator[int]:
    """Parentheses and quotations that open in one paragraph and close in a later one nearby."""
    open_: dict[str, list[tuple[int, int]]] = {"(": [], '"': [], "“": []}
    lists: list[int] = []
    for index, (number, delimiter) in enumerate(found):
        if texts[number].kind != "paragraph":
            continue
        words = texts[number].prose.text.strip()
        if delimiter.mark == "[" and words.endswith("["):
            lists.append(index)  # `Array [`, whose items are elements, up to a text that is `]`
        elif words == "]" and lists:
            yield from (lists.pop(), index)
        closes = _CLOSED_BY.get(delimiter.mark, "")
        if delimiter.mark in open_ and not (closes and _ends(texts[number], delimiter)):
            open_[delimiter.mark].append((index, number))
        elif closes and open_[closes]:
            start, first = open_[closes].pop()
            near = 0 < number - first <= TEXTS_IN_A_PARENTHESIS
            if near and all(text.kind != "heading" for text in texts[first:number]):
                yield from (start, index)


def _ends(text: Text, delimiter: UnpairedDelimiter) -> bool:
    """Whether a quote that may open as well as close stands behind a word, so that it closes."""
    return bool(text.prose.text[: delimiter.at][-1:].strip(" \n(["))
