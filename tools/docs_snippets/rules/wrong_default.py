"""The page states a default that differs from the one in this version's reference.

Checked are sentences about exactly one parameter that state its default, rows of parameter tables,
and tables of the ports that parameters use by default. Past defaults, defaults of some systems
only, and numbers of releases are not checked. What `references` in `versions.yaml` lists counts:
values of charts, fields of resources, flags.

## Why

Defaults change between versions. A reader who relies on a wrong one runs with another value, and
notices when something breaks.

## Example

```mdx
The port of the health check is set by `healthPort`, which defaults to `9098`.
```

## Instead

State the default of the component that you mean, or link to the reference, which is right in every
version.

```mdx
The port of the health check is set by `healthPort`, which defaults to `9099`.
```

## When to ignore

When the reference is outdated, or a distribution that the page is about sets its own default.
Prefer to name the distribution in the sentence.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.parameter import Parameter
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.port_tables import PortDifference, differences
from docs_snippets.prose.stated_defaults import is_default, stated
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.resolution.reference_uses import reference_uses


@rule(Severity.ERROR, prose=True)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if "default" not in page.source.text.lower():
        return
    named = [(each.setting.name_span, each.parameter) for each in uses(page, facts)]
    listed = [(each.span, each.fact) for each in reference_uses(page, facts) if not each.setting]
    both = sorted((*named, *listed), key=lambda each: each[0])
    known = [(span, parameter) for span, parameter in both if parameter]
    for parameter, value, span in stated(page, known):
        if _is_release(value) and _is_release(parameter.default):
            continue  # a new release comes more often than a new page
        if parameter.default and not is_default(parameter, value):
            message = (
                f"{value!r} is not the default of {parameter.name!r} in this version; "
                f"expected {parameter.default!r}"
            )
            note = parameter.default_quote.note()
            yield Finding(span, message, (note,))
    places = [(span.start, one) for span, one in known]
    for each in differences(page, places):
        yield _ports(each)


def _is_release(value: str) -> bool:
    """Whether a value is the number of a release, `v1.2.3`."""
    return re.fullmatch(r"v?\d+\.\d+\.\d+(?:[-+.]\w+)*", value) is not None


def _ports(found: PortDifference) -> Finding:
    ports = ", ".join(f"{port}/{protocol}" for protocol, port in found.ports)
    names = " and ".join(repr(each.name) for each in found.parameters)
    message = f"port {ports} is not a default of {names}"
    if found.missing:
        many = "s" if len(found.ports) > 1 else ""
        message = f"the table is missing the default port{many} {ports} of {names}"
    return Finding(found.span, message, tuple(map(_note, found.parameters)))


def _note(parameter: Parameter) -> Note:
    return parameter.default_quote.note(f"the reference says: {parameter.config_default}")
