"""Adapts a text to another tree: its imports and links lead into that tree."""

import posixpath

from docs_snippets.core.source import Edit, Source, Span, apply_edits
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.routes import PublishedVersion
from docs_snippets.project.trees import Tree
from docs_snippets.resolution import link_addresses

_SITE = "@site/"


def adapt_links(docs: Docs, source: Source, tree: Tree, other: Tree) -> str:
    """The text of a page of `tree` as a page of `other`."""
    page = docs.pages.read_page(source)
    places = [(each.source, each.source_span) for each in page.imports]
    places += [(each.url, each.span) for each in link_addresses.addresses(page)]
    edits = (_edit(docs, source, each, tree, other) for each in places)
    return apply_edits(source.text, {each for each in edits if each})


def _edit(
    docs: Docs, source: Source, place: tuple[str, Span], tree: Tree, other: Tree
) -> Edit | None:
    """What turns an address that leads into a tree into one that leads into another."""
    url, span = place
    wanted = adapted_address(docs, url, tree, other)
    at = source.text.find(url, *span) if wanted and wanted != url else -1
    return Edit(Span(at, at + len(url)), wanted) if at >= 0 else None


def adapted_address(docs: Docs, url: str, tree: Tree, other: Tree) -> str:
    """The same place of `other` for an address that leads into `tree`; empty for any other."""
    return _to_folder(docs, url, tree, other) or _to_route(docs, url, tree, other)


def route_of(docs: Docs, tree: Tree) -> str | None:
    """The path on the site that the pages of a tree are below, without a slash at its end.

    It is empty for a tree at the top of the site, and None where it is not known.
    """
    found = _edition(docs, tree)
    return found.path.rstrip("/") if found else None


def _to_folder(docs: Docs, url: str, tree: Tree, other: Tree) -> str:
    before, site, path = url.rpartition(_SITE)
    old, new = (posixpath.relpath(each.folder, docs.config.site) for each in (tree, other))
    if not site or not path.startswith(f"{old}/"):
        return ""
    return f"{before}{site}{new}{path[len(old) :]}"


def _to_route(docs: Docs, url: str, tree: Tree, other: Tree) -> str:
    if not url.startswith("/") or url.startswith("//"):
        return ""
    old, new = (_edition(docs, each) for each in (tree, other))
    around = (each for each in docs.site.routes.editions if _leads_into(url, each.path))
    if old is None or new is None:
        return ""
    innermost = max(around, key=lambda each: len(each.path), default=None)
    inside = url[len(old.path.rstrip("/")) :]
    return new.path.rstrip("/") + inside if innermost == old else ""


def _edition(docs: Docs, tree: Tree) -> PublishedVersion | None:
    found = docs.site.routes.edition(docs.pages.in_tree(tree, "index.mdx"))
    known = found is not None and found.plugin.routed and found.folder == tree.folder
    return found if known else None


def _leads_into(url: str, path: str) -> bool:
    path = path.rstrip("/")
    return url.startswith(path) and url[len(path) :][:1] in ("", "/", "#", "?")
