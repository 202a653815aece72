"""The text refers to a numbered step that the page does not have.

A step is an item of an ordered list, or a heading such as *Step 3*. Only references without a
link, to this page, are checked: "step 4 of the upgrade guide" is another page's. A step that says
to repeat itself is reported, too.

## Why

The reader is sent to a step that does not exist. The list was probably shortened, or the reference
was never updated.

## Example

```mdx
1. Open the console.
2. Add the cluster.
3. Repeat steps 1 to 5 for each cluster.
```

## Instead

```mdx
1. Open the console.
2. Add the cluster.
3. Repeat steps 1 to 2 for each cluster.
```

## When to ignore

When the step is on another page, or in a figure.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_WORD = re.compile(r"[Ss](?<!\w.)(?i:teps?)\s\d")
_REFERENCE = re.compile(
    r"(?<![\w-])(?:repeat|follow|redo|perform|go (?:back )?to|return to|skip(?: to)?|in|from|see)\s"
    r"steps?\s(?P<first>\d{1,2})(?:\s(?:to|through|and|or|-|–)\s(?P<last>\d{1,2}))?"
    r"(?![\w.-]*[\w-])(?!\s(?:of|in|from|on)\s)",
    re.IGNORECASE,
)
_PARTIAL = (".md", ".mdx")
_NAMED = re.compile(r"(?:step\s+)?(?P<number>\d{1,2})(?=[.:)\s]|$)", re.IGNORECASE)
"""How a heading, a lead-in or a cell names a step."""


@rule(Severity.WARNING, prose=True)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if any(each.source.endswith(_PARTIAL) for each in page.imports):
        return  # it may have the step
    known: frozenset[int] = frozenset()
    numbers = _numbers(page) if any(_WORD.search(each.prose.text) for each in page.texts) else {}
    for text in page.texts:
        if not _WORD.search(text.prose.text):
            continue
        for found in _REFERENCE.finditer(plain_words(text)):
            if any(start < found.end() and found.start() < end for start, end in text.links):
                continue
            known = known or frozenset(numbers.values()) | _named(page)
            for part in ("first", "last"):
                if known and found[part] and int(found[part]) not in known:
                    span = text.prose.span(*found.span(part))
                    message = f"no step {found[part]} on this page; the last one is {max(known)}"
                    yield Finding(span, message)
            own, last = _own(page, text, numbers), found["last"] or found["first"]
            if own in known and int(last) == own and found[0].lower().startswith("repeat"):
                part = "last" if found["last"] else "first"
                span = text.prose.span(*found.span(part))
                yield Finding(span, f"step {own} says to repeat itself")


def _numbers(page: Page) -> dict[int, int]:
    """The numbers of the items of ordered lists, by the index of their blocks."""
    numbers: dict[int, int] = {}
    counted: dict[int, int] = {}
    for index, block in enumerate(page.blocks):
        if block.kind == "list-item" and block.name[:1].isdigit():
            first = int(block.name[:-1])
            counted[block.parent] = counted.get(block.parent, first - 1) + 1
            numbers[index] = counted[block.parent]
    return numbers


def _named(page: Page) -> frozenset[int]:
    """The numbers of texts that begin with one."""
    named = (_NAMED.match(text.prose.text.lstrip()) for text in page.texts)
    return frozenset(int(found["number"]) for found in named if found)


def _own(page: Page, text: Text, numbers: dict[int, int]) -> int | None:
    """The number of the item that a text is in; None where a list is in another."""
    own: list[int] = []
    at = text.block
    while at >= 0:
        if at in numbers:
            own.append(numbers[at])
        at = page.blocks[at].parent
    return own[0] if len(own) == 1 else None
