"""What the site rejects a page for once it is parsed: addresses it cannot read, two layouts."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from docs_snippets.core.numbers import number_of
from docs_snippets.mdx.builder import COMPILE, Builder
from docs_snippets.mdx.rejections import Trouble

LATE = COMPILE + 1
_SPECIAL = frozenset(("http", "https", "ws", "wss", "ftp"))
_ABSOLUTE = re.compile(r"(?:([a-z][a-z0-9+.-]*):)?//([^/?#]*)", re.IGNORECASE)
_SPECIAL_START = re.compile(r"(https?|wss?|ftp):[/\\]*([^/\\?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\0\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_SPECIAL = re.compile(r"[\0-\x20#%/:<>?@\[\\\]^|\x7f]")
_NO_HOST = re.compile(r"[\u200c\u200d\ufffd]")
_NO_LETTERS = frozenset(("Cc", "Cn", "Co", "Cs"))
_NO_ESCAPE = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_VARIABLE = "$["


def find_late_faults(builder: Builder) -> None:
    """Notes them; the site finds them only in a page without other faults."""
    for trouble in _addresses(builder):
        builder.troubles.add(trouble)
    for at in builder.layouts[1:]:
        builder.troubles.add(_at(LATE + 2, at, "a page has one default export"))


def _at(stage: int, pos: int, message: str) -> Trouble:
    return Trouble(stage, pos, lambda: pos, message)


def _addresses(builder: Builder) -> Iterator[Trouble]:
    for image in builder.images:
        if image.url_span and _VARIABLE not in image.url:
            why = url_fault(image.url) or _path_fault(image.url)
            if why:
                yield _at(LATE, image.span.start, why)
    for link in builder.links:
        if link.kind != "reference" and _VARIABLE not in link.url:
            why = url_fault(link.url)
            if why:
                yield _at(LATE + 1, link.span.start, why)


def url_fault(url: str) -> str | None:
    """Why the site cannot read an address; None where it can."""
    url = url.strip("".join(map(chr, range(33))))
    found = _SPECIAL_START.match(url) or _ABSOLUTE.match(url)
    if not found:
        return None
    scheme = (found[1] or "").lower()
    host, port = _split(found[2].rpartition("@")[2])
    if port and not (port.isascii() and port.isdigit() and number_of(port) < 65536):
        return f"{port!r} is no port in an address; put an address that is none in backticks"
    if not _is_host(host, scheme in _SPECIAL):
        return f"{host!r} is no host in an address; put an address that is none in backticks"
    return None


def _split(authority: str) -> tuple[str, str]:
    """Host and port."""
    end = authority.find("]") if authority.startswith("[") else 0
    colon = authority.find(":", max(end, 0))
    return (authority, "") if colon < 0 else (authority[:colon], authority[colon + 1 :])


def _is_host(host: str, special: bool) -> bool:
    if host.startswith("["):
        return host.endswith("]") and _is_address(host[1:-1])
    if not special:
        return not _FORBIDDEN.search(host)
    if "%" in host:
        try:
            host = unquote_to_bytes(host).decode()
        except UnicodeDecodeError:
            return False
    if not host.isascii():
        host = unicodedata.normalize("NFKC", host)
        if any(unicodedata.category(char) in _NO_LETTERS for char in host) or _NO_HOST.search(host):
            return False
    if not host or _FORBIDDEN_SPECIAL.search(host):
        return False
    labels = host.split(".")
    if any(label[:4].lower() == "xn--" and not _is_encoded(label[4:]) for label in labels):
        return False
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    return not _NUMBER.fullmatch(labels[-1]) or _are_numbers(labels)


def _is_encoded(label: str) -> bool:
    """Whether a label is one of other letters, in the form for those that know only ASCII."""
    try:
        letters = label.encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not letters.isascii() and letters.isprintable()


def _is_address(host: str) -> bool:
    try:
        return "%" not in host and bool(ipaddress.IPv6Address(host))
    except ValueError:
        return False


def _are_numbers(labels: list[str]) -> bool:
    """Whether the labels of a host whose last one is a number are an address of numbers."""
    values = []
    for label in labels:
        if not _NUMBER.fullmatch(label):
            return False
        base = 16 if label[:2].lower() == "0x" else 8 if label[0] == "0" and len(label) > 1 else 10
        try:
            values.append(number_of(label[2:] or "0" if base == 16 else label, base))
        except ValueError:
            return False
    limit = 256 ** (5 - len(values))
    return len(values) <= 4 and all(n < 256 for n in values[:-1]) and values[-1] < limit


def _path_fault(url: str) -> str | None:
    """Why the site cannot look for the file of an image."""
    if _SCHEME.match(url) or url.startswith("//"):
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    try:
        unquote(path, errors="strict")
        sound = not _NO_ESCAPE.search(path)
    except UnicodeDecodeError:
        sound = False
    return None if sound else "the path of the image has a lone '%'; write '%25'"
