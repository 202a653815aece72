"""Where a site publishes its pages: the path in the URL, as Docusaurus computes it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docs_snippets.core.globs import globs
from docs_snippets.core.source import Source
from docs_snippets.docusaurus.docs_plugins import DocsPlugin
from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.files.access import Files
from docs_snippets.files.reading import read
from docs_snippets.project.version_lists import CURRENT, read_version_list

_INDEX = ("index", "readme")
_PREFIX = re.compile(r"\d+\s*[-_.]+\s*(?P<rest>[^-_.\s].*)", re.ASCII)
_NO_PREFIX = re.compile(r"\d+[-_.]\d+", re.ASCII)  # dates and versions
_EXCLUDED = ("**/_*.{md,mdx}", "**/_*/**", "**/__tests__/**")
_INCLUDED = ("**/*.{md,mdx}",)


class PublishedVersion(NamedTuple):
    """One version of the docs of one plugin: its folder in the docs root, its path on the site.

    `banner` is what its pages say of it: `unreleased`, `unmaintained` or nothing. A version that
    the site leaves out is not `published`; one that no environment of a build brings back is not
    `built` either. Where its plugin is not `routed`, it is somewhere below the path.
    """

    plugin: DocsPlugin
    version: str
    folder: str
    path: str
    banner: str | None
    published: bool
    built: bool = True


@dataclass(frozen=True, eq=False)
class Routes:
    """The routes of a site. `site` is the folder of its configuration in the docs root."""

    files: Files
    site: str
    settings: SiteSettings

    @cached_property
    def editions(self) -> tuple[PublishedVersion, ...]:
        """Every version of every plugin, in the order of the site's lists."""
        return tuple(each for plugin in self.settings.plugins for each in self._editions(plugin))

    def edition(self, path: str) -> PublishedVersion | None:
        """The version that a file belongs to."""
        folder = path.rpartition("/")[0]
        if folder not in self._edition_of:
            around = (each for each in self.editions if _below(path, each.folder) is not None)
            found = max(around, key=lambda each: len(each.folder), default=None)
            self._edition_of[folder] = found
        return self._edition_of[folder]

    @cached_property
    def _edition_of(self) -> dict[str, PublishedVersion | None]:
        """The version that the files directly in a folder belong to."""
        return {}

    def sidebars(self, edition: PublishedVersion) -> str:
        """Where the sidebars of a released version are; a script has those of the current one."""
        name = f"{edition.plugin.prefix}versioned_sidebars/version-{edition.version}-sidebars.json"
        return posixpath.normpath(posixpath.join(self.site, name))

    def is_built(self, path: str) -> bool:
        """Whether the site makes a page of a file, drafts apart, as far as is known."""
        if path not in self._built:
            self._built[path] = self._is_built(path)
        return self._built[path]

    @cached_property
    def _built(self) -> dict[str, bool]:
        return {}

    def _is_built(self, path: str) -> bool:
        edition = self.edition(path)
        if edition is None:
            return True
        inside = _below(path, edition.folder)
        return edition.built and inside is not None and is_page(edition.plugin, inside)

    def route(self, path: str, front_matter: Mapping[str, object]) -> str | None:
        """The path of a page; None where the site makes no page of the file, or it is not known."""
        edition = self.edition(path)
        inside = _below(path, edition.folder) if edition and edition.plugin.routed else None
        if edition is None or inside is None or not is_page(edition.plugin, inside):
            return None
        slug = None if front_matter.get("draft") is True else _slug(edition, inside, front_matter)
        return None if slug is None else self._slashed(join(edition.path, slug))

    def _slashed(self, path: str) -> str:
        wanted = self.settings.trailing_slash
        if wanted is None or path in ("/", _base(self.settings)):
            return path
        return f"{path.rstrip('/')}/" if wanted else path.rstrip("/")

    def _editions(self, plugin: DocsPlugin) -> Iterator[PublishedVersion]:
        listed = self._listed(plugin)
        current = [CURRENT] if plugin.has_current and CURRENT not in listed else []
        possible = [*current, *(listed if plugin.has_versions else ())]
        shown = [each for each in possible if plugin.only is None or each in plugin.only]
        released = next((each for each in shown if each != CURRENT), CURRENT)
        last = plugin.last_version or released
        for name in dict.fromkeys((CURRENT, *listed)):
            own = next((each for each in plugin.versions if each.name == name), None)
            usual = "" if name == last else "next" if name == CURRENT else name
            part = own.path if own and own.path is not None else usual
            banner = own.banner if own and own.banner else _usual_banner(name, last, shown)
            yield PublishedVersion(
                plugin,
                name,
                plugin.path if name == CURRENT else self._folder(plugin, name),
                join(_base(self.settings), plugin.route or "/", part if plugin.routed else ""),
                None if banner == "none" else banner,
                name in shown,
                name in shown or _may_be_shown(plugin, name),
            )

    def _listed(self, plugin: DocsPlugin) -> list[str]:
        path = posixpath.normpath(posixpath.join(self.site, f"{plugin.prefix}versions.json"))
        source = read(self.files, path) if self.files.is_file(path) else None
        listed = read_version_list(source)[0] if isinstance(source, Source) else []
        return [each.version for each in listed]

    def _folder(self, plugin: DocsPlugin, version: str) -> str:
        folder = f"{plugin.prefix}versioned_docs/version-{version}"
        return posixpath.normpath(posixpath.join(self.site, folder))


