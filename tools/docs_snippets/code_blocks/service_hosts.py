"""Addresses of services in a cluster that do not fit the services that the page shows.

https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services
"""

import re
from collections.abc import Iterable, Iterator

from docs_snippets.code_blocks.command_files import occurrences
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_places import SHORTEST_NAME, is_near_name
from docs_snippets.code_blocks.object_references import Mismatch
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_HOST = re.compile(
    r"(?<![\w.$}\]-])(?P<name>[a-z][a-z0-9-]*)\.(?P<namespace>[a-z][a-z0-9-]*)\.svc"
    r"(?:\.cluster\.local)?\b(?::(?P<port>\d{2,5})(?!\d))?"
)
_LAST = re.compile(r"-(?:svc|service)$")


def host_mismatches(page: Page, manifests: Iterable[Manifest]) -> Iterator[Mismatch]:
    """Hosts whose service is called otherwise, or has no such port."""
    if ".svc" not in page.source.text:
        return
    services = {
        (each.name, each.namespace): each
        for each in manifests
        if each.kind == "Service" and each.error is None
    }
    for found in _HOST.finditer(page.source.text) if services else ():
        name, namespace, port = found["name"], found["namespace"], found["port"]
        service = services.get((name, namespace))
        if service is not None:
            ports = _ports(service)
            if port and ports and port not in ports:
                message = f"the Service {name!r} of this page has no port {port}"
                yield Mismatch(Span(*found.span("port")), message, service.span, "the Service")
            continue
        near = [key for key in services if key[1] == namespace and _is_near(name, key[0])]
        if len(near) == 1 and occurrences(page, name) == 1:
            message = f"no Service {name!r} on this page; did you mean {near[0][0]!r}?"
            other = services[near[0]].span
            yield Mismatch(Span(*found.span("name")), message, other, "the Service")


def _is_near(name: str, other: str) -> bool:
    if len(name) >= SHORTEST_NAME and is_near_name(name, other):
        return True
    return _LAST.sub("", other) == name or _LAST.sub("", name) == other


def _ports(service: Manifest) -> frozenset[str]:
    """The ports of a service; none where one is not a number."""
    ports = service.root.get("spec", "ports")
    numbers = [each.get("port") for each in ports.children] if ports else []
    if any(each is None or each.kind != "int" for each in numbers):
        return frozenset()
    return frozenset(each.value for each in numbers if each)
