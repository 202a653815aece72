"""A manifest refers to a label, a volume, a role or another object by a name that does not match.

Labels and volumes are looked up in the manifest itself. Other objects are looked up on the page,
and only a name that is almost that of an object of the page is reported: the object may exist
already. The same holds for objects that a command names, and for the namespace of an object that
the page creates in another one. The output of a command is held to the name that it asks for.

The same holds for labels, for keys of a Secret or a ConfigMap of the page and files mounted from
them, for paths in a volume, and for addresses and ports of services (`web.shop.svc:80`). It holds
for namespaces, clusters, resource groups, containers, networks, folders, and Helm's releases and
repositories that commands make, for variables that a block passes on (`-e A=$A`), and for a port
that the page opens on this computer, where its command forwards another one.

## Why

The reader applies the manifest, and the server rejects it, or creates an object that waits for
another one forever.

## Example

````mdx
```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        k8s-app: web
```
````

## Instead

````mdx
```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
```
````

## When to ignore

When the page shows a mistake on purpose, or both objects exist.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.block_purpose import leaves_out_before
from docs_snippets.code_blocks.command_files import occurrences
from docs_snippets.code_blocks.forwarded_ports import unforwarded_ports
from docs_snippets.code_blocks.label_pairs import key_twins, label_mismatches
from docs_snippets.code_blocks.made_names import unmade_names
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_keys import (
    community_mismatches,
    key_mismatches,
    mounted_mismatches,
    path_mismatches,
)
from docs_snippets.code_blocks.object_places import SHORTEST_NAME, is_near_name, misplaced
from docs_snippets.code_blocks.object_references import (
    Mismatch,
    Reference,
    declared,
    listed_references,
    mismatches,
    references,
)
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.passed_variables import swapped_variables
from docs_snippets.code_blocks.printed_objects import other_objects
from docs_snippets.code_blocks.service_hosts import host_mismatches
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page

_ROLES = ("Role", "ClusterRole")


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    manifests = tuple(examples.yaml_documents(page))
    known = declared(manifests)
    referred = {(each.kind, each.name) for one in manifests for each in _references(one)}
    for manifest in manifests:
        if manifest.error or not manifest.checked:
            continue
        for each in _inside(manifest):
            if not leaves_out_before(page, manifest, manifest.span.end):
                where = note(page.source, each.other, each.note)
                yield Finding(each.span, each.message, (where,))
        for reference in _references(manifest):
            yield from _other_kind(page, manifest, reference, known)
            yield from _near_name(page, reference, known, referred)
    across = (
        *key_mismatches(manifests),
        *mounted_mismatches(manifests),
        *host_mismatches(page, manifests),
        *label_mismatches(manifests),
        *key_twins(page),
        *swapped_variables(page),
    )
    for each in across:
        yield Finding(each.span, each.message, (note(page.source, each.other, each.note),))
    places = tuple(_places(page, examples, manifests))
    yield from places
    told = {finding.span for finding in places}
    yield from (each for each in _commands(page, examples, manifests) if each.span not in told)
    for other in other_objects(page, examples.calls(page)):
        message = f"the output shows {other.name!r}; the command asks for {other.asked!r}"
        yield Finding(other.span, message, (note(page.source, other.asked_span, "here"),))


def _references(manifest: Manifest) -> Iterator[Reference]:
    yield from references(manifest.root)
    yield from listed_references(manifest)


def _inside(manifest: Manifest) -> Iterator[Mismatch]:
    yield from mismatches(manifest)
    yield from path_mismatches(manifest)
    yield from community_mismatches(manifest)


def _commands(
    page: Page, examples: PageExamples, manifests: tuple[Manifest, ...]
) -> Iterator[Finding]:
    """Things that commands make, and ports that they forward, under another name or number."""
    calls = examples.calls(page)
    for each in unmade_names(page, examples.commands(page), calls, manifests):
        if each.uses > 1 and not each.meant_used:
            message = f"nothing uses the {each.kind} {each.meant!r}; did you mean {each.name!r}?"
            yield Finding(each.meant_span, message, (note(page.source, each.span, "used here"),))
            continue
        message = f"no command makes the {each.kind} {each.name!r}; did you mean {each.meant!r}?"
        where = note(page.source, each.meant_span, "it is made here")
        fix = replacement(page, each.span, each.name, each.meant)
        yield Finding(each.span, message, (where,), fix=fix)
    for port in unforwarded_ports(page, calls):
        message = f"no command forwards port {port.port}; the one above forwards {port.forwarded}"
        where = note(page.source, port.forwarded_span, "it is forwarded here")
        yield Finding(port.span, message, (where,))


def _places(
    page: Page, examples: PageExamples, manifests: tuple[Manifest, ...]
) -> Iterator[Finding]:
    """Objects of the page that are looked for in another namespace, or with another name."""
    for each in misplaced(page, manifests, examples.calls(page)):
        use, where = each.use, (note(page.source, each.created.span, "it is created here"),)
        if each.meant:
            message = f"no {use.kind} {use.name!r} on this page; did you mean {each.meant!r}?"
            fix = replacement(page, use.span, use.name, each.meant)
            yield Finding(use.span, message, where, fix=fix)
        else:
            found = " or ".join(repr(each) for each in sorted(each.created.namespaces or ()))
            message = f"{use.kind} {use.name!r} is created in the namespace {found} on this page"
            yield Finding(use.namespace_span, message, where)


def _other_kind(
    page: Page, manifest: Manifest, reference: Reference, known: dict[tuple[str, str], Manifest]
) -> Iterator[Finding]:
    """A role of the page that is bound as the other kind of role."""
    if reference.kind not in _ROLES or reference.kind_span is None:
        return
    other = _ROLES[reference.kind == _ROLES[0]]
    role = known.get((other, reference.name))
    if role and (reference.kind, reference.name) not in known:
        message = f"{reference.name!r} is a {other} on this page, not a {reference.kind}"
        fix = replacement(page, reference.kind_span, reference.kind, other)
        where = note(page.source, role.span, f"the {other}")
        yield Finding(reference.kind_span, message, (where,), fix=fix)


def _near_name(
    page: Page,
    reference: Reference,
    known: dict[tuple[str, str], Manifest],
    referred: set[tuple[str, str]],
) -> Iterator[Finding]:
    """A name that no other place of the page has, and that is almost one of its objects'."""
    kind, name = reference.kind, reference.name
    if (kind, name) in known or len(name) < SHORTEST_NAME:
        return
    near = [
        (other, manifest)
        for (other_kind, other), manifest in known.items()
        if other_kind == kind
        and (is_near_name(name, other) or _lacks_a_word(name, other, (kind, other) in referred))
    ]
    if len(near) != 1 or occurrences(page, name) > 1:
        return
    wanted, manifest = near[0]
    where = note(page.source, manifest.span, f"the {kind} {wanted!r}")
    message = f"no {kind} {name!r} on this page; did you mean {wanted!r}?"
    yield Finding(
        reference.span, message, (where,), fix=replacement(page, reference.span, name, wanted)
    )


def _lacks_a_word(name: str, other: str, referred: bool) -> bool:
    """Whether a long name is another one, to which nothing refers, with one word more or less."""
    shorter, longer = sorted((name.split("-"), other.split("-")), key=len)
    if referred or len(shorter) < 3 or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
