"""The docs as a whole: trees, pages and facts joined.

What depends on a page's text alone is computed once per distinct text and kept for a while.
Everything is read on first use, so a fork costs nothing.
"""

import os
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.source import Source
from docs_snippets.docs.crds import TreeDefinitions
from docs_snippets.docs.page_store import PageStore
from docs_snippets.docs.references import References
from docs_snippets.docs.rendered_steps import StepReader
from docs_snippets.docusaurus import site_settings
from docs_snippets.docusaurus.anchors import AnchorReader
from docs_snippets.docusaurus.components.script_page import TAGS
from docs_snippets.docusaurus.routes import Routes
from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.facts.config_params import Parameters
from docs_snippets.facts.kubernetes import Kinds, Serving, derive_serving, packaged_kinds
from docs_snippets.facts.ports import Ports, TreePorts, packaged_ports, with_configured
from docs_snippets.facts.variables import Variables
from docs_snippets.files.access import (
    PAGE_SUFFIXES,
    SCRIPT_SUFFIXES,
    DiskFiles,
    Files,
    disk_folder,
)
from docs_snippets.files.containment import strays
from docs_snippets.files.gitignore import Ignored
from docs_snippets.files.reading import contains_any, refusal
from docs_snippets.mdx.compat import Compat, all_of
from docs_snippets.mdx.page import Page
from docs_snippets.project import config as configuration
from docs_snippets.project import loading
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree, discover


def load(config_path: str | None, docs: str | None) -> "Docs | tuple[Diagnostic, ...]":
    """The docs that the arguments, the environment and the configuration name."""
    path = Path(config_path) if config_path else loading.find(Path.cwd())
    if path is None:
        return (_no_configuration(),)
    named = (docs, "--docs") if docs else (os.environ.get(configuration.DOCS_VARIABLE), "")
    root = Path(named[0]) if named[0] else None
    wrong = strays(path) or (strays(root) if root else "")
    if wrong:
        return (Diagnostic(configuration.RULE, Severity.ERROR, wrong, None),)
    folder, files = DiskFiles(path.parent), DiskFiles(root) if root else None
    return load_from(folder, path.name, files, named[1] or configuration.DOCS_VARIABLE)


def load_from(
    folder: Files,
    name: str,
    files: Files | None,
    files_from: str = "",
    shown_as: str | None = None,
) -> "Docs | tuple[Diagnostic, ...]":
    """The docs of the configuration file `name` in a folder, called `shown_as` in reports.

    `files` below a docs root go before those below the root that the configuration names.
    """
    config = loading.load(folder, name, files, files_from, shown_as)
    if not isinstance(config, Config):
        return config
    trees, problems = discover(config)
    errors = tuple(found for found in problems if found.severity is Severity.ERROR)
    return errors or Docs(config, trees, problems)


def _no_configuration() -> Diagnostic:
    message = (
        f"no {configuration.NAME} in this folder or above; name one with --config, "
        "or write one with `docs-snippets init`"
    )
    return Diagnostic(configuration.RULE, Severity.ERROR, message, None)


class Twin(NamedTuple):
    """Other docs and the paths of the files that are the same in both: those are read once.

    `same_config` tells whether the configuration and all that lies beside it are the same, too.
    """

    docs: "Docs"
    same: frozenset[str]
    same_config: bool


