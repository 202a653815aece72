"""An expression in the text of a page is an object or a regular expression.

A formatter that treats the asterisks in `{/* … */}` as emphasis turns a comment, such as the id of
a heading, into a regular expression.

## Why

The page parses, but the build fails when it renders the page: *Objects are not valid as a React
child*. An id that was in a comment is lost.

## Example

```mdx
## Install {/_ #install _/}
```

## Instead

Restore the comment, or put literal braces in backticks.

```mdx
## Install {/* #install */}
```

## When to ignore

Never on a page that is published: the build fails.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.page_names import (
    PageExpression,
    expressions,
    is_rendered,
    object_shown,
)

_COMMENT = re.compile(r"\s*/_(?P<text>.*?)_/\s*", re.DOTALL)


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for each in expressions(page) if is_rendered(page, facts) else ():
        kind = object_shown(page, each) if each.shown else ""
        if kind:
            yield _finding(each, kind)


def _finding(expression: PageExpression, kind: str) -> Finding:
    start = expression.start
    span = Span(start - 1, start + len(expression.code) + 1)
    comment = _COMMENT.fullmatch(expression.code)
    if comment:
        wanted = f"{{/*{comment['text']}*/}}"
        message = f"the site cannot render a regular expression; write {wanted!r}"
        return Finding(span, message, fix=(Edit(span, wanted),))
    what = "an object" if kind == "object" else "a regular expression"
    message = f"the site cannot render {what}; put text with braces in backticks"
    return Finding(span, message)
