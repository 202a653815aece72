"""What a Docusaurus site's own configuration says of its docs, read without running it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.docusaurus.config_options import NO_OPTIONS, Options, read_options
from docs_snippets.docusaurus.markdown_options import (
    PageFormat,
    admonitions,
    mdx1_compat,
    page_format,
)
from docs_snippets.docusaurus.node_builtins import ROOT, Listing
from docs_snippets.docusaurus.redirects import Redirects, redirects
from docs_snippets.docusaurus.release import DocusaurusRelease, release
from docs_snippets.files.access import Files
from docs_snippets.files.reading import read, refusal, text
from docs_snippets.javascript.modules import Read, syntax_error, written_strings
from docs_snippets.javascript.values import Object
from docs_snippets.mdx.compat import Compat, all_of
from docs_snippets.project.config import Config

NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))

RULE = "unreadable-file"

_DOCS_PLUGIN = "content-docs"
_OF_DOCS = frozenset(("path", "routeBasePath", "sidebarPath"))
"""Options that tell a site's own plugin for the docs one that it wraps."""
_CLASSIC = "classic"
_CLASSIC_PRESET = "preset-classic"
_SCRIPT = re.compile(
    r"docusaurus (?P<verb>build|start)\b[^\"\n]{0,500}?--config[= ](?P<name>[\w./-]{1,200})"
)
_ROUTING = ("routeBasePath", "lastVersion", "versions", "onlyIncludeVersions")
_ROUTES = ("routeBasePath", "route")
_MATH = "remark-math"
_MDX_1 = 2  # the last major release of Docusaurus that read MDX 1


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
    its versions are published.
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

    @property
    def prefix(self) -> str:
        """What the names of its lists and folders of versions start with."""
        return "" if self.id == "default" else f"{self.id}_"


class SiteSettings(NamedTuple):
    """`mdx1_compat` is None where nothing can be read, `trailing_slash` where none is chosen.

    `static` are the folders of files that are published as they are, relative to the docs root;
    None where the usual one is meant. `math` tells that pages may hold formulas between dollars,
    and `rewritten` that a function of the site changes their text before it is parsed. `mdx_1` is
    true of sites so old that their pages are read as MDX 1 altogether. `others` are the routes that
    plugins of other kinds are told, where pages may be that are no docs.
    """

    title: str | None = None
    mdx1_compat: Compat | None = None
    format: PageFormat = "mdx"
    plugins: tuple[DocsPlugin, ...] = ()
    base_url: str = "/"
    trailing_slash: bool | None = None
    static: tuple[str, ...] | None = None
    math: bool = False
    rewritten: bool = False
    mdx_1: bool = False
    redirects: Redirects = Redirects()
    others: frozenset[str] = frozenset()


def find(files: Files, folder: str) -> str | None:
    """The configuration of the site in a folder, relative to the docs root.

    It may have a name of its own, where the site's scripts name it.
    """
    for name in (*NAMES, *_named(files, folder)):
        path = posixpath.normpath(posixpath.join(folder, name))
        if not path.startswith("../") and files.is_file(path):
            return path
    return None


def _named(files: Files, folder: str) -> Iterator[str]:
    """The configurations that the scripts of a package.json name, those that build it first."""
    path = posixpath.normpath(posixpath.join(folder, "package.json"))
    found = _SCRIPT.finditer(text(files, path) or "")
    yield from (each["name"] for each in sorted(found, key=lambda each: each["verb"] != "build"))


def load(files: Files, folder: str) -> SiteSettings | Diagnostic | None:
    """The settings of the site in a folder of the docs root; None without a configuration."""
    path = find(files, folder)
    source = read(files, path) if path else None
    if not isinstance(source, Source):
        return source

    def listing(path: str) -> Mapping[str, bool] | None:
        if refusal(files, path) or not files.is_folder(path):
            return None
        return {name: files.is_folder(f"{path}/{name}") for name in files.names(path)}

    return read_settings(source, folder, partial(text, files), release(files, folder), listing)


