"""The command patches a custom resource without `--type`, and the API of this version rejects that.

By default, `kubectl patch` sends a strategic merge patch. Built-in kinds and kinds behind an
aggregated API server accept it. A custom resource definition does not: the API answers with status
415, unsupported media type. The install pages of the version show how it serves a kind. If they
show one way and another page shows the other, the finding is a warning.

## Why

The command fails on every such cluster, with an error that does not mention the missing flag.

## Example

````mdx
```bash
kubectl patch installation default -p '{"spec":{"flexVolumePath":"None"}}'
```
````

## Instead

````mdx
```bash
kubectl patch installation default --type merge -p '{"spec":{"flexVolumePath":"None"}}'
```
````

## When to ignore

When the section is about clusters that serve the kind through an aggregated API server.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.client_calls import Call, CallTarget, Flag
from docs_snippets.core.diagnostics import Confidence, Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.kubernetes import Kind
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for call in facts.examples.calls(page):
        if call.verb != "patch" or call.client.offline_merge:
            continue
        flag = call.flag("--type")
        if flag is None or (flag.value is not None and flag.value.text == "strategic"):
            yield from _rejected(call, flag, facts)


def _rejected(call: Call, flag: Flag | None, facts: TreeFacts) -> Iterator[Finding]:
    for target in call.targets[:1]:
        for kind in facts.kinds.find(target.kind)[:1]:
            takes = facts.kinds.takes(kind, "strategic", facts.serving)
            if takes is False:
                yield _finding(target, kind, flag, facts, Severity.ERROR)
            elif takes is None and facts.serving.how == "either":
                yield _finding(target, kind, flag, facts, Severity.WARNING)


def _finding(
    target: CallTarget,
    kind: Kind,
    flag: Flag | None,
    facts: TreeFacts,
    severity: Severity,
) -> Finding:
    sure = severity is Severity.ERROR
    where = "" if sure else " in clusters with native CRDs"
    what = "'--type strategic'" if flag else "a strategic merge patch, the default"
    wanted = "expected 'merge'" if flag else "add '--type merge'"
    message = f"the API of {kind.kind} rejects {what}{where}; {wanted}"
    told = facts.serving.explained if not sure else facts.serving.quote
    told = told if kind.served == "derived" else None
    words = "the installation creates its CRD here" if sure else "native CRDs are explained here"
    edit = Edit(flag.value_span, "merge") if flag else _type_after(target)
    return Finding(
        target.kind_span,
        message,
        (told.note(words),) if told else (),
        Confidence.HIGH if sure else Confidence.MEDIUM,
        (edit,),
        severity=severity,
    )


def _type_after(target: CallTarget) -> Edit:
    """The flag after the resource, as documentation writes it."""
    end = (target.name_span or target.kind_span).end
    return Edit(Span(end, end), " --type merge")
