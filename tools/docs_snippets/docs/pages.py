"""The trees of a docs root and the pages in them: which there are, whose they are, what they hold.

What depends on a page's text alone is computed once per distinct text and kept for a while.
"""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from docs_snippets.core.derived import Derived
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.markdown_imports import is_partial
from docs_snippets.docs.page_store import PageStore
from docs_snippets.docs.shown_files import shown_files
from docs_snippets.docs.site import Site
from docs_snippets.docusaurus import page_files
from docs_snippets.docusaurus.components.script_page import TAGS
from docs_snippets.docusaurus.translations import translations
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES, Files
from docs_snippets.files.reading import contains_any, leads_out, refusal
from docs_snippets.mdx.page import Page
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree

V = TypeVar("V")

_DRAFT = re.compile(r"^draft[ \t]*:", re.MULTILINE)
_FRONT_MATTER = 4_096
"""Characters at the start of a page where it says that it is a draft."""


@dataclass(frozen=True, eq=False)
class Pages:
    """Lookups by path, relative to the docs root, and by tree.

    `immutable` pages are taken not to change while they are used: each file is read once. The files
    of `twin` at `same` are the same as here; `same_paths` tells that it has the very same pages.
    """

    config: Config
    trees: tuple[Tree, ...]
    site: Site
    immutable: bool = False
    twin: "Pages | None" = None
    same: frozenset[str] = frozenset()
    same_paths: bool = False
    _derived: Derived["Pages"] = field(default_factory=Derived)

    def derived(self, make: Callable[["Pages"], V]) -> V:
        """What `make` makes of these pages, made once."""
        return self._derived.get(make, self)

    @property
    def files(self) -> Files:
        """The files below the docs root."""
        return self.config.docs

    def tree(self, name: str) -> Tree | None:
        """The tree called `product/version`."""
        return next((tree for tree in self.trees if tree.name == name), None)

    def tree_of(self, path: str) -> Tree | None:
        """The tree a path belongs to; None outside all of them."""
        if path not in self._tree_of:
            around = (tree for tree in self._deepest_first if _inside(path, tree.folder))
            self._tree_of[path] = next(around, None)
        return self._tree_of[path]

    @cached_property
    def _tree_of(self) -> dict[str, Tree | None]:
        return {}

    @cached_property
    def _deepest_first(self) -> tuple[Tree, ...]:
        # A tree may lie in the folder of another, and `.` holds them all.
        trees = (*self.trees, *self.translations)
        return tuple(sorted(trees, key=lambda tree: len(tree.folder), reverse=True))

    @cached_property
    def translations(self) -> tuple[Tree, ...]:
        """The trees in other languages that the site has of these."""
        return translations(self.files, self.site.routes, self.trees)

    @cached_property
    def left_out(self) -> frozenset[Tree]:
        """The trees that no build of the site publishes."""
        shown = ((tree, self.site.routes.edition(f"{tree.folder}/-")) for tree in self.trees)
        return frozenset(tree for tree, edition in shown if edition and not edition.built)

    def source_tree(self, tree: Tree | None) -> Tree | None:
        """The tree that a translation is made of; any other tree is its own."""
        if tree is None or not tree.locale:
            return tree
        return self.tree(tree.name.rpartition("@")[0])

    def original(self, path: str) -> str:
        """The path of the page that one is a translation of; its own for any other."""
        tree = self.tree_of(path)
        source = self.source_tree(tree)
        if source is None or source == tree:
            return path
        return self.in_tree(source, self.path_in_tree(path))

    def translated(self, path: str, reader: str) -> str:
        """The path of a page in the language of the page `reader`, where it has been translated."""
        own, tree = self.tree_of(reader), self.tree_of(path)
        if own is None or not own.locale or tree is None or tree.locale:
            return path
        name = f"{tree.name}@{own.locale}"
        other = next((each for each in self.translations if each.name == name), None)
        there = self.in_tree(other, self.path_in_tree(path)) if other else path
        return there if there in self._paths else path

    def path_in_tree(self, path: str) -> str:
        """A path without its tree's folder; as it is outside every tree."""
        tree = self.tree_of(path)
        return path if tree is None or tree.folder == "." else path[len(tree.folder) + 1 :]

    def in_tree(self, tree: Tree, path_in_tree: str) -> str:
        """The path that a page has in a tree, whether it is there or not."""
        return path_in_tree if tree.folder == "." else f"{tree.folder}/{path_in_tree}"

    def paths(self) -> tuple[str, ...]:
        """Every page that the site may show, partials among them, in order of path."""
        return self._every_path

    @cached_property
    def _every_path(self) -> tuple[str, ...]:
        return tuple(self._paths)

    def paths_of(self, tree: Tree | None) -> tuple[str, ...]:
        """The pages of a tree, or those of none, in order of path."""
        return self._by_tree.get(tree, ())

    @cached_property
    def _paths(self) -> dict[str, None]:
        if self.twin and self.same_paths:
            return self.twin._paths
        return shown_files(self._published, self.site.routes, self.source)

    @cached_property
    def _published(self) -> dict[str, str]:
        """The Markdown files, each with the one it is a translation of, else itself.

        A translation of no page is none, but for partials.
        """
        known = ((path, self.original(path)) for path in self._markdown)
        return {
            path: original
            for path, original in known
            if original in self._markdown or is_partial(path)
        }

    @cached_property
    def _markdown(self) -> dict[str, None]:
        """Every Markdown file, be it shown on the site or not."""
        if self.twin and self.same_paths:
            return self.twin._markdown
        found = (path for folder in self._folders for path in self.files.below(folder))
        return dict.fromkeys(sorted(set(found)))

    def is_partial(self, path: str) -> bool:
        """Whether a file is shown by others alone: by its name, or as the site is told."""
        routes, original = self.site.routes, self.original(path)
        if not routes.is_built(original):
            return True
        edition = routes.edition(original) if is_partial(path) else None
        return is_partial(path) and not (edition and edition.plugin.underscored)

    def is_draft(self, path: str) -> bool:
        """Whether a page is in no build but that on a writer's own machine."""
        source = self.source(path)
        if not isinstance(source, Source) or source.text.find("draft", 0, _FRONT_MATTER) < 0:
            return False
        if not _DRAFT.search(source.text, 0, _FRONT_MATTER):
            return False
        page = self.page(path)
        return isinstance(page, Page) and page.front_matter.get("draft") is True

    @cached_property
    def _by_tree(self) -> dict[Tree | None, tuple[str, ...]]:
        found: dict[Tree | None, list[str]] = {}
        for path in self._paths:
            found.setdefault(self.tree_of(path), []).append(path)
        return {tree: tuple(paths) for tree, paths in found.items()}

    @property
    def _folders(self) -> tuple[str, ...]:
        trees = (*self.trees, *self.translations)
        return (*(tree.folder for tree in trees), *self.unversioned)

    @cached_property
    def unversioned(self) -> tuple[str, ...]:
        """Docs folders that belong to no tree: those listed, then those of the site's plugins."""
        listed = [folder.text.rstrip("/") for folder in self.config.unversioned]
        known = {*listed, *(tree.folder for tree in self.trees)}
        plugins = (plugin.path for plugin in self.site.settings.plugins)
        found = [path for path in plugins if path not in known and self._is_folder(path)]
        return tuple(dict.fromkeys((*listed, *found)))

    def _is_folder(self, path: str) -> bool:
        return not refusal(self.files, path) and self.files.is_folder(path)

    @cached_property
    def components(self) -> tuple[str, ...]:
        """The scripts beside the pages whose components print code, in order of path."""
        if self.twin and self.same_paths:
            return self.twin.components
        folders = self._folders
        found = {path for folder in folders for path in self.files.below(folder, SCRIPT_SUFFIXES)}
        return tuple(sorted(path for path in found if contains_any(self.files, path, TAGS)))

    def has(self, path: str) -> bool:
        """Whether there is a file at a path of the docs root; of a tree's pages all are known."""
        if path.endswith(PAGE_SUFFIXES) and self.tree_of(path):
            return path in self._markdown  # asked for every sibling: no look at the disk
        return self.files.is_file(path)

    def has_page(self, path: str) -> bool:
        """Whether a page, or a component beside the pages, is at a path."""
        return path in self._paths or path in self.components

    def siblings(self, path: str) -> tuple[tuple[Tree, str], ...]:
        """The other trees that have the page, each with its path there."""
        own = self.tree_of(path)
        if own is None or own.locale:
            return ()
        here = self.path_in_tree(path)
        beside = ((tree, self.in_tree(tree, here)) for tree in self.trees if tree != own)
        return tuple((tree, there) for tree, there in beside if there in self._paths)

    def linked(self, path: str, url: str) -> str | None:
        """The page that a link to a file, on the page at a path, leads to; None when it is none."""
        found = (place for place in self.places(path, url) if not place.startswith("../"))
        there = (place for place in found if self.files.is_file(place))
        return next((place for place in there if not leads_out(self.files, place)), None)

    def may_be_made(self, path: str, url: str) -> bool:
        """Whether a build may make the page that a link to a file leads to, or it is outside."""
        places = self.places(path, url)
        ignored = any(map(self.site.gitignore.may_ignore, places))
        return ignored or any(leads_out(self.files, place) for place in places)

    def places(self, path: str, url: str) -> tuple[str, ...]:
        """Where the page of a link to a file, on the page at a path, may be."""
        site, content = self.config.site, self._content(path)
        readings = dict.fromkeys((path, self.site.real(path)))
        found = (each for page in readings for each in page_files.places(site, content, page, url))
        return tuple(dict.fromkeys(map(posixpath.normpath, found)))

    def _content(self, path: str) -> tuple[str, ...]:
        """The folders that hold the pages of a page's tree, its own language first."""
        tree = self.tree_of(path)
        trees = (each for each in (tree, self.source_tree(tree)) if each is not None)
        edition = self.site.routes.edition(self.original(path))
        own = (edition.folder,) if edition else ()
        return tuple(dict.fromkeys((*(each.folder for each in trees), *own)))

    @cached_property
    def _store(self) -> PageStore:
        store = PageStore(self.files, self.site.mdx1_compat, self.site.format, self.immutable)
        return store.beside(self.twin._store, self.same) if self.twin else store

    def take_over(self, other: "Pages", changed: Container[str]) -> None:
        """Takes over what other docs have read, save the files at some paths."""
        vars(self)["_store"] = self._store.taking_over(other._store, changed)

    def lack(self, paths: Iterable[str]) -> None:
        """Has no texts at some paths, which came later."""
        self._store.lack(paths)

    def forget(self, before: Mapping[str, str]) -> bool:
        """Reads some pages anew, given by path with the texts that they had.

        Returns whether the same pages are there; if not, nothing that is known of them holds.
        """
        self._store.forget(before)
        shown = shown_files(self._published, self.site.routes, self.source)
        self._derived.forget(before)
        return shown == self._paths

    def source(self, path: str) -> Source | Diagnostic:
        """The text of a page, as it is now."""
        return self._store.source(path)

    def page(self, path: str) -> Page | Diagnostic:
        """The page at a path, as it is now; each distinct text is parsed once while it is kept."""
        return self._store.page(path)

    def read_page(self, source: Source) -> Page:
        """A text as the page it would be at its path."""
        return self._store.read(source)


def _inside(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
