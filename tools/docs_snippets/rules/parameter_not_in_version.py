"""A configuration parameter that other trees document, and this page's own tree does not.

## Why

A reader of this version gets an error, or a field that does nothing. It happens when guidance is
copied to an older version, and when a parameter is removed and the page that names it stays.

## Example

```mdx
Set `bpfJITHardening` to `Strict`.
```

## Instead

Leave it out where the tree's reference does not have it.

```mdx
Set `bpfEnabled` to `true`.
```

References lag behind the software: where the reference is what is wrong, accept the finding with an
ignore that says so, or correct the reference.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import trees_in_words
from docs_snippets.resolution.parameter_names import ParameterUse, spelling_of, uses


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for use in uses(page, facts):
        if use.parameter is None and use.elsewhere and _is_meant(use):
            message = f"parameter {use.setting.name!r} is not in this tree's reference"
            yield Finding(use.setting.name_span, message, (_note(use),))


def _is_meant(use: ParameterUse) -> bool:
    """Whether the words surely name the parameter: plain prose may be any other word."""
    return use.setting.where != "text" or spelling_of(use.setting) is not None


def _note(use: ParameterUse) -> Note:
    trees = trees_in_words(tuple(tree for tree, _ in use.elsewhere))
    return use.elsewhere[0][1].quote.note(f"documented here, for {trees}")
