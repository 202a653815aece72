"""What a site publishes: pages by URL, static files, and what pages can import."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, TypeAlias

from docs_snippets import resolve
from docs_snippets.anchors import Anchors
from docs_snippets.docs import Docs
from docs_snippets.files import PAGE_SUFFIXES, folders, glob, refusal
from docs_snippets.memo import Memo
from docs_snippets.page import Page
from docs_snippets.redirects import Redirects
from docs_snippets.routes import Edition, is_page, join
from docs_snippets.slug import slug_base
from docs_snippets.source import Source

Found: TypeAlias = Literal["page", "file", "missing", "unknown"]
Asset: TypeAlias = Literal["file", "missing", "unknown"]

_SITE = "@site/"
_STATIC = "static"
_OWN_PAGES = "src/pages"
_IMAGES = frozenset(("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"))
_SCRIPTS = (".js", ".jsx", ".ts", ".tsx", ".md", ".mdx")
_DATA = (".json", ".wasm", "/index.json", "/package.json")
_MADE = re.compile(r"/(?:category|tags)(?:/|$)")
_SAYS_ROUTE = re.compile(r"^(?:slug|id|draft|parse_number_prefixes)\s*:", re.MULTILINE)
_SLUG = re.compile(
    r"""["']?slug["']?\s*:\s*["']([^"'\n]+)["']|^[ ]*slug:[ ]+([^"'\s,`]+)[ ]*$""", re.MULTILINE
)
_HEADING = re.compile(
    r"^#{2,6} +(?![^\n]*:[A-Za-z])([^$<\[{*\n]*[^$<\[{*\s#])[ \t]*$", re.MULTILINE
)
_KEPT = 512
_LINKS = 16_384


@dataclass(frozen=True, eq=False)
class Published:
    """Lookups in the docs, made when they are first asked for."""

    docs: Docs

    @cached_property
    def _anchors(self) -> Memo[str, Anchors | None]:
        return Memo(_KEPT)

    def anchors(self, path: str) -> Anchors | None:
        """The anchors of the page at a path; None where it cannot be read."""
        return self._anchors.get(path, lambda: self._read_anchors(path))

    def _read_anchors(self, path: str) -> Anchors | None:
        page = self.docs.page(path)
        return self.docs.anchors.anchors(page) if isinstance(page, Page) else None

    @cached_property
    def _plain(self) -> Memo[str, frozenset[str]]:
        return Memo(_KEPT)

    def plainly_has(self, path: str, anchor: str) -> bool:
        """Whether a heading of a page gives an anchor, told from its lines without reading it."""
        return anchor in self._plain.get(path, lambda: self._plain_slugs(path))

    def _plain_slugs(self, path: str) -> frozenset[str]:
        source = self.docs.source(path)
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
        edition = self.docs.routes.edition(path)
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
            self._routes[path] = self.docs.routes.route(path, self._front_matter(path))
        return self._routes[path]

    def _front_matter(self, path: str) -> Mapping[str, object]:
        """A page's front matter where it can change the route; else nothing."""
        source = self.docs.source(path)
        if not isinstance(source, Source) or not source.text.startswith("---"):
            return {}
        if not _SAYS_ROUTE.search(source.text, 0, max(source.text.find("\n---", 3), 0)):
            return {}
        page = self.docs.page(path)
        return page.front_matter if isinstance(page, Page) else {}

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.docs.paths())

    @cached_property
    def _by_route(self) -> Mapping[str, str]:
        routes = ((self.route(path), path) for path in self.docs.paths())
        return {_key(route): path for route, path in routes if route}

    @cached_property
    def all_routes(self) -> tuple[str, ...]:
        """Every route of the docs."""
        return tuple(self._by_route)

    @cached_property
    def _looked_up(self) -> dict[str, tuple[Found, str]]:
        return {}

    def at(self, url: str) -> tuple[Found, str]:
        """What is at a path of the site's URLs, and the page that it is."""
        if url not in self._looked_up:
            self._looked_up[url] = self._at(url)
        return self._looked_up[url]

    def _at(self, url: str) -> tuple[Found, str]:
        base = self.docs.settings.base_url.strip("/")
        below = url.removeprefix(f"/{base}") if base and f"{url}/".startswith(f"/{base}/") else url
        full = f"/{base}/{below.strip('/')}" if base else below
        page = self._page(full)
        if page:
            return "page", page
        if self._static(below) or self._is_own_page(below.strip("/")):
            return "file", ""
        if not self._redirects.complete or _key(f"/{below.strip('/')}") in self._redirected:
            return "unknown", ""
        return ("missing" if self._is_of_docs(full) and not self._is_made(full) else "unknown"), ""

    @property
    def _redirects(self) -> Redirects:
        return self.docs.settings.redirects

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
        return any(self.docs.ignored.covers(path) for path in places)

    def _edition(self, url: str) -> Edition | None:
        around = (each for each in self.docs.routes.editions if _inside(url, each.path))
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
        base = f"/{self.docs.settings.base_url.strip('/')}".rstrip("/")
        if edition.path.rstrip("/") != base:
            return any(_inside(route, edition.path) for route in routes)
        start = "/".join(_key(url).split("/")[: base.count("/") + 2])
        return any(_inside(route, start) for route in routes)

    def _is_of_others(self, url: str, edition: Edition) -> bool:
        """Whether a URL is where a plugin of another kind publishes, among the docs."""
        base = self.docs.settings.base_url
        paths = (join(base, other) for other in self.docs.settings.others)
        inside = (each for each in paths if _inside(url, each) and each != edition.path)
        return any(_inside(each, edition.path) for each in inside)

    @cached_property
    def made(self) -> tuple[str, ...]:
        """Slugs of the indexes that the site's sidebars and categories make."""
        sources = map(self.docs.source, dict.fromkeys(self._sidebars()))
        texts = (each.text for each in sources if isinstance(each, Source))
        slugs = (
            quoted or plain
            for text in texts
            if "generated-index" in text
            for quoted, plain in _SLUG.findall(text)
        )
        return tuple(_key(slug) for slug in slugs if slug.strip("/"))

    def _sidebars(self) -> Iterator[str]:
        """The files that sidebars are told in, relative to the docs root."""
        root, folder = self.docs.root, self.docs.root / self.docs.config.site
        yield from (each.sidebars for each in self.docs.settings.plugins if each.sidebars)
        found = [*glob(folder, "sidebars*"), *glob(folder, "*versioned_sidebars/*.json")]
        for edition in self.docs.routes.editions:
            found += glob(root / edition.folder, "**/_category_.*")
        yield from (each.relative_to(root).as_posix() for each in found)

    @cached_property
    def _has_own_pages(self) -> bool:
        """Whether the site may have pages of its own."""
        return bool(glob(self.docs.root / self._in_site(_OWN_PAGES), "*"))

    def _is_own_page(self, path: str) -> bool:
        places = [path, f"{path}/index"] if path else ["index"]
        places = places if self._has_own_pages else []
        return any(
            self._has(f"{_OWN_PAGES}/{place}{suffix}") for place in places for suffix in _SCRIPTS
        )

    def asset(self, importer: str, path: str) -> Asset:
        """Whether a file of the site is where a link or image says; unknown without any like it."""
        if path.startswith("/"):
            below = path.removeprefix(f"/{self.docs.settings.base_url.strip('/')}/")
            if self._static(path) or self._static(below):
                return "file"
            places = [posixpath.join(each, below.lstrip("/")) for each in self._statics]
            missing = self._holds_like(path) and not any(map(self.docs.ignored.covers, places))
            return "missing" if missing else "unknown"
        place = self._place(importer, path)
        if self._is_file(place):
            return "file"
        return "unknown" if self.docs.ignored.covers(place) else "missing"

    @cached_property
    def _modules(self) -> Memo[tuple[str, str], tuple[str | None, bool]]:
        return Memo(_LINKS)

    def module(self, importer: str, name: str) -> "tuple[str | None, bool]":
        """The file that an import leads to, and whether it is known that it is there or not."""
        return self._modules.get((importer, name), lambda: self._module(importer, name))

    def _module(self, importer: str, name: str) -> "tuple[str | None, bool]":
        if name.startswith("/"):
            static = self._static(name)
            if static:
                return static, True
            name, at_root = f"{_SITE}{name[1:]}", True
        else:
            at_root = False
        docs = self.docs
        found = resolve.imported(docs.root, docs.config.site, importer, name)
        if found is None:
            found = self._data(importer, name)
        known = found is not None or self._is_in_checkout(importer, name)
        return found, known and (not at_root or found is not None or self._holds_like(name))

    def _is_in_checkout(self, importer: str, name: str) -> bool:
        """Whether a file would be there if it were: code outside the docs may be left out of them.

        A folder that is not there and is named like another is a mistake.
        """
        base = self._place(importer, name)
        if self.docs.ignored.covers(base):
            return False
        if self.docs.tree_of(base) or base.startswith(".."):
            return True
        above = ""
        for part in base.split("/")[:-1]:
            beside = folders(self.docs.root, above)
            if part not in beside:
                return bool(get_close_matches(part, beside, n=1, cutoff=0.8))
            above = posixpath.join(above, part)
        return True

    def _data(self, importer: str, name: str) -> str | None:
        """Files that are imported without their suffix, beside scripts."""
        paths = (f"{self._place(importer, name)}{suffix}" for suffix in _DATA)
        return next((path for path in paths if self._is_file(path)), None)

    def _holds_like(self, path: str) -> bool:
        """Whether the static files have any of a path's kind: images may be kept elsewhere."""
        suffix = path.rpartition(".")[2].lower()
        if suffix not in _IMAGES:
            return True
        return bool(self._static_suffixes & _IMAGES)

    @cached_property
    def _static_suffixes(self) -> frozenset[str]:
        files = (each for folder in self._statics for each in glob(self.docs.root / folder, "**/*"))
        return frozenset(each.suffix[1:].lower() for each in files if each.suffix)

    @property
    def _statics(self) -> tuple[str, ...]:
        folders = self.docs.settings.static
        return (self._in_site(_STATIC),) if folders is None else folders

    def _static(self, path: str) -> str | None:
        """The file that is published at a path as it is."""
        places = (posixpath.join(folder, path.strip("/")) for folder in self._statics)
        return next((place for place in places if self._is_file(place)), None)

    def _place(self, importer: str, name: str) -> str:
        """The path that a name from a page stands for."""
        if name.startswith(_SITE):
            return self._in_site(name.removeprefix(_SITE))
        return posixpath.normpath(posixpath.join(posixpath.dirname(importer), name))

    def _in_site(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.docs.config.site, path))

    def _has(self, path: str) -> bool:
        """Whether the site's folder has a file."""
        return self._is_file(posixpath.join(self.docs.config.site, path))

    def _is_file(self, path: str) -> bool:
        path = posixpath.normpath(path)
        return path in self._paths or (self.docs.has(path) and not refusal(self.docs.root, path))


def _key(route: str) -> str:
    """Routes are compared without case and without the slash at their end."""
    return route.rstrip("/").lower() or "/"


def _inside(url: str, path: str) -> bool:
    return f"{_key(url)}/".startswith(f"{_key(path)}/") or path == "/"


def _candidates(edition: Edition, url: str) -> Iterator[str]:
    """Where the page of a URL usually is."""
    rest = url[len(edition.path.rstrip("/")) :].strip("/")
    names = (rest, f"{rest}/index", f"{rest}/{posixpath.basename(rest)}") if rest else ("index",)
    for name in names:
        for suffix in PAGE_SUFFIXES:
            yield posixpath.normpath(f"{edition.folder}/{name}{suffix}")
