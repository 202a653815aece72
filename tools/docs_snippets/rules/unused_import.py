"""A page imports a text from a file and does not show it.

Only files of Markdown are reported. A component that is not used costs nothing, but a text that is
not shown is often one that was lost.

## Why

The reader does not see the text, or the import was copied from a page that shows it.

## Example

```mdx
import Prerequisites from './_prerequisites.mdx';

Install the tools.
```

## Instead

```mdx
import Prerequisites from './_prerequisites.mdx';

<Prerequisites />

Install the tools.
```

## When to ignore

When the page shows the text in a way that this tool cannot see.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Import, Page

_TEXTS = (".md", ".mdx")


@rule(Severity.INFO, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for each in () if page.error or page.script else page.imports:
        names = [local for local, _ in each.names]
        if each.source.endswith(_TEXTS) and names and not any(_is_used(page, n) for n in names):
            shown = " or ".join(f"<{name}>" for name in names)
            yield Finding(each.span, f"nothing shows {shown}, which is imported here")


def _is_used(page: Page, name: str) -> bool:
    """Whether a name is anywhere but in imports."""
    found = re.finditer(rf"(?<![\w$]){re.escape(name)}(?![\w$])", page.source.text)
    return any(not _is_inside(each.start(), page.imports) for each in found)


def _is_inside(at: int, imports: tuple[Import, ...]) -> bool:
    return any(each.span.start <= at < each.span.end for each in imports)
