"""Pages that a change of other pages reaches by the names that those use.

Whether a component has to be imported, and whether the site gives a name to all pages, is told from
how many pages use it: what counts is whether that number crosses a limit.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from docs_snippets.changes.page_texts import PageTexts
from docs_snippets.docs.copies import family, parallel_folders
from docs_snippets.resolution.page_names import common_among, used
from docs_snippets.resolution.site_files import OWN_PAGES, TRANSLATED_PAGES
from docs_snippets.resolution.unimported_components import near, shown, standing

Use = TypeVar("Use")


def with_components(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages that show a component which others import now, or import no longer."""
    names = _differing(texts, pages, lambda text: {*shown(text).items()})
    both = [docs.pages for docs in texts.both]
    other = {name for name, _ in names if len({standing(each, name) for each in both}) > 1}
    alike = {each for name in other for docs in both for each in near(docs, name)}
    return set(texts.holding(frozenset(f"<{name.lower()}" for name in other | alike)))


def with_common_names(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages with a name that so many pages use now, or did, that the site has to define it."""
    pages, found = tuple(pages), set[str]()
    for before in ("{", "<"):
        names = frozenset(_differing(texts, pages, partial(used, before=before)))
        then, now = (common_among(names, docs, before) if names else names for docs in texts.both)
        found |= {name.lower() for name in then ^ now}
    return set(texts.holding(frozenset(found)))


def _differing(texts: PageTexts, pages: Iterable[str], of: Callable[[str], set[Use]]) -> set[Use]:
    """What is in one text of a page and not in the other, for all of some pages."""
    found: set[Use] = set()
    for path in pages:
        before, now = map(of, texts.pair(path))
        found |= before ^ now
    return found


def linking_to_own_pages(texts: PageTexts, moved: Iterable[str]) -> set[str]:
    """Pages that may link to a page of the site's own, beside the docs, which came or went."""
    stems = set[str]()
    for path in moved:
        if f"/{OWN_PAGES}/" in f"/{path}" or f"/{TRANSLATED_PAGES}/" in path:
            folder, stem = posixpath.split(posixpath.splitext(path)[0])
            stems.add((posixpath.basename(folder) if stem == "index" else stem).lower())
    if stems & {posixpath.basename(OWN_PAGES), TRANSLATED_PAGES}:  # the front page, at no name
        return set(texts.paths)
    return set(texts.holding(frozenset(stems)))


def copies(texts: PageTexts, path: str) -> Iterator[str]:
    """Where copies of a page are or were, be it at other paths or in other languages."""
    for docs in texts.both:
        pages = docs.pages
        if pages.tree_of(path) is not None:
            for inside in family(pages, pages.path_in_tree(path)):
                yield from (pages.in_tree(tree, inside) for tree in docs.trees)
                yield from (pages.in_tree(tree, inside) for tree in pages.translations)


def in_parallel_folders(texts: PageTexts, moved: Iterable[str]) -> set[str]:
    """Pages that are copies of others no longer, or now, since their folders have other pages."""
    if not any(path in texts.paths for path in moved):
        return set()
    before, now = (parallel_folders(docs.pages) for docs in texts.both)
    folders = {folder for pair in before ^ now for folder in pair}
    return {
        path
        for path in (texts.paths if folders else ())
        if any(f"{texts.head.pages.path_in_tree(path)}/".startswith(each) for each in folders)
    }
