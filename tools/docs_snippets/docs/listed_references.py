"""Reads the reference files that versions.yaml lists for each tree, on first use, and keeps them.

The files of `crds` count as well. A file that cannot be read is told where and why, and the facts
of the others hold; nothing is read before somebody asks for facts of its tree.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem, suggestion
from docs_snippets.core.globs import is_glob
from docs_snippets.core.source import Source
from docs_snippets.facts.fact_records import no_facts
from docs_snippets.facts.help_pages import shown_names
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.readers import ReferenceOptions, readers, recognized
from docs_snippets.project import config as configuration
from docs_snippets.project.config import Config, ReferenceEntry
from docs_snippets.project.reference_entries import (
    CHART,
    ReferenceFile,
    all_entries,
    entries_of,
    reference_files,
)
from docs_snippets.project.trees import Tree

RULE = "unreadable-reference"
CRDS = "crds"
HELP = "command-help"


class ReferenceSource(NamedTuple):
    """A reference file: its kind and text, whose facts it has, and whether it names them all."""

    entry: ReferenceEntry
    kind: str
    of: str
    complete: bool
    source: Source


class ReadReference(NamedTuple):
    """A reference file, and the facts that were read from it."""

    file: ReferenceSource
    facts: Parameters


def unknown_kinds(config: Config) -> Iterator[Diagnostic]:
    """Kinds of references that no reader has, and expressions that no mapping can have."""
    for entry in all_entries(config):
        kind = entry.kind
        if kind is not None and kind.text not in readers():
            message = f"no kind of reference {kind.text!r}{suggestion(kind.text, readers())}"
            yield problem(config.source, kind.span, configuration.RULE, message)
        for _, expression in entry.mapping:
            from docs_snippets.facts.readers.mapping import expression_error  # few have any

            wrong = expression_error(expression.text)
            if wrong:
                message = f"expression {expression.text!r} cannot be used: {wrong}"
                yield problem(config.source, expression.span, configuration.RULE, message)


@dataclass(frozen=True, eq=False)
class ListedReferences:
    """The references of trees, and what was wrong with those that were asked for."""

    config: Config

    def entries(self, tree: Tree) -> tuple[ReferenceEntry, ...]:
        """The entries of a tree, its resource definitions last."""
        product = self.config.product(tree.product)
        own = (each.crds for each in product.trees if each.version.text == str(tree.version))
        crds = next((each for each in own if each), product.crds)
        listed = entries_of(self.config, tree)
        if crds is None or crds.types_only:
            return listed
        kind = configuration.ConfigText(CRDS, crds.files.span)
        return (*listed, ReferenceEntry((crds.files,), kind))

    def files(self, tree: Tree) -> tuple[tuple[ReferenceEntry, tuple[ReferenceFile, ...]], ...]:
        """The files of each entry of a tree."""
        if tree.name not in self._files:
            self._files[tree.name] = tuple(
                (entry, reference_files(self.config, entry, tree)) for entry in self.entries(tree)
            )
        return self._files[tree.name]

    def is_read_alike(self, tree: Tree, same: frozenset[str]) -> bool:
        """Whether all files of a tree are the same as in other docs, which share some files."""
        files = (file for _, found in self.files(tree) for file in found)
        return all(file.path in same for file in files if file.root is self.config.docs)

    def sources(self, tree: Tree) -> tuple[ReferenceSource, ...]:
        """The reference files of a tree whose kind is known; none of them is read for its facts."""
        if tree.name not in self._sources:
            found = (
                self._source(entry, file) for entry, files in self.files(tree) for file in files
            )
            self._sources[tree.name] = tuple(each for each in found if each is not None)
        return self._sources[tree.name]

    def of(self, tree: Tree) -> tuple[ReadReference, ...]:
        """What the references of a tree say, file by file."""
        if tree.name not in self._trees:
            found = ((each, self._facts_of(each)) for each in self.sources(tree))
            self._trees[tree.name] = tuple(
                ReadReference(file, facts) for file, facts in found if facts is not None
            )
        return self._trees[tree.name]

    def definitions(self, tree: Tree) -> Iterator[ReferenceSource]:
        """The files of resource definitions of a tree."""
        return (each for each in self.sources(tree) if each.kind == CRDS)

    def help_of(self, tree: Tree, program: str) -> Iterator[Source]:
        """The files with the help of a program, in a tree."""
        for each in self.sources(tree):
            if each.kind == HELP and (each.of == program or program in self._programs_of(each)):
                yield each.source

    def _programs_of(self, file: ReferenceSource) -> frozenset[str]:
        """The programs whose help a file shows, where its entry does not name one."""
        if file.of:
            return frozenset()
        if file.source.path not in self._shown:
            self._shown[file.source.path] = shown_names(file.source)
        return self._shown[file.source.path]

    @cached_property
    def _shown(self) -> dict[str, frozenset[str]]:
        return {}

    def problems(self) -> tuple[Diagnostic, ...]:
        """What could not be read of all that was asked for."""
        return tuple(self._problems)

    def unmatched(self, trees: tuple[Tree, ...]) -> Iterator[Diagnostic]:
        """Entries that lead to no file in any tree."""
        for product in self.config.products:
            own = [tree for tree in trees if tree.product == product.name]
            for entry in product.entries:
                if own and not any(self._has_files(tree, entry) for tree in own):
                    yield self._nowhere(entry)

    def _has_files(self, tree: Tree, entry: ReferenceEntry) -> bool:
        return any(files for each, files in self.files(tree) if each == entry)

    def _nowhere(self, entry: ReferenceEntry) -> Diagnostic:
        span = entry.files[0].span
        where = "" if self.config.references else "; --references names another checkout"
        message = f"no version has files at {entry.files[0].text!r}{where}"
        rule = configuration.RULE
        return problem(self.config.source, span, rule, message, severity=Severity.WARNING)

    def _source(self, entry: ReferenceEntry, file: ReferenceFile) -> ReferenceSource | None:
        key = (file.called, file.path, entry)
        if key not in self._known:
            self._known[key] = self._found(entry, file)
        return self._known[key]

    def _found(self, entry: ReferenceEntry, file: ReferenceFile) -> ReferenceSource | None:
        source = file.read(RULE)
        if isinstance(source, Diagnostic):
            self._problems[source] = None
            return None
        said = entry.kind.text if entry.kind and posixpath.basename(file.path) != CHART else ""
        kind = said or recognized(file.path, source.text)
        reader = readers().get(kind)
        if reader is None:
            known = ", ".join(readers())
            words = f"not known as a reference; name its kind in versions.yaml: one of {known}"
            self._without_facts(entry, no_facts(source, words))
            return None
        complete = reader.complete if entry.complete is None else entry.complete
        return ReferenceSource(entry, kind, entry.of, complete, source)

    def _facts_of(self, file: ReferenceSource) -> Parameters | None:
        key = (file.source.path, file.entry)
        if key not in self._facts:
            mapping = tuple((name, text.text) for name, text in file.entry.mapping)
            options = ReferenceOptions(file.of, mapping, file.entry.sets)
            found = readers()[file.kind].read(file.source, options)
            if isinstance(found, Diagnostic):
                self._without_facts(file.entry, found)
            self._facts[key] = None if isinstance(found, Diagnostic) else found
        return self._facts[key]

    def _without_facts(self, entry: ReferenceEntry, found: Diagnostic) -> None:
        """A file that a pattern matches among others may have no facts; any other may not."""
        among = any(is_glob(each.text) for each in entry.files)
        if among and found.severity is not Severity.ERROR:
            self.passed.setdefault(found.path or "", found.message)
        else:
            self._problems[found._replace(severity=Severity.ERROR)] = None

    @cached_property
    def passed(self) -> dict[str, str]:
        """Files without facts that patterns match among others, and why they have none."""
        return {}

    @cached_property
    def _files(
        self,
    ) -> dict[str, tuple[tuple[ReferenceEntry, tuple[ReferenceFile, ...]], ...]]:
        return {}

    @cached_property
    def _sources(self) -> dict[str, tuple[ReferenceSource, ...]]:
        return {}

    @cached_property
    def _trees(self) -> dict[str, tuple[ReadReference, ...]]:
        return {}

    @cached_property
    def _known(self) -> dict[tuple[str, str, ReferenceEntry], ReferenceSource | None]:
        return {}

    @cached_property
    def _facts(self) -> dict[tuple[str, ReferenceEntry], Parameters | None]:
        return {}

    @cached_property
    def _problems(self) -> dict[Diagnostic, None]:
        return {}
