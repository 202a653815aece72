"""An edit that was made in some versions applies to another one, where it was not made.

With `lint --changed`. The same text stands in the page of the other version, and its reference
documents the parameters that the edit names, as it does where the edit was made. What is added, and
not corrected, is not asked of versions older than those it was added to. Versions that the edit
does not fit are named with the reason.

## Why

A version that is left out stays wrong until somebody meets the mistake there again.

## Example

A page before and after, and the same page of another version.

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

```mdx
The node listens on a port that is open too all.
```

```mdx
The node listens on a port that is open to all.
```

```mdx
The node listens on a port that is open to all.
```
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
        what = "text was added" if each.is_new else "text was changed"
        where = "after this line" if each.is_new else "here"
        message = (
            f"the same {what} in {trees_in_words(each.made_in)}, and not {where}; "
            "make the edit here, too, or say in the description why not"
        )
        notes = (Note(*each.at, 1, "the edit, there"), *_left_out(each))
        yield ChangeFinding(message, source, span, notes, Confidence.MEDIUM)


def _left_out(each: ForgottenEdit) -> Iterator[Note]:
    for tree, why in each.left_out:
        yield Note(each.at[0], each.at[1], 1, f"not for {tree.name}, which {why}")
