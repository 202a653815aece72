"""What a Docusaurus site's own configuration says of its docs, read without running it."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.config import Config
from docs_snippets.diagnostics import Diagnostic, Severity
from docs_snippets.files import is_file, read
from docs_snippets.javascript.modules import Read
from docs_snippets.options import NO_OPTIONS, ROOT, Options, read_options
from docs_snippets.script_values import Scalar
from docs_snippets.source import Source

NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))
CURRENT = "current"

PageFormat: TypeAlias = Literal["mdx", "md", "detect"]
Readings: TypeAlias = tuple[Options, ...]

_DOCS_PLUGIN = "content-docs"
_CLASSIC = "classic"
_CLASSIC_PRESET = "preset-classic"
_MATH = "remark-math"
_COMPAT_FLAGS = ("comments", "admonitions", "headingIds")


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
    of its sidebars, relative to the docs root.
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

    @property
    def prefix(self) -> str:
        """What the names of its lists and folders of versions start with."""
        return "" if self.id == "default" else f"{self.id}_"


class SiteSettings(NamedTuple):
    """`mdx1_compat` is None where nothing can be read, `trailing_slash` where none is chosen.

    `static` are the folders of files that are published as they are, relative to the docs root;
    None where the usual one is meant. `math` tells that pages may hold formulas between dollars,
    and `rewritten` that a function of the site changes their text before it is parsed.
    """

    title: str | None = None
    mdx1_compat: bool | None = None
    format: PageFormat = "mdx"
    plugins: tuple[DocsPlugin, ...] = ()
    base_url: str = "/"
    trailing_slash: bool | None = None
    static: tuple[str, ...] | None = None
    math: bool = False
    rewritten: bool = False


def find(root: Path, folder: str) -> str | None:
    """The configuration of the site in a folder, relative to the docs root."""
    for name in NAMES:
        path = posixpath.normpath(posixpath.join(folder, name))
        if is_file(root / path):
            return path
    return None


def load(root: Path, folder: str) -> SiteSettings | Diagnostic | None:
    """The settings of the site in a folder of the docs root; None without a configuration."""

    def text(path: str) -> str | None:
        found = read(root, path) if is_file(root / path) else None
        return found.text if isinstance(found, Source) else None

    path = find(root, folder)
    source = read(root, path) if path else None
    return read_settings(source, folder, text) if isinstance(source, Source) else source


def read_settings(
    source: Source, folder: str = ".", read: Read = lambda _path: None
) -> SiteSettings:
    """What the script says; `folder`, the site's, is what its paths are relative to.

    `read` gives the files that the script requires, by path in the docs root.
    """
    readings = read_options(source, folder, read)
    if not readings:
        return SiteSettings()
    slash = _scalar(readings, "trailingSlash")
    static = _texts(readings, "staticDirectories")
    return SiteSettings(
        title=_text(readings, "title"),
        mdx1_compat=_mdx1_compat(readings),
        format=_format(readings),
        plugins=tuple(_plugins(readings, folder)),
        base_url=_text(readings, "baseUrl") or "/",
        trailing_slash=slash if isinstance(slash, bool) else None,
        math=_MATH in source.text,
        rewritten=any("preprocessor" in set(each.keys("markdown")) for each in readings),
        static=None if static is None else tuple(_folder(each, folder) for each in static),
    )


def _scalar(readings: Readings, *route: str) -> Scalar:
    """An option by the first reading that knows of it."""
    return next((each.scalar(*route) for each in readings if each.settled(*route)), None)


def _text(readings: Readings, *route: str) -> str | None:
    found = _scalar(readings, *route)
    return found if isinstance(found, str) else None


def _texts(readings: Readings, *route: str) -> tuple[str, ...] | None:
    return next((each.texts(*route) for each in readings if each.settled(*route)), None)


def _mdx1_compat(readings: Readings) -> bool:
    """On unless the flags of the next major release, or the site itself, switch it off."""
    future = _scalar(readings, "future", "v4")
    flag = _scalar(readings, "future", "v4", "mdx1CompatDisabledByDefault")
    by_default = not (future is True or flag is True)
    said = [_scalar(readings, "markdown", "mdx1Compat", name) for name in _COMPAT_FLAGS]
    flags = {by_default if flag is None else flag for flag in said}
    return by_default if len(flags) > 1 else flags.pop() is True


def _format(readings: Readings) -> PageFormat:
    match _scalar(readings, "markdown", "format"):
        case "md":
            return "md"
        case "detect":
            return "detect"
    return "mdx"


def _plugins(readings: Readings, folder: str) -> Iterator[DocsPlugin]:
    """The instances by id; what a reading does not know of one, the next may say."""
    found: dict[str, list[Options]] = {}
    for reading in readings:
        for options in _docs_options(reading):
            name = options.scalar("id")
            if name is None and options.settled("id") and "id" not in set(options.keys()):
                name = "default"
            if isinstance(name, str):
                found.setdefault(name, []).append(options)
    for name, several in found.items():
        yield _plugin(name, tuple(several), folder)


def _docs_options(reading: Options) -> Iterator[Options]:
    for name, options in reading.entries("presets"):
        docs, classic = options.below("docs"), name == _CLASSIC or name.endswith(_CLASSIC_PRESET)
        if classic and options.scalar("docs") is not False:
            yield docs or NO_OPTIONS
        elif docs and "docs" in set(options.keys()):
            yield docs  # presets of others hand what they do not know on to the classic one
    for name, options in reading.entries("plugins"):
        if name.endswith(_DOCS_PLUGIN):
            yield options


def _plugin(name: str, readings: Readings, folder: str) -> DocsPlugin:
    versions = next((each for each in readings if each.settled("versions")), readings[0])
    route, sidebars = (_text(readings, key) for key in ("routeBasePath", "sidebarPath"))
    return DocsPlugin(
        id=name,
        path=_folder(_text(readings, "path") or "docs", folder),
        route=("docs" if route is None else route).strip("/"),
        last_version=_text(readings, "lastVersion"),
        versions=tuple(_route(readings, each) for each in versions.keys("versions")),
        only=_texts(readings, "onlyIncludeVersions"),
        has_current=_scalar(readings, "includeCurrentVersion") is not False,
        has_versions=_scalar(readings, "disableVersioning") is not True,
        number_prefixes=_number_prefixes(readings),
        include=_texts(readings, "include"),
        exclude=_texts(readings, "exclude"),
        sidebars=_folder(sidebars, folder) if sidebars else None,
    )


def _folder(path: str, site: str) -> str:
    """A folder of the configuration, relative to the docs root."""
    if path == ROOT or path.startswith(f"{ROOT}/"):
        return posixpath.relpath(path, ROOT)
    return posixpath.normpath(posixpath.join(site, path))


def _number_prefixes(readings: Readings) -> bool | None:
    said = _scalar(readings, "numberPrefixParser")
    if isinstance(said, bool):
        return said
    named = any("numberPrefixParser" in set(each.keys()) for each in readings)
    return None if named else True


def _route(readings: Readings, name: str) -> VersionRoute:
    path, banner = (_text(readings, "versions", name, key) for key in ("path", "banner"))
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
