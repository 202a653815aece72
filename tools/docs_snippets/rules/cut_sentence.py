"""A paragraph ends in the middle of a sentence.

A paragraph is reported if its last word is one that no sentence ends with, such as "the" or "your",
no punctuation follows it, and no code block, list, table or image continues the sentence.

## Why

The end of the sentence was deleted or never written. The reader cannot know what it said.

## Example

```mdx
After the last step, the new nodes are part of the group and your

## Next steps
```

## Instead

```mdx
After the last step, the new nodes are part of the group and your cluster is ready.

## Next steps
```

## When to ignore

When a component below the paragraph ends the sentence.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_UNFINISHED = re.compile(r"(?<=[a-z,] )(?:an|because|the|their|your|its|our|whose|than)\s*$")
_SHORTEST = 5  # words of a paragraph that is no label
_GOES_ON = frozenset(("paragraph", "heading", "admonition", "rule"))
"""Blocks after a paragraph that do not continue its sentence."""


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for text in page.texts:
        if text.kind != "paragraph":
            continue
        words = plain_words(text)
        found = _UNFINISHED.search(words)
        if found and len(words.split()) >= _SHORTEST and _ends_here(page, text):
            span = text.prose.span(found.start(), found.start() + len(found[0].rstrip()))
            yield Finding(span, f"the sentence ends after {found[0].strip()!r}")


def _ends_here(page: Page, text: Text) -> bool:
    """Whether nothing below a paragraph can go on with its sentence."""
    own = page.blocks[text.block]
    if page.source.text[text.span.start : own.span.end].rstrip()[-1:].isalpha() is False:
        return False
    after = [block for block in page.blocks[text.block + 1 :] if block.parent == own.parent]
    return not after or after[0].kind in _GOES_ON
