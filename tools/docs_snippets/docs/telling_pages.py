"""Pages that tell facts of their tree: tables of fields, and how kinds are served."""

from collections.abc import Iterator

from docs_snippets.core.globs import globs
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.facts.kubernetes import Serving, derive_serving, packaged_field_tables
from docs_snippets.project.trees import Tree


def field_tables(pages: Pages, tree: Tree | None) -> Iterator[Source]:
    """The pages of a tree that describe the fields of resources in tables."""
    found = map(pages.source, field_table_paths(pages, tree))
    return (each for each in found if isinstance(each, Source))


def field_table_paths(pages: Pages, tree: Tree | None) -> tuple[str, ...]:
    """Their paths; none without a tree."""
    paths = pages.paths_of(tree) if tree else ()
    return tuple(path for path in paths if is_field_table(pages, path))


def is_field_table(pages: Pages, path: str) -> bool:
    """Whether a page describes the fields of resources in tables."""
    named = tuple(each.text for each in pages.config.field_tables) or packaged_field_tables()
    return globs(*named).match(pages.path_in_tree(path))


def serving(pages: Pages, tree: Tree | None) -> Serving:
    """How a tree serves kinds that are not served alike everywhere, as its own pages say."""
    if tree is None:
        return Serving("unknown")

    def text(path_in_tree: str) -> Source | None:
        found = pages.source(pages.in_tree(tree, path_in_tree))
        return found if isinstance(found, Source) else None

    return derive_serving(map(pages.path_in_tree, pages.paths_of(tree)), text)
