"""What a site publishes: pages by URL, and the anchors in them."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.anchors import PageAnchors
from docs_snippets.docusaurus.redirects import Redirects
from docs_snippets.docusaurus.routes import PublishedVersion, is_page, join
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.slug import slug_base
from docs_snippets.resolution.site_files import SiteFiles

PublishedKind: TypeAlias = Literal["page", "file", "missing", "unknown"]

_MADE = re.compile(r"/(?:category|tags)(?:/|$)")
_SAYS_ROUTE = re.compile(r"^(?:slug|id|draft|parse_number_prefixes)\s*:", re.MULTILINE)
_SLUG = re.compile(
    r"""["']?slug["']?\s*:\s*["']([^"'\n]+)["']|^[ ]*slug:[ ]+([^"'\s,`]+)[ ]*$""", re.MULTILINE
)
_HEADING = re.compile(
    r"^#{2,6} +(?![^\n]*:[A-Za-z])([^$<\[{*\n]*[^$<\[{*\s#])[ \t]*$", re.MULTILINE
)
_CATEGORIES = ("_category_.json", "_category_.yml", "_category_.yaml")
_KEPT = 512
_LINKS = 16_384


@dataclass(frozen=True, eq=False)
class Published:
    """Lookups in the docs, made when they are first asked for."""

    docs: Docs

    @cached_property
    def files(self) -> SiteFiles:
        """The files of the site beside its docs."""
        return SiteFiles(self.docs, self._paths)

    @cached_property
    def _anchors(self) -> Memo[str, PageAnchors | None]:
        return Memo(_KEPT)

    def anchors(self, path: str) -> PageAnchors | None:
        """The anchors of the page at a path; None where it cannot be read."""
        return self._anchors.get(path, lambda: self._read_anchors(path))

    def _read_anchors(self, path: str) -> PageAnchors | None:
        page = self.docs.pages.page(path)
        return self.docs.anchors.anchors(page) if isinstance(page, Page) else None

    @cached_property
    def _plain(self) -> Memo[str, frozenset[str]]:
        return Memo(_KEPT)

    def plainly_has(self, path: str, anchor: str) -> bool:
        """Whether a heading of a page gives an anchor, by its lines alone, without parsing it."""
        return anchor in self._plain.get(path, lambda: self._plain_slugs(path))

    def _plain_slugs(self, path: str) -> frozenset[str]:
        source = self.docs.pages.source(path)
        if not isinstance(source, Source):
            return frozenset()
        return frozenset(slug_base(found[1]) for found in _HEADING.finditer(source.text))

    @cached_property
    def _linked(self) -> Memo[tuple[str, str], str | None]:
        return Memo(_LINKS)

    def linked(self, page: str, path: str, find: Callable[[], str | None]) -> str | None:
        """The file that a link to a file leads to; it is the same for all files of a folder."""
        return self._linked.get((posixpath.dirname(page), path), find)

    def may_be_page(self, path: str) -> bool:
        """Whether the site makes a page of a file, as far as is known."""
        edition = self.docs.site.routes.edition(path)
        if edition is None:
            return True
        folder = edition.folder
        inside = path if folder == "." else path[len(folder) + 1 :]
        return is_page(edition.plugin, inside)

    @cached_property
    def _routes(self) -> dict[str, str | None]:
        return {}

    def route(self, path: str) -> str | None:
        """The route of the page at a path."""
        if path not in self._routes:
            self._routes[path] = self.docs.site.routes.route(path, self._front_matter(path))
        return self._routes[path]

    def _front_matter(self, path: str) -> Mapping[str, object]:
        """A page's front matter where it can change the route; else nothing."""
        source = self.docs.pages.source(path)
        if not isinstance(source, Source) or not source.text.startswith("---"):
            return {}
        if not _SAYS_ROUTE.search(source.text, 0, max(source.text.find("\n---", 3), 0)):
            return {}
        page = self.docs.pages.page(path)
        return page.front_matter if isinstance(page, Page) else {}

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.docs.pages.paths())

    @cached_property
    def _by_route(self) -> Mapping[str, str]:
        routes = ((self.route(path), path) for path in self.docs.pages.paths())
        return {_key(route): path for route, path in routes if route}

    @cached_property
    def all_routes(self) -> tuple[str, ...]:
        """Every route of the docs."""
        return tuple(self._by_route)

    @cached_property
    def _looked_up(self) -> dict[str, tuple[PublishedKind, str]]:
        return {}

    def at(self, url: str) -> tuple[PublishedKind, str]:
        """What is at a path of the site's URLs, and the page that it is."""
        if url not in self._looked_up:
            self._looked_up[url] = self._at(url)
        return self._looked_up[url]

    def _at(self, url: str) -> tuple[PublishedKind, str]:
        base = self.docs.site.settings.base_url.strip("/")
        below = url.removeprefix(f"/{base}") if base and f"{url}/".startswith(f"/{base}/") else url
        full = f"/{base}/{below.strip('/')}" if base else below
        page = self._page(full)
        if page:
            return "page", page
        if self.files.static(below) or self.files.is_own_page(below.strip("/")):
            return "file", ""
        if not self._redirects.complete or _key(f"/{below.strip('/')}") in self._redirected:
            return "unknown", ""
        return ("missing" if self._is_of_docs(full) and not self._is_made(full) else "unknown"), ""

    @property
    def _redirects(self) -> Redirects:
        return self.docs.site.settings.redirects

    @cached_property
    def _redirected(self) -> frozenset[str]:
        return frozenset(_key(f"/{path.strip('/')}") for path in self._redirects.sources)

    def _page(self, url: str) -> str | None:
        around = self._edition(url)
        for path in _candidates(around, url) if around else ():
            if path in self._paths and _key(self.route(path) or "") == _key(url):
                return path
        return self._by_route.get(_key(url))

    def _is_made(self, url: str) -> bool:
        """Whether a build may make the page of a URL."""
        around = self._edition(url)
        places = _candidates(around, url) if around else ()
        return any(self.docs.site.gitignore.may_ignore(path) for path in places)

    def _edition(self, url: str) -> PublishedVersion | None:
        around = (each for each in self.docs.site.routes.editions if _inside(url, each.path))
        return max(around, key=lambda each: len(each.path), default=None)

    def _is_of_docs(self, url: str) -> bool:
        """Whether nothing but a page of the docs can be at a URL, and all of those are known."""
        edition = self._edition(url)
        if edition is None or not edition.plugin.routed or self._is_of_others(url, edition):
            return False
        if _MADE.search(url) or url.endswith(".html"):
            return False
        if any(_key(url).endswith(slug) for slug in self.made):
            return False
        routes = self._by_route
        base = f"/{self.docs.site.settings.base_url.strip('/')}".rstrip("/")
        if edition.path.rstrip("/") != base:
            return any(_inside(route, edition.path) for route in routes)
        start = "/".join(_key(url).split("/")[: base.count("/") + 2])
        return any(_inside(route, start) for route in routes)

    def _is_of_others(self, url: str, edition: PublishedVersion) -> bool:
        """Whether a URL is where a plugin of another kind publishes, among the docs."""
        base = self.docs.site.settings.base_url
        paths = (join(base, other) for other in self.docs.site.settings.others)
        inside = (each for each in paths if _inside(url, each) and each != edition.path)
        return any(_inside(each, edition.path) for each in inside)

    @cached_property
    def made(self) -> tuple[str, ...]:
        """Slugs of the indexes that the site's sidebars and categories make."""
        sources = map(self.docs.pages.source, dict.fromkeys(self._sidebars()))
        texts = (each.text for each in sources if isinstance(each, Source))
        slugs = (
            quoted or plain
            for text in texts
            if "generated-index" in text
            for quoted, plain in _SLUG.findall(text)
        )
        return tuple(_key(slug) for slug in slugs if slug.strip("/"))

    def _sidebars(self) -> Iterator[str]:
        """The files that define sidebars, relative to the docs root."""
        files, site = self.docs.files, self.docs.config.site
        yield from (each.sidebars for each in self.docs.site.settings.plugins if each.sidebars)
        for name in files.names(site):
            path = posixpath.normpath(posixpath.join(site, name))
            if name.startswith("sidebars"):
                yield path
            elif name.endswith("versioned_sidebars"):
                yield from (f"{path}/{each}" for each in files.names(path))
        for edition in self.docs.site.routes.editions:
            found = files.below(edition.folder, _CATEGORIES)
            yield from (each for each in found if posixpath.basename(each) in _CATEGORIES)


def _key(route: str) -> str:
    """Routes are compared without case and without the slash at their end."""
    return route.rstrip("/").lower() or "/"


def _inside(url: str, path: str) -> bool:
    return f"{_key(url)}/".startswith(f"{_key(path)}/") or path == "/"


def _candidates(edition: PublishedVersion, url: str) -> Iterator[str]:
    """Where the page of a URL usually is."""
    rest = url[len(edition.path.rstrip("/")) :].strip("/")
    names = (rest, f"{rest}/index", f"{rest}/{posixpath.basename(rest)}") if rest else ("index",)
    for name in names:
        for suffix in PAGE_SUFFIXES:
            yield posixpath.normpath(f"{edition.folder}/{name}{suffix}")
