"""Finds the products of a docs checkout and writes them down as a first versions.yaml."""

import json
import os
import posixpath
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.docusaurus import site_settings
from docs_snippets.docusaurus.docs_plugins import DocsPlugin
from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.files.access import DiskFiles
from docs_snippets.files.containment import leaves_repository, repository_root
from docs_snippets.files.reading import read
from docs_snippets.project.version_lists import read_version_list

PARAMETERS = "config-params.json"
RELEASES = "releases.json"
VARIABLES = "variables.js"

_HIGHEST = 3  # levels between a site and the folder that holds its docs too
_DEPTH = 3  # levels below a checkout where its site may be
_BROADEST = 500  # folders of a level that are looked into
_SITES = 20  # configurations that are read
_USUAL = ("website", "docs", "site")

_LIST = re.compile(r"(?:(?P<id>.+)_)?versions\.json")
_PLAIN = re.compile(r"[A-Za-z_][\w ./{}+()-]*(?<! )")


class DiscoveredProduct(NamedTuple):
    """A product: `versions` and `folder` are None where it has one version."""

    name: str
    title: str
    current: str | None
    versions: str | None
    folder: str | None


class DiscoveredSite(NamedTuple):
    """What a checkout holds. `root` is the docs root; paths are relative to it, those of
    `references` to a tree. `others` are the folders of more sites with docs, which are left out."""

    root: Path
    site: str
    products: tuple[DiscoveredProduct, ...]
    references: dict[str, str]
    variables: str | None
    others: tuple[str, ...] = ()


def discover(root: Path) -> DiscoveredSite | None:
    """The products below a folder; None when there is no site with docs.

    The docs root is the folder, or the one above it that holds the docs of the site as well.
    """
    site, settings, others = _site(root)
    if is_version_1(root) and not settings.plugins:
        return None
    above = max((_levels_up(plugin.path) for plugin in settings.plugins), default=0)
    wider = root.joinpath(*[".."] * above)
    if 0 < above <= _HIGHEST and not leaves_repository(wider, root):
        site = os.path.relpath((root / site).resolve(), wider.resolve()).replace(os.sep, "/")
        root, settings = wider, _settings(wider, site)
    plugins = settings.plugins or tuple(_listed(root, site))
    found = [_product(root, site, plugin, settings.title) for plugin in plugins]
    products = [product for product in found if product.current or product.versions]
    versioned = [product for product in products if product.versions] or products[:1]
    if not versioned:
        return None
    shared = VARIABLES if (root / VARIABLES).is_file() else None
    named = list(_distinct(versioned))
    return DiscoveredSite(root, site, tuple(named), _references(root, named), shared, others)


def configuration(root: Path) -> str | None:
    """The configuration of the site in a folder or below it, relative to the folder."""
    return site_settings.find(DiskFiles(root), _site(root)[0])


def is_version_1(root: Path) -> bool:
    """Whether a folder has a site of Docusaurus 1, whose pages and versions are others."""
    return any((root / folder / "siteConfig.js").is_file() for folder in ("", "website"))


def _levels_up(path: str) -> int:
    return path.split("/").count("..")


def _settings(root: Path, site: str) -> SiteSettings:
    found = site_settings.load(DiskFiles(root), site)
    return found if isinstance(found, SiteSettings) else SiteSettings()


def _site(root: Path) -> tuple[str, SiteSettings, tuple[str, ...]]:
    """The folder of the site's configuration, here or below, what it says, and other such folders.

    A site that has versions goes before one that has docs, and that before one that has none.
    """
    found = [folder for folder in _folders(root) if site_settings.find(DiskFiles(root), folder)]
    sites = [(folder, _settings(root, folder)) for folder in found[:_SITES]]
    with_docs = [site for site in sites if site[1].plugins]
    versioned = (site for site in with_docs if any(_listed(root, site[0])))
    chosen = next(chain(versioned, with_docs, sites), (".", SiteSettings()))
    return *chosen, tuple(folder for folder, _ in with_docs if folder != chosen[0])


def _folders(root: Path) -> Iterator[str]:
    """The folders where a site may be, the likeliest first."""
    yield "."
    level = [""]
    for _ in range(_DEPTH):
        below = [posixpath.join(folder, name) for folder in level for name in _names(root, folder)]
        yield from sorted(below, key=lambda path: posixpath.basename(path) not in _USUAL)
        level = below[:_BROADEST]


