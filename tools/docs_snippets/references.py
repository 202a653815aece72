"""The reference files of every tree, read on first use and kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.config import Config
from docs_snippets.diagnostics import Diagnostic
from docs_snippets.facts import overrides
from docs_snippets.facts.overrides import Override
from docs_snippets.facts.params import Parameters, read_parameters
from docs_snippets.files import read
from docs_snippets.trees import Tree

RULE = "unreadable-reference"


@dataclass(frozen=True, eq=False)
class References:
    """What the trees' generated files say is true."""

    config: Config
    trees: tuple[Tree, ...]

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

    def problems(self) -> Iterator[Diagnostic]:
        """References that cannot be read, and corrections that correct nothing."""
        for tree in self.trees:
            found = self._read_parameters(tree)
            if isinstance(found, Diagnostic):
                yield found
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
            self._parameters[tree.name] = self._parameters_at(self.files(tree).get("parameters"))
        return self._parameters[tree.name]

    def _parameters_at(self, path: str | None) -> Parameters | Diagnostic | None:
        if path is None or not (self.config.docs / path).is_file():
            return None
        source = read(self.config.docs, path, RULE)
        return (
            source if isinstance(source, Diagnostic) else read_parameters(source, self._overrides)
        )
