"""What is known of the trees beside their pages: parameters, variables, ports, kinds, definitions.

All of it is read on first use, so that a fork costs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from docs_snippets.code_blocks.command_lines import CommandLine, page_lines
from docs_snippets.code_blocks.page_examples import PageExamples, PageKey, text_key
from docs_snippets.core.derived import Derived
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.memo import Memo
from docs_snippets.docs.crds import TreeDefinitions
from docs_snippets.docs.listed_references import ListedReferences, ReadReference
from docs_snippets.docs.markdown_reading import Markdown
from docs_snippets.docs.pages import Pages
from docs_snippets.docs.references import TreeReferences
from docs_snippets.docs.telling_pages import field_tables, is_field_table, serving
from docs_snippets.docs.tree_programs import ShownPrograms
from docs_snippets.facts.definitions import ResourceDefinition, ResourceDefinitions
from docs_snippets.facts.documented_fields import DocumentedKinds, documented_kinds
from docs_snippets.facts.kubernetes import (
    Kinds,
    Serving,
    packaged_kinds,
)
from docs_snippets.facts.ports import Ports, TreePorts, packaged_ports, with_configured
from docs_snippets.facts.procedures import configured_parameters
from docs_snippets.facts.programs import Program, packaged_program
from docs_snippets.facts.readers.config_params import Parameters
from docs_snippets.facts.variables import Variables
from docs_snippets.mdx.page import Page
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree

V = TypeVar("V")

_PAGES_KEPT = 4  # whose command lines are kept: one rule asks after the other


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of every tree, and the examples of pages."""

    config: Config
    pages: Pages
    twin: "Facts | None" = None
    same: frozenset[str] = frozenset()
    same_config: bool = False
    _derived: Derived["Facts"] = field(default_factory=Derived)
    _of: dict[Tree | None, "TreeFacts"] = field(default_factory=dict)
    _at: dict[str, "TreeFacts"] = field(default_factory=dict)

    @cached_property
    def examples(self) -> PageExamples:
        """The commands, manifests and settings of pages."""
        return PageExamples(configured_parameters(self.config.parameters))

    @property
    def documents_product(self) -> bool:
        """Whether the trees have a reference of the parameters that come with the tool."""
        return bool(self.known) and not self.config.parameters

    def derived(self, make: Callable[["Facts"], V]) -> V:
        """What `make` makes of these facts, made once."""
        return self._derived.get(make, self)

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops what was read of some pages, given by path with the texts that they had."""
        with_help = self.programs.forget(before)
        for facts in self._of.values():
            facts.forget(before, with_help=with_help)
        self._derived.forget(before)

    def of(self, tree: Tree | None) -> "TreeFacts":
        """The facts of a tree; without one, those that all trees share."""
        if tree not in self._of:
            self._of[tree] = TreeFacts(tree, self)
        return self._of[tree]

    def at(self, path: str) -> "TreeFacts":
        """The facts of the tree that a path belongs to."""
        if path not in self._at:
            self._at[path] = self.of(self.pages.source_tree(self.pages.tree_of(path)))
        return self._at[path]

    @cached_property
    def _references(self) -> TreeReferences:
        twin = self.twin
        if twin is None or twin.config.source.text != self.config.source.text:
            return TreeReferences(self.config, self.pages.trees)
        shared, beside = twin._references, self.same_config
        return TreeReferences(self.config, self.pages.trees, shared, self.same, beside)

    def reference_files(self, tree: Tree) -> dict[str, str]:
        """Where a tree's reference files should be, by what they are."""
        return self._references.files(tree)

    def parameters(self, tree: Tree) -> Parameters | None:
        """What a tree documents; None where it has no reference, or none that can be read."""
        return self._references.parameters(tree)

    @property
    def known(self) -> tuple[tuple[Tree, Parameters], ...]:
        """The parameters of every tree that documents any."""
        return self._references.known

    @property
    def listed(self) -> ListedReferences:
        """The references that the configuration lists."""
        return self._references.listed

    def reference(self, tree: Tree) -> Parameters | None:
        """All that the references of a tree say; None where it has none that can be read."""
        return self._references.reference(tree)

    @property
    def references(self) -> tuple[tuple[Tree, Parameters], ...]:
        """All that the references of every tree say, of trees that have any."""
        return self._references.references

    def known_parameter(self, name: str) -> tuple[Tree, ...]:
        """The trees whose reference has a parameter of this name, in any spelling."""
        return tuple(tree for tree, parameters in self.known if parameters.has(name))

    def variables(self, tree: Tree | None) -> Variables | None:
        """The variables of a tree's pages; without a tree, those that all trees share."""
        return self._references.variables(tree)

    @cached_property
    def ports(self) -> Ports:
        """Port facts, those of the configuration among them."""
        return with_configured(packaged_ports(), self.config.ports)

    @cached_property
    def programs(self) -> ShownPrograms:
        """The programs whose help pages of the docs show."""
        return ShownPrograms(self.pages, self.listed)

    @property
    def kinds(self) -> Kinds:
        """Every known kind of resource."""
        return packaged_kinds()

    @cached_property
    def definitions(self) -> TreeDefinitions:
        """The custom resource definitions of every tree."""
        shared = self.twin if self.same_config else None
        if shared and shared.listed is self.listed:
            return shared.definitions
        return TreeDefinitions(self.config, self.listed)

    @property
    def unreadable(self) -> tuple[Diagnostic, ...]:
        """References that cannot be read, and definitions that are not there."""
        trees = self.pages.trees
        unmatched = (*self.definitions.unmatched(trees), *self.listed.unmatched(trees))
        return (*self._references.unreadable(), *unmatched)

    @property
    def reading_problems(self) -> tuple[Diagnostic, ...]:
        """What could not be read of the definitions and listed references that were asked for."""
        return tuple(dict.fromkeys((*self.definitions.problems(), *self.listed.problems())))

    @property
    def idle(self) -> tuple[Diagnostic, ...]:
        """Corrections of references that correct nothing."""
        return tuple(self._references.idle())


