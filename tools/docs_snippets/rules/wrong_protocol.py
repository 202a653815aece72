"""The page says TCP where a well-known component uses UDP, or the other way round.

Checked are sentences that name the protocol of a component ("VXLAN is a UDP protocol"), and ports
with a protocol in sentences and table rows. A component that uses several protocols is checked by
its ports only.

## Why

A firewall rule for the wrong protocol lets nothing through, and looks right at first sight.

## Example

```mdx
VXLAN is a TCP protocol, and uses port 4789.
```

## Instead

```mdx
VXLAN is a UDP protocol, and uses port 4789.
```

## When to ignore

When the setup that the page describes uses another protocol. Prefer to say so in the same sentence.
"""

import re
from collections.abc import Iterator, Mapping

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.ports import PortOwner, TreePorts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.port_claims import PortClaim, claims, row_claim
from docs_snippets.prose.sentences import Sentence, names_in, sentences
from docs_snippets.prose.table_rows import rows
from docs_snippets.resolution.packaged_product import ports as ports_of

_USES = re.compile(
    r"(?:\s(?:traffic|packets|tunnels?|encapsulation|connections?|sessions?|peering))?"
    r"\s(?:is\san?|uses|runs\s(?:on|over)|over|on|is\ssent\s(?:on|over)|\()\s?(?P<word>TCP|UDP)\b"
)
_ASIDE = re.compile(r"\b(?:not|never|instead|unlike|rather|both)\b|n['’]t\b")
_WORD = re.compile(r"\b(?:TCP|UDP)\b", re.IGNORECASE)


@rule(Severity.ERROR, prose=True)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if not _names_protocol(page.source.text):
        return
    ports = ports_of(page, facts)
    for text in page.texts:
        for sentence in sentences(text) if _names_protocol(text.prose.text) else ():
            if not _ASIDE.search(sentence.text) and len(set(_WORD.findall(sentence.text))) == 1:
                yield from _in_sentence(page, sentence, ports)
    for row in rows(page):
        cells = tuple(cell.text for cell in row)
        claim = row_claim(cells, ports.names)
        wrong = _wrong_of_port(claim, ports) if claim else None
        for cell in row if wrong else ():
            for word in _WORD.finditer(cell.text):
                if wrong:
                    yield _finding(page, cell.span(*word.span()), word[0], wrong)


def _names_protocol(text: str) -> bool:
    folded = text.lower()  # in which the pattern need not look at every letter
    return ("tcp" in folded or "udp" in folded) and _WORD.search(text) is not None


def _in_sentence(page: Page, sentence: Sentence, ports: TreePorts) -> Iterator[Finding]:
    found = [(each, _wrong_of_port(each, ports)) for each in claims(sentence, ports.names)]
    wrong = next((owner for _, owner in found if owner), None)
    word = _WORD.search(sentence.text)
    if wrong and word and len(_WORD.findall(sentence.text)) == 1:
        yield _finding(page, sentence.span(*word.span()), word[0], wrong)
        return
    for _, end, component in names_in(sentence.text, ports.names):
        used = _USES.match(sentence.text, end)
        owner = _only_protocol(ports).get(component)
        if used and owner and used["word"].lower() not in owner.protocols:
            span = sentence.span(*used.span("word"))
            yield _finding(page, span, used["word"], owner)


def _only_protocol(ports: TreePorts) -> Mapping[str, PortOwner]:
    """The components all of whose ports have the same one protocol, each with one of them."""
    found: dict[str, PortOwner] = {}
    several = set()
    for owner in ports.components:
        first = found.setdefault(owner.component, owner)
        if first.protocols != owner.protocols or len(owner.protocols) != 1:
            several.add(owner.component)
    return {name: owner for name, owner in found.items() if name not in several}


def _wrong_of_port(claim: PortClaim, ports: TreePorts) -> PortOwner | None:
    """The owner of a port, where it is the claimed one and uses another protocol."""
    own = [one for one in ports.owners(claim.port) if one.component == claim.component]
    others = [one for one in own if claim.protocol and claim.protocol not in one.protocols]
    return others[0] if others and len(others) == len(own) else None


def _finding(page: Page, span: Span, said: str, owner: PortOwner) -> Finding:
    wanted = owner.protocols[0].upper()
    message = f"{owner.component} uses {wanted}, not {said}; see {owner.citation}"
    return Finding(span, message, fix=replacement(page, span, said, wanted))
