"""Networks and what is taken from them: blocks that do not fit, host bits, exceptions outside."""

import ipaddress
from collections.abc import Iterator
from typing import TypeAlias

from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.api_versions import Blocks

_Interface: TypeAlias = ipaddress.IPv4Interface | ipaddress.IPv6Interface


def invalid_blocks(root: YamlNode, blocks: Blocks, kind: str) -> Iterator[tuple[Span, str]]:
    """What is wrong with the networks of a resource and their blocks, and where."""
    for node in nodes(root):
        within, size = node.get(blocks.within), node.get(blocks.field)
        network = _network(within) if within is not None else None
        if within is None or network is None:
            continue
        if kind in blocks.masked and network.ip != network.network.network_address:
            yield (
                within.span,
                f"invalid value {within.value!r} for {blocks.within!r}; "
                f"expected {str(network.network)!r}, the network that it is in",
            )
        if size is not None and size.kind == "int" and size.value.isdecimal():
            wanted = _wanted(int(size.value), network, blocks)
            if wanted:
                message = f"invalid value {size.value!r} for {blocks.field!r}; expected {wanted}"
                yield size.span, message


def outside_exceptions(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """Networks that an address block leaves out although they are not in it."""
    for node in nodes(root):
        within, excepted = node.get("cidr"), node.get("except")
        network = _network(within) if within is not None else None
        if within is None or network is None or excepted is None or excepted.kind != "list":
            continue
        for each in excepted.children:
            out = _network(each)
            if out is not None and not _is_part(out, network):
                message = f"invalid value {each.value!r} for 'except'; expected a part of"
                yield each.span, f"{message} {within.value!r}, the 'cidr' of the block"


def _is_part(part: _Interface, whole: _Interface) -> bool:
    inside, around = part.network, whole.network
    return part.version == whole.version and (
        inside.prefixlen >= around.prefixlen and inside.network_address in around
    )


def _network(node: YamlNode) -> _Interface | None:
    if node.kind != "str" or "/" not in node.value:
        return None
    try:
        return ipaddress.ip_interface(node.value)
    except ValueError:
        return None


def _wanted(size: int, network: _Interface, blocks: Blocks) -> str:
    low, high = blocks.lengths[network.version]
    if not low <= size <= high:
        return f"a number from {low} to {high} for IPv{network.version}"
    least = network.network.prefixlen
    if least <= high and size < least:
        return f"at least {least}, as a block of /{size} does not fit into {network.network}"
    return ""
