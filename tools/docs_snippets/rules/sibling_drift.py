"""The same guidance says something else in sibling trees, and nothing in this tree explains it.

Copies of a page (under its path in other trees, or under its name where most of it is the same) are
compared sentence by sentence, cell by cell, and line by line of code. Names of products, variables,
where links lead, versions and wording are left alone. Reported is

- a delimiter that lost its partner, a number its start, or a sentence its end, that the siblings
  still have,
- a name in code in other case or with other hyphens, where the rest of its page spells it as the
  siblings do,
- a word that next to no page of the tree spells so, and one that the newest version has mended,
- a sign or label that one product alone has, while its own page says elsewhere what all others say.

What stands apart, and may be the copy that is right, is told as information: a word that few copies
have, a small one that they lack, code in which a version differs from those before and after it,
or the newest from all the others, and a variable that one version alone has lost.

## Why

A mistake that was mended in one version lives on in its copies, and a slip of an edit stays where
it happened. Readers of that version alone meet it.

## Example

The page in one tree, and in two others:

````mdx
Set `bpfEnabled` to `"true".
````

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

## Instead

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

Where the difference is meant, say so with an ignore.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Siblings
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import trees_in_words
from docs_snippets.siblings.drift import Drift, drifts

LONGEST_SHOWN = 100


@rule(Severity.WARNING, reads="siblings")
def check(page: Page, siblings: Siblings) -> Iterator[Finding]:
    for found in drifts(siblings, page):
        unsure = found.reason in ("apart", "word")
        sure = Confidence.LOW if unsure else Confidence.MEDIUM
        severity = Severity.INFO if unsure else None
        yield Finding(found.span, _message(found), (_note(found),), sure, severity=severity)


def _message(found: Drift) -> str:
    trees = trees_in_words(found.having)
    if not found.words:
        return f"{found.wanted!r} is missing here; it is there in {trees}"
    if not found.wanted:
        return f"{found.words!r} is not there in {trees}"
    return f"{found.words!r} here is {found.wanted!r} in {trees}"


def _note(found: Drift) -> Note:
    page, unit = found.there.page, found.there.unit
    line, column, _, _ = page.source.region(Span(unit.start, unit.start))
    words = " ".join(unit.text.split())
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()}…"
    return Note(page.path, line, column, f"there: {shown}")
