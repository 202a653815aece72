"""Other trees' copies of the page have guidance about a parameter that this tree documents, too.

Compared are units: a paragraph that names a parameter together with the block after it that sets
it. A tree is reported when its reference documents the parameter, its page has the section, and
nothing on the page names the parameter, while at least two other trees have the unit there.
Silent where the tree's reference describes the parameter otherwise, where the guidance began with a
later version of the same product, and where a snippet places the text.

A version is reported, too, that lacks a sentence which the versions right before and after it both
have, in words of their own, where nothing else stands in its place.

## Why

Guidance that is added to some versions by hand is forgotten in others, and nobody misses what is
not there.

## Example

The page in one tree, and in two others:

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
kubectl patch felixconfiguration default --type merge \\
  -p '{"spec":{"bpfKubeProxyIptablesCleanupEnabled":false}}'
```
````

## Instead

Say it in every tree whose reference has the parameter, or place a snippet:

````mdx
## Two programs

Leave the rules alone. Set `bpfKubeProxyIptablesCleanupEnabled` to `false`:

```bash
kubectl patch felixconfiguration default --type merge \\
  -p '{"spec":{"bpfKubeProxyIptablesCleanupEnabled":false}}'
```
````
"""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from docs_snippets.diagnostics import Confidence, Note, Severity
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.guidance import (
    Copy,
    Unit,
    copies,
    explained_by_version,
    same_section,
    units,
    words,
)
from docs_snippets.lost_text import lost_texts
from docs_snippets.page import Heading, Page
from docs_snippets.parameter_names import trees_in_words
from docs_snippets.rule import Finding, rule
from docs_snippets.site import Site
from docs_snippets.source import Span

LONGEST_SHOWN = 100
ENOUGH = 2
"""Trees that have a unit before it counts as guidance that others lack."""


@rule(Severity.WARNING, reads="siblings")
def check(page: Page, site: Site) -> Iterator[Finding]:
    yield from _lost(page, site)
    yield from _unsaid(page, site)


def _lost(page: Page, site: Site) -> Iterator[Finding]:
    """Text of the versions before and after."""
    for found in lost_texts(site.docs, site.tree, page) if site.tree else ():
        newer, there = found.newer
        region = there.source.region(Span(found.first.start, found.first.start))
        note = Note(there.path, region.line, region.column, f"there: {_cut(found.first.text)}")
        message = f"after this, text is missing that {found.older.name} and {newer.name} have"
        start = found.after.start
        span = Span(start, start + len(found.after.text))
        yield Finding(span, message, (note,), Confidence.MEDIUM)


def _unsaid(page: Page, site: Site) -> Iterator[Finding]:
    """Guidance about parameters."""
    own, tree = site.parameters, site.tree
    if own is None or tree is None:
        return
    silent = own.lowered.keys() - words(page.source.text)
    found: dict[tuple[str, Heading], list[Unit]] = defaultdict(list)
    for unit in _elsewhere(page, site, own, silent):
        heading = same_section(page, unit)
        if heading is not None:
            found[unit.name, heading].append(unit)
    for (name, heading), having in found.items():
        trees = tuple(dict.fromkeys(unit.tree for unit in having))
        parameter = own.by_yaml(name)
        if (
            parameter is None
            or len(trees) < max(ENOUGH, _lacking(page, site, having[0]))
            or explained_by_version(tree, trees)
            or not _alike(parameter, having, site)
        ):
            continue
        message = (
            f"{name!r} is not mentioned here; "
            f"the same section has guidance about it in {trees_in_words(trees)}"
        )
        notes = (_note(having[0]), parameter.quote.note(f"this tree documents {name} here"))
        yield Finding(heading.text_span, message, notes, Confidence.MEDIUM)


def _copies(page: Page, site: Site) -> Iterator[Copy]:
    """The page in the other trees."""
    path = site.docs.path_in_tree(page.path)
    return (copy for copy in copies(site.docs, path) if copy.tree != site.tree)


def _elsewhere(page: Page, site: Site, own: Parameters, silent: AbstractSet[str]) -> Iterator[Unit]:
    """Guidance of the page's siblings about parameters of some names in lower case."""
    having = [copy for copy in _copies(page, site) if not silent.isdisjoint(copy.words)]
    names = frozenset(own.lowered[name] for name in silent) if having else frozenset()
    for copy in having:
        sibling = site.docs.page(copy.path)
        if isinstance(sibling, Page):
            yield from units(copy.tree, sibling, site.settings(sibling), names)


def _lacking(page: Page, site: Site, unit: Unit) -> int:
    """How many trees document the parameter, have the section and do not name the parameter."""
    lacking = 1
    for tree, path, words_there in _copies(page, site):
        known = site.docs.parameters(tree)
        if unit.name.lower() not in words_there and known and known.by_yaml(unit.name):
            sibling = site.docs.page(path)
            lacking += isinstance(sibling, Page) and same_section(sibling, unit) is not None
    return lacking


def _alike(parameter: Parameter, having: list[Unit], site: Site) -> bool:
    """Whether a tree with the guidance describes the parameter as this one does."""
    references = (site.docs.parameters(unit.tree) for unit in having)
    described = (known.by_yaml(parameter.name) for known in references if known)
    return any(
        (one.default, one.yaml_schema) == (parameter.default, parameter.yaml_schema)
        for one in described
        if one
    )


def _note(unit: Unit) -> Note:
    region = unit.page.source.region(unit.text.span)
    return Note(unit.page.path, region.line, region.column, f"there: {_cut(unit.text.prose.text)}")


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST_SHOWN else f"{said[:LONGEST_SHOWN].rstrip()}…"
