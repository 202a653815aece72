"""The page names a configuration parameter that other versions document and this version does not.

The same holds for what `references` in `versions.yaml` lists: values of charts in files, in `--set`
and in prose, fields of resources (`spec.replicas`) and flags (`--verbose`) in prose. For a value of
a chart without a schema, this is a warning: its templates may use more than `values.yaml` lists.
Sentences and pages about upgrades and other versions are not checked.

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
from docs_snippets.facts.parameter import Parameter
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree, trees_in_words
from docs_snippets.resolution.parameter_names import ParameterUse, spelling_of, uses
from docs_snippets.resolution.reference_uses import ReferenceUse, reference_uses


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for use in uses(page, facts):
        if use.parameter is None and use.elsewhere and _is_meant(use):
            message = (
                f"{use.setting.name!r} is not a parameter of this version, "
                "or the reference is older than this page"
            )
            note = _note(use.elsewhere)
            yield Finding(use.setting.name_span, message, (note,))
    for listed in reference_uses(page, facts):
        if listed.fact is None and listed.elsewhere:
            message = (
                f"{listed.name!r} is not in the reference of this version, "
                "or the reference is older than this page"
            )
            yield Finding(listed.span, message, (_note(listed.elsewhere),), severity=_level(listed))


def _level(use: ReferenceUse) -> Severity | None:
    """A chart may take values that its file of values does not list; its schema lists all."""
    is_sure = use.setting is None or use.setting.chart.complete
    return None if is_sure else Severity.WARNING


def _is_meant(use: ParameterUse) -> bool:
    """Whether the words surely name the parameter: plain prose may be any other word."""
    return use.setting.where != "text" or spelling_of(use.setting) is not None


def _note(elsewhere: tuple[tuple[Tree, Parameter], ...]) -> Note:
    trees = trees_in_words(tuple(tree for tree, _ in elsewhere))
    return elsewhere[0][1].quote.note(f"documented here for {trees}")
