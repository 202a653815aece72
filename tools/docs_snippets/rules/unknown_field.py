"""A manifest, a patch or a path names a field that the resource definition does not have.

Manifests and patches are checked against the custom resource definitions of the page's version,
which `crds` in `versions.yaml` names. Definitions of another product (`authority: types`) do not
decide about fields that they lack. The kinds of Kubernetes itself and every resource's `metadata`
are checked without definitions, too, and so are kinds that the tree's own reference describes:
a generated reference is complete, and of tables that somebody wrote, near misses and fields beside
the one that has them are reported. `fieldTables` in `versions.yaml` names these pages.
A path in prose, `spec.template.metadata`, is right where one of all known kinds has it. In what a
client is asked to print (`-o jsonpath=…`, `-o custom-columns=…`), near misses are reported, and
keys with a dot that is not escaped.

## Why

The API rejects the field, or drops it silently, and the setting has no effect.

## Example

````mdx
```yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool
spec:
  cidr: 10.0.0.0/16
  natOutgoin: true
```
````

## Instead

````mdx
```yaml
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool
spec:
  cidr: 10.0.0.0/16
  natOutgoing: true
```
````

## When to ignore

When the definitions are older than the software that the page documents. Update the definitions in
that case.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.resource_problems import UnknownField, owners
from docs_snippets.core.diagnostics import Severity, expected_one_of, nearest_word
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.field_paths import unknown_parts
from docs_snippets.resolution.link_suggestions import Suggestions
from docs_snippets.resolution.other_groups import meant_version
from docs_snippets.resolution.printed_fields import output_field_problems
from docs_snippets.resolution.resources import Resource, misspelled_fields, rejected


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    told: set[Span] = set()
    hints = Suggestions()
    for resource, problem in _in_resources(page, facts):
        told.add(problem.span)
        where = (
            f"{'.'.join(problem.route)!r} of {resource.kind}" if problem.route else resource.kind
        )
        message = f"unknown field {problem.name!r} in {where}"
        quote = problem.parent.quote
        notes = (quote.note(f"{where} is defined here"),) if quote else ()
        meant, owner = _nearest(resource, problem, hints), owners(problem.name, problem.parent)
        if owner and not meant:
            message += f"; it is a field of {owner[0]!r}"
        else:
            fields = problem.parent.fields
            message += f"; did you mean {meant!r}?" if meant else expected_one_of(fields)
        fix, safe = _fix(page, problem, meant)
        yield Finding(problem.span, message, notes, fix=fix, fix_safe=safe)
    yield from _in_prose(page, facts)
    for each in output_field_problems(page, facts):
        fix = replacement(page, each.span, each.name, each.meant)
        yield Finding(each.span, each.message, fix=fix)
    for manifest in facts.examples.yaml_documents(page):
        for key, wanted in misspelled_fields(manifest, facts):
            if key not in told:
                word = page.source.slice(key)
                message = f"unknown field {word!r}; did you mean {wanted!r}?"
                fix, safe = replacement(page, key, word, wanted), word.lower() == wanted.lower()
                yield Finding(key, message, fix=fix, fix_safe=safe)


def _in_resources(page: Page, facts: TreeFacts) -> Iterator[tuple[Resource, UnknownField]]:
    """Unknown fields of manifests and patches that are no matter of another rule."""
    others: dict[int, str] = {}
    for resource, problem in rejected(page, facts):
        if not isinstance(problem, UnknownField):
            continue
        if id(resource.node) not in others:
            others[id(resource.node)] = meant_version(resource, page, facts)
        parameters = problem.route == ("spec",) and facts.parameters is not None
        if parameters and _sets_parameters(resource.kind, facts):
            continue
        if not others[id(resource.node)]:
            yield resource, problem


def _in_prose(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for part in unknown_parts(page, facts):
        where = f"{'.'.join(part.route)!r} of {part.kind}"
        message = f"unknown field {part.name!r} in {where}"
        if part.meant:
            message += f"; did you mean {part.meant!r}?"
        elif part.owner:
            message += f"; it is a field of {part.owner!r}"
        quote = part.parent.quote
        notes = (quote.note(f"{where} is defined here"),) if quote else ()
        fix = replacement(page, part.span, part.name, part.meant) if part.meant else ()
        yield Finding(part.span, message, notes, fix=fix)


def _nearest(resource: Resource, problem: UnknownField, hints: Suggestions) -> str:
    """The field that was meant; empty where none is near."""
    fields = problem.parent.fields
    kind = f"{resource.group}/{resource.version}/{resource.kind}"
    key = " ".join((kind, *problem.route, problem.name))
    return hints.of(key, len(fields), lambda: nearest_word(problem.name, fields) or "")


def _fix(page: Page, problem: UnknownField, wanted: str) -> tuple[tuple[Edit, ...], bool]:
    """The field that was meant, unless it is given, too; safe where only the case differs."""
    if not wanted or wanted in problem.beside:
        return (), False
    edits = replacement(page, problem.span, problem.name, wanted)
    return edits, bool(edits) and wanted.lower() == problem.name.lower()


def _sets_parameters(kind: str, facts: TreeFacts) -> bool:
    """Whether the spec of a kind is a set of parameters, which other rules judge."""
    return any(each.kind == kind for each in facts.examples.parameters)
