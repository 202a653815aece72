"""Links and images whose text has a word that their address has the opposite of.

Options are called after what they turn on, and linked to where they are turned off.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_GROUPS = tuple(
    frozenset(group.split())
    for group in (
        "linux windows macos",
        "ipv4 ipv6",
        "ingress egress",
        "inbound outbound",
        "import export",
        "before after",
        "create delete",
        "install uninstall upgrade",
        "start stop",
        "allow deny",
        "source destination",
        "tcp udp",
        "amd64 arm64",
        "public private",
        "client server",
        "aws azure gcp",
        "eks aks gke",
        "vxlan ipip wireguard",
        "iptables ebpf nftables ipvs",
        "openshift openstack",
        "helm kustomize",
    )
)
_WORD = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"\.\w{2,5}\Z")
_ANY = frozenset(word for group in _GROUPS for word in group)


class ContrastingAddress(NamedTuple):
    """A word of a text, the one of the address instead, and where the address is."""

    said: str
    other: str
    span: Span


def contrasting_addresses(page: Page) -> Iterator[ContrastingAddress]:
    """The links and images of a page whose addresses end in a name with the opposite word."""
    shown = (
        *((each.url, each.text, each.url_span) for each in page.links),
        *((each.url, each.alt, each.url_span) for each in page.images),
    )
    for url, text, span in shown:
        said = set(_WORD.findall(text.lower())) & _ANY
        if not said or span is None:
            continue
        named = set(_WORD.findall(_last(url).lower()))
        for group in _GROUPS:
            one, other = said & group, named & group
            if len(one) == len(other) == 1 and one != other:
                yield ContrastingAddress(one.pop(), other.pop(), span)
                break


def _last(url: str) -> str:
    """The last name of an address: the place on a page, else the page or file."""
    path, _, place = url.partition("#")
    return place or _SUFFIX.sub("", path.partition("?")[0].rstrip("/").rpartition("/")[2])
