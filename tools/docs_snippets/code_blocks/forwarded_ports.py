"""Ports of this computer that a page forwards to a cluster, and those that it opens."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_FORWARDED = re.compile(r"(?:(?P<local>\d{2,5}):)?(?P<remote>\d{2,5})")
_OPENED = re.compile(
    r"(?<![\w.-])(?<!Forwarding from )(?:localhost|127\.0\.0\.1):(?P<port>\d{2,5})(?!\d|[.:-]\d)"
)


class UnforwardedPort(NamedTuple):
    """A port that the page opens, and the one that it forwards."""

    span: Span
    port: str
    forwarded: str
    forwarded_span: Span


def unforwarded_ports(page: Page, calls: tuple[Call, ...]) -> Iterator[UnforwardedPort]:
    """A port that nothing else on the page names, below a command that forwards one port, to which
    no other place of the page refers.
    """
    forwards = [tuple(_ports(call)) for call in calls if call.verb == "port-forward"]
    forwarded = [each for ports in forwards for each in ports]
    if not forwarded or any(len(ports) != 1 for ports in forwards):
        return
    text = page.source.text
    opened = list(_OPENED.finditer(text))
    ports = {each["port"] for each in opened}
    known = {local for local, _ in forwarded}
    for each in opened:
        port = each["port"]
        before = [one for one in forwarded if one[1].end <= each.start()]
        if port in known or not before:
            continue
        local, span = before[-1]
        apart = page.source.text[span.end : each.start()]
        if local in ports or re.search(r"^#{1,6} |port-forward", apart, re.MULTILINE):
            continue
        if len(re.findall(rf"(?<!\d){port}(?!\d)", text)) == 1:
            yield UnforwardedPort(Span(*each.span("port")), port, local, span)


def _ports(call: Call) -> Iterator[tuple[str, Span]]:
    """The ports of this computer; none where the command leaves one open."""
    for word in call.arguments[1:]:
        found = _FORWARDED.fullmatch(word.value)
        if found:
            yield found["local"] or found["remote"], word.span
