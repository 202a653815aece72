"""The page is not valid MDX, so the site cannot be built.

The message says what to write instead. Pages with dollar signs are skipped if the site renders
math. All pages are skipped if the site preprocesses its Markdown, or uses a Docusaurus version
before 3, which reads a different MDX.

## Why

One page that does not parse stops the build of the whole site.

## Example

```mdx
Use <name> for the node.
```

## Instead

```mdx
Use `<name>` for the node.
```

## When to ignore

Never on a page that is published: the build fails. If the site builds the page all the same, report
the case as a bug of this tool, and exclude the page under `rules.paths` in `versions.yaml` until it
is fixed.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, ParseError
from docs_snippets.prose.merge_conflicts import conflicts


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    error = page.error
    if error and facts.markdown.is_read_as_typed(page) and not _is_of_conflict(page, error):
        end = len(page.source.text.rstrip())  # no place is behind the last line, if it has an end
        span = Span(min(error.span.start, end), min(error.span.end, end))
        yield Finding(span, error.message)


def _is_of_conflict(page: Page, error: ParseError) -> bool:
    """Whether a merge conflict that was left is what the parser rejects."""
    line = page.source.line_of(error.span.start)
    marked = (page.source.line_of(span.start) for each in conflicts(page) for span in each.marks)
    return line in marked
