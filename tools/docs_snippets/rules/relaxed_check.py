"""A change allows something that was not allowed before.

It is no mistake: it is listed so that a reviewer sees it. With `lint --changed`, every ignore that
the change adds, every finding that it accepts in the baseline, and every setting of the
configuration that makes the checks say less: rules turned off, frozen trees, corrected facts,
snippets kept out of a tree.

## Why

What hides a finding is easy to miss in a large diff, and stays for good.

## Example

```mdx
It runs on the node.
```

```mdx
{/* docs-snippets-ignore repeated-word: a song */}
It runs on the node node.
```

## Instead

```mdx
It runs on the node.
```

```mdx
It runs once on the node.
```
"""

from collections.abc import Iterator

from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import ChangeFinding, change_rule
from docs_snippets.review.relaxations import relaxations


@change_rule(Severity.INFO)
def check(change: Change) -> Iterator[ChangeFinding]:
    for each in relaxations(change):
        yield ChangeFinding(each.words, each.source, each.span)
