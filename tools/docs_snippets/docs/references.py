"""Reads the reference files of every tree, on first use, and keeps what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.listed_references import ListedReferences
from docs_snippets.facts import overrides
from docs_snippets.facts.joined_references import joined
from docs_snippets.facts.overrides import Override
from docs_snippets.facts.readers.config_params import Parameters, read_parameters
from docs_snippets.facts.variables import Variables, read_variables
from docs_snippets.files.reading import read
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree

RULE = "unreadable-reference"


@dataclass(frozen=True, eq=False)
class TreeReferences:
    """What the trees' generated files say is true.

    `twin` are the references of other docs with the same configuration, in which the files at
    `same` are the same; with `same_config`, so is all that lies beside the configuration.
    """

    config: Config
    trees: tuple[Tree, ...]
    twin: "TreeReferences | None" = None
    same: frozenset[str] = frozenset()
    same_config: bool = False

    @cached_property
    def listed(self) -> ListedReferences:
        """The references that the configuration lists."""
        twin = self.twin if self.same_config else None
        if twin and all(twin.listed.is_read_alike(tree, self.same) for tree in self.trees):
            return twin.listed
        return ListedReferences(self.config)

    def reference(self, tree: Tree) -> Parameters | None:
        """All that the references of a tree say; None where it has none that can be read."""
        if tree not in self._joined:
            own = self.parameters(tree)
            listed = (each.facts for each in self.listed.of(tree))
            self._joined[tree] = joined((*((own,) if own else ()), *listed))
        return self._joined[tree]

    @cached_property
    def _joined(self) -> dict[Tree, Parameters | None]:
        return {}

    @cached_property
    def references(self) -> tuple[tuple[Tree, Parameters], ...]:
        """All that the references of every tree say, of trees that have any."""
        found = ((tree, self.reference(tree)) for tree in self.trees)
        return tuple((tree, facts) for tree, facts in found if facts is not None)

    def files(self, tree: Tree) -> dict[str, str]:
        """Where a tree's reference files should be, by what they are."""
        names = self.config.product(tree.product).references._asdict()
        prefix = "" if tree.folder == "." else f"{tree.folder}/"
        return {what: f"{prefix}{name.text}" for what, name in names.items() if name is not None}

    def parameters(self, tree: Tree) -> Parameters | None:
        """What a tree documents; None where it has no reference, or none that can be read."""
        found = self._read_parameters(tree)
        return found if isinstance(found, Parameters) else None

    @cached_property
    def known(self) -> tuple[tuple[Tree, Parameters], ...]:
        """The parameters of every tree that documents any."""
        read_ = ((tree, self.parameters(tree)) for tree in self.trees)
        return tuple((tree, found) for tree, found in read_ if found is not None)

    def variables(self, tree: Tree | None) -> Variables | None:
        """The variables of a tree's pages; without a tree, those that all trees share."""
        found = self._read_variables(tree)
        return found if isinstance(found, Variables) else None

    def unreadable(self) -> Iterator[Diagnostic]:
        """References that cannot be read."""
        for tree in self.trees:
            found = self._read_parameters(tree)
            if isinstance(found, Diagnostic):
                yield found
        variables = (self._read_variables(tree) for tree in (None, *self.trees))
        yield from dict.fromkeys(found for found in variables if isinstance(found, Diagnostic))

    def idle(self) -> Iterator[Diagnostic]:
        """Corrections that correct nothing."""
        yield from overrides.idle(self._overrides, (found for _, found in self.known))

    @cached_property
    def _overrides(self) -> tuple[Override, ...]:
        source = self.config.source
        ours = (overrides.override(source, node) for node in self.config.overrides)
        return (*overrides.packaged(), *ours)

    @cached_property
    def _parameters(self) -> dict[str, Parameters | Diagnostic | None]:
        return {}

    def _read_parameters(self, tree: Tree) -> Parameters | Diagnostic | None:
        if tree.name not in self._parameters:
            path = self.files(tree).get("parameters")
            shared = self.twin if path in self.same else None
            known = shared._read_parameters(tree) if shared else self._parameters_at(path)
            self._parameters[tree.name] = known
        return self._parameters[tree.name]

    def _parameters_at(self, path: str | None) -> Parameters | Diagnostic | None:
        source = self._source(path)
        return read_parameters(source, self._overrides) if isinstance(source, Source) else source

    @cached_property
    def _variables(self) -> dict[Tree | None, Variables | Diagnostic | None]:
        return {}

    def _read_variables(self, tree: Tree | None) -> Variables | Diagnostic | None:
        if tree not in self._variables:
            named = self.config.variables
            own = self._source(self.files(tree).get("variables") if tree else None)
            shared = self._source(named.text if named else None)
            self._variables[tree] = self._variables_of(own, shared)
        return self._variables[tree]

    def _variables_of(
        self, own: Source | Diagnostic | None, shared: Source | Diagnostic | None
    ) -> Variables | Diagnostic | None:
        if isinstance(own, Diagnostic):
            return own
        if isinstance(shared, Diagnostic):
            return shared
        return read_variables(own, shared, self._text) if own or shared else None

    def _source(self, path: str | None) -> Source | Diagnostic | None:
        """The file at a path; None when there is none. Files that say the same share one text."""
        if path is None or not self.config.docs.is_file(path):
            return None
        found = read(self.config.docs, path, RULE)
        if isinstance(found, Diagnostic):
            return found
        return replace(found, text=self._texts.setdefault(found.text, found.text))

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    def _text(self, path: str) -> str | None:
        """The text of a file that variables are made from."""
        found = self._source(path)
        return found.text if isinstance(found, Source) else None
