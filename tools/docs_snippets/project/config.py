"""versions.yaml as typed values, each with the place it was read from.

What it says about products and folders is the only knowledge of them in the tool. Every mistake in
it is a Diagnostic; a Config exists only where there are none.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Source, Span
from docs_snippets.data.strict_yaml import Node, YamlDocument
from docs_snippets.files.access import Files, disk_folder

NAME = "versions.yaml"
RULE = "invalid-config"
DOCS_VARIABLE = "DOCS_SNIPPETS_DOCS"
REFERENCES_VARIABLE = "DOCS_SNIPPETS_REFERENCES"


class ConfigText(NamedTuple):
    """A text of the configuration, with its position."""

    text: str
    span: Span


class CrdFiles(NamedTuple):
    """The files of custom resource definitions, relative to the folder of the configuration.

    `files` may be a pattern (`core.globs`) and hold `{version}`. `types_only` tells that they are
    another product's: they give the types of its fields, and other fields may exist.
    """

    files: ConfigText
    types_only: bool


class ReferenceEntry(NamedTuple):
    """Files that are a reference, as an entry of `references` names them.

    `files` are patterns (`core.globs`) with variables of the tree in them, relative to the folder
    of the configuration, to the docs root, or to the folder that `--references` names. Without a
    `kind`, each file tells it. `of` is the chart or program; `complete` where the entry says that
    what it lacks exists or not.
    """

    files: tuple[ConfigText, ...]
    kind: ConfigText | None = None
    of: str = ""
    complete: bool | None = None
    sets: str = ""
    mapping: tuple[tuple[str, ConfigText], ...] = ()


class TreeEntry(NamedTuple):
    """What a product says of one of its trees."""

    version: ConfigText
    folder: ConfigText | None
    frozen: bool
    crds: CrdFiles | None
    references: tuple[ReferenceEntry, ...] = ()


class ReferencePaths(NamedTuple):
    """Paths of the reference files of a tree, relative to the tree's folder."""

    parameters: ConfigText | None = None
    releases: ConfigText | None = None
    variables: ConfigText | None = None


class Product(NamedTuple):
    """Its paths are relative to the docs root, save `crds`; `folder` holds `{version}`."""

    name: str
    title: str
    current: ConfigText | None
    versions: ConfigText | None
    folder: ConfigText | None
    references: ReferencePaths
    crds: CrdFiles | None
    trees: tuple[TreeEntry, ...]
    entries: tuple[ReferenceEntry, ...] = ()

    @property
    def all_crds(self) -> tuple[CrdFiles, ...]:
        """The files of its definitions: those of all trees, and those of single ones."""
        every = (self.crds, *(entry.crds for entry in self.trees))
        return tuple(each for each in every if each is not None)


class PathRules(NamedTuple):
    """Rules that do not apply to the pages a glob selects."""

    path: ConfigText
    ignore: tuple[ConfigText, ...]
    reason: str


class RuleSeverity(NamedTuple):
    """The level of every finding of the rules that a name or pattern selects."""

    rule: ConfigText
    severity: Severity


class RuleSettings(NamedTuple):
    """`select` is None where every rule runs; rules are named, or selected by patterns."""

    select: tuple[ConfigText, ...] | None = None
    ignore: tuple[ConfigText, ...] = ()
    paths: tuple[PathRules, ...] = ()
    severities: tuple[RuleSeverity, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """A valid configuration: the file `name` in `folder`, where `snippets/` lies, too.

    `docs` are the files below the docs root; `field_tables` are patterns of pages in each tree.
    `overrides`, `ports` and `parameters` are as written, for the readers of facts to type.
    `references` are the files of another checkout that `--references` names.
    `manual` is where the documentation site is published, empty where that is not known.
    """

    source: Source
    document: YamlDocument
    folder: Files
    name: str
    docs: Files
    site_text: ConfigText | None
    products: tuple[Product, ...]
    variables: ConfigText | None
    unversioned: tuple[ConfigText, ...]
    field_tables: tuple[ConfigText, ...]
    overrides: tuple[Node, ...]
    ports: tuple[Node, ...]
    parameters: tuple[Node, ...]
    rules: RuleSettings
    mdx1_compat: bool | None
    references: Files | None = None
    manual: str = ""

    @property
    def site(self) -> str:
        """Folder of the site's own configuration, relative to the docs root."""
        return self.site_text.text.rstrip("/") if self.site_text else "."

    @property
    def path(self) -> Path:
        """The configuration file on disk. Raises TypeError for one of a commit."""
        return disk_folder(self.folder) / self.name

    def product(self, name: str) -> Product:
        """The product of a name; KeyError when there is none."""
        for product in self.products:
            if product.name == name:
                return product
        raise KeyError(name)