def _may_be_shown(plugin: DocsPlugin, name: str) -> bool:
    """Whether a build may publish a version that the usual one leaves out."""
    if plugin.may_only is not None and name not in plugin.may_only:
        return False
    return plugin.may_have_current if name == CURRENT else plugin.has_versions


def route_key(route: str) -> str:
    """Routes are compared without the slash at their end."""
    return route.rstrip("/") or "/"


def join(*parts: str) -> str:
    """A path of a site from its parts; it ends in a slash where the last one does."""
    path = "/" + "/".join(part.strip("/") for part in parts if part.strip("/"))
    return f"{path}/" if parts[-1].endswith("/") and path != "/" else path


def is_page(plugin: DocsPlugin, path: str) -> bool:
    """Whether a plugin makes a page of a file of its folder.

    Names that start with a dot are hidden from it, unless a pattern names the dot.
    """
    patterns: tuple[str, ...] = plugin.include or _INCLUDED
    if path.startswith(".") or "/." in path:
        patterns = tuple(each for each in patterns if each.startswith(".") or "/." in each)
    if not patterns:
        return False
    included = globs(*patterns)
    usual = () if plugin.underscored else _EXCLUDED
    excluded = globs(*(usual if plugin.exclude is None else plugin.exclude))
    return included.match(path) and not excluded.match(path)


def _slug(edition: PublishedVersion, path: str, front_matter: Mapping[str, object]) -> str | None:
    """A page's path below its version; None where it cannot be known."""
    folder, name = posixpath.dirname(path), posixpath.splitext(posixpath.basename(path))[0]
    stripped = front_matter.get("parse_number_prefixes") is not False
    if stripped and edition.plugin.number_prefixes is None and re.search(r"(?:^|/)\d", path):
        return None
    if stripped and edition.plugin.number_prefixes:
        below = "/".join(map(without_number, folder.split("/")))
    else:
        below = folder
    start = f"/{below}/" if folder else "/"
    own, own_id = _word(front_matter, "slug"), _word(front_matter, "id")
    if own and own.startswith("/"):
        return own
    if not own and name.lower() in (*_INDEX, posixpath.basename(folder).lower()):
        return start
    stem = without_number(name) if stripped and edition.plugin.number_prefixes else name
    return _resolved(start, own or own_id or stem)


def without_number(name: str) -> str:
    """A name without the number that puts it in order."""
    found = None if _NO_PREFIX.match(name) else _PREFIX.fullmatch(name)
    return found["rest"] if found else name


def _resolved(start: str, slug: str) -> str:
    path = posixpath.normpath(posixpath.join(start, slug))
    ends = slug.endswith("/") or slug.rpartition("/")[2] in (".", "..")
    return f"{path}/" if ends and path != "/" else path


def _word(front_matter: Mapping[str, object], key: str) -> str | None:
    value = front_matter.get(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, str | int | float) else None


def _usual_banner(name: str, last: str, shown: list[str]) -> str | None:
    if name == last or name not in shown:
        return None
    newer = last not in shown or shown.index(name) < shown.index(last)
    return "unreleased" if newer else "unmaintained"


def _base(settings: SiteSettings) -> str:
    return join("/", f"{settings.base_url}/")


def _below(path: str, folder: str) -> str | None:
    """A path relative to a folder that it is in."""
    if folder == ".":
        return path
    return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else None
