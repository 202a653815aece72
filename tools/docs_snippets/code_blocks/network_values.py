"""Ports, addresses and ranges of addresses that are none, wherever a resource gives them."""

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.numbers import GREATEST_PORT
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode

_AS_NUMBER = re.compile(r"\w*ASNumber|asNumber")
_GREATEST_AS_NUMBER = 4_294_967_295
"""https://datatracker.ietf.org/doc/html/rfc6793"""
_PROTOCOLS = ("TCP", "UDP", "SCTP", "ICMP")
_PORT = re.compile(r"\w*port", re.IGNORECASE)
_ADDRESSED = re.compile(r"\w*(?:ips?|address(?:es)?|cidrs?|nets?)(?:v[46])?", re.IGNORECASE)
_IPV4 = re.compile(r"\d+(?:\.\d+){2,}(?:/\d+)?")
_COMMENTED = re.compile(r"\d+(?:\.\d+){3}(?:/\d+)?[ \t]+[A-Za-z][\w -]*")
_IPV6 = re.compile(r"(?:[0-9a-fA-F]*:){2,}[0-9a-fA-F]*/\d+")


class InvalidNetworkValue(NamedTuple):
    """A value, the name it is given, and what was expected."""

    name: str
    span: Span
    wanted: str


def invalid_network_values(node: YamlNode, name: str = "") -> Iterator[InvalidNetworkValue]:
    """Every such value of a resource, in the order they are typed."""
    name = node.key or name
    wanted = _wanted(node, name)
    if wanted:
        yield InvalidNetworkValue(name, node.span, wanted)
    for child in node.children:
        yield from invalid_network_values(child, name)


def _wanted(node: YamlNode, name: str) -> str:
    value = node.value
    if node.kind == "int" and _PORT.fullmatch(name):
        number = value.isdecimal() and len(value) < 30 and int(value) > GREATEST_PORT
        return f"a port up to {GREATEST_PORT}" if number else ""
    if node.kind == "int" and _AS_NUMBER.fullmatch(name):
        number = value.isdecimal() and len(value) < 30 and int(value) > _GREATEST_AS_NUMBER
        return f"an AS number up to {_GREATEST_AS_NUMBER}" if number else ""
    if node.kind == "str" and name in ("protocol", "notProtocol") and value.isalpha():
        typed = value.upper()
        meant = [each for each in _PROTOCOLS if sorted(each) == sorted(typed) and each != typed]
        return meant[0] if meant else ""
    if node.kind != "str" or not _ADDRESSED.fullmatch(name):
        return ""
    if not node.quoted and _COMMENTED.fullmatch(value):
        return "'#' before the comment"
    if not (_IPV4.fullmatch(value) or _IPV6.fullmatch(value)):
        return ""
    try:
        ipaddress.ip_interface(value)
    except ValueError:
        return "an address with a prefix length" if "/" in value else "an address"
    return ""
