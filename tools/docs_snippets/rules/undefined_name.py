"""An expression uses a name that nothing defines.

A page can use what it imports and exports, what every page is given (`props`, `frontMatter`),
JavaScript's own names, and what the site defines for all pages: properties of `globalThis` and
names that the bundler provides. If the site has plugins that may rewrite expressions, nothing is
reported.

## Why

The page parses, but the build fails when it renders the page: *ReferenceError: … is not defined*.

## Example

```mdx
The files are in {CustomPath} by default.
```

## Instead

Put literal braces in backticks, or import the value.

```mdx
The files are in `{CustomPath}` by default.
```

## When to ignore

When the name is defined in a way that this tool cannot see, such as a plugin from a package.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import is_shown
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.page_names import OF_BROWSERS, is_rendered, undefined_names


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    if not is_rendered(page, docs.facts.at(page.path)):
        return
    for each in undefined_names(page, docs):
        if not is_shown(page.path, docs.pages):
            return
        yield Finding(each.span, _message(each.name))


def _message(name: str) -> str:
    if name in OF_BROWSERS:
        return f"{name!r} does not exist when the site is built; test it with `typeof` first"
    return (
        f"{name!r} is not defined, so the page cannot be rendered; "
        "import it, or put text with braces in backticks"
    )
