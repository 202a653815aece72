"""An edit was made in some versions of a page, and another version needs the same edit.

The rule runs with `lint --changed`. A version is reported if its page has the text that was edited,
and its reference documents the parameters that the edit names. A page that has another path in that
version is found by the renames in the history of the repository, or by its text. Text that is new,
rather than corrected, is not expected in versions older than those that received it. A note names
the versions that the edit does not fit, and why.

## Why

The version that was left out keeps the mistake until somebody finds it again.

## Example

The first block is the page before the change, the second one after it. The third one is the same
page in another version.

```mdx
The node listens on a port that is open too all.
```

```mdx
The node listens on a port that is open to all.
```

```mdx
The node listens on a port that is open too all.
```

## Instead

Make the edit in the other version, too. `docs-snippets mirror` can carry it over.

```mdx
The node listens on a port that is open too all.
```

```mdx
The node listens on a port that is open to all.
```

```mdx
The node listens on a port that is open to all.
```

## When to ignore

When the edit is meant for some versions only: say so in the description of the pull request
(`--pr-text`), and the versions that it names are left out: "not for Guide", "2.1 follows", "only
v2.0 and later", "Guide in a separate PR". A sentence that only mentions a version, a question
and a condition change nothing. The finding is a warning about the change and does not come back
after the merge. To turn the rule off,
add it to `rules.ignore` in `versions.yaml`.
"""

from collections.abc import Iterator

from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.linting.rule import ChangeFinding, change_rule
from docs_snippets.project.trees import trees_in_words
from docs_snippets.review.forgotten_edits import ForgottenEdit, forgotten_edits


@change_rule(Severity.WARNING)
def check(change: Change) -> Iterator[ChangeFinding]:
    for each in forgotten_edits(change):
        source = each.source
        line = source.line_span(each.line)
        text = source.slice(line)
        span = line._replace(start=line.start + len(text) - len(text.lstrip()))
        what, where = ("added", "after this line") if each.is_new else ("changed", "here")
        message = (
            f"the same text was {what} in {trees_in_words(each.made_in)}, but not {where}; "
            "edit it here too, or say in the description why not"
        )
        same = f"; the page is this one, {each.how}" if each.how else ""
        notes = (Note(*each.at, 1, f"the edit in the other tree{same}"), *_left_out(each))
        yield ChangeFinding(message, source, span, notes, Confidence.MEDIUM)


def _left_out(each: ForgottenEdit) -> Iterator[Note]:
    for why, trees in each.left_out:
        names = ", ".join(tree.name for tree in trees)
        yield Note(each.at[0], each.at[1], 1, f"not for {names}: {why}")
