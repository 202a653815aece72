"""The instances of the docs plugin that a site's configuration names, and their options."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.docusaurus.config_options import NO_OPTIONS, Options
from docs_snippets.docusaurus.link_rewriters import has_own_plugins
from docs_snippets.docusaurus.local_plugins import local_script
from docs_snippets.docusaurus.node_builtins import ROOT
from docs_snippets.javascript.modules import Read
from docs_snippets.javascript.values import Object

_DOCS_PLUGIN = "content-docs"
_OF_DOCS = frozenset(("path", "routeBasePath", "sidebarPath"))
"""Options that tell a site's own plugin for the docs one that it wraps."""
_CLASSIC = "classic"
_CLASSIC_PRESET = "preset-classic"
_ROUTING = ("routeBasePath", "lastVersion", "versions", "onlyIncludeVersions")


class VersionRoute(NamedTuple):
    """Where a version is published, below its plugin's route. `banner` is None by default."""

    name: str
    path: str | None
    banner: str | None


class DocsPlugin(NamedTuple):
    """One instance of the docs plugin. `path` is relative to the docs root.

    `only` are the versions that are published, None for all. `number_prefixes` tells whether names
    lose the numbers in front of them, None where the site has its own way. `include` and `exclude`
    are the globs of what becomes a page, None where the site does not say. `sidebars` is the script
    of its sidebars, relative to the docs root. `routed` tells whether all is known that says where
    its versions are published. What another environment of a build may publish is in `may_only`, as
    `only`, and in `may_have_current`. `rewrites_links` tells that a plugin for Markdown may change
    where the links of its pages lead, `own_markdown` that it has such plugins at all.
    `underscored` tells that files whose names begin with an underscore become pages.
    """

    id: str
    path: str
    route: str
    last_version: str | None = None
    versions: tuple[VersionRoute, ...] = ()
    only: tuple[str, ...] | None = None
    has_current: bool = True
    has_versions: bool = True
    number_prefixes: bool | None = True
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    sidebars: str | None = None
    routed: bool = True
    may_only: tuple[str, ...] | None = None
    may_have_current: bool = True
    rewrites_links: bool = False
    own_markdown: bool = False
    underscored: bool = False

    @property
    def prefix(self) -> str:
        """What the names of its lists and folders of versions start with."""
        return "" if self.id == "default" else f"{self.id}_"


def instances(options: Options, folder: str, read: Read) -> dict[str, Options]:
    """The instances of the docs plugin by id; of several with one id the first counts.

    A script of the site's own may stand for the plugin, and hand its options on.
    """
    found: dict[str, Options] = {}
    for each in _docs_options(options, folder, read):
        name = each.scalar("id")
        if name is None and isinstance(each.value, Object) and "id" not in set(each.keys()):
            name = "default"
        if isinstance(name, str):
            found.setdefault(name, each)
    return found


def _docs_options(site: Options, folder: str, read: Read) -> Iterator[Options]:
    for name, options in site.entries("presets"):
        docs, classic = options.below("docs"), name == _CLASSIC or name.endswith(_CLASSIC_PRESET)
        if classic and options.scalar("docs") is not False:
            yield docs or NO_OPTIONS
        elif docs and "docs" in set(options.keys()):
            yield docs  # presets of others hand what they do not know on to the classic one
    for name, options in site.entries("plugins"):
        wraps = _DOCS_PLUGIN in (local_script(name, folder, read) or "")
        if wraps or name.endswith(_DOCS_PLUGIN) or set(options.keys()) >= _OF_DOCS:
            yield options


def docs_plugin(
    name: str, options: Options, anywhere: Options, folder: str, may_rewrite_links: bool = False
) -> DocsPlugin:
    """An instance as the usual build has it; `anywhere` are its options in any environment.

    `may_rewrite_links` is what a plugin for Markdown may do, where the instance has one.
    """
    route, sidebars = (options.text(key) for key in ("routeBasePath", "sidebarPath"))
    by_default = "" if options.hides("routeBasePath") else "docs"
    usual = name if name != "default" and options.hides("path") else "docs"
    return DocsPlugin(
        id=name,
        path=folder_of(options.text("path") or usual, folder),
        route=(by_default if route is None else route).strip("/"),
        last_version=options.text("lastVersion"),
        versions=tuple(_route(options, each) for each in options.keys("versions")),
        only=options.texts("onlyIncludeVersions"),
        has_current=options.scalar("includeCurrentVersion") is not False,
        has_versions=options.scalar("disableVersioning") is not True,
        number_prefixes=_number_prefixes(options),
        include=options.texts("include"),
        exclude=options.texts("exclude"),
        sidebars=folder_of(sidebars, folder) if sidebars else None,
        routed=not any(options.hides(key) for key in _ROUTING),
        may_only=anywhere.texts("onlyIncludeVersions"),
        may_have_current=anywhere.scalar("includeCurrentVersion") is not False,
        rewrites_links=may_rewrite_links and has_own_plugins(options),
        own_markdown=has_own_plugins(options),
    )


def folder_of(path: str, site: str) -> str:
    """A folder of the configuration, relative to the docs root."""
    if path == ROOT or path.startswith(f"{ROOT}/"):
        return posixpath.relpath(path, ROOT)
    return posixpath.normpath(posixpath.join(site, path))


def _number_prefixes(options: Options) -> bool | None:
    said = options.scalar("numberPrefixParser")
    if isinstance(said, bool):
        return said
    named = "numberPrefixParser" in set(options.keys())
    return None if named else True


def _route(options: Options, name: str) -> VersionRoute:
    path, banner = (options.text("versions", name, key) for key in ("path", "banner"))
    return VersionRoute(name, path, banner)
