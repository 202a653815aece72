"""A block that starts with `:::` has a type that the site does not know.

The types are those of Docusaurus and the `keywords` of the site's `admonitions` setting. They are
case-sensitive: `:::Info` is no admonition. If the site has Markdown plugins of its own, only
types that are almost spelled like a known one are reported.

## Why

The build succeeds, and the reader sees plain paragraphs: no box, no icon, no title.

## Example

```mdx
:::notice

Save your work.

:::
```

## Instead

```mdx
:::note

Save your work.

:::
```

## When to ignore

When a plugin that this tool cannot see handles the type.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.events import ADMONITIONS
from docs_snippets.mdx.page import Directive, Page
from docs_snippets.prose.literal_directives import meant_name

# Types of other systems, and the one of Docusaurus with their meaning:
# https://docutils.sourceforge.io/docs/ref/rst/directives.html#admonitions
# https://vitepress.dev/guide/markdown#custom-containers
_ELSEWHERE = {
    "alert": "warning",
    "attention": "warning",
    "error": "danger",
    "hint": "tip",
    "information": "info",
    "notice": "note",
    "remark": "note",
}


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for each in page.directives:
        if each.kind == "container" and not page.error:
            yield from _finding(page, each, facts.markdown.has_own_plugins)


def _finding(page: Page, block: Directive, plugins: bool) -> Iterator[Finding]:
    """`plugins`: whether the site has some that may handle other types."""
    text, start = page.source.text, block.span.start
    name_start = start + len(text[start:]) - len(text[start:].lstrip(":"))
    colons, name = text[start:name_start], block.name
    span = Span(start, name_start + len(name))
    meant = _ELSEWHERE.get(name.lower()) or meant_name(name, ADMONITIONS)
    if meant:
        wanted = colons + meant
        fix = (Edit(span, wanted),) if page.source.slice(span) == colons + name else ()
        yield Finding(span, f"unknown admonition {name!r}; write {wanted!r}", fix=fix)
    elif not plugins:
        message = f"unknown admonition {name!r}: the site shows its content without a box"
        yield Finding(span, message, severity=Severity.WARNING)
