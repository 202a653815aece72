"""versions.yaml as typed values, each with the place it was read from.

What it says about products and folders is the only knowledge of them in the tool. Every mistake in
it is a Diagnostic; a Config exists only where there are none.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.source import Source, Span
from docs_snippets.data.strict_yaml import Node, YamlDocument
from docs_snippets.files.access import Files, disk_folder

NAME = "versions.yaml"
RULE = "invalid-config"
DOCS_VARIABLE = "DOCS_SNIPPETS_DOCS"


class Text(NamedTuple):
    """A word of the configuration and where it stands."""

    text: str
    span: Span


class Definitions(NamedTuple):
    """Where custom resource definitions lie, relative to the configuration's folder.

    `files` may hold `{version}`, `*` and `?`. `types_only`: they are another product's, which
    knows the types of its own fields and nothing of fields it does not have.
    """

    files: Text
    types_only: bool


class TreeEntry(NamedTuple):
    """What a product says of one of its trees."""

    version: Text
    folder: Text | None
    frozen: bool
    crds: Definitions | None


class References(NamedTuple):
    """What a tree's reference files are called, relative to the tree's folder."""

    parameters: Text | None = None
    releases: Text | None = None
    variables: Text | None = None


class Product(NamedTuple):
    """Its paths are relative to the docs root, save `crds`; `folder` holds `{version}`."""

    name: str
    title: str
    current: Text | None
    versions: Text | None
    folder: Text | None
    references: References
    crds: Definitions | None
    trees: tuple[TreeEntry, ...]

    @property
    def all_crds(self) -> tuple[Definitions, ...]:
        """Where its definitions lie, of any tree."""
        every = (self.crds, *(entry.crds for entry in self.trees))
        return tuple(each for each in every if each is not None)


class PathRules(NamedTuple):
    """Rules that do not apply to the pages a glob selects."""

    path: Text
    ignore: tuple[Text, ...]
    reason: str


class RuleSettings(NamedTuple):
    """`select` is None where every rule runs."""

    select: tuple[Text, ...] | None = None
    ignore: tuple[Text, ...] = ()
    paths: tuple[PathRules, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """A valid configuration: the file `name` in `folder`, where `snippets/` lies, too.

    `docs` are the files below the docs root.
    `overrides` and `ports` are as written, for the readers of facts to type.
    """

    source: Source
    document: YamlDocument
    folder: Files
    name: str
    docs: Files
    site_text: Text | None
    products: tuple[Product, ...]
    variables: Text | None
    unversioned: tuple[Text, ...]
    overrides: tuple[Node, ...]
    ports: tuple[Node, ...]
    rules: RuleSettings
    mdx1_compat: bool | None

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
