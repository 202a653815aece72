"""The page recommends a port that another component or parameter already uses.

A port is in use if a component listens on it, or if it is the default of another parameter.
Reported are ports that the page assigns to a parameter, and ports that prose gives as an example of
a port to choose. A port counts as free in versions that do not have the component.

## Why

Readers who follow the advice solve one port conflict and create the next.

## Example

```mdx
Set `bpfKubeProxyHealthzPort` to `10259`.
```

## Instead

Recommend a port that nothing on the node uses. The note names the component that uses the reported
one.

```mdx
Set `bpfKubeProxyHealthzPort` to `10261`.
```

## When to ignore

When the other component never runs on the platform that the section is about.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.parameter import Parameter, same_value
from docs_snippets.facts.ports import PortOwner, Protocol, TreePorts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.port_claims import recommended_ports
from docs_snippets.prose.sentences import names_in, ports_in, sentences
from docs_snippets.resolution.packaged_product import ports as ports_of
from docs_snippets.resolution.parameter_names import is_port, uses


@rule(Severity.WARNING, prose=True)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    found = {*_set(page, facts), *_recommended(page, facts)}
    for span, port, owners in sorted(found):
        notes = tuple(_note(owner) for owner in owners if owner.quote)[:1]
        message = f"port {port} is used by {owners[0].in_words()}"
        yield Finding(span, message, notes)


def _set(page: Page, facts: TreeFacts) -> Iterator[tuple[Span, int, tuple[PortOwner, ...]]]:
    """Parameters that are given a port, their own default aside."""
    for setting, parameter, _ in uses(page, facts):
        if parameter is None or setting.value_span is None or not is_port(parameter):
            continue
        value = setting.value or ""
        if not value.isdecimal() or same_value(parameter, value, parameter.default):
            continue
        protocol = _protocol(facts, parameter)
        owners = _taken(facts, facts.ports, number_of(value), protocol, parameter.name)
        if owners:
            yield setting.value_span, number_of(value), owners


def _recommended(page: Page, facts: TreeFacts) -> Iterator[tuple[Span, int, tuple[PortOwner, ...]]]:
    """Ports that prose names as examples of one to choose, without naming who holds it."""
    ports = ports_of(page, facts)
    for text in page.texts:
        spoken = text.kind == "paragraph" and ports_in(text.prose.text)
        for sentence in sentences(text) if spoken else ():
            for port, protocol, start, end in recommended_ports(sentence):
                owners = _taken(facts, ports, port, protocol, "")
                named = {name for _, _, name in names_in(sentence.text, ports.names)}
                if owners and not named & {owner.component for owner in owners}:
                    yield sentence.span(start, end), port, owners


def _taken(
    facts: TreeFacts, ports: TreePorts, port: int, protocol: Protocol | None, parameter: str
) -> tuple[PortOwner, ...]:
    """The components and other parameters that hold a port in this tree."""
    defaults = (
        owner
        for owner in facts.ports.defaults
        if owner.holds(port, protocol) and owner.parameter != parameter
    )
    return (*defaults, *ports.owners(port, protocol))


def _protocol(facts: TreeFacts, parameter: Parameter) -> Protocol | None:
    """The protocol of a parameter's own port."""
    own = (owner for owner in facts.ports.defaults if owner.parameter == parameter.name)
    protocols = next((owner.protocols for owner in own), ())
    return protocols[0] if len(protocols) == 1 else None


def _note(owner: PortOwner) -> Note:
    assert owner.quote is not None
    return owner.quote.note(f"the default of {owner.parameter}")
