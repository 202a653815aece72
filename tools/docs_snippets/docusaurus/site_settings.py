"""What a Docusaurus site's own configuration says of its docs, read without running it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.docusaurus.config_options import NO_OPTIONS, Options, read_options
from docs_snippets.docusaurus.docs_plugins import DocsPlugin, docs_plugin, folder_of, instances
from docs_snippets.docusaurus.generated_docs import generated_folders
from docs_snippets.docusaurus.host_redirects import HostRedirects, host_redirects
from docs_snippets.docusaurus.link_checks import LinkChecks, link_checks
from docs_snippets.docusaurus.link_rewriters import may_rewrite_links
from docs_snippets.docusaurus.markdown_options import (
    PageFormat,
    admonitions,
    mdx1_compat,
    page_format,
)
from docs_snippets.docusaurus.node_builtins import Listing
from docs_snippets.docusaurus.other_routes import OtherRoutes, other_routes
from docs_snippets.docusaurus.package_patches import changes_ids
from docs_snippets.docusaurus.redirects import Redirects, redirects
from docs_snippets.docusaurus.release import DocusaurusRelease, release
from docs_snippets.docusaurus.source_rewriters import rewrites_sources
from docs_snippets.files.access import Files
from docs_snippets.files.reading import read, refusal, text
from docs_snippets.javascript.modules import Read, syntax_error
from docs_snippets.mdx.compat import Compat
from docs_snippets.project.config import Config

NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))

RULE = "unreadable-file"

_SCRIPT = re.compile(
    r"docusaurus (?P<verb>build|start)\b[^\"\n]{0,500}?--config[= ](?P<name>[\w./-]{1,200})"
)
_MATH = "remark-math"
_MDX_1 = 2  # the last major release of Docusaurus that read MDX 1
_EXCLUDES = DocusaurusRelease(2, 0, "beta", 4)
"""The first release that makes no pages of files whose names begin with an underscore."""


class SiteSettings(NamedTuple):
    """`mdx1_compat` is None where nothing can be read, `trailing_slash` where none is chosen.

    `static` are the folders of files that are published as they are, relative to the docs root;
    None where the usual one is meant. `url` is the address of its host. `math` tells that pages may
    hold formulas between dollars, and `rewritten` that code of the site changes their text before
    it is parsed. `mdx_1` is true of sites so old that their pages are read as MDX 1
    altogether. `others` are where pages are that are no docs, `generated`
    the folders that plugins may write docs to. `own_ids` tells that patches of the
    site's own change how ids are made. `locales` are the languages of its pages, None where it does
    not say; `translations` is their folder in the site's, and `locale_folders` those in it whose
    names are not the locale's.
    """

    title: str | None = None
    mdx1_compat: Compat | None = None
    format: PageFormat = "mdx"
    plugins: tuple[DocsPlugin, ...] = ()
    base_url: str = "/"
    url: str = ""
    trailing_slash: bool | None = None
    static: tuple[str, ...] | None = None
    math: bool = False
    rewritten: bool = False
    mdx_1: bool = False
    redirects: Redirects = Redirects()
    host_redirects: HostRedirects = HostRedirects()
    others: OtherRoutes = OtherRoutes()
    generated: frozenset[str] = frozenset()
    link_checks: LinkChecks = LinkChecks()
    own_ids: bool = False
    locales: tuple[str, ...] | None = None
    default_locale: str = "en"
    translations: str = "i18n"
    locale_folders: Mapping[str, str] = MappingProxyType({})


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

    found = read_settings(source, folder, partial(text, files), release(files, folder), listing)
    return found._replace(
        own_ids=changes_ids(files, folder),
        host_redirects=host_redirects(files, folder, found.static),
    )


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
    anywhere = read_options(source, folder, read, listing, environment_known=False)
    plugins, elsewhere = (
        instances(each, folder, read) for each in (options, anywhere or NO_OPTIONS)
    )
    mdx_1 = built is not None and built.major <= _MDX_1
    rewrites = may_rewrite_links(source, folder, read)
    found = tuple(
        docs_plugin(name, each, elsewhere.get(name, NO_OPTIONS), folder, rewrites)._replace(
            underscored=built is not None and built < _EXCLUDES
        )
        for name, each in plugins.items()
    )
    compat = mdx1_compat(options, admonitions(plugins.values()), built)
    slash = options.scalar("trailingSlash")
    static = options.texts("staticDirectories")
    return SiteSettings(
        title=options.text("title"),
        mdx1_compat=compat.switched(True)._replace(mdx_1=True) if mdx_1 else compat,
        format=page_format(options),
        plugins=found,
        base_url=options.text("baseUrl") or "/",
        url=(options.text("url") or "").rstrip("/"),
        trailing_slash=slash if isinstance(slash, bool) else None,
        math=_MATH in source.text,
        rewritten=rewrites_sources(options, source, folder, read),
        static=None if static is None else tuple(folder_of(each, folder) for each in static),
        mdx_1=mdx_1,
        redirects=redirects(options, source),
        others=other_routes(options, source, found, read, folder),
        generated=generated_folders(options, folder),
        link_checks=link_checks(options),
        locales=options.texts("i18n", "locales"),
        default_locale=options.text("i18n", "defaultLocale") or "en",
        translations=options.text("i18n", "path") or "i18n",
        locale_folders=_locale_folders(options),
    )


def _locale_folders(options: Options) -> dict[str, str]:
    named = options.keys("i18n", "localeConfigs")
    folders = ((each, options.text("i18n", "localeConfigs", each, "path")) for each in named)
    return {each: folder for each, folder in folders if folder}


def problems(config: Config, settings: SiteSettings | Diagnostic | None) -> Iterator[Diagnostic]:
    """What could not be read of the site's configuration, where nothing else says it."""
    if isinstance(settings, Diagnostic):
        yield settings
    elif settings and settings.mdx1_compat is None and config.mdx1_compat is None:
        yield _unread(config)
    if isinstance(settings, SiteSettings) and settings.host_redirects.unread:
        message = (
            "cannot read all redirects in this file: URLs that may be redirected are not checked"
        )
        yield Diagnostic(RULE, Severity.INFO, message, settings.host_redirects.unread)


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