def read_settings(
    source: Source,
    folder: str = ".",
    read: Read = lambda _path: None,
    built: DocusaurusRelease | None = None,
    listing: Listing = lambda _path: None,
) -> SiteSettings:
    """What the script says; `folder`, the site's, is what its paths are relative to.

    `read` gives the files that the script requires, by path in the docs root, and `listing` what is
    in a folder; `built` is the release that reads it.
    """
    options = read_options(source, folder, read, listing)
    if options is None:
        return SiteSettings()
    plugins = _plugins(options)
    mdx_1 = built is not None and built.major <= _MDX_1
    found = tuple(_plugin(name, each, folder) for name, each in plugins.items())
    compat = mdx1_compat(options, admonitions(plugins.values()), built)
    slash = options.scalar("trailingSlash")
    static = options.texts("staticDirectories")
    return SiteSettings(
        title=options.text("title"),
        mdx1_compat=all_of(True)._replace(names=compat.names) if mdx_1 else compat,
        format=page_format(options),
        plugins=found,
        base_url=options.text("baseUrl") or "/",
        trailing_slash=slash if isinstance(slash, bool) else None,
        math=_MATH in source.text,
        rewritten="preprocessor" in options.keys("markdown"),
        static=None if static is None else tuple(_folder(each, folder) for each in static),
        mdx_1=mdx_1,
        redirects=redirects(options, source),
        others=_other_routes(source, found),
    )


def _plugins(options: Options) -> dict[str, Options]:
    """The instances of the docs plugin by id; of several with one id the first counts."""
    found: dict[str, Options] = {}
    for each in _docs_options(options):
        name = each.scalar("id")
        if name is None and isinstance(each.value, Object) and "id" not in set(each.keys()):
            name = "default"
        if isinstance(name, str):
            found.setdefault(name, each)
    return found


def _docs_options(site: Options) -> Iterator[Options]:
    for name, options in site.entries("presets"):
        docs, classic = options.below("docs"), name == _CLASSIC or name.endswith(_CLASSIC_PRESET)
        if classic and options.scalar("docs") is not False:
            yield docs or NO_OPTIONS
        elif docs and "docs" in set(options.keys()):
            yield docs  # presets of others hand what they do not know on to the classic one
    for name, options in site.entries("plugins"):
        if name.endswith(_DOCS_PLUGIN) or set(options.keys()) >= _OF_DOCS:
            yield options


def _plugin(name: str, options: Options, folder: str) -> DocsPlugin:
    route, sidebars = (options.text(key) for key in ("routeBasePath", "sidebarPath"))
    by_default = "" if options.hides("routeBasePath") else "docs"
    usual = name if name != "default" and options.hides("path") else "docs"
    return DocsPlugin(
        id=name,
        path=_folder(options.text("path") or usual, folder),
        route=(by_default if route is None else route).strip("/"),
        last_version=options.text("lastVersion"),
        versions=tuple(_route(options, each) for each in options.keys("versions")),
        only=options.texts("onlyIncludeVersions"),
        has_current=options.scalar("includeCurrentVersion") is not False,
        has_versions=options.scalar("disableVersioning") is not True,
        number_prefixes=_number_prefixes(options),
        include=options.texts("include"),
        exclude=options.texts("exclude"),
        sidebars=_folder(sidebars, folder) if sidebars else None,
        routed=not any(options.hides(key) for key in _ROUTING),
    )


def _other_routes(source: Source, plugins: tuple[DocsPlugin, ...]) -> frozenset[str]:
    """The routes in a configuration that are not those of its docs."""
    strings = written_strings(source.text, source.path)
    written = frozenset(text.strip("/") for key, text in strings if key in _ROUTES)
    return written - {each.route for each in plugins}


def _folder(path: str, site: str) -> str:
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


def problems(config: Config, settings: SiteSettings | Diagnostic | None) -> Iterator[Diagnostic]:
    """What could not be read of the site's configuration, where nothing else says it."""
    if isinstance(settings, Diagnostic):
        yield settings
    elif settings and settings.mdx1_compat is None and config.mdx1_compat is None:
        yield _unread(config)


def _unread(config: Config) -> Diagnostic:
    """That a configuration says nothing, and where it stops to be a script."""
    path = find(config.docs, config.site)
    source = read(config.docs, path) if path else None
    at = syntax_error(source.text, source.path) if isinstance(source, Source) else None
    why = "no object is exported" if at is None else "it is no script from here on"
    message = (
        f"cannot read this file without running it: {why}; "
        f"say 'mdx1Compat' and 'unversioned' in {config.source.path}"
    )
    if at is None or not isinstance(source, Source):
        return Diagnostic(RULE, Severity.WARNING, message, path)
    return problem(source, Span(at, at), RULE, message, severity=Severity.WARNING)
