"""The docs as a whole: pages, facts and the site, each in a part of its own.

A rule is given no more of it than it says that it reads. Everything is read on first use.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from docs_snippets.core.derived import Derived
from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.docs.listed_references import unknown_kinds
from docs_snippets.docs.pages import Pages
from docs_snippets.docs.rendered_steps import StepReader
from docs_snippets.docs.site import Site
from docs_snippets.docs.tree_facts import Facts
from docs_snippets.docusaurus.anchors import AnchorReader
from docs_snippets.files.access import DiskFiles, Files, disk_folder
from docs_snippets.files.containment import escape_error
from docs_snippets.mdx.page import Page
from docs_snippets.project import config as configuration
from docs_snippets.project import loading
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree, discover

V = TypeVar("V")

_PARTS = ("siblings", "facts", "pages", "anchors", "steps")
"""What is known of docs that no other docs share."""


def load(
    config_path: str | None, docs: str | None, references: str | None = None
) -> "Docs | tuple[Diagnostic, ...]":
    """The docs that the arguments, the environment and the configuration name."""
    path = Path(config_path) if config_path else loading.find(Path.cwd())
    if path is None:
        return (_no_configuration(),)
    named = (docs, "--docs") if docs else (os.environ.get(configuration.DOCS_VARIABLE), "")
    root = Path(named[0]) if named[0] else None
    wrong = escape_error(path) or (escape_error(root) if root else "")
    if wrong:
        return (Diagnostic(configuration.RULE, Severity.ERROR, wrong, None),)
    folder, files = DiskFiles(path.parent), DiskFiles(root) if root else None
    other = _other_checkout(references)
    if isinstance(other, Diagnostic):
        return (other,)
    named_by = named[1] or configuration.DOCS_VARIABLE
    return load_from(folder, path.name, files, named_by, references=other)


def _other_checkout(named: str | None) -> Files | Diagnostic | None:
    """The folder of references that an option or the environment names."""
    text = named or os.environ.get(configuration.REFERENCES_VARIABLE)
    if not text:
        return None
    wrong = escape_error(Path(text)) or ("" if Path(text).is_dir() else "is not a folder")
    if wrong:
        message = f"folder of references {text!r}: {wrong}"
        return Diagnostic(configuration.RULE, Severity.ERROR, message, None)
    return DiskFiles(Path(text))


def load_from(
    folder: Files,
    name: str,
    files: Files | None,
    files_from: str = "",
    shown_as: str | None = None,
    references: Files | None = None,
) -> "Docs | tuple[Diagnostic, ...]":
    """The docs of the configuration file `name` in a folder, called `shown_as` in reports.

    `files` below a docs root go before those below the root that the configuration names.
    """
    config = loading.load(folder, name, files, files_from, shown_as, references)
    if not isinstance(config, Config):
        return config
    wrong = tuple(unknown_kinds(config))
    if wrong:
        return wrong
    trees, problems = discover(config)
    errors = tuple(found for found in problems if found.severity is Severity.ERROR)
    return errors or Docs(config, trees, problems)


def load_like(config: Config, folder: Files, files: Files) -> "Docs | tuple[Diagnostic, ...]":
    """Other docs, read as those of a configuration are: by the file of its name in a folder."""
    shown_as, references = config.source.path, config.references
    return load_from(folder, config.name, files, shown_as=shown_as, references=references)


def _no_configuration() -> Diagnostic:
    message = (
        f"no {configuration.NAME} in this folder or above; name one with --config, "
        "or write one with `docs-snippets init`"
    )
    return Diagnostic(configuration.RULE, Severity.ERROR, message, None)


class Twin(NamedTuple):
    """Other docs and the paths of the files that are the same in both: those are read once.

    `same_config` tells whether the configuration and all that lies beside it are the same, too, and
    `same_site` whether all else is but the texts of some pages: the very same pages are there.
    """

    docs: "Docs"
    same: frozenset[str]
    same_config: bool
    same_site: bool = False


@dataclass(frozen=True, eq=False)
class Siblings:
    """Every tree's pages and facts, for what compares a page with its copies in other trees."""

    pages: Pages
    facts: Facts
    _derived: Derived["Siblings"] = field(default_factory=Derived)

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops what was made of some pages, given by path with the texts that they had."""
        self._derived.forget(before)

    def derived(self, make: Callable[["Siblings"], V]) -> V:
        """What `make` makes of these pages and facts, made once."""
        return self._derived.get(make, self)

    @property
    def titles(self) -> tuple[str, ...]:
        """What products are called in prose."""
        return tuple(product.title for product in self.pages.config.products)


@dataclass(frozen=True, eq=False)
class Docs:
    """A docs root: its pages, what is known of its trees, and the site that shows them.

    `immutable` docs are taken not to change while they are used: each file is read once.
    """

    config: Config
    trees: tuple[Tree, ...]
    tree_problems: tuple[Diagnostic, ...] = ()
    twin: Twin | None = None
    immutable: bool = False
    _derived: Derived["Docs"] = field(default_factory=Derived)

    def as_immutable(self) -> "Docs":
        """The same docs, taken not to change, with all that is known of them by then."""
        # What was derived of docs that may change is not taken over.
        return self if self.immutable else replace(self, immutable=True, _derived=Derived())

    def forget(self, before: Mapping[str, str]) -> bool:
        """Reads some pages anew, given by path with the texts that they had.

        Returns whether the same pages are there; if not, these docs are of no use any more.
        """
        same = self.pages.forget(before)
        self.facts.forget(before)
        self.siblings.forget(before)
        self._derived.forget(before)
        return same

    def release(self) -> None:
        """Frees what is known of these docs, which nobody asks any more.

        It refers to them in turn, so that it would stay until somebody looks for cycles.
        """
        parts = (vars(self).get(name) for name in _PARTS)
        for part in (*parts, self):
            if part is not None:
                vars(part).clear()

    def derived(self, make: Callable[["Docs"], V]) -> V:
        """What `make` makes of these docs, made once."""
        return self._derived.get(make, self)

    @property
    def files(self) -> Files:
        """The files below the docs root."""
        return self.config.docs

    @property
    def root(self) -> Path:
        """The docs root on disk. Raises TypeError for docs of a commit."""
        return disk_folder(self.files)

    @cached_property
    def site(self) -> Site:
        """The site's settings and routes."""
        twin = self.twin
        return twin.docs.site if twin and twin.same_site else Site(self.config)

    @cached_property
    def pages(self) -> Pages:
        """The trees and the pages in them."""
        twin = self.twin
        if twin is None:
            return Pages(self.config, self.trees, self.site, self.immutable)
        shared = twin.docs.pages, twin.same, twin.same_site
        return Pages(self.config, self.trees, self.site, self.immutable, *shared)

    @cached_property
    def facts(self) -> Facts:
        """What is known of the trees beside their pages."""
        twin = self.twin
        if twin is None:
            return Facts(self.config, self.pages)
        return Facts(self.config, self.pages, twin.docs.facts, twin.same, twin.same_config)

    @cached_property
    def siblings(self) -> Siblings:
        """The copies of pages in other trees, and the facts of those."""
        return Siblings(self.pages, self.facts)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the references, and where the configuration does not fit the docs."""
        return (*self.unreadable, *self.facts.idle)

    @property
    def unreadable(self) -> tuple[Diagnostic, ...]:
        """The same without corrections that correct nothing, which no single page needs to know."""
        return (*self.tree_problems, *self.site.problems, *self.facts.unreadable)

    @cached_property
    def anchors(self) -> AnchorReader:
        """Reads the places of pages that links can lead to."""
        pages, facts = self.pages, self.facts
        return AnchorReader(
            self.files, self.config.site, pages.page, lambda path: facts.at(path).variables
        )

    @cached_property
    def steps(self) -> StepReader:
        """Reads the steps of pages, those that they show from other files among them."""
        anchors, examples = self.anchors, self.facts.examples
        return StepReader(self.pages.page, anchors.module, anchors.resolved, examples.steps)

    def route(self, path: str) -> str | None:
        """The path of a page in the site's URLs; None where it has none, or none that is known."""
        page = self.pages.page(path)
        return self.site.routes.route(path, page.front_matter) if isinstance(page, Page) else None
