"""The page is not valid MDX, so the site cannot be built.

The message says what to write instead. Pages with dollar signs are skipped if the site renders
math. All pages are skipped if the site preprocesses its Markdown, or uses a Docusaurus version
before 3, which reads a different MDX. A partial that no page imports is never compiled, and is not
reported.

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
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import is_shown
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, ParseError
from docs_snippets.prose.merge_conflicts import conflicts


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    error = page.error
    if error is None or not docs.facts.at(page.path).markdown.is_read_as_typed(page):
        return
    if is_shown(page.path, docs.pages) and not _is_of_conflict(page, error):
        end = len(page.source.text.rstrip())  # no place is behind the last line, if it has an end
        span = Span(min(error.span.start, end), min(error.span.end, end))
        yield Finding(span, error.message)


def _is_of_conflict(page: Page, error: ParseError) -> bool:
    """Whether a merge conflict that was left is what the parser rejects."""
    line = page.source.line_of(error.span.start)
    marked = (page.source.line_of(span.start) for each in conflicts(page) for span in each.marks)
    return line in marked
