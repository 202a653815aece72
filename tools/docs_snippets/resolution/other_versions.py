"""Links and imports of a page that lead into another version or product than its own."""

import posixpath
import re
from collections import defaultdict
from typing import NamedTuple

from docs_snippets.docs.docs import Docs
from docs_snippets.docs.pages import Pages
from docs_snippets.docs.partials import is_shown
from docs_snippets.docusaurus.routes import without_number
from docs_snippets.mdx.page import Link, Page
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.link_addresses import LinkAddress
from docs_snippets.resolution.link_targets import follow, published

_ANY = re.compile(r"(?:\.x)+\Z")
_IN_URL = re.compile(r"(?<=/)v?\d+(?:\.\d+)*(?:\.x)?(?=/|$)")
"""A version as the address of a link has it."""
SAYS_SO = re.compile(
    r"\b(?:latest|newest|newer|current|next|other|another|older|earlier|previous|all|each|every"
    r"|supported|unreleased|development)[ ](?:versions?|releases?|docs|documentation)\b"
    r"|\b(?:versions?|compatibility|support)[ ](?:matrix|table)\b",
    re.IGNORECASE,
)
"""What a line says that speaks of other versions on purpose."""
_NAMES_NEWEST = re.compile(r"\W*(?:the )?(?:latest|newest|next)\b", re.IGNORECASE)


class Crossing(NamedTuple):
    """A file of another tree that a page leads to; `copy` is that of the page's own, if any."""

    own: Tree
    tree: Tree
    copy: str


def crossing(page: Page, pages: Pages, target: str) -> Crossing | None:
    """How a file that a page leads to is that of another version; None where it is its own.

    Nor is it where only another product has the file, in a version of the same name.
    """
    own, tree = (pages.source_tree(pages.tree_of(path)) for path in (page.path, target))
    if tree is None or own is None or tree == own:
        return None
    copy = _own_copy(pages, own, pages.path_in_tree(target))
    shared = tree.product != own.product and tree.version.text == own.version.text
    return None if shared and not copy else Crossing(own, tree, copy)


def crossing_link(page: Page, docs: Docs, address: LinkAddress) -> Crossing | None:
    """How a link to a file leads into another version by mistake.

    It does not where its line says so, or where it leads to another version of the page itself.
    """
    path = address.url.partition("#")[0].partition("?")[0]
    if address.kind != "link" or not path.endswith((".md", ".mdx")):
        return None
    pages, target = docs.pages, follow(page, docs, address, page.path)
    if target.state == "missing" or not target.path or not is_within_one(page, docs):
        return None
    found = crossing(page, pages, target.path)
    if found is None or not is_shown(page.path, pages):
        return None
    meant = found.copy == page.path or _is_named(page, address, found.tree)
    return None if meant else found


def crossing_url(page: Page, docs: Docs, link: Link) -> Crossing | None:
    """How a full URL of the site leads to another version of a page that the own one has, too."""
    host, path = docs.site.settings.url, link.url.partition("#")[0].partition("?")[0]
    own = docs.pages.tree_of(page.path)
    base = docs.site.settings.base_url.strip("/")
    start = f"{host}/{base}/" if base else f"{host}/"
    if not host or link.url_span is None or not f"{path}/".startswith(start):
        return None
    if own is None or own.locale or _names_site(docs, link, path):
        return None  # the full URL leads to another language, too
    state, target = published(docs).at(path.removeprefix(host))
    found = crossing(page, docs.pages, target) if state == "page" else None
    if found is None or not found.copy or found.tree.product != found.own.product:
        return None
    address = LinkAddress(link.url, link.url_span, "link", link.text)
    meant = found.copy == page.path or _is_named(page, address, found.tree)
    return None if meant or not is_shown(page.path, docs.pages) else found


def _names_site(docs: Docs, link: Link, url: str) -> bool:
    """Whether a link names the site as a whole, or shows as its text where it leads to."""
    settings = docs.site.settings
    if url.removeprefix(settings.url).strip("/") == settings.base_url.strip("/"):
        return True
    return link.kind == "inline" and _bare(link.text) == _bare(link.url)


def _bare(address: str) -> str:
    return address.partition("://")[2].strip("/") or address.strip("/")


def is_within_one(page: Page, docs: Docs) -> bool:
    """Whether the file of a page is in its tree, not in another version, which shares it."""
    own = docs.pages.tree_of(page.path)
    return own is not None and docs.pages.tree_of(docs.site.real(page.path)) == own


def _own_copy(pages: Pages, own: Tree, path_in_tree: str) -> str:
    """The file of a tree at a path, whatever numbers put it and its folders in order."""
    copy = pages.in_tree(own, path_in_tree)
    if pages.has(copy):
        return copy
    named = pages.derived(_by_names).get((own.name, _unnumbered(path_in_tree)), [])
    return named[0] if len(named) == 1 else ""


def _by_names(pages: Pages) -> dict[tuple[str, str], list[str]]:
    """The pages of every tree by their names without numbers."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tree in pages.trees:
        for path in pages.paths_of(tree):
            found[tree.name, _unnumbered(pages.path_in_tree(path))].append(path)
    return found


def _unnumbered(path: str) -> str:
    return posixpath.splitext("/".join(map(without_number, path.split("/"))))[0]


def _is_named(page: Page, address: LinkAddress, tree: Tree) -> bool:
    """Whether the line of a link says the version that it leads to, and so means it."""
    line = page.source.slice(page.source.line_span(page.source.line_of(address.span.start)))
    said = f"{line.replace(address.url, '')} {address.text}"
    if SAYS_SO.search(said) or _NAMES_NEWEST.match(address.text):
        return True
    names = (tree.version.text, *_IN_URL.findall(address.url))
    plain = {_ANY.sub("", name.removeprefix("v")) for name in names}
    return any(
        re.search(rf"(?<![\w.-])v?{re.escape(name)}(?![\w-]|\.\d)", said)
        for name in plain
        if name[:1].isdigit()
    )
