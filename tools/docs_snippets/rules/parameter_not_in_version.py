"""The page names a configuration parameter that other versions document and this version does not.

## Why

In this version, the parameter causes an error or does nothing. This happens when text is copied to
an older version, and when a parameter is removed and its page is not updated.

## Example

```mdx
Set `bpfJITHardening` to `Strict`.
```

## Instead

Leave the parameter out, or use one that this version documents.

```mdx
Set `bpfEnabled` to `true`.
```

## When to ignore

When the software has the parameter and the reference is outdated: say so in the reason of the
ignore comment, or regenerate the reference. Also when the page tells readers of this version about
a parameter of another one, for example in an upgrade guide.
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
            message = (
                f"{use.setting.name!r} is not a parameter of this version, "
                "or the reference is older than this page"
            )
            yield Finding(use.setting.name_span, message, (_note(use),))


def _is_meant(use: ParameterUse) -> bool:
    """Whether the words surely name the parameter: plain prose may be any other word."""
    return use.setting.where != "text" or spelling_of(use.setting) is not None


def _note(use: ParameterUse) -> Note:
    trees = trees_in_words(tuple(tree for tree, _ in use.elsewhere))
    return use.elsewhere[0][1].quote.note(f"documented here for {trees}")
