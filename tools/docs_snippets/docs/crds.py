"""Reads the custom resource definitions of every tree, on first use, and keeps them.

Their files can be large, so nothing is read before a page of the tree shows a resource.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from glob import escape

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source
from docs_snippets.docs.listed_references import ListedReferences
from docs_snippets.facts.definitions import (
    RULE,
    ResourceDefinition,
    ResourceDefinitions,
    read_definitions,
    without_templates,
)
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.files.reading import matching, read
from docs_snippets.project import config as configuration
from docs_snippets.project.config import Config
from docs_snippets.project.config_paths import OUR_FOLDER
from docs_snippets.project.trees import Tree

SUFFIXES = (".yaml", ".yml", ".json")
MOST_FILES = 500


@dataclass(frozen=True, eq=False)
class TreeDefinitions:
    """Where definitions lie, what they are, and what was wrong with those that were asked for."""

    config: Config
    listed: ListedReferences | None = None

    def files(self, tree: Tree) -> tuple[str, ...] | None:
        """The files of a tree's definitions; None where none are configured."""
        named = self._named(tree)
        if named is None:
            return None
        pattern = named.files.text.replace("{version}", escape(str(tree.version)))
        return matching(self.config.folder, pattern, SUFFIXES)

    def of(self, tree: Tree) -> ResourceDefinitions:
        """What a tree's files define; nothing where it has none."""
        if tree.name not in self._trees:
            named, files = self._named(tree), self.files(tree) or ()
            if named is not None and len(files) > MOST_FILES:
                message = f"{len(files)} files for {tree.name}; the first {MOST_FILES} are read"
                self._complain(problem(self.config.source, named.files.span, RULE, message))
            found = tuple(each for path in files[:MOST_FILES] for each in self._read(path))
            listed = tuple(self._of_listed(tree))
            found, partial = (*found, *listed), bool(listed)
            self._trees[tree.name] = ResourceDefinitions(
                found, packaged_kinds().twins, bool(named and named.types_only), partial
            )
        return self._trees[tree.name]

    def read_all(self, tree: Tree) -> None:
        """Reads every schema of a tree, for what is wrong with them."""
        for definition in self.of(tree).all:
            definition.structure()

    def problems(self) -> tuple[Diagnostic, ...]:
        """What could not be read of all that was asked for."""
        return tuple(self._problems)

    def unmatched(self, trees: tuple[Tree, ...]) -> Iterator[Diagnostic]:
        """Paths in the configuration that lead to no file in any tree."""
        for product in self.config.products:
            own = [tree for tree in trees if tree.product == product.name]
            if product.crds and own and not any(self.files(tree) for tree in own):
                message = f"no version has files at {product.crds.files.text!r}"
                span = product.crds.files.span
                yield problem(self.config.source, span, configuration.RULE, message)

    def _named(self, tree: Tree) -> configuration.CrdFiles | None:
        product = self.config.product(tree.product)
        entries = (entry for entry in product.trees if entry.version.text == str(tree.version))
        own = next((entry.crds for entry in entries if entry.crds), None)
        return own or product.crds

    def _of_listed(self, tree: Tree) -> Iterator[ResourceDefinition]:
        """The definitions among the references that the configuration lists for a tree."""
        listed = self.listed.definitions(tree) if self.listed else ()
        for file in listed:
            if file.source.path not in (self.files(tree) or ()):
                key = f"{file.entry.files[0].text} {file.source.path}"
                if key not in self._files:
                    source = replace(file.source, text=without_templates(file.source.text))
                    found = read_definitions(source, self._complain)
                    self._files[key] = tuple(found)
                yield from self._files[key]

    def _read(self, path: str) -> tuple[ResourceDefinition, ...]:
        if path not in self._files:
            source = read(self.config.folder, path, RULE, OUR_FOLDER)
            if isinstance(source, Source):
                self._files[path] = tuple(read_definitions(source, self._complain))
            else:
                self._files[path] = ()
                self._complain(source)
        return self._files[path]

    def _complain(self, problem: Diagnostic) -> None:
        self._problems[problem] = None

    @cached_property
    def _trees(self) -> dict[str, ResourceDefinitions]:
        return {}

    @cached_property
    def _files(self) -> dict[str, tuple[ResourceDefinition, ...]]:
        return {}

    @cached_property
    def _problems(self) -> dict[Diagnostic, None]:
        return {}
