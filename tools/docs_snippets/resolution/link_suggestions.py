"""Suggests what a link, import or anchor that leads nowhere may have meant: "did you mean …"."""

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from docs_snippets.core.source import Edit, Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.link_targets import published

_SITE = "@site/"
_PLAIN = re.compile(r"#?[\w@./:-]+")
_TELLING = 5
MOST = 200_000
"""How often names of a page are compared; where so many lead nowhere, they are no slips."""


@dataclass(slots=True)
class Suggestions:
    """What the names that lead nowhere on a page may have meant, as far as they are looked for."""

    known: dict[str, str] = field(default_factory=dict)
    compared: int = 0

    def of(self, name: str, others: int, find: Callable[[], str]) -> str:
        """What `find` takes a name for, having compared it with `others` names; or nothing."""
        if name not in self.known and self.compared < MOST:
            self.compared += others
            self.known[name] = find()
        return self.known.get(name, "")


def hint(meant: str) -> str:
    """The end of a message about a name that may have meant another one."""
    return f"; did you mean {meant!r}?" if meant else ""


def replacement(source: Source, span: Span, typed: str, meant: str) -> tuple[Edit, ...]:
    """The fix that types another name where one is typed in a span; none where that is unclear."""
    text = source.slice(span)
    if not meant or not _PLAIN.fullmatch(meant) or text.count(typed) != 1:
        return ()
    start = span.start + text.index(typed)
    return (Edit(Span(start, start + len(typed)), meant),)


def near_file(page: Page, docs: Docs, name: str) -> str:
    """A page or partial of the tree that a path to a file may have meant."""
    own = docs.pages.tree_of(page.path)
    inside = [path for path in docs.pages.paths_of(own) if path != page.path]
    base = posixpath.basename(name)
    same = [path for path in inside if posixpath.basename(path) == base]
    if len(same) == 1:
        close = same
    elif not base.endswith(PAGE_SUFFIXES):
        close = []
    else:
        folder = posixpath.dirname(page.path)
        wanted = (
            name.removeprefix(_SITE)
            if name.startswith(_SITE)
            else posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        )
        close = get_close_matches(wanted, same or _named_alike(base, inside), n=1, cutoff=0.8)
    return as_written(page, name, close[0]) if close else ""


def _named_alike(base: str, paths: Collection[str]) -> list[str]:
    """Paths whose last part is close, too: in a deep folder any two are alike as a whole."""
    names = {posixpath.basename(path) for path in paths}
    close = frozenset(get_close_matches(base, names, n=10, cutoff=0.75))
    return [path for path in paths if posixpath.basename(path) in close]


def as_written(page: Page, name: str, path: str) -> str:
    """A path in the manner of the one it stands in for."""
    if name.startswith(_SITE):
        return f"{_SITE}{path}"
    relative = posixpath.relpath(path, posixpath.dirname(page.path))
    return relative if relative.startswith("../") or name[0] != "." else f"./{relative}"


def near_url(docs: Docs, url: str) -> str:
    """A route that a URL may have meant."""
    close = get_close_matches(url, published(docs).all_routes, n=1, cutoff=0.85)
    return close[0] if close else ""


def near_anchor(name: str, names: Collection[str]) -> str:
    """An anchor of a page that one may have meant: its name, spelt otherwise or without what stood
    before it when a generator named the anchors in another way."""
    folded = name.lower()
    short = folded.rpartition(".")[2]
    same = next((known for known in names if known.lower() in (folded, short)), None)
    if same:
        return f"#{same}"
    longer = [known for known in names if _has_words(known.lower(), folded)]
    first = [known for known in longer if known.lower().startswith(f"{folded}-")]
    if longer:
        close = next((each for each in (first, longer) if len(each) == 1), [])
    else:
        close = get_close_matches(name, names, n=1, cutoff=0.75)
    return f"#{close[0]}" if close else ""


def _has_words(known: str, name: str) -> bool:
    """Whether an anchor has all words of another beside each other; a short one tells nothing."""
    return len(name) >= _TELLING and f"-{name}-" in f"-{known}-"