@dataclass(frozen=True, eq=False)
class Docs:
    """Every tree, page and fact of a docs root.

    `settled` docs are taken not to change while they are used: each file is read once.
    """

    config: Config
    trees: tuple[Tree, ...]
    tree_problems: tuple[Diagnostic, ...] = ()
    twin: Twin | None = None
    settled: bool = False

    def as_settled(self) -> "Docs":
        """The same docs, taken not to change, with all that is known of them by then."""
        return self if self.settled else replace(self, settled=True)

    @property
    def files(self) -> Files:
        """The files below the docs root."""
        return self.config.docs

    @property
    def root(self) -> Path:
        """The docs root on disk. Raises TypeError for docs of a commit."""
        return disk_folder(self.files)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the references, and where the configuration does not fit the docs."""
        return (*self.unreadable, *self._references.idle())

    @property
    def unreadable(self) -> tuple[Diagnostic, ...]:
        """The same without corrections that correct nothing, which no single page needs to know."""
        settings = site_settings.problems(self.config, self._settings)
        unmatched = self.definitions.unmatched(self.trees)
        return (*self.tree_problems, *settings, *self._references.unreadable(), *unmatched)

    @cached_property
    def _references(self) -> References:
        twin = self.twin
        if twin is None or twin.docs.config.source.text != self.config.source.text:
            return References(self.config, self.trees)
        return References(self.config, self.trees, twin.docs._references, twin.same)

    def references(self, tree: Tree) -> dict[str, str]:
        """Where a tree's reference files should be, by what they are."""
        return self._references.files(tree)

    def has(self, path: str) -> bool:
        """Whether there is a file at a path of the docs root; of a tree's pages all are known."""
        if path.endswith(PAGE_SUFFIXES) and self.tree_of(path):
            return path in self._paths
        return self.files.is_file(path)

    def parameters(self, tree: Tree) -> Parameters | None:
        """What a tree documents; None where it has no reference, or none that can be read."""
        return self._references.parameters(tree)

    def variables(self, tree: Tree | None) -> Variables | None:
        """The variables of a tree's pages; without a tree, those that all trees share."""
        return self._references.variables(tree)

    @property
    def known(self) -> tuple[tuple[Tree, Parameters], ...]:
        """The parameters of every tree that documents any."""
        return self._references.known

    def known_parameter(self, name: str) -> tuple[Tree, ...]:
        """The trees whose reference has a parameter of this name, in any spelling."""
        return tuple(tree for tree, parameters in self.known if parameters.has(name))

    @cached_property
    def ports(self) -> Ports:
        """Port facts, those of the configuration among them."""
        return with_configured(packaged_ports(), self.config.ports)

    def tree_ports(self, tree: Tree | None) -> TreePorts:
        """Who holds which port in a tree; without one, anywhere."""
        if tree not in self._tree_ports:
            self._tree_ports[tree] = self.ports.in_tree(self.parameters(tree) if tree else None)
        return self._tree_ports[tree]

    @cached_property
    def _tree_ports(self) -> dict[Tree | None, TreePorts]:
        return {}

    @property
    def kinds(self) -> Kinds:
        """Every known kind of resource."""
        return packaged_kinds()

    @cached_property
    def definitions(self) -> TreeDefinitions:
        """The custom resource definitions of every tree."""
        twin = self.twin
        return twin.docs.definitions if twin and twin.same_config else TreeDefinitions(self.config)

    @cached_property
    def _servings(self) -> dict[str, Serving]:
        return {}

    def serving(self, tree: Tree) -> Serving:
        """How a tree serves the kinds that are not served alike everywhere, told from its pages."""
        if tree.name not in self._servings:
            paths = map(self.path_in_tree, self._by_tree.get(tree, ()))
            self._servings[tree.name] = derive_serving(paths, partial(self._text_in, tree))
        return self._servings[tree.name]

    def _text_in(self, tree: Tree, path: str) -> Source | None:
        found = self.source(self.in_tree(tree, path))
        return found if isinstance(found, Source) else None

    @cached_property
    def _settings(self) -> SiteSettings | Diagnostic | None:
        return site_settings.load(self.files, self.config.site)

    @property
    def settings(self) -> SiteSettings:
        """What the site's own configuration says; nothing where it has none."""
        return self._settings if isinstance(self._settings, SiteSettings) else SiteSettings()

    @cached_property
    def routes(self) -> Routes:
        """Where the site publishes its pages."""
        return Routes(self.files, self.config.site, self.settings)

    @cached_property
    def ignored(self) -> Ignored:
        """What git ignores, so that a build may make it."""
        return Ignored(self.files)

    @cached_property
    def anchors(self) -> AnchorReader:
        """Reads the places of pages that links can lead to."""
        return AnchorReader(
            self.files,
            self.config.site,
            self.page,
            lambda path: self.variables(self.tree_of(path)),
        )

    def route(self, path: str) -> str | None:
        """The path of a page in the site's URLs; None where it has none, or none that is known."""
        page = self.page(path)
        return self.routes.route(path, page.front_matter) if isinstance(page, Page) else None

    @cached_property
    def mdx1_compat(self) -> Compat:
        """What the site reads as MDX 1 did, which is all of it unless it says otherwise."""
        own, said = self.settings.mdx1_compat or all_of(True), self.config.mdx1_compat
        return own if said is None else all_of(said)._replace(names=own.names)

    def format(self, path: str) -> Literal["mdx", "md"]:
        """How the site reads a page, before its front matter has its say."""
        by_suffix = self.settings.format == "detect" and path.endswith(".md")
        return "md" if by_suffix or self.settings.format == "md" else "mdx"

    def tree(self, name: str) -> Tree | None:
        """The tree called `product/version`."""
        return next((tree for tree in self.trees if tree.name == name), None)

    @cached_property
    def unversioned(self) -> tuple[str, ...]:
        """Docs folders that belong to no tree: those listed, then those of the site's plugins."""
        listed = [folder.text.rstrip("/") for folder in self.config.unversioned]
        known = {*listed, *(tree.folder for tree in self.trees)}
        plugins = (plugin.path for plugin in self.settings.plugins)
        found = [path for path in plugins if path not in known and self._is_folder(path)]
        return tuple(dict.fromkeys((*listed, *found)))

    def _is_folder(self, path: str) -> bool:
        return not refusal(self.files, path) and self.files.is_folder(path)

    @cached_property
    def _paths(self) -> dict[str, None]:
        folders = (*(tree.folder for tree in self.trees), *self.unversioned)
        found = (path for folder in folders for path in self.files.below(folder))
        return dict.fromkeys(sorted(set(found)))

    def paths(self) -> tuple[str, ...]:
        """Every page, in order of path."""
        return tuple(self._paths)

    def has_page(self, path: str) -> bool:
        """Whether a page, or a component beside the pages, is at a path."""
        return path in self._paths or path in self.components

    @cached_property
    def components(self) -> tuple[str, ...]:
        """The scripts beside the pages whose components print code, in order of path."""
        folders = (*(tree.folder for tree in self.trees), *self.unversioned)
        found = {path for folder in folders for path in self.files.below(folder, SCRIPT_SUFFIXES)}
        return tuple(sorted(path for path in found if contains_any(self.files, path, TAGS)))

    @cached_property
    def _folders(self) -> tuple[Tree, ...]:
        return tuple(sorted(self.trees, key=lambda tree: len(tree.folder), reverse=True))

    @cached_property
    def _by_tree(self) -> dict[Tree | None, list[str]]:
        found: dict[Tree | None, list[str]] = {}
        for path in self._paths:
            found.setdefault(self.tree_of(path), []).append(path)
        return found

    @cached_property
    def _tree_of(self) -> dict[str, Tree | None]:
        return {}

    def tree_of(self, path: str) -> Tree | None:
        """The tree a path belongs to; None outside all of them."""
        if path not in self._tree_of:
            around = (tree for tree in self._folders if _inside(path, tree.folder))
            self._tree_of[path] = next(around, None)
        return self._tree_of[path]

    def path_in_tree(self, path: str) -> str:
        """A path without its tree's folder; as it is outside every tree."""
        tree = self.tree_of(path)
        return path if tree is None or tree.folder == "." else path[len(tree.folder) + 1 :]

    def in_tree(self, tree: Tree, path_in_tree: str) -> str:
        """The path that a page has in a tree, whether it is there or not."""
        return path_in_tree if tree.folder == "." else f"{tree.folder}/{path_in_tree}"

    @cached_property
    def _store(self) -> PageStore:
        store = PageStore(self.files, self.mdx1_compat, self.format, self.settled)
        return store.beside(self.twin.docs._store, self.twin.same) if self.twin else store

    def source(self, path: str) -> Source | Diagnostic:
        """The text of a page, as it is now."""
        return self._store.source(path)

    def page(self, path: str) -> Page | Diagnostic:
        """The page at a path, as it is now; each distinct text is parsed once while it is kept."""
        return self._store.page(path)

    def read_page(self, source: Source) -> Page:
        """A text as the page it would be at its path."""
        return self._store.read(source)

    def siblings(self, path: str) -> tuple[tuple[Tree, str], ...]:
        """The other trees that have the page, each with its path there."""
        own = self.tree_of(path)
        if own is None:
            return ()
        here = self.path_in_tree(path)
        beside = ((tree, self.in_tree(tree, here)) for tree in self.trees if tree != own)
        return tuple((tree, there) for tree, there in beside if there in self._paths)

    @cached_property
    def page_facts(self) -> PageExamples:
        """What pages say to those who look closer."""
        return PageExamples()

    @cached_property
    def steps(self) -> StepReader:
        """Reads the steps of pages, those that they show from other files among them."""
        anchors = self.anchors
        return StepReader(self.page, anchors.module, anchors.resolved, self.page_facts.steps)


def _inside(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