def _names(root: Path, folder: str) -> Iterator[str]:
    """The folders in one that may hold a site of the same checkout.

    Other repositories, other devices and what links lead to are not of it.
    """
    for name in DiskFiles(root).folders(folder or "."):
        place = root / folder / name
        other = place.is_symlink() or place.is_mount() or (place / ".git").exists()
        hidden = name == "node_modules" or name.startswith(".")
        if not hidden and not other and (name in _USUAL or not _holds_everything(root)):
            yield name


def _holds_everything(root: Path) -> bool:
    """Whether a folder in no repository is no project's: the top of all, or a home."""
    real = root.resolve()
    return repository_root(root) is None and real in (Path(real.anchor), Path.home())


def _distinct(products: list[DiscoveredProduct]) -> Iterator[DiscoveredProduct]:
    """The products, no two with one name."""
    taken: set[str] = set()
    for product in products:
        name, turn = product.name, 2
        while name in taken:
            name, turn = f"{product.name}-{turn}", turn + 1
        taken.add(name)
        yield product._replace(name=name)


def _listed(root: Path, site: str) -> Iterator[DocsPlugin]:
    """The plugins that lists of versions speak of, where no configuration can be read."""
    for path in sorted((root / site).glob("*versions.json")):
        match = _LIST.fullmatch(path.name)
        if match:
            name = match["id"] or "default"
            folder = posixpath.normpath(posixpath.join(site, match["id"] or "docs"))
            yield DocsPlugin(name, folder, folder, None, ())


def _product(root: Path, site: str, plugin: DocsPlugin, title: str | None) -> DiscoveredProduct:
    name = plugin.id if plugin.id != "default" else posixpath.basename(plugin.path)
    own = title if plugin.id == "default" else None
    versions = posixpath.normpath(posixpath.join(site, f"{plugin.prefix}versions.json"))
    listed = (root / versions).is_file()
    pattern = posixpath.join(site, f"{plugin.prefix}versioned_docs", "version-{version}")
    return DiscoveredProduct(
        name=re.sub(r"[^A-Za-z0-9_.-]", "-", name).lstrip("_.-") or "docs",
        title=own or re.sub(r"[-_]+", " ", name).title(),
        current=plugin.path if (root / plugin.path).is_dir() else None,
        versions=versions if listed else None,
        folder=posixpath.normpath(pattern) if listed else None,
    )


def _references(root: Path, products: list[DiscoveredProduct]) -> dict[str, str]:
    """Reference files that some tree has, by what they are."""
    trees = [tree for product in products for tree in _trees(root, product)]
    found: dict[str, str] = {}
    for tree in trees:
        parameters = sorted(path.relative_to(root / tree) for path in _parameters(root / tree))
        if parameters:
            found.setdefault("parameters", parameters[0].as_posix())
        for what, name in (("releases", RELEASES), ("variables", VARIABLES)):
            if (root / tree / name).is_file():
                found.setdefault(what, name)
    return dict(sorted(found.items()))


def _parameters(tree: Path) -> Iterator[Path]:
    return (path for path in tree.rglob(PARAMETERS) if "node_modules" not in path.parts)


def _trees(root: Path, product: DiscoveredProduct) -> Iterator[str]:
    if product.current:
        yield product.current
    source = read(DiskFiles(root), product.versions) if product.versions else None
    if isinstance(source, Source) and product.folder:
        for version, _ in read_version_list(source)[0]:
            yield product.folder.replace("{version}", version)


def versions_yaml(found: DiscoveredSite, docs: str, schema: str) -> str:
    """The text of a configuration; `docs` is the docs root, `schema` its schema, relative to it."""
    lines = [
        "# The products of the docs and where their versions are; trees are discovered from the",
        "# lists of versions. Paths are relative to the docs root.",
        f"# yaml-language-server: $schema={schema}",
        "",
        f"docs: {_scalar(docs)}",
        *([f"site: {_scalar(found.site)}"] if found.site != "." else []),
        "",
        "products:",
        *(line for product in found.products for line in _product_lines(product)),
    ]
    if found.references:
        lines += ["", "# Relative to each tree's folder.", "references:"]
        lines += (f"  {what}: {_scalar(path)}" for what, path in found.references.items())
    if found.variables:
        lines += ["", f"variables: {_scalar(found.variables)}"]
    return "\n".join(lines) + "\n"


def _product_lines(product: DiscoveredProduct) -> Iterator[str]:
    yield f"  {_scalar(product.name)}:"
    for key, value in product._asdict().items():
        if key != "name" and value is not None:
            yield f"    {key}: {_scalar(value)}"


def _scalar(text: str) -> str:
    """A text as YAML: bare where it can only be read as that text."""
    bare = _PLAIN.fullmatch(text) and isinstance(core_value(text), str)
    return text if bare or text == "." else json.dumps(text, ensure_ascii=False)
