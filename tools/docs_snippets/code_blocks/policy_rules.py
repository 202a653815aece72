"""What the rules of the product's network policies take, which no definition says."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.missing_fields import MissingField
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.api_versions import PolicyFacts

_DIRECTIONS = ("ingress", "egress")
_WITHOUT_PORTS = frozenset(("icmp", "icmpv6"))
_WITH_PORTS = "TCP, UDP, SCTP"
_INWARD, _OUTWARD = ("ingress", "source"), ("egress", "destination")
_TIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PORT_RANGE = re.compile(r"(?P<low>\d+)[ ]*(?:-|\.\.)[ ]*(?P<high>\d+)")


def is_policy(group: str, kind: str, facts: PolicyFacts) -> bool:
    """Whether a kind is one of the product's own policies."""
    return group in facts.groups and kind in facts.kinds


def invalid_rule_values(root: YamlNode, facts: PolicyFacts) -> Iterator[tuple[Span, str]]:
    """Values of a policy's rules that the API refuses."""
    types = root.get("spec", "types")
    for each in types.children if types else ():
        yield from _one_of(each, "types", facts.types)
    for _, rule in _rules(root):
        for child in rule.children:
            if child.key == "action":
                yield from _one_of(child, "action", facts.actions)
            if child.key in ("protocol", "notProtocol"):
                yield from _one_of(child, child.key, facts.protocols, any_case=True)
            if child.key in ("source", "destination"):
                yield from _ports(child)
        yield from _of_protocol(rule)
    yield from _of_tier(root)
    yield from _unlisted(root)
    yield from _one_sided(root)


def _one_of(
    node: YamlNode, name: str, words: tuple[str, ...], *, any_case: bool = False
) -> Iterator[tuple[Span, str]]:
    known = {word.lower() for word in words} if any_case else words
    value = node.value.lower() if any_case else node.value
    if node.kind == "str" and value not in known and node.value.isalpha():
        message = f"invalid value {node.value!r} for {name!r}; expected one of {', '.join(words)}"
        yield node.span, message


def _ports(end: YamlNode) -> Iterator[tuple[Span, str]]:
    for key in ("ports", "notPorts"):
        ports = end.get(key)
        for port in ports.children if ports else ():
            found = _PORT_RANGE.fullmatch(port.value) if port.kind == "str" else None
            if found:
                wanted = f"{found['low']}:{found['high']}"
                yield port.span, f"invalid port range {port.value!r}; expected {wanted!r}"


def _of_protocol(rule: YamlNode) -> Iterator[tuple[Span, str]]:
    """Ports of a protocol that has none, and types of ICMP messages for another protocol."""
    protocol = rule.get("protocol")
    if protocol is None or protocol.kind != "str" or not protocol.value.isalnum():
        return
    if protocol.value.lower() in _WITHOUT_PORTS:
        for end in ("source", "destination"):
            ports = rule.get(end, "ports") or rule.get(end, "notPorts")
            if ports is not None and ports.children:
                message = f"{protocol.value} has no ports; expected one of {_WITH_PORTS}"
                yield protocol.span, f"invalid value {protocol.value!r} for 'protocol': {message}"
                return
    elif rule.get("icmp") or rule.get("notICMP"):
        message = "the rule matches ICMP messages; expected ICMP or ICMPv6"
        yield protocol.span, f"invalid value {protocol.value!r} for 'protocol': {message}"


def _of_tier(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """A name that begins with the default tier, of a policy in another one."""
    name, tier = root.get("metadata", "name"), root.get("spec", "tier")
    if name is None or tier is None or not name.value.startswith("default."):
        return
    if tier.kind == "str" and _TIER.fullmatch(tier.value) and tier.value != "default":
        message = f"the name begins with 'default.', and the policy is in the tier {tier.value!r}"
        yield tier.span, message


def _unlisted(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """Rules for a direction that the policy's types leave out, so that they have no effect."""
    types = root.get("spec", "types")
    listed = {each.value.lower() for each in types.children} if types else set()
    if not types or not listed or not listed <= set(_DIRECTIONS):
        return
    for direction in _DIRECTIONS:
        rules = root.get("spec", direction)
        if rules is not None and rules.children and direction not in listed:
            message = f"'types' does not list {direction.title()!r}; these rules have no effect"
            yield rules.key_span or rules.span, message


def _one_sided(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """Domains and services on a side of a rule on which they cannot be."""
    for direction, rule in _rules(root):
        for end in ("source", "destination"):
            domains, services = rule.get(end, "domains"), rule.get(end, "services")
            if domains is not None and (direction, end) != _OUTWARD:
                place = domains.key_span or domains.span
                yield place, "'domains' can only be in the destination of egress rules"
            if services is not None and (direction, end) not in (_INWARD, _OUTWARD):
                place, wanted = services.key_span or services.span, dict((_INWARD, _OUTWARD))
                message = f"'services' can only be in the {wanted[direction]} of {direction} rules"
                yield place, message


def missing_conditions(root: YamlNode, facts: PolicyFacts) -> Iterator[tuple[MissingField, str]]:
    """Fields that a policy must have for another one that it sets, and that one."""
    spec = root.get("spec")
    for name in facts.forwarded if spec else ():
        given = spec.get(name) if spec else None
        if given is not None and given.text() == "true" and spec and not spec.get("applyOnForward"):
            place = given.key_span or given.span
            yield MissingField("applyOnForward", ("spec",), place), name
    for direction, rule in _rules(root):
        if rule.get("protocol") or rule.get("notProtocol") or rule.get("<<"):
            continue
        for end in ("source", "destination"):
            for key in ("ports", "notPorts"):
                ports = rule.get(end, key)
                if ports is not None and ports.children:
                    place = ports.key_span or ports.span
                    yield MissingField("protocol", ("spec", direction), place), key


def _rules(root: YamlNode) -> Iterator[tuple[str, YamlNode]]:
    for direction in _DIRECTIONS:
        rules = root.get("spec", direction)
        for rule in rules.children if rules and rules.kind == "list" else ():
            if rule.kind == "map":
                yield direction, rule
