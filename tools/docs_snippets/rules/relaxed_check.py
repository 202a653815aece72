"""The change makes the checks more lenient; a reviewer should know.

This is a notice, not a mistake. With `lint --changed`, it lists every ignore comment that the
change adds, every finding that it accepts in the baseline, and every setting that makes the checks
report less: rules that are turned off, frozen versions, corrected facts, and snippets that are
skipped in a version.

## Why

In a large diff, a line that hides findings is easy to overlook, and it stays.

## Example

The page before the change, and after it:

```mdx
It runs on the node.
```

```mdx
{/* docs-snippets-ignore repeated-word: a song */}
It runs on the node node.
```

## Instead

Correct the text rather than hide the finding:

```mdx
It runs on the node.
```

```mdx
It runs once on the node.
```

## When to ignore

When the reason that the change gives is a good one. The notice does not fail a run by default, and
it does not come back after the merge.
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
