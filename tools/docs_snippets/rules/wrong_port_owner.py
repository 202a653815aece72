"""Prose, or a row of a table, gives a well-known port to a component that does not hold it.

Only the forms in which writers say who holds a port are read ("10250 is used by the kubelet", "the
kubelet listens on port 10250", "the kubelet's port (10250)"), and only where neither the sentence
nor the row names a component that does hold it.

## Why

A reader who looks for what stands in the way on a port looks at the wrong process, and opens the
firewall for the wrong one.

## Example

```mdx
Choose another port; note that 10257 may be used by the kubelet.
```

## Instead

```mdx
Choose another port; note that 10257 may be used by the kube-controller-manager.
```

## References

The message ends with the page that documents the owner.
"""

from collections.abc import Iterator, Mapping

from docs_snippets.diagnostics import Severity
from docs_snippets.facts.ports import PortOwner
from docs_snippets.page import Page, Table
from docs_snippets.port_claims import claims, row_claim
from docs_snippets.prose import names_in, sentences
from docs_snippets.rule import Finding, rule
from docs_snippets.site import Site
from docs_snippets.source import Span


@rule(Severity.ERROR)
def check(page: Page, site: Site) -> Iterator[Finding]:
    names = site.ports.names
    for text in page.texts:
        if text.kind == "heading":
            continue
        for sentence in sentences(text):
            for claim in claims(sentence, names):
                owners = _owners(site, claim.port, claim.protocol)
                if owners and not _named(sentence.text, owners, names):
                    span = sentence.span(claim.start, claim.end)
                    yield _finding(page, span, claim.port, owners)
    for table in page.tables:
        yield from _rows(page, site, table)


def _rows(page: Page, site: Site, table: Table) -> Iterator[Finding]:
    names = site.ports.names
    for row in table.rows[1:]:
        cells = tuple(cell.prose.text for cell in row)
        claim = row_claim(cells, names)
        if claim is None:
            continue
        owners = _owners(site, claim.port, claim.protocol)
        if owners and not _named(" ".join(cells), owners, names):
            span = row[claim.cell].prose.span(claim.start, claim.end)
            yield _finding(page, span, claim.port, owners)


def _owners(site: Site, port: int, protocol: str | None) -> tuple[PortOwner, ...]:
    """Who holds the port, unless nobody exclusively does."""
    known = site.ports.owners(port)
    return tuple(one for one in known if protocol is None or protocol in one.protocols) or known


def _named(text: str, owners: tuple[PortOwner, ...], names: Mapping[str, str]) -> bool:
    """Whether the words name one of the owners, too."""
    components = {owner.component for owner in owners}
    return any(found in components for _, _, found in names_in(text, names))


def _finding(page: Page, span: Span, port: int, owners: tuple[PortOwner, ...]) -> Finding:
    said = page.source.slice(span)
    message = f"{said!r} does not hold port {port}; expected {owners[0].in_words()}"
    return Finding(span, message)
