"""What the end of a version leaves to do: who leads to it, redirects, lists, settings, baseline."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from docs_snippets.changes.counterparts import counterpart
from docs_snippets.core.source import Edit, Source, Span, apply_edits
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.site_settings import NAMES
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.files.reading import read
from docs_snippets.files.writing import FileChange
from docs_snippets.linting import baseline
from docs_snippets.project.trees import NEXT, Tree
from docs_snippets.project.version_lists import read_version_list
from docs_snippets.resolution.adapt_links import route_of
from docs_snippets.versioning.cut_edits import sidebars_of
from docs_snippets.versioning.tree_places import TreePlaces
from docs_snippets.versioning.version_tasks import Task

_SETTINGS = (*SCRIPT_SUFFIXES, ".mjs", ".cjs", ".json", ".toml", ".yaml", ".yml", "_redirects")
_LARGEST = 1024 * 1024


class PageRedirect(NamedTuple):
    """An address that goes, and the one that takes its place; `page` is false for a guess."""

    source: str
    target: str
    page: bool


def successor(docs: Docs, tree: Tree) -> Tree | None:
    """The version that takes over: the site's last version, else the newest, else `next`."""
    others = [each for each in docs.trees if each.product == tree.product and each != tree]
    released = [each for each in others if each.version.text != NEXT]
    editions = (
        (each, docs.site.routes.edition(docs.pages.in_tree(each, "a.mdx"))) for each in released
    )
    last = [
        each for each, found in editions if found and found.plugin.last_version == found.version
    ]
    published = [each for each in released if route_of(docs, each) is not None]
    return next(iter((*last, *published, *released, *others)), None)


def links(docs: Docs, tree: Tree, other: Tree | None) -> Iterator[Task]:
    """Files of other trees and of the site that lead into a tree."""
    finder = TreePlaces(docs, tree, other or tree)
    relative = f"{posixpath.basename(tree.folder)}/"
    for path in _other_files(docs, tree):
        source = read(docs.files, path)
        if not isinstance(source, Source) or len(source.text) > _LARGEST:
            continue
        for span, typed, wanted in _places(finder, source, relative, other):
            line = source.line_of(span.start)
            yield Task("links", path, line, f"{typed!r} leads into {tree.name}{wanted}")


def _places(
    finder: TreePlaces, source: Source, relative: str, other: Tree | None
) -> Iterator[tuple[Span, str, str]]:
    """The addresses of a text that lead into the tree, each with what it could be instead."""
    known: list[Span] = []
    for place in finder.of(source) if other else ():
        known.append(place.span)
        has = place.state != "missing" and other
        instead = f"; {other.name} has {place.wanted!r}" if has and other else ""
        yield place.span, place.typed, instead
    for found in re.finditer(rf"[\w@./-]*{re.escape(relative)}[\w./-]*", source.text):
        span = Span(*found.span())
        if not any(each.start <= span.start < each.end for each in known):
            yield span, found[0], ""


def _other_files(docs: Docs, tree: Tree) -> Iterator[str]:
    """The pages outside of a tree, and the files that configure the site."""
    own = sidebars_of(docs, tree)
    inside = f"{tree.folder}/"
    below = docs.files.below(docs.config.site, (*PAGE_SUFFIXES, *_SETTINGS))
    for path in sorted({*docs.pages.paths(), *(posixpath.normpath(each) for each in below)}):
        if not path.startswith(inside) and path != own and docs.files.is_file(path):
            yield path


def redirects(docs: Docs, tree: Tree, other: Tree | None) -> tuple[PageRedirect, ...]:
    """Where each page of a tree should lead on to."""
    home = route_of(docs, other) if other else None
    if other is None or home is None:
        return ()
    found: list[PageRedirect] = []
    for path in docs.pages.paths_of(tree):
        route = docs.route(path)
        if route is None:
            continue
        there = counterpart(docs, tree, docs.pages.path_in_tree(path), other)
        target = docs.route(there.path) if there else None
        found.append(PageRedirect(route, target or f"{home}/", target is not None))
    return tuple(found)


def redirect_tasks(
    docs: Docs, tree: Tree, other: Tree | None, found: tuple[PageRedirect, ...]
) -> Iterator[Task]:
    """The redirects as lines of `_redirects`; one is for all pages that keep their path."""
    if other is None or not found:
        return
    old, new = (route_of(docs, each) or "" for each in (tree, other))
    # What leads on everything at the top of the site would lead on the other versions, too.
    same = [each for each in found if old and each.target == f"{new}{each.source[len(old) :]}"]
    for each in found:
        if each not in same:
            why = "renamed" if each.page else f"{other.name} has no such page"
            yield Task("redirects", "", 0, f"{each.source} {each.target} 301  # {why}")
    if same:
        last = "; after the others" if len(same) < len(found) else ""
        count = f"{len(same)} page{'s' * (len(same) != 1)} with the same path{last}"
        yield Task("redirects", "", 0, f"{old}/* {new}/:splat 301  # {count}")


def settings(docs: Docs, tree: Tree) -> Iterator[Task]:
    """Lines of the site's configuration and of ours that name the version."""
    name = re.compile(rf"(?<![\w.-]){re.escape(tree.version.text)}(?![\w.-])")
    folder = "" if docs.config.site == "." else f"{docs.config.site}/"
    for path in (f"{folder}{name}" for name in NAMES):
        source = read(docs.files, path) if docs.files.is_file(path) else None
        if isinstance(source, Source):
            yield from _naming(source, source.path, name, "site", tree)
    yield from _naming(docs.config.source, docs.config.source.path, name, "configuration", tree)
    config = docs.config.folder
    for path in sorted(config.below("snippets", (".yaml", ".yml"))):
        source = read(config, path)
        if isinstance(source, Source):
            yield from _naming(source, path, name, "configuration", tree)


def _naming(
    source: Source, path: str, name: re.Pattern[str], kind: str, tree: Tree
) -> Iterator[Task]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        code = line.partition("#")[0] if path.endswith((".yaml", ".yml")) else line
        if name.search(code) and not line.lstrip().startswith(("//", "#")):
            yield Task(kind, path, number, f"names {tree.version}: {' '.join(line.split())[:120]}")


def without_version(docs: Docs, tree: Tree) -> FileChange | None:
    """The list of versions without a tree's."""
    product = docs.config.product(tree.product)
    source = read(docs.files, product.versions.text) if product.versions else None
    if not isinstance(source, Source):
        return None
    listed, _ = read_version_list(source)
    own = next((each for each in listed if each.version == tree.version.text), None)
    if own is None:
        return None
    start, end = own.span
    after = re.match(r"\s*,", source.text[end:])
    before = re.search(r",?\s*\Z", source.text[:start])
    if after:
        space = re.match(r"\s*", source.text[end + after.end() :])
        end += after.end() + (space.end() if space else 0)
    elif before:
        start = before.start()
    return FileChange(source.path, source, apply_edits(source.text, [Edit(Span(start, end), "")]))


def without_accepted(docs: Docs, tree: Tree, found: baseline.Baseline) -> baseline.Baseline:
    """A baseline without the findings on pages that no other tree has."""
    pages = docs.pages
    here = {pages.path_in_tree(path) for path in pages.paths_of(tree)}
    others = {pages.path_in_tree(path) for path in pages.paths() if pages.tree_of(path) != tree}
    gone = here - others
    kept = {of: each for of, each in found.accepted.items() if each.path not in gone}
    return replace(found, accepted=kept)
