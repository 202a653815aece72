"""Reads which addresses the host of a site redirects, from the files that configure it.

`_redirects` (Netlify, Cloudflare Pages) is published with the static files. `netlify.toml` and
`vercel.json` are beside the site or at the docs root. A rule that asks for a language, a country, a
query or another host does not redirect every reader, and does not count.
"""

import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from docs_snippets.core.patterns import LONGEST_PATTERN, compiled
from docs_snippets.files.access import Files
from docs_snippets.files.reading import text

LONGEST_FILE = 256 * 1024
"""Characters of a file of redirects; nothing is known of those in a longer one."""
MOST_DOTS = 40
"""Dots in a line of TOML: each may nest a table, and the time for it grows with their square."""
MOST_PATTERNS = 100_000
"""Characters of the patterns of a site."""

MOST_OF_RULE = 2000
"""Characters of the address that a rule begins with."""

_Reader = Callable[[str], Iterator[str]]

_GONE = range(400, 600)
_COMMENT = re.compile(r"(?:^|\s)#")
_STATUS = re.compile(r"(?P<code>\d{3})!?")
_PLACEHOLDER = re.compile(r":\w+|\*")
_SOURCE = re.compile(
    r"\\(?P<escaped>.)"
    r"|(?P<slash>/?)(?:(?P<name>:\w+)(?P<of>\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    r"|(?P<group>\([^()]*(?:\([^()]*\)[^()]*)*\)))(?P<modifier>[*+?]?)"
)


class HostRedirects(NamedTuple):
    """Paths that a host redirects, and patterns of more.

    `unread` is a file that is not read as a whole, so that any path may be led on.
    """

    exact: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    unread: str = ""

    def may_take(self, url: str) -> bool:
        """Whether a rule leads a path of the site on, as far as is known."""
        path = _key(url)
        if path in self.exact or self.unread:
            return True
        found = map(compiled, self.patterns)
        return any(each is None or each.search(path) for each in found)


def host_redirects(files: Files, folder: str, static: Sequence[str] | None) -> HostRedirects:
    """The rules of a site in a folder, whose files are published from the static folders."""
    exact: set[str] = set()
    patterns: dict[str, None] = {}
    for path, sources in _readers(folder, static):
        try:
            found = list(sources(_text(files, path)))
        except (ValueError, RecursionError):
            return HostRedirects(unread=path)
        exact.update(_key(source) for source in found if not source.startswith("^"))
        made = [source for source in found if source.startswith("^")]
        patterns.update(dict.fromkeys(made))
        if sum(map(len, patterns)) > MOST_PATTERNS or None in map(compiled, made):
            return HostRedirects(unread=path)
    return HostRedirects(frozenset(exact), tuple(_joined(patterns)))


def _readers(folder: str, static: Sequence[str] | None) -> Iterator[tuple[str, _Reader]]:
    """The files that may have rules, each with its reader."""
    for published in static if static is not None else (posixpath.join(folder, "static"),):
        yield posixpath.normpath(posixpath.join(published, "_redirects")), _of_lines
    for beside in dict.fromkeys((posixpath.normpath(folder), ".")):
        yield posixpath.normpath(posixpath.join(beside, "netlify.toml")), _of_netlify
        yield posixpath.normpath(posixpath.join(beside, "vercel.json")), _of_vercel


def _text(files: Files, path: str) -> str:
    found = "" if path.startswith("../") else text(files, path) or ""
    if len(found) > LONGEST_FILE:
        raise ValueError(path)
    return found


def _key(path: str) -> str:
    return unquote(path).rstrip("/") or "/"


def _joined(patterns: Iterable[str]) -> Iterator[str]:
    """The patterns joined into few: a text is matched with many of them as fast as with one."""
    waiting = ""
    for pattern in patterns:
        if waiting and len(waiting) + len(pattern) >= LONGEST_PATTERN:
            yield waiting
            waiting = ""
        waiting = f"{waiting}|{pattern}" if waiting else pattern
    if waiting:
        yield waiting


def _of_lines(told: str) -> Iterator[str]:
    """`_redirects`: where from, where to, the status and conditions."""
    for line in told.splitlines():
        words = _COMMENT.split(line, maxsplit=1)[0].split()
        if len(words) < 2 or not words[1].startswith(("/", "http")):
            continue  # nothing, or a query between both addresses
        codes = [code for word in words[2:3] if (code := _STATUS.fullmatch(word))]
        if not words[2 + len(codes) :] and not any(int(code["code"]) in _GONE for code in codes):
            yield from _of_pattern(words[0])


def _of_netlify(told: str) -> Iterator[str]:
    if any(line.count(".") > MOST_DOTS for line in told.splitlines()):
        raise ValueError("dots")
    for rule in _items(tomllib.loads(told), "redirects"):
        status = rule.get("status")
        gone = isinstance(status, int) and status in _GONE
        if not gone and not rule.get("conditions") and not rule.get("query"):
            yield from _of_pattern(str(rule.get("from")))


def _of_vercel(told: str) -> Iterator[str]:
    known: object = json.loads(told) if told else {}
    for rule in (*_items(known, "redirects"), *_items(known, "rewrites")):
        source = rule.get("source")
        if isinstance(source, str) and not rule.get("has") and not rule.get("missing"):
            yield _of_source(source)


def _items(known: object, key: str) -> Iterator[dict[object, object]]:
    listed = known.get(key) if isinstance(known, dict) else None
    yield from (
        item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict)
    )


def _of_pattern(path: str) -> Iterator[str]:
    """A path of Netlify or Cloudflare: `:name` is one part of it, `*` any number."""
    if not path.startswith("/"):
        return
    if not _PLACEHOLDER.search(path):
        yield path
    elif path.endswith("/*"):
        yield f"^{_replaced(path[:-2])}(?:/.*)?$"
    else:
        yield f"^{_replaced(path.rstrip('/'))}$"


def _replaced(path: str) -> str:
    if len(path) > MOST_OF_RULE:
        raise ValueError(path)
    made, at = "", 0
    for found in _PLACEHOLDER.finditer(path):
        made += re.escape(unquote(path[at : found.start()]))
        made, at = made + (".*" if found[0] == "*" else "[^/]+"), found.end()
    return made + re.escape(unquote(path[at:]))


def _of_source(source: str) -> str:
    """A path of Vercel, with regular expressions in parentheses, as path-to-regexp does."""
    if len(source) > MOST_OF_RULE:
        raise ValueError(source)
    made, at, source = "^", 0, source.rstrip("/")
    for found in _SOURCE.finditer(source):
        made += re.escape(unquote(source[at : found.start()])) + _token(found)
        at = found.end()
    return f"{made}{re.escape(unquote(source[at:]))}/?$" if at else source or "/"


def _token(found: re.Match[str]) -> str:
    if found["escaped"]:
        return re.escape(found["escaped"])
    inner = found["of"] or found["group"]
    part = f"{found['slash']}(?:{inner[1:-1] if inner else '[^/]+'})"
    return f"(?:{part}){found['modifier']}" if found["modifier"] else part
