"""Finds literal autolinks in text that escapes and brackets had cut up while it was parsed.

The site looks for addresses a second time, in the text that is left once everything else has its
meaning, with patterns of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from docs_snippets.mdx.attention import char_class

_URL = re.compile(
    r"(?<![0-9A-Za-z])(https?://|www(?=\.))([\w-]*\.[\w\-.]*)", re.ASCII | re.IGNORECASE
)
_PATH = re.compile(r"[^\t\n\r ]*")
_XMPP = re.compile(
    r"(?<![\w+\-.@])xmpp:([\w+\-.]+)@([\w-]+(?:\.[\w-]+)+)(/(?:[\w\-/]|\.(?=[0-9A-Za-z]))*)?",
    re.ASCII,
)
_MAILTO = re.compile(r"(?<![\w+\-.@])mailto:([\w+\-.]+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_EMAIL = re.compile(r"(?<![\w+\-.])([\w+\-.]{1,200})@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_SCHEME = re.compile(r"(?:^|[^0-9@A-Za-z])(?:mailto|xmpp):$")
_BAD_END = re.compile(r"[0-9\-_]$")
_SOLID = re.compile(r"[0-9A-Za-z]")
_TRAIL = "!\"&'),.:;<>?]}"


class LiteralAutolink(NamedTuple):
    """An address in a text, and its URL."""

    start: int
    end: int
    url: str


def may_hold_address(text: str) -> bool:
    """A quick look: most texts hold none."""
    return "@" in text or "://" in text or "www." in text.lower()


# Mirrors `transformGfmAutolinkLiterals` of mdast-util-gfm-autolink-literal/lib/index.js.
def late_links(text: str) -> list[LiteralAutolink]:
    """The addresses in a text, in order."""
    out = list(_urls(text))
    for pattern, scheme in ((_XMPP, "xmpp:"), (_MAILTO, "mailto:"), (_EMAIL, "")):
        if "@" not in text:
            break
        starts = [other.start for other in out]
        mails = [m for m in _mails(text, pattern, scheme) if not _overlaps(m, out, starts)]
        out = sorted(out + mails)
    return out


def _overlaps(found: LiteralAutolink, others: list[LiteralAutolink], starts: list[int]) -> bool:
    after = bisect_left(starts, found.end)
    return after > 0 and others[after - 1].end > found.start


# Mirrors `findUrl` of mdast-util-gfm-autolink-literal/lib/index.js.
def _urls(text: str) -> Iterator[LiteralAutolink]:
    pos = 0
    while found := _URL.search(text, pos):
        pos = found.start() + 1
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        if before and not char_class(before):
            continue
        protocol, domain = found.groups()
        prefix = ""
        if protocol[0] in "wW":
            domain, protocol, prefix = protocol + domain, "", "http://"
        if char_class(domain[0]) == 2:
            continue
        if not _is_domain(domain):
            # what starts further on has the same end, and the same fault, up to its last dots
            pos = max(pos, found.end() - len(".".join(domain.split(".")[-2:])) - 1)
            continue
        rest = _PATH.match(text, found.end())
        path = rest[0] if rest else ""
        url = _without_trail(domain + path)
        start, url = found.start(), protocol + url
        yield LiteralAutolink(start, start + len(url), prefix + url)
        pos = found.end() + len(path)


# Mirrors `isCorrectDomain` of mdast-util-gfm-autolink-literal/lib/index.js.
def _is_domain(domain: str) -> bool:
    parts = domain.split(".")
    return len(parts) > 1 and all(
        not part or ("_" not in part and _SOLID.search(part)) for part in parts[-2:]
    )


# Mirrors `splitUrl` of mdast-util-gfm-autolink-literal/lib/index.js.
def _without_trail(url: str) -> str:
    bare = url.rstrip(_TRAIL)
    trail = url[len(bare) :]
    missing = max(0, bare.count("(") - bare.count(")"))
    kept = list(islice(re.finditer(r"\)", trail), missing))
    return bare + trail[: kept[-1].end()] if kept else bare


# Mirrors `findEmail` of mdast-util-gfm-autolink-literal/lib/index.js.
def _mails(text: str, pattern: re.Pattern[str], scheme: str) -> Iterator[LiteralAutolink]:
    pos = 0
    while found := pattern.search(text, pos):
        pos = found.start() + 1
        if _BAD_END.search(found[2]):
            continue
        if pattern is _EMAIL and _SCHEME.search(text, max(0, found.start() - 8), found.start()):
            continue
        if pattern is _XMPP and found[3] and not found[3][-1].isalpha():
            continue
        yield LiteralAutolink(
            found.start(), found.end(), found[0] if scheme else "mailto:" + found[0]
        )
        pos = found.end()
