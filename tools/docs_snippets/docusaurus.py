"""What a Docusaurus site's own configuration says of its docs, read without running it."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from tree_sitter import Node

from docs_snippets.config import Config
from docs_snippets.diagnostics import Diagnostic, Severity
from docs_snippets.files import read
from docs_snippets.script_values import Script, read_script
from docs_snippets.source import Source

NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))
CURRENT = "current"

PageFormat: TypeAlias = Literal["mdx", "md", "detect"]

_DOCS_PLUGIN = "content-docs"
_CLASSIC = "classic"
_COMPAT_FLAGS = ("comments", "admonitions", "headingIds")


class VersionRoute(NamedTuple):
    """Where a version is published, below its plugin's route. `banner` is None by default."""

    name: str
    path: str | None
    banner: str | None


class DocsPlugin(NamedTuple):
    """One instance of the docs plugin. `path` is relative to the docs root."""

    id: str
    path: str
    route: str
    last_version: str | None
    versions: tuple[VersionRoute, ...]

    @property
    def prefix(self) -> str:
        """What the names of its lists and folders of versions start with."""
        return "" if self.id == "default" else f"{self.id}_"


class SiteSettings(NamedTuple):
    """`mdx1_compat` is None where nothing can be read."""

    title: str | None = None
    mdx1_compat: bool | None = None
    format: PageFormat = "mdx"
    plugins: tuple[DocsPlugin, ...] = ()


def find(root: Path, folder: str) -> str | None:
    """The configuration of the site in a folder, relative to the docs root."""
    for name in NAMES:
        path = posixpath.normpath(posixpath.join(folder, name))
        if (root / path).is_file():
            return path
    return None


def load(root: Path, folder: str) -> SiteSettings | Diagnostic | None:
    """The settings of the site in a folder of the docs root; None without a configuration."""
    path = find(root, folder)
    source = read(root, path) if path else None
    return read_settings(source, folder) if isinstance(source, Source) else source


def read_settings(source: Source, folder: str = ".") -> SiteSettings:
    """What the script says; `folder`, the site's, is what its paths are relative to."""
    script = read_script(source.text)
    for exported in script.exported():
        return SiteSettings(
            title=script.text(exported, "title"),
            mdx1_compat=_mdx1_compat(script, exported),
            format=_format(script, exported),
            plugins=tuple(dict.fromkeys(_plugins(script, exported, folder))),
        )
    return SiteSettings()


def _mdx1_compat(script: Script, config: Node) -> bool:
    """On unless the flags of the next major release, or the site itself, switch it off."""
    future = script.scalar(config, "future", "v4")
    flag = script.scalar(config, "future", "v4", "mdx1CompatDisabledByDefault")
    by_default = not (future is True or flag is True)
    said = [script.scalar(config, "markdown", "mdx1Compat", name) for name in _COMPAT_FLAGS]
    flags = {by_default if flag is None else flag for flag in said}
    return by_default if len(flags) > 1 else flags.pop() is True


def _format(script: Script, config: Node) -> PageFormat:
    match script.scalar(config, "markdown", "format"):
        case "md":
            return "md"
        case "detect":
            return "detect"
    return "mdx"


def _plugins(script: Script, config: Node, folder: str) -> Iterator[DocsPlugin]:
    for name, options in _configured(script, config, "presets"):
        if name == _CLASSIC or name.endswith(f"preset-{_CLASSIC}"):
            docs = script.member(options, "docs") if options else ()
            if not any(each.type == "false" for each in docs):
                yield _plugin(script, docs[0] if docs else None, folder)
    for name, options in _configured(script, config, "plugins"):
        if name.endswith(_DOCS_PLUGIN):
            yield _plugin(script, options, folder)


def _configured(script: Script, config: Node, key: str) -> Iterator[tuple[str, Node | None]]:
    """The names in a list of plugins or presets, each with its options."""
    for array in script.member(config, key):
        for item in script.items(array):
            for entry in script.values(item):
                name, *options = list(script.items(entry)) or [entry]
                yield script.text(name) or "", options[0] if options else None


def _plugin(script: Script, options: Node | None, folder: str) -> DocsPlugin:
    def text(key: str, default: str) -> str:
        found = script.text(options, key) if options else None
        return default if found is None else found

    path = posixpath.normpath(posixpath.join(folder, text("path", "docs")))
    versions = script.member(options, "versions") if options else ()
    routes = (_route(script, each, name) for each in versions for name in script.keys(each))
    return DocsPlugin(
        id=text("id", "default"),
        path=path,
        route=text("routeBasePath", "docs").strip("/"),
        last_version=script.text(options, "lastVersion") if options else None,
        versions=tuple(dict.fromkeys(routes)),
    )


def _route(script: Script, versions: Node, name: str) -> VersionRoute:
    path, banner = script.text(versions, name, "path"), script.text(versions, name, "banner")
    return VersionRoute(name, path, banner)


def problems(config: Config, settings: SiteSettings | Diagnostic | None) -> Iterator[Diagnostic]:
    """What could not be read of the site's configuration, where nothing else says it."""
    if isinstance(settings, Diagnostic):
        yield settings
    elif settings and settings.mdx1_compat is None and config.mdx1_compat is None:
        path = find(config.docs, config.site)
        message = (
            "cannot read this file without running it: no object is exported; "
            f"say 'mdx1Compat' and 'unversioned' in {config.source.path}"
        )
        yield Diagnostic("unreadable-file", Severity.WARNING, message, path)
