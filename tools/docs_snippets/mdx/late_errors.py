"""Finds what makes the site reject a page that parses: addresses it cannot read, two layouts.

Docusaurus parses every address with the `URL` of Node, which throws. Of the rules of the URL
standard those are checked that a placeholder breaks, as in `http://host:port` or `https://<host>`;
hosts of numbers or of other letters than ASCII are left to the build.
"""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote

from docs_snippets.mdx.builder import COMPILE, Builder
from docs_snippets.mdx.rejections import Rejection

LATE = COMPILE + 1
_ADDRESS = re.compile(r"[\0- ]*(?:https?|wss?|ftp):[/\\]*([^/\\?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\0-\x20<>@\[\]^|\x7f]")
_PORT = re.compile(r"[0-9]{0,5}")
_NO_ESCAPE = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_VARIABLE = "$["


def find_late_errors(builder: Builder) -> None:
    """Notes them; the site finds them only in a page without other errors."""
    for trouble in _addresses(builder):
        builder.rejections.add(trouble)
    for at in builder.layouts[1:]:
        builder.rejections.add(_at(LATE + 2, at, "a page can have only one default export"))


def _at(stage: int, pos: int, message: str) -> Rejection:
    return Rejection(stage, pos, lambda: pos, message)


def _addresses(builder: Builder) -> Iterator[Rejection]:
    """`@docusaurus/mdx-loader` src/remark/transformImage goes before src/remark/transformLinks."""
    for image in builder.images:
        if image.url_span and _VARIABLE not in image.url:
            why = _url_error(image.url) or _path_error(image.url)
            if why:
                yield _at(LATE, image.span.start, why)
    for link in builder.links:
        if link.kind != "reference" and _VARIABLE not in link.url:
            why = _url_error(link.url)
            if why:
                yield _at(LATE + 1, link.span.start, why)


def _url_error(url: str) -> str | None:
    """Why `new URL()` throws for an address; None where it does not."""
    found = _ADDRESS.match(url)
    if not found:
        return None
    host, port = _split(found[1].rpartition("@")[2])
    if not _PORT.fullmatch(port) or int(port or 0) > 65535:
        return f"{port!r} is not a valid port in a URL; put text that is not a URL in backticks"
    if not _is_host(host):
        return f"{host!r} is not a valid host in a URL; put text that is not a URL in backticks"
    return None


def _split(authority: str) -> tuple[str, str]:
    """Host and port."""
    end = authority.find("]") if authority.startswith("[") else 0
    colon = authority.find(":", max(end, 0))
    return (authority, "") if colon < 0 else (authority[:colon], authority[colon + 1 :])


def _is_host(host: str) -> bool:
    if not host.startswith("["):
        return bool(host) and not _FORBIDDEN.search(host)
    try:
        return host.endswith("]") and "%" not in host and bool(ipaddress.IPv6Address(host[1:-1]))
    except ValueError:
        return False


def _path_error(url: str) -> str | None:
    """Why the site cannot look for the file of an image."""
    if _SCHEME.match(url):
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    try:
        unquote(path, errors="strict")
        sound = not _NO_ESCAPE.search(path)
    except UnicodeDecodeError:
        sound = False
    return None if sound else "the image path has a '%' that escapes nothing; write '%25'"
