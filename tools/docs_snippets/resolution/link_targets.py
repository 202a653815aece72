"""Where the links, images and addresses of a page lead, as the site resolves them.

A link to a `.md` or `.mdx` file is resolved from the file it stands in; every other path is a URL,
relative to the route of the page that shows it, so that a partial's links may lead elsewhere on
each page. What cannot be known (a variable without a value, a path outside of the docs' routes) is
`unknown`, and nothing may be said of it.
"""

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import unquote

from docs_snippets.core.memo import Memo
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import showing
from docs_snippets.docusaurus.anchors import PageAnchors
from docs_snippets.facts.variables import TOKEN
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.link_addresses import EXTERNAL, LinkAddress
from docs_snippets.resolution.published import Published

_MARKDOWN = re.compile(r"\.mdx?$", re.IGNORECASE)
_INSIDE = re.compile(r"(?P<file>.+\.mdx?)/$", re.IGNORECASE)
"""An address that begins with the path of a file, which Docusaurus 2 replaces by the page's."""
_ASSET = re.compile(r"[^/]\.(?!mdx?$|html$)[A-Za-z0-9]+$")
_FILLED = re.compile(
    r"\$[\w-]+\$|\{\{[^{}]*\}\}"
)  # what a plugin of a site's own puts a path in place of
_PARAMETER = re.compile(r"[A-Za-z][A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*")
_SITE = "@site/"
_KEPT = 16


class Target(NamedTuple):
    """What an address leads to; `path` is that of a page in the docs, `url` the one looked for."""

    state: Literal["page", "file", "missing", "unknown"]
    path: str = ""
    url: str = ""
    fragment: str = ""


_UNKNOWN = Target("unknown")


def fails(
    page: Page, docs: Docs, address: LinkAddress, is_wrong: Callable[[Target], bool]
) -> Target | None:
    """The target of an address where it is wrong on every page that a reader can see it on."""
    first = None
    for reader in _readers(page, docs):
        target = follow(page, docs, address, reader)
        if not is_wrong(target):  # a partial's link is right where one of its readers finds it
            return None
        first = first or target
    return first


def _readers(page: Page, docs: Docs) -> tuple[str, ...]:
    """The pages that show what stands on a page; the page itself where it is one."""
    if not docs.pages.is_partial(page.path):
        return (page.path,)
    return showing(page.path, docs.pages)


def follow(page: Page, docs: Docs, address: LinkAddress, reader: str) -> Target:
    """What an address of a page leads to on the page `reader` that shows it."""
    url = address.url
    variables = docs.facts.at(page.path).variables if "$[" in url else None
    if variables:
        url = variables.substitute(url)
    if TOKEN.search(url) or EXTERNAL.match(url) or _FILLED.match(url):
        return _UNKNOWN
    path, _, fragment = url.partition("#")
    path = _decoded(path.partition("?")[0])
    if address.based:
        path = posixpath.join("/", docs.site.settings.base_url.strip("/"), path.lstrip("/"))
    if not path:
        return Target("page", reader, url, _decoded(fragment)) if fragment else _UNKNOWN
    found = _of_path(page, docs, address, reader, path)
    if published(docs).may_be_rewritten(page.path) and _may_differ(path, found):
        return _UNKNOWN
    if found.state == "page":
        found = found._replace(path=docs.pages.translated(found.path, reader))
    return found._replace(fragment=_decoded(fragment))


def _may_differ(path: str, found: Target) -> bool:
    """Whether a plugin of the site may have meant to change an address: it leads nowhere yet, or
    it is one that the site may move as a whole."""
    return found.state == "missing" or path.startswith("/")


def _decoded(text: str) -> str:
    return unquote(text) if "%" in text else text


def _of_path(page: Page, docs: Docs, address: LinkAddress, reader: str, path: str) -> Target:
    known = published(docs)
    if address.kind in ("link", "image"):
        if address.kind == "link" and _MARKDOWN.search(path):
            return _file(page, docs, path)
        if address.kind == "link" and docs.site.settings.mdx_1 and (named := _INSIDE.match(path)):
            found = _file(page, docs, named["file"])
            if found.state != "missing":
                return found
        if address.kind == "image" or _ASSET.search(path) or path.startswith(_SITE):
            asset = known.files.asset(page.path, path)
            if asset != "missing" or address.kind == "image" or path.startswith(_SITE):
                return Target(asset, url=path)
    elif path.startswith(_SITE):
        return _UNKNOWN
    if address.kind == "source" and path.startswith("/") and _ASSET.search(path):
        base = docs.site.settings.base_url.strip("/")
        if base and not path.startswith(f"/{base}/"):
            return _UNKNOWN  # another site of the host may have it
        return Target(known.files.asset(page.path, path), url=path)
    return _by_url(known, reader, path)


def _file(page: Page, docs: Docs, path: str) -> Target:
    """The page that a link to a file leads to: a file that is no page is none."""
    known = published(docs)
    found = known.linked(page.path, path, lambda: docs.pages.linked(page.path, path))
    if found is None:
        made = docs.pages.may_be_made(page.path, path) or known.is_generated(page.path, path)
        return Target("unknown" if made else "missing", url=path)
    is_page = known.may_be_page(found) and known.is_of_same_plugin(page.path, found)
    return Target("page" if is_page else "missing", found, path)


