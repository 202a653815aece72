"""The versions that the change edits are not the versions that its description names.

The rule runs with `lint --changed` and the text of the pull request. Only lists of versions count:
in a field of the form, or next to a product (`v1.2/v1.3`). A version that is mentioned in passing
does not count, and neither does a form that is not filled in.

## Why

If a version is named and not edited, its readers do not get the change. If it is edited and not
named, the change to it is not reviewed.

## Example

The description, then the page before and after the change:

```text
Product Version(s): v3.30
```

```mdx
Settings.
```

```mdx
Settings of the node.
```

## Instead

Correct the description, or edit the version that it names.

```text
Product Version(s): v3.31
```

```mdx
Settings.
```

```mdx
Settings of the node.
```

## When to ignore

When the named version is edited in another pull request: say so in the description ("2.1 follows",
"Guide in a separate PR"), and it is left out. The finding is a warning about the change and
does not come back after the merge.
"""

from collections.abc import Iterator

from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Confidence, Severity
from docs_snippets.linting.rule import ChangeFinding, change_rule
from docs_snippets.project.trees import Tree, trees_in_words
from docs_snippets.review.claimed_versions import Claims, claims
from docs_snippets.review.exclusions import excluded_trees


@change_rule(Severity.WARNING)
def check(change: Change) -> Iterator[ChangeFinding]:
    touched = _touched(change)
    if change.text is None or not touched:
        return
    said = claims(change.text.said, change.head.trees, change.head.config.products)
    claimed = _claimed(said, touched)
    answered = excluded_trees(change.text.said, change.head.trees, change.head.config.products)
    missing = tuple(
        tree for tree in change.head.trees if tree in claimed - touched - answered.keys()
    )
    if missing:
        message = (
            f"the description names {trees_in_words(missing)}, where the change edits nothing; "
            "edit it too, or remove it from the description"
        )
        yield ChangeFinding(message, confidence=Confidence.MEDIUM)
    beside = touched - said.named if claimed & touched and not said.wide else frozenset()
    beside = beside if not said.field or claimed else frozenset()
    unsaid = tuple(tree for tree in change.head.trees if tree in beside)
    if unsaid:
        message = (
            f"the change edits {trees_in_words(unsaid)}, which the description does not name; "
            f"it names {trees_in_words(_in_order(change, claimed & touched))}"
        )
        yield ChangeFinding(message, confidence=Confidence.MEDIUM)


def _touched(change: Change) -> frozenset[Tree]:
    """The trees in which a page or another file differs."""
    trees = (change.head.pages.tree_of(path) for path in change.docs_files.all)
    return frozenset(tree for tree in trees if tree)


def _claimed(said: Claims, touched: frozenset[Tree]) -> frozenset[Tree]:
    """The field's versions, and those of lists in which at least one is touched."""
    lists = (each for each in said.lists if each & touched)
    return said.field.union(*lists)


def _in_order(change: Change, trees: frozenset[Tree]) -> tuple[Tree, ...]:
    return tuple(tree for tree in change.head.trees if tree in trees)