@dataclass(frozen=True, eq=False)
class TreeFacts:
    """What holds for the pages of one tree; for pages of none, what holds for all trees."""

    tree: Tree | None
    _all: Facts

    def forget(self, before: Mapping[str, str], *, with_help: bool) -> None:
        """Drops what was read of some pages, and, `with_help`, what is known of programs."""
        if with_help:
            self._programs.clear()
            vars(self).pop("_lines", None)
        own = [path for path in before if self._all.pages.tree_of(path) == self.tree]
        if own:
            vars(self).pop("serving", None)
        if any(is_field_table(self._all.pages, path) for path in own):
            vars(self).pop("documented", None)

    def derived(self, make: Callable[[Facts], V]) -> V:
        """What `make` makes of the facts of all trees, made once."""
        return self._all.derived(make)

    @property
    def examples(self) -> PageExamples:
        """The commands, manifests and settings of pages."""
        return self._all.examples

    @cached_property
    def parameters(self) -> Parameters | None:
        """What the tree documents; None where it documents nothing, or there is no tree."""
        return self._all.parameters(self.tree) if self.tree else None

    @cached_property
    def reference(self) -> Parameters | None:
        """All that the references of the tree say; None where there are none."""
        return self._all.reference(self.tree) if self.tree else None

    @cached_property
    def listed(self) -> tuple[ReadReference, ...]:
        """The references that the configuration lists for the tree, file by file."""
        return self._all.listed.of(self.tree) if self.tree else ()

    @property
    def known(self) -> tuple[tuple[Tree, Parameters], ...]:
        """The parameters of every tree that documents any."""
        return self._all.known

    @property
    def references(self) -> tuple[tuple[Tree, Parameters], ...]:
        """All that the references of every tree say, of trees that have any."""
        return self._all.references

    @property
    def documents_product(self) -> bool:
        """Whether the trees have a reference of the parameters that come with the tool."""
        return self._all.documents_product

    @cached_property
    def variables(self) -> Variables | None:
        """What `$[name]` stands for on the tree's pages."""
        return self._all.variables(self.tree)

    @cached_property
    def ports(self) -> TreePorts:
        """Who holds which port in the tree; without one, anywhere."""
        return self._all.ports.in_tree(self.parameters)

    def program(self, name: str) -> Program | None:
        """What is known of a program: what the tree shows of it, then what comes with the tool.

        Where neither knows it, what other trees show are hints.
        """
        if name not in self._programs:
            self._programs[name] = self._program(name)
        return self._programs[name]

    @cached_property
    def _programs(self) -> dict[str, Program | None]:
        return {}

    def _program(self, name: str) -> Program | None:
        packaged = packaged_program(name)
        name = packaged.name if packaged else name
        shown = self._all.programs.of(self.tree, name) if self.tree else None
        if shown is None and (packaged is None or not packaged.any_flag):
            shown = self._all.programs.hinted(name)
        return shown.over(packaged) if shown else packaged

    def command_lines(self, page: Page) -> tuple[CommandLine, ...]:
        """The commands of a page whose programs are known, read."""
        return self._lines.get(
            text_key(page), lambda: tuple(page_lines(self.examples.commands(page), self.program))
        )

    @cached_property
    def _lines(self) -> Memo[PageKey, tuple[CommandLine, ...]]:
        return Memo(_PAGES_KEPT)

    @property
    def kinds(self) -> Kinds:
        """Every known kind of resource."""
        return self._all.kinds

    @cached_property
    def definitions(self) -> ResourceDefinitions:
        """The custom resource definitions of the tree; none where none are configured."""
        return self._all.definitions.of(self.tree) if self.tree else ResourceDefinitions()

    def definition_elsewhere(self, group: str, kind: str) -> ResourceDefinition | None:
        """The definition of a kind in another tree, the first that has one."""
        others = (self._all.definitions.of(tree) for tree in self._all.pages.trees)
        return next((found for each in others if (found := each.find(group, kind))), None)

    @cached_property
    def documented(self) -> DocumentedKinds:
        """The kinds whose fields the tree's own reference pages describe."""
        return documented_kinds(field_tables(self._all.pages, self.tree), self.kinds.twins)

    @cached_property
    def serving(self) -> Serving:
        """How the tree serves kinds that are not served alike everywhere, as its own pages say."""
        return serving(self._all.pages, self.tree)

    @property
    def markdown(self) -> Markdown:
        """How the site reads the tree's pages."""
        return Markdown(self._all.pages.site.mdx1_compat, self._all.pages.site.settings)
