"""The title of an admonition follows its type directly; the site expects it in brackets.

Nothing is reported if the site reads such titles, which its `mdx1Compat` setting decides.

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

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.events import ADMONITIONS
from docs_snippets.mdx.page import Page
from docs_snippets.prose.literal_directives import Opener, literal_lines, meant_name


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for line in literal_lines(page):
        if not isinstance(line, Opener) or not line.titled:
            continue
        name = meant_name(line.name, ADMONITIONS) or line.name
        if name[0].isupper():
            continue  # the first word of a sentence, which is no admonition with brackets either
        wanted = f"{line.colons}{name}{_bracketed(line.rest.strip())}"
        message = f"the site shows this line as text; write {wanted!r}"
        fix = _fix(line) if line.name in ADMONITIONS else ()
        yield Finding(line.span, message, fix=fix, fix_safe=bool(fix))


def _bracketed(title: str) -> str:
    return title if title.startswith("[") and title.endswith("]") else f"[{title}]"


def _fix(line: Opener) -> tuple[Edit, ...]:
    """Brackets around the title as it is typed."""
    title = line.rest.strip()
    if title.count("[") != title.count("]"):
        return ()
    return (Edit(Span(line.span.end - len(line.rest), line.span.end), _bracketed(title)),)
