"""A step uses something that only a later step of the page creates.

A step may need the custom resource definitions of a kind, a resource that an installation creates,
a namespace, or a file. Tabs are alternatives: two steps are compared only if one reader can follow
both. Pages for readers with a running installation are not held to this.

## Why

In the middle of an installation, the command fails with `no matches for kind` or `not found`.

## Example

````mdx
## Set the port

```bash
kubectl patch felixconfiguration default --type merge -p '{"spec":{"healthPort":9199}}'
```

## Install

```bash
kubectl create -f https://example.com/tigera-operator.yaml
kubectl create -f https://example.com/custom-resources.yaml
```
````

## Instead

Move the step below the one that creates what it needs.

````mdx
## Install

```bash
kubectl create -f https://example.com/tigera-operator.yaml
kubectl create -f https://example.com/custom-resources.yaml
```

## Set the port

```bash
kubectl patch felixconfiguration default --type merge -p '{"spec":{"healthPort":9199}}'
```
````

## When to ignore

When the section is for readers who already have the resource, for example on an upgrade. Prefer to
say so in the text.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.procedure import Step
from docs_snippets.code_blocks.step_effects import Artifact
from docs_snippets.code_blocks.step_order import MisplacedStep, contradicted_orders, misplaced_steps
from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR, reads="site", prose=True)
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    steps = docs.steps.steps(page)
    reported: set[int] = set()
    for found in misplaced_steps(page, steps):
        if found.step.span.start not in reported:
            reported.add(found.step.span.start)
            yield _too_early(page, found)
    for promise in contradicted_orders(page, steps):
        said = " ".join(page.source.slice(promise.span).split())
        message = f"{said!r} contradicts the order of the steps: {promise.kind} is created later"
        notes = (
            _note(page, promise.install, "installed here"),
            _note(page, promise.maker, f"{promise.kind} is created here"),
        )
        yield Finding(promise.span, message, notes)


def _too_early(page: Page, found: MisplacedStep) -> Finding:
    words, maker = page.source.slice(found.need.span), found.maker
    where = f", in {maker.heading!r}" if maker.heading else ""
    message = f"{words!r} comes before the step it needs: {_what(found.need.thing)} later{where}"
    return Finding(found.need.span, message, (_note(page, maker, "the step it needs"),))


def _what(thing: Artifact) -> str:
    match thing.kind:
        case "crds":
            return f"{thing.name} is installed"
        case "resource":
            return f"{thing.name.replace('/', ' ')!r} is created"
        case "namespace":
            return "the namespace is created"
        case _:
            return "the file is written"


def _note(page: Page, step: Step, message: str) -> Note:
    region = page.source.region(step.span)
    return Note(page.path, region.line, region.column, message)
