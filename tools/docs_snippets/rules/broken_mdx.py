"""The page does not parse as MDX, so the site cannot be built with it.

## Why

One page that does not parse stops the build of the whole site. The message says what to write
instead, where the parser's own says only what it had expected. Where the site has formulas between
dollars, pages with dollars are passed over; where it rewrites pages before they are parsed, or is
built with a Docusaurus older than 3, which reads another MDX, all.

## Example

```mdx
Use <name> for the node.
```

## Instead

```mdx
Use `<name>` for the node.
```
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if page.error and facts.markdown.is_read_as_typed(page):
        yield Finding(page.error.span, page.error.message)