def _by_url(known: Published, reader: str, path: str) -> Target:
    """What a path of the site's URLs leads to; one without a slash starts at the reader's."""
    wanted = path
    if not path.startswith("/"):
        route = known.route(reader)
        if route is None:
            return _UNKNOWN
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(route), path))
    return Target(*known.at(wanted), url=wanted)


def published(docs: Docs) -> Published:
    """What a site publishes, looked up by URL."""
    return docs.derived(Published)


@dataclass(frozen=True, eq=False)
class _LastPages:
    """What was read of the pages that links led to last."""

    docs: Docs
    _components: Memo[Page, frozenset[str]] = field(default_factory=lambda: Memo(_KEPT))
    _heading_ids: Memo[Page, frozenset[str]] = field(default_factory=lambda: Memo(_KEPT))

    def components(self, page: Page) -> frozenset[str]:
        """The components that a page shows."""
        return self._components.get(page, lambda: _components(page))

    def heading_ids(self, page: Page) -> frozenset[str]:
        """The ids that headings give, without looking at the rest of the page."""
        return self._heading_ids.get(page, lambda: _heading_ids(page))


class ImportTarget(NamedTuple):
    """The file that an import leads to, None where it is not there."""

    path: str | None
    known: bool


def imported(page: Page, docs: Docs, source: str) -> ImportTarget:
    """Where an import of a page leads; packages and the theme's own are not known."""
    name = source.rpartition("!")[2].partition("?")[0]
    if not name.startswith((_SITE, "./", "../", "/")):
        return ImportTarget(None, False)
    return ImportTarget(*published(docs).files.module(page.path, name))


def lacks(page: Page, docs: Docs, target: Target) -> bool:
    """Whether a target names a place that its page is known not to have."""
    found = not_found(page, docs, target)
    if found is None:
        return False
    return found.complete or _is_no_parameter(docs, target) or _is_heading(docs, target)


def not_found(page: Page, docs: Docs, target: Target) -> PageAnchors | None:
    """The known places of a target's page where the one named is none of them.

    None as well where the site makes the ids of headings in a way of its own.
    """
    if docs.site.settings.own_ids:
        return None
    wanted = target.fragment
    if target.state != "page" or wanted in ("", "top") or wanted.startswith(":~:"):
        return None
    if target.path == page.path and wanted in docs.derived(_LastPages).heading_ids(page):
        return None
    known = published(docs)
    if known.plainly_has(target.path, wanted):
        return None
    found = known.anchors(target.path)
    named = found is not None and (wanted in found.known or wanted in found.titles)
    return None if named else found


def _is_heading(docs: Docs, target: Target) -> bool:
    """Whether an anchor is a heading of the page in another tree that shows the same components.

    Were it one of theirs, the heading would not have it as well.
    """
    known = published(docs)
    page, last = docs.pages.page(target.path), docs.derived(_LastPages)
    shown = last.components(page) if isinstance(page, Page) else frozenset()
    for _, path in docs.pages.siblings(target.path):
        if known.plainly_has(path, target.fragment):
            copy = docs.pages.page(path)
            if isinstance(copy, Page) and shown <= last.components(copy):
                return True
    return False


def _components(page: Page) -> frozenset[str]:
    return frozenset(each.name for each in page.jsx if not each.name.islower())


def _is_no_parameter(docs: Docs, target: Target) -> bool:
    """Whether an anchor is none of the parameters that a tree documents, where it had to be one.

    Where the components are not known, the entries of a tree's own reference are.
    """
    tree = docs.pages.tree_of(target.path)
    own = docs.facts.parameters(tree) if tree else None
    if tree is None or own is None or own.find(target.fragment):
        return False
    if docs.facts.known_parameter(target.fragment):
        return True
    page = docs.pages.page(target.path)
    shown = _of_reference(docs, tree, page) if isinstance(page, Page) else frozenset()
    if not shown or not isinstance(page, Page):
        return False
    return bool(_PARAMETER.fullmatch(target.fragment)) or _shows_nothing_else(page, shown)


def _of_reference(docs: Docs, tree: Tree, page: Page) -> frozenset[str]:
    """The components of a page that stand beside a reference of its tree, and list what it has."""
    folders = {posixpath.dirname(each) for each in docs.facts.reference_files(tree).values()}
    paths = ((each, _resolved(docs, page, each.source)) for each in page.imports)
    beside = (each for each, path in paths if posixpath.dirname(path) in folders)
    return frozenset(local for each in beside for local, _ in each.names)


def _resolved(docs: Docs, page: Page, source: str) -> str:
    return docs.anchors.resolved(page.path, source) or ""


def _shows_nothing_else(page: Page, shown: frozenset[str]) -> bool:
    """Whether components of a reference are the only parts of a page that are not its text."""
    plain = all(expression.comment is not None for expression in page.expressions)
    return plain and all(each.name in shown or each.name.islower() for each in page.jsx)


def _heading_ids(page: Page) -> frozenset[str]:
    plain = (each for each in page.headings if "$[" not in each.text)
    return frozenset(each.explicit or each.slug for each in plain)


def known_anchors(docs: Docs, target: Target) -> Collection[str]:
    """The places of the page of a target."""
    found = published(docs).anchors(target.path)
    return found.known if found else ()
