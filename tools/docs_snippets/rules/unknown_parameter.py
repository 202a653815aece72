"""The page uses a configuration parameter that no version documents; often it is a typo.

In a resource, a field must match in case; an environment variable matches in any case; prose may
use any spelling of the name. In prose, a name is reported if it is close to a known one (outside
code only if it is long), if the same page sets it, or if the text calls it a field of the resource.

Values of a chart whose reference is listed under `references` in `versions.yaml` are checked in
files of values and in `--set`. Reported is what is almost a value beside it, or what a schema rules
out.

## Why

The API rejects an unknown field, or stores the resource without it. An unknown environment variable
is ignored silently.

## Example

````mdx
```bash
kubectl patch felixconfiguration default --type merge -p '{"spec":{"bpfEnabledd":true}}'
```
````

## Instead

````mdx
```bash
kubectl patch felixconfiguration default --type merge -p '{"spec":{"bpfEnabled":true}}'
```
````

## When to ignore

When the software has the parameter and no reference lists it yet. Say so in the reason; after the
reference is updated, `useless-ignore` reports the comment.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.parameter_settings import Setting
from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.link_suggestions import Suggestions
from docs_snippets.resolution.parameter_names import (
    is_called_one,
    is_meant,
    nearest_name,
    spelling_of,
    uses,
)
from docs_snippets.resolution.reference_uses import reference_uses

LONG = 16
"""Letters of a name that is no word and no other thing's name."""


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    unknown = [use.setting for use in uses(page, facts) if not use.known]
    set_here = {setting.name.lower() for setting in unknown if spelling_of(setting)}
    hints = Suggestions()
    for setting in unknown:
        sure = setting.name.lower() in set_here or setting.spelling == "env"
        long = setting.where == "text" and len(setting.name) >= LONG
        looked_for = sure or long or setting.where == "code"
        meant = _nearest(setting, facts, hints) if looked_for else ""
        if setting.name.isupper():
            meant = meant.upper()  # variables of any case are read
        misspelled = bool(meant) and _misspells(setting, meant, page, facts)
        if not (sure or misspelled or _is_called_one(setting, page, facts)):
            continue
        old = ": no reference documents it, or they are older than this page"
        hint = f"; did you mean {meant!r}?" if meant else old
        message = f"unknown parameter {setting.name!r}{hint}"
        fix = replacement(page, setting.name_span, setting.name, meant) if meant else ()
        yield Finding(setting.name_span, message, fix=fix)
    yield from _of_listed(page, facts)


def _of_listed(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    """Values that no listed reference has."""
    for use in reference_uses(page, facts):
        if not use.is_unknown or use.setting is None:
            continue
        parent, _, name = use.name.rpartition(".")
        hint = f"; did you mean {use.near!r}?" if use.near else ""
        where = f" in {parent!r}" if parent else ""
        message = f"unknown value {name!r}{where} of chart {use.setting.chart.owner!r}{hint}"
        holder = use.setting.chart.find(parent)
        notes = (holder.quote.note(f"{parent} is documented here"),) if holder else ()
        fix = replacement(page, use.span, name, use.near) if use.near else ()
        yield Finding(use.span, message, notes, fix=fix)


def _nearest(setting: Setting, facts: TreeFacts, hints: Suggestions) -> str:
    """The name that was most likely meant, as long as there are not too many to compare."""
    count, nearest = nearest_name(setting, facts)
    return hints.of(f"{spelling_of(setting)} {setting.name}", count, nearest)


def _is_called_one(setting: Setting, page: Page, facts: TreeFacts) -> bool:
    return setting.where == "code" and is_called_one(setting, page, facts)


def _misspells(setting: Setting, meant: str, page: Page, facts: TreeFacts) -> bool:
    """Whether a name in prose is no other thing; capitalised, it may differ by case alone."""
    by_case = setting.name.lower() == meant.lower()
    if setting.where == "text":
        return not by_case
    if not by_case and len(setting.name) >= LONG:
        return True
    return not (by_case and setting.name[:1].isupper()) and is_meant(setting, page, facts)
