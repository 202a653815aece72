"""Networks that are handed out in blocks: blocks that do not fit, and networks with host bits."""

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
