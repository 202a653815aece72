r"""Other versions of this page explain a parameter that this version has, too; this page does not.

What is compared is a unit: a paragraph that names a parameter, with the block after it that sets
it. The page is reported if its version documents the parameter, it has the section, it does not
name the parameter anywhere, and at least two other versions have the unit there. It is not reported
if this version describes the parameter differently, if the text started with a later version of the
same product, or if a snippet places the text.

A page is also reported if it lacks a sentence that the version before it and the version after it
both have, and has nothing else in its place. Versions that the site does not publish are no
evidence, and one that lacks such text on many of its pages never had it.

## Why

Text that is added to versions by hand is forgotten in some, and nobody notices what is missing.

## Example

The page in this version, and in two others:

````mdx
## Two programs

Leave the rules alone.
````

````mdx
## Two programs

Leave the rules alone. Set `bpfKubeProxyIptablesCleanupEnabled` to `false`:

```yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  bpfKubeProxyIptablesCleanupEnabled: false
```
````

````mdx
## Two programs

Leave them. Change `bpfKubeProxyIptablesCleanupEnabled` to `false`:

```bash
kubectl patch felixconfiguration default --type merge \
  -p '{"spec":{"bpfKubeProxyIptablesCleanupEnabled":false}}'
```
````

## Instead

Add the text to every version that documents the parameter, or place it with a snippet:

````mdx
## Two programs

Leave the rules alone. Set `bpfKubeProxyIptablesCleanupEnabled` to `false`:

```bash
kubectl patch felixconfiguration default --type merge \
  -p '{"spec":{"bpfKubeProxyIptablesCleanupEnabled":false}}'
```
````

## When to ignore

When readers of this version do not need the text, although the parameter exists.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Siblings
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import trees_in_words
from docs_snippets.siblings.guidance import Guidance
from docs_snippets.siblings.lost_text import lost_texts
from docs_snippets.siblings.omissions import missing_guidance

LONGEST_SHOWN = 100


@rule(Severity.WARNING, reads="siblings", prose=True)
def check(page: Page, siblings: Siblings) -> Iterator[Finding]:
    yield from _lost(page, siblings)
    yield from _unsaid(page, siblings)


def _lost(page: Page, siblings: Siblings) -> Iterator[Finding]:
    """Text of the versions before and after."""
    for found in lost_texts(siblings, page):
        newer, there = found.newer
        region = there.source.region(Span(found.first.start, found.first.start))
        note = Note(there.path, region.line, region.column, f"there: {_cut(found.first.text)}")
        message = f"text that {found.older.name} and {newer.name} have is missing after this"
        start = found.after.start
        span = Span(start, start + len(found.after.text))
        yield Finding(span, message, (note,), Confidence.MEDIUM)


def _unsaid(page: Page, siblings: Siblings) -> Iterator[Finding]:
    """Guidance about parameters."""
    for heading, parameter, trees, unit in missing_guidance(page, siblings):
        message = (
            f"this section has no guidance on {unit.name!r}; "
            f"the same section in {trees_in_words(trees)} has"
        )
        documented = parameter.quote.note(f"this tree documents {unit.name} here")
        yield Finding(heading.text_span, message, (_note(unit), documented), Confidence.MEDIUM)


def _note(unit: Guidance) -> Note:
    region = unit.page.source.region(unit.text.span)
    return Note(unit.page.path, region.line, region.column, f"there: {_cut(unit.text.prose.text)}")


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST_SHOWN else f"{said[:LONGEST_SHOWN].rstrip()}…"
