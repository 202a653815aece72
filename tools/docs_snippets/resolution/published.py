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
from docs_snippets.docs.partials import importers
from docs_snippets.docusaurus.anchors import PageAnchors
from docs_snippets.docusaurus.redirects import Redirects
from docs_snippets.docusaurus.routes import PublishedVersion, join, route_key
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.slug import slug_base
from docs_snippets.resolution.made_pages import MadePages
from docs_snippets.resolution.site_files import SiteFiles

PublishedKind: TypeAlias = Literal["page", "file", "missing", "unknown"]

_SAYS_ROUTE = re.compile(r"^(?:slug|id|draft|unlisted|parse_number_prefixes)\s*:", re.MULTILINE)
_SAYS_ADDRESS = re.compile(rf"{_SAYS_ROUTE.pattern}|^tags\s*:", re.MULTILINE)
_HEADING = re.compile(
    r"^#{2,6} +(?![^\n]*:[A-Za-z])([^$<\[{*\n]*[^$<\[{*\s#])[ \t\r]*$", re.MULTILINE
)
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

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops what depends on some pages: their places, and all addresses if one has changed."""
        if any(_address(text) != _address(self._text(path)) for path, text in before.items()):
            for name in ("_routes", "_by_route", "all_routes", "_folded", "_looked_up", "made"):
                vars(self).pop(name, None)
        showing = importers(self.docs.pages)
        if any(path in showing for path in before):
            self._anchors.discard(lambda *_: True)
        self._anchors.discard(lambda path, _: path in before)
        self._plain.discard(lambda path, _: path in before)

    def _text(self, path: str) -> str:
        source = self.docs.pages.source(path)
        return source.text if isinstance(source, Source) else ""

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
        is_link = self.docs.site.real(page) != page
        return find() if is_link else self._linked.get((posixpath.dirname(page), path), find)

    def is_generated(self, page: str, url: str) -> bool:
        """Whether a script may write the page that a link to a file leads to before a build."""
        return any(map(self.made.is_generated, self.docs.pages.places(page, url)))

    def may_be_page(self, path: str) -> bool:
        """Whether the site makes a page of a file, as far as is known."""
        is_built = self.docs.site.routes.is_built(self.docs.pages.original(path))
        return is_built and not self.docs.pages.is_draft(path)

    def is_of_same_plugin(self, page: str, path: str) -> bool:
        """Whether a link to a file stays in its plugin: the site looks for no others."""
        edition, original = self.docs.site.routes.edition, self.docs.pages.original
        own, other = edition(original(page)), edition(original(path))
        return own is None or (other is not None and own.plugin.id == other.plugin.id)

    def may_be_rewritten(self, page: str) -> bool:
        """Whether a plugin of the site may change where the links of a page lead."""
        edition = self.docs.site.routes.edition(self.docs.pages.original(page))
        return edition is not None and edition.plugin.rewrites_links

    @cached_property
    def _routes(self) -> dict[str, str | None]:
        return {}

    def route(self, path: str) -> str | None:
        """The route of the page at a path."""
        if path not in self._routes:
            self._routes[path] = self.docs.site.routes.route(
                self.docs.pages.original(path), self._front_matter(path)
            )
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
        original = self.docs.pages.original
        paths = (path for path in self.docs.pages.paths() if original(path) == path)
        routes = ((self.route(path), path) for path in paths)
        return {route_key(route): path for route, path in routes if route}

    @cached_property
    def all_routes(self) -> tuple[str, ...]:
        """Every route of the docs that readers are shown the way to."""
        return tuple(route for route, path in self._by_route.items() if not self._is_unlisted(path))

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {route_key(route).lower(): route for route in self.all_routes}

    def in_other_case(self, url: str) -> str:
        """The route that a URL differs from in the case of letters alone; nothing without one."""
        return self._folded.get(route_key(url).lower(), "")

    def _is_unlisted(self, path: str) -> bool:
        return self._front_matter(path).get("unlisted") is True

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
        locale, _, rest = below.lstrip("/").partition("/")
        if locale in (self.docs.site.settings.locales or ()):
            found = self._in_default_locale(f"/{rest}")
            return ("unknown", "") if found[0] == "missing" else found  # one language may have it
        return self._in_default_locale(below)

    def _in_default_locale(self, below: str) -> tuple[PublishedKind, str]:
        """What is at a path below the site's base."""
        base = self.docs.site.settings.base_url.strip("/")
        full = f"/{base}/{below.strip('/')}" if base else below
        page = self._page(full)
        if page:
            return "page", page
        if self.files.static(below):
            return "file", ""
        own = self.files.own_page(below.strip("/"))
        if own is not None:
            return ("page", own) if own.endswith(PAGE_SUFFIXES) else ("file", "")
        if not self._redirects.complete or not self.files.all_static:
            return "unknown", ""
        if route_key(f"/{below.strip('/')}") in self._redirected or self._is_led_on(full):
            return "unknown", ""
        return ("missing" if self._is_of_docs(full) and not self._is_made(full) else "unknown"), ""

    @property
    def _redirects(self) -> Redirects:
        return self.docs.site.settings.redirects

    @cached_property
    def _redirected(self) -> frozenset[str]:
        return frozenset(route_key(f"/{path.strip('/')}") for path in self._redirects.sources)

    def _is_led_on(self, url: str) -> bool:
        return self.docs.site.settings.host_redirects.may_take(url)

    def _page(self, url: str) -> str | None:
        around = self._edition(url)
        for path in _candidates(around, url) if around else ():
            route = self.route(path) if path in self._paths else None
            if route and route_key(route) == route_key(url):
                return path
        return self._by_route.get(route_key(url))

    def _is_made(self, url: str) -> bool:
        """Whether a build may make the page of a URL."""
        around = self._edition(url)
        if around is None:
            return False
        ignored = (self.docs.site.gitignore.may_ignore(path) for path in _candidates(around, url))
        return any(ignored) or self.made.may_be(around, url)

    def _edition(self, url: str) -> PublishedVersion | None:
        around = (each for each in self.docs.site.routes.editions if _inside(url, each.path))
        return max(around, key=lambda each: len(each.path), default=None)

    def _is_of_docs(self, url: str) -> bool:
        """Whether nothing but a page of the docs can be at a URL, and all of those are known.

        Where all that a site publishes is known, this holds of any URL that is not another's.
        """
        settings = self.docs.site.settings
        if not settings.plugins or url.endswith(".html"):
            return False
        edition, base = self._edition(url), route_key(join("/", settings.base_url))
        if self._is_of_others(url, edition):
            return False
        if edition is None:
            return self._is_all_known and _inside(url, base)
        if not edition.plugin.routed:
            return False
        if route_key(edition.path) != base:
            return any(_inside(route, edition.path) for route in self._by_route)
        start = "/".join(route_key(url).split("/")[: base.rstrip("/").count("/") + 2])
        return self._is_all_known or any(_inside(route, start) for route in self._by_route)

    @cached_property
    def _is_all_known(self) -> bool:
        """Whether it is known where every plugin of the site publishes."""
        settings = self.docs.site.settings
        return settings.others.complete and all(each.routed for each in settings.plugins)

    def _is_of_others(self, url: str, edition: PublishedVersion | None) -> bool:
        """Whether a URL is where a plugin of another kind publishes, among the docs or beside."""
        settings = self.docs.site.settings
        paths = (join(settings.base_url, other) for other in settings.others.paths)
        inside = [each for each in paths if _inside(url, each)]
        if edition is None:
            return bool(inside)
        return any(each != edition.path and _inside(each, edition.path) for each in inside)

    @cached_property
    def made(self) -> MadePages:
        """The pages that a build makes without a file."""
        return MadePages(self.docs)


def _address(text: str) -> str:
    """The front matter of a page where it can change an address; else nothing."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return text[:end] if _SAYS_ADDRESS.search(text, 0, max(end, 0)) else ""


def _inside(url: str, path: str) -> bool:
    return f"{route_key(url)}/".startswith(f"{route_key(path)}/") or path == "/"


def _candidates(edition: PublishedVersion, url: str) -> Iterator[str]:
    """Where the page of a URL usually is."""
    rest = url[len(edition.path.rstrip("/")) :].strip("/")
    names = (rest, f"{rest}/index", f"{rest}/{posixpath.basename(rest)}") if rest else ("index",)
    for name in names:
        for suffix in PAGE_SUFFIXES:
            yield posixpath.normpath(f"{edition.folder}/{name}{suffix}")
