"""A paragraph contradicts the code block that it introduces.

What is said before a sentence that speaks of a change or of something else ("To change the port,
…") is no claim about the block, and `key = value` counts in formats of settings, not in programs.
Compared are numbers of things ("3 replicas"), names of things ("the `web` namespace") and labels
with the settings of the block, and names and numbers that the block has in nearly the same
spelling. So are the one network, address, port, release, amount, image or `key=value` of the
paragraph and the one of the block, what it sets a key to (`order: 200`), and the name and the kind
of the only object in it. If the block has the
paragraph's value in any place, nothing is reported, except for a number of replicas, which is
compared with `replicas` alone. A word that begins or ends with the
other (`.name` and `name`) is a different name. How often something is done ("weekly") is compared
with the schedule, in the paragraph and in the name of the object. A value is compared with a
comment beside it that lists the possible ones (`# Enforce | Audit`).

## Why

Readers do not know which one to trust. Most often, one of the two was changed, and the other was
forgotten.

## Example

````mdx
Run 3 replicas of the proxy in the `proxies` namespace:

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: proxy
  namespace: proxies
spec:
  replicas: 2
```
````

## Instead

````mdx
Run 2 replicas of the proxy in the `proxies` namespace:

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: proxy
  namespace: proxies
spec:
  replicas: 2
```
````

## When to ignore

When the paragraph means something that the block does not show, and no other words make that clear.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.introduced_code import code_mismatches
from docs_snippets.prose.introduced_values import ShownObjects, other_values
from docs_snippets.prose.listed_values import unlisted_values
from docs_snippets.prose.near_twins import near_twins
from docs_snippets.prose.schedules import other_schedules


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    reported = set()
    for each in code_mismatches(page):
        reported.add(each.span)
        message = (
            f"{each.said!r} contradicts the code block below, where {each.key!r} is {each.value!r}"
        )
        yield Finding(
            each.span, message, (note(page.source, each.value_span, "the value in the code block"),)
        )
    for twin in near_twins(page):
        if twin.span not in reported:
            reported.add(twin.span)
            message = f"{twin.word!r} contradicts the code block below, which has {twin.twin!r}"
            yield Finding(twin.span, message)
    for other in other_values(page, _objects(page, examples)):
        if other.span not in reported:
            reported.add(other.span)
            message = f"{other.said!r} contradicts the code block below, which has {other.value!r}"
            yield Finding(other.span, message)
    for timed in other_schedules(page):
        if timed.span not in reported:
            often = f"which is {timed.often}"
            message = f"{timed.said!r} contradicts the schedule {timed.schedule!r}, {often}"
            yield Finding(timed.span, message)
    for unlisted in unlisted_values(page):
        message = f"{unlisted.value!r} is none of the values in the comment: {unlisted.listed}"
        yield Finding(unlisted.span, message)


def _objects(page: Page, examples: PageExamples) -> dict[int, ShownObjects]:
    """The objects in code blocks, by the block of the page."""
    shown: dict[int, ShownObjects] = {}
    for each in examples.manifests(page):
        if each.fence >= 0 and each.kind:
            at = page.fences[each.fence].block
            names, kinds = shown.get(at, ((), ()))
            shown[at] = ShownObjects(frozenset((*names, each.name)), frozenset((*kinds, each.kind)))
    return shown
