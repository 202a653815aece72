"""A sentence is repeated right after itself.

Sentences are compared as a reader sees them, and short ones are not checked. Copies in other
sections, tabs or cells are not reported.

## Why

One of the two was probably meant to say something else, or to be deleted.

## Example

```mdx
Use an egress gateway to give a group of pods a stable address.

Use an egress gateway to give a group of pods a stable address.
```

## Instead

```mdx
Use an egress gateway to give a group of pods a stable address.
```

## When to ignore

When the repetition is meant, as in a transcript.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import Sentence, sentences

_SHORTEST = 5  # words of a sentence that is not said twice by chance


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    before: Sentence | None = None
    words: list[str] = []
    for text in page.texts:
        if text.kind != "paragraph":
            before = None
            continue
        for each in sentences(text):
            again = each.text.split()
            if (
                before
                and words == again
                and len(again) >= _SHORTEST
                and again[0] != "$$"  # a formula, whose braces contain what differs
                and _follows(page, before, each)
            ):
                yield _finding(page, before, each)
            before, words = each, again


def _follows(page: Page, before: Sentence, after: Sentence) -> bool:
    """Whether both are in one container, with nothing between them."""
    one, two = before.source, after.source
    if page.blocks[one.block].parent != page.blocks[two.block].parent:
        return False
    first, second = before.span(0, len(before.text)), after.span(0, len(after.text))
    return not page.source.text[first.end : second.start].strip(" \t\r\n>*_")


def _finding(page: Page, before: Sentence, after: Sentence) -> Finding:
    first, second = before.span(0, len(before.text)), after.span(0, len(after.text))
    same = page.source.slice(first) == page.source.slice(second)
    fix = (Edit(Span(first.end, second.end), ""),) if same else ()
    return Finding(
        second, "repeated sentence", (note(page.source, first, "the same sentence"),), fix=fix
    )
