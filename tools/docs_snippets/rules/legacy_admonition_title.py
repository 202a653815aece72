"""The title of an admonition follows its type directly; the site expects it in brackets.

Nothing is reported if the site reads such titles, which its `mdx1Compat` setting decides, or is
built by a Docusaurus before 3, which knows no brackets.

## Why

Without brackets, the line does not start an admonition. The build succeeds, and the reader sees the
line as text, colons included.

## Example

```mdx
:::tip Before you start

Save your work.

:::
```

## Instead

```mdx
:::tip[Before you start]

Save your work.

:::
```

## When to ignore

When the colons are meant as text. Prefer code formatting for such a line; the finding then
disappears.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.literal_directives import Opener, literal_lines, meant_name


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    names = facts.markdown.mdx1_compat.names
    for line in () if page.mdx_1 else literal_lines(page):
        if not isinstance(line, Opener) or not line.titled:
            continue
        name = line.name if line.name in names else meant_name(line.name, names)
        if not name and line.name[0].isupper():
            continue  # the first word of a sentence
        wanted = f"{line.colons}{name}{_bracketed(line.rest.strip())}"
        advice = f"; write {wanted!r}" if name else ""
        fix = _fix(line) if line.name in names else ()
        message = f"the site shows this line as text{advice}"
        yield Finding(line.span, message, fix=fix, fix_safe=bool(fix))


def _bracketed(title: str) -> str:
    return title if title.startswith("[") and title.endswith("]") else f"[{title}]"


def _fix(line: Opener) -> tuple[Edit, ...]:
    """Brackets around the title as it is typed."""
    title = line.rest.strip()
    if title.count("[") != title.count("]"):
        return ()
    return (Edit(Span(line.span.end - len(line.rest), line.span.end), _bracketed(title)),)
