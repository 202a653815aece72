"""A page contains the markers of a merge conflict.

Markers are reported in Markdown, in code blocks, in generated text and in components. A page about
merge conflicts may show a complete conflict in a code block.

## Why

The reader sees both texts and the markers between them, or copies them. In MDX the build fails.

## Example

```mdx
<<<<<<< HEAD
Restart the node.
=======
Restart all nodes.
>>>>>>> restart
```

## Instead

Keep the text that is right, and delete the markers.

```mdx
Restart all nodes.
```

## When to ignore

When the page shows the markers on purpose and does not mention merge conflicts.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.merge_conflicts import conflicts


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for each in conflicts(page):
        first, *others = each.marks
        notes = tuple(note(page.source, span, "another mark of it") for span in others)
        message = "a mark of a merge conflict; keep one of the texts and delete the marks"
        yield Finding(first, message, notes)
