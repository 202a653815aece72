"""The page lists the parameter groups of its reference one by one, and one group is missing.

Each missing group is reported once: at the element with the most similar name, or else at the last
group on the page. A page that shows fewer than half of the groups is not treated as a reference
page, and one that shows the whole reference at once is complete. If the page shows resource fields
only, groups without such fields are not expected.

## Why

Readers do not find parameters that this version has.

## Example

```mdx
## Parameters

<FelixConfig configType="configenv" name="Datastore connection" />
<FelixConfig configType="configenv" name="Process: Health port and timeouts" />
<FelixConfig configType="configenv" name="Process: Logging" />
<FelixConfig configType="configenv" name="Process: Prometheus metrics" />
<FelixConfig configType="configenv" name="Dataplane: Common" />
<FelixConfig configType="configenv" name="Overlay: VXLAN overlay" />
<FelixConfig configType="configenv" name="Overlay: Wireguard" />
```

## Instead

```mdx
## Parameters

<FelixConfig configType="configenv" name="Datastore connection" />
<FelixConfig configType="configenv" name="Process: Health port and timeouts" />
<FelixConfig configType="configenv" name="Process: Logging" />
<FelixConfig configType="configenv" name="Process: Prometheus metrics" />
<FelixConfig configType="configenv" name="Dataplane: Common" />
<FelixConfig configType="configenv" name="Dataplane: eBPF" />
<FelixConfig configType="configenv" name="Overlay: VXLAN overlay" />
<FelixConfig configType="configenv" name="Overlay: Wireguard" />
```

## When to ignore

When the group is left out on purpose, for example because it is for internal use.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Jsx, Page

ENOUGH = 0.5
"""Share of the groups that a page shows before it counts as one that shows them all."""
NAMED = 3


@rule(Severity.WARNING)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    reference = facts.parameters
    components = [name for each in facts.examples.parameters for name in each.components]
    shown = [element for element in page.jsx if element.name in components]
    if reference is None or not shown:
        return
    names = [_values(element).get("name") for element in shown]
    known = [group for group in reference.groups if group in names]
    if None in names or len(known) < ENOUGH * len(reference.groups):
        return
    fields = all("yaml" in _values(element).values() for element in shown)
    for group in reference.groups:
        inside = _inside(reference, group, fields) if group not in names else []
        if inside:
            meant = _meant(shown, group, reference)
            message = f"this page does not show group {group!r} of the reference: {_some(inside)}"
            if meant:
                name = _values(meant)["name"]
                message = f"the reference has no group {name!r}; did you mean {group!r}?"
            note = inside[0].quote.note(f"{inside[0].name} is documented in this group")
            fix = _renamed(page, meant, group) if meant else ()
            yield Finding((meant or shown[-1]).open_span, message, (note,), fix=fix)


def _renamed(page: Page, element: Jsx, group: str) -> tuple[Edit, ...]:
    """The group that an element was likely to show, in the quotes that the page has."""
    named = next(each for each in element.attributes if each.name == "name")
    typed, text = named.value or "", page.source.slice(named.span)
    if text.count(typed) != 1 or set(group) & set("\"'{}&<>"):
        return ()
    start = named.span.start + text.index(typed)
    return (Edit(Span(start, start + len(typed)), group),)


def _inside(reference: Parameters, group: str, fields: bool) -> list[Parameter]:
    """The parameters of a group, those alone that have fields where `fields` are shown."""
    return list(reference.named(lambda one: one.group == group and bool(one.yaml or not fields)))


def _meant(shown: list[Jsx], group: str, reference: Parameters) -> Jsx | None:
    """The element that names no group, and was likely to show this one."""
    stray = {_values(each)["name"]: each for each in shown}
    names = [name for name in stray if name and name not in reference.groups]
    close = get_close_matches(group, names, n=1, cutoff=0.9)
    return stray[close[0]] if close else None


def _values(element: Jsx) -> dict[str, str | None]:
    return {each.name: each.value for each in element.attributes}


def _some(parameters: list[Parameter]) -> str:
    names = [each.name for each in parameters]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
