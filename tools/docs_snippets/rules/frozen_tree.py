"""A page was edited in a version that the configuration freezes.

The rule runs with `lint --changed`. A version is frozen with `frozen: true` in `versions.yaml`. The
edit is not expected in other versions: `forgotten-tree` does not ask for it.

## Why

A frozen version is kept as it was released. An edit there is usually meant for another version.

## Example

The first block is the page of a frozen version before the change, the second one after it. The
third one is what the configuration says of the product.

```mdx
The node listens on one port.
```

```mdx
The node listens on two ports.
```

```yaml
trees: [{ version: "1.0", frozen: true }]
```

## Instead

Make the edit in a version that is maintained, and leave the frozen one as it is.

```mdx
The node listens on one port.
```

```mdx
The node listens on one port.
```

## When to ignore

When the frozen version has to change, for example to remove a secret. The finding is a warning
about the change and does not come back after the merge.
"""

from collections.abc import Iterator

from docs_snippets.changes.change import Change, PageEdit
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import ChangeFinding, change_rule
from docs_snippets.project.trees import Tree


@change_rule(Severity.WARNING)
def check(change: Change) -> Iterator[ChangeFinding]:
    before = {tree.name for tree in change.base.trees} if change.base else frozenset[str]()
    for edit in change.edits:
        tree = change.head.pages.tree_of(edit.path)
        if tree and tree.frozen and tree.name.partition("@")[0] in before:
            yield _finding(edit, tree)


def _finding(edit: PageEdit, tree: Tree) -> ChangeFinding:
    """At the first line that the edit wrote, or the one below what it removed."""
    message = f"{tree.name} is frozen; edit a maintained version instead"
    source = edit.after
    if source is None:
        return ChangeFinding(f"{edit.path} was removed: {message}")
    line = min(edit.hunks[0].after.start + 1 if edit.hunks else 1, len(source.line_starts))
    start, end = source.line_span(line)
    return ChangeFinding(message, source, Span(start, end))
