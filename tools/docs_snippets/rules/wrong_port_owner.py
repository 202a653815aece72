"""The page assigns a well-known port to a component that does not use it.

Checked are the usual forms: "10250 is used by the kubelet", "the kubelet listens on port 10250",
"the kubelet's port (10250)", and table rows. The sentence or row is accepted if it also names a
component that does use the port. The message links to the page that documents the owner. A port
that nothing uses is reported if it is a slip of one digit of a port of the component.

## Why

A reader who looks for a port conflict examines the wrong process, or opens the firewall for the
wrong one.

## Example

```mdx
Choose another port; note that 10257 may be used by the kubelet.
```

## Instead

```mdx
Choose another port; note that 10257 may be used by the kube-controller-manager.
```

## When to ignore

When the setup that the page describes moves the component to this port. Prefer to say so in the
same sentence.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.edit_distance import edits
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.ports import PortOwner, TreePorts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.prose.port_claims import ClaimRange, PortClaim, claims, row_claim
from docs_snippets.prose.sentences import names_in, ports_in, sentences
from docs_snippets.prose.table_rows import rows
from docs_snippets.resolution.packaged_product import ports as ports_of
from docs_snippets.resolution.site_ports import is_set_by_site


@rule(Severity.ERROR, reads="site", prose=True)
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    ports = ports_of(page, docs.facts.at(page.path))
    names = ports.names
    for text in page.texts:
        for sentence in sentences(text) if _speaks_of_ports(text, ports) else ():
            for claim in claims(sentence, names):
                wrong = _wrong(claim, sentence.text, ports, page)
                if wrong and not is_set_by_site(page, docs, claim.component, claim.port):
                    start, end, _ = _place(claim, wrong)
                    said = sentence.text[claim.name_at.start : claim.name_at.end]
                    yield Finding(sentence.span(start, end), _message(said, claim, wrong))
    for row in rows(page):
        cells = tuple(cell.text for cell in row)
        found = row_claim(cells, names)
        wrong = _wrong(found, " ".join(cells), ports, page) if found else None
        if found and wrong and not is_set_by_site(page, docs, found.component, found.port):
            start, end, cell = _place(found, wrong)
            said = cells[found.name_at.cell][found.name_at.start : found.name_at.end]
            yield Finding(row[cell].span(start, end), _message(said, found, wrong))


def _speaks_of_ports(text: Text, ports: TreePorts) -> bool:
    found = ports_in(text.prose.text) if text.kind != "heading" else ()
    return bool(found) and bool(names_in(text.prose.text, ports.names))


def _wrong(claim: PortClaim, text: str, ports: TreePorts, page: Page) -> PortOwner | None:
    """The owner that should have been named; None where the words name one, or nobody owns it.

    An owner named as what the claimed component serves on a port of its own is not meant as owner.
    One that holds the port on one system alone counts where the words or the page's path name that.
    """
    about = f"{page.path} {text}".lower()
    known = tuple(one for one in ports.owners(claim.port) if one.where.lower() in about)
    owners = tuple(one for one in known if claim.protocol in (None, *one.protocols)) or known
    own = {one.serves: one for one in ports.components if one.component == claim.component}
    named = {name for _, _, name in names_in(text, ports.names)} - own.keys()
    if any(owner.component in named for owner in owners):
        return None
    if not known:
        return _slip(claim, text, ports)
    served = (own[owner.component] for owner in owners if owner.component in own)
    return next(iter((*served, *owners)), None)


def _slip(claim: PortClaim, text: str, ports: TreePorts) -> PortOwner | None:
    """The port of a component that differs in one digit from a claimed one that nobody has."""
    if any(owner.holds(claim.port) for owner in (*ports.defaults, *ports.ranges)):
        return None
    own = [one for one in ports.components if one.component == claim.component]
    near = [one for one in own if edits(str(one.low), str(claim.port), 2) == 1]
    said = {port for _, _, port in ports_in(text)}
    return near[0] if len(near) == 1 and near[0].low not in said else None


def _place(claim: PortClaim, expected: PortOwner) -> ClaimRange:
    """The name that does not fit; the port where it has another one."""
    return claim.port_at if expected.component == claim.component else claim.name_at


def _message(said: str, claim: PortClaim, expected: PortOwner) -> str:
    wanted = expected.in_words()
    if expected.component == claim.component:
        wanted = f"{expected.low} ({expected.serves}); see {expected.citation}"
    return f"port {claim.port} is not a port of {said!r}; expected {wanted}"
