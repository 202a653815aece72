"""Two statements of a page cannot both be true.

Compared are rows of tables that describe parameters (the default with the values, the range and the
type in the row, and with the default in the description), names in code of which a table of the
section has nearly the same, ports that one place alone gives to another protocol, and sentences
that say of the same thing that it is enabled and disabled by default, or required and optional.
Sentences about some releases or some cases are not compared.

## Why

Readers do not know which one to trust. Most often, one of the two was changed, and the other was
forgotten.

## Example

```mdx
| Name | Values          | Default |
| ---- | --------------- | ------- |
| mode | Strict, Relaxed | Loose   |

Encryption is enabled by default.

To save time, leave it as it is. Encryption is disabled by default.
```

## Instead

```mdx
| Name | Values          | Default |
| ---- | --------------- | ------- |
| mode | Strict, Relaxed | Relaxed |

Encryption is disabled by default.
```

## When to ignore

When the two are about different versions or systems, and the page says so in other places.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.contradictions import contradictions
from docs_snippets.prose.near_twins import table_twins
from docs_snippets.prose.port_protocols import other_protocols
from docs_snippets.prose.row_contradictions import row_contradictions


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, _: PageExamples) -> Iterator[Finding]:
    for row in row_contradictions(page):
        where = note(page.source, row.other, "the other cell")
        yield Finding(row.span, row.message, (where,))
    for twin in table_twins(page):
        message = f"the table of this section has {twin.twin!r}, not {twin.word!r}"
        yield Finding(twin.span, message)
    for port in other_protocols(page):
        message = f"port {port.port} is {port.protocol} here and {port.other} elsewhere on the page"
        where = note(page.source, port.other_span, "the other statement")
        yield Finding(port.span, message, (where,))
    for each in contradictions(page):
        message = (
            f"{each.later.subject!r} is {each.later.said!r} here and {each.earlier.said!r} above"
        )
        where = note(page.source, each.earlier.span, "the other statement")
        yield Finding(each.later.span, message, (where,))
