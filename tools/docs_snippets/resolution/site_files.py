"""Looks up the files of a site beside its docs: static files, its own pages, what pages import."""

import posixpath
from collections.abc import Set
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, TypeAlias

from docs_snippets.core.memo import Memo
from docs_snippets.docs.docs import Docs
from docs_snippets.files.reading import leads_out, refusal

Asset: TypeAlias = Literal["file", "missing", "unknown"]

_SITE = "@site/"
_ABOVE = "../"
_STATIC = "static"
OWN_PAGES = "src/pages"
TRANSLATED_PAGES = "docusaurus-plugin-content-pages"
_IMAGES = frozenset(("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"))
_SCRIPTS = (".js", ".jsx", ".ts", ".tsx", ".md", ".mdx")
_DATA = (".json", ".wasm", "/index.json", "/package.json")
_KEPT = 16_384


@dataclass(frozen=True, eq=False)
class SiteFiles:
    """Lookups among the files; `pages` are the paths of the docs' own."""

    docs: Docs
    pages: Set[str]

    @cached_property
    def _own_pages(self) -> tuple[str, ...]:
        """The folders of pages of the site's own, and of their translations, that it has."""
        settings = self.docs.site.settings
        locales = (settings.locale_folders.get(each, each) for each in settings.locales or ())
        translated = (f"{settings.translations}/{each}/{TRANSLATED_PAGES}" for each in locales)
        folders = map(self._in_site, (OWN_PAGES, *translated))
        files = self.docs.files
        return tuple(each for each in folders if not refusal(files, each) and files.names(each))

    def own_page(self, path: str) -> str | None:
        """The file of the page that the site has beside its docs at a path below its base."""
        places = [path, f"{path}/index"] if path else ["index"]
        found = (
            f"{folder}/{place}{suffix}"
            for folder in self._own_pages
            for place in places
            for suffix in _SCRIPTS
        )
        return next((each for each in found if self._is_file(each)), None)

    def asset(self, importer: str, path: str) -> Asset:
        """Whether a file of the site is where a link or image says; unknown without any like it."""
        if path.startswith("/"):
            below = path.removeprefix(f"/{self.docs.site.settings.base_url.strip('/')}/")
            if self.static(path) or self.static(below):
                return "file"
            places = [posixpath.join(each, below.lstrip("/")) for each in self._statics]
            missing = self.all_static and self._holds_like(path)
            return "missing" if missing and not any(map(self._may_be, places)) else "unknown"
        place = self._place(importer, path)
        if self._is_file(place):
            return "file"
        return "unknown" if self._may_be(place) else "missing"

    def _may_be(self, place: str) -> bool:
        """Whether there may be a file that the checkout does not show."""
        if place.startswith(_ABOVE):
            # What is above the docs root, nobody knows here, unless it was meant to be below it.
            folder, inside, _ = place.rpartition(_ABOVE)[2].partition("/")
            return not (inside and self.docs.files.is_folder(folder))
        return self.docs.site.gitignore.may_ignore(place) or leads_out(self.docs.files, place)

    @cached_property
    def _modules(self) -> Memo[tuple[str, str], tuple[str | None, bool]]:
        return Memo(_KEPT)

    def module(self, importer: str, name: str) -> "tuple[str | None, bool]":
        """The file that an import leads to, and whether it is known that it is there or not."""
        return self._modules.get((importer, name), lambda: self._module(importer, name))

    def _module(self, importer: str, name: str) -> "tuple[str | None, bool]":
        if name.startswith("/"):
            static = self.static(name)
            if static:
                return static, True
            name, at_root = f"{_SITE}{name[1:]}", True
        else:
            at_root = False
        found = self.docs.site.imported(importer, name)
        if found is None:
            found = self._data(importer, name)
        known = found is not None or self._is_in_checkout(importer, name)
        return found, known and (not at_root or found is not None or self._holds_like(name))

    def _is_in_checkout(self, importer: str, name: str) -> bool:
        """Whether a file would be there if it were: code outside the docs may be left out of them.

        A folder that is not there and is named like another is a mistake.
        """
        base = self._place(importer, name)
        if self._may_be(base):
            return False
        if self.docs.pages.tree_of(base) or base.startswith(_ABOVE):
            return True
        above = ""
        for part in base.split("/")[:-1]:
            beside = self.docs.files.folders(above)
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
        files = (each for folder in self._statics for each in self.docs.files.below(folder, ("",)))
        return frozenset(posixpath.splitext(each)[1][1:].lower() for each in files)

    @property
    def _named(self) -> tuple[str, ...]:
        folders = self.docs.site.settings.static
        return (self._in_site(_STATIC),) if folders is None else folders

    @cached_property
    def _statics(self) -> tuple[str, ...]:
        """The folders of static files, as far as they are in the docs root."""
        return tuple(each for each in self._named if not refusal(self.docs.files, each))

    @cached_property
    def all_static(self) -> bool:
        """Whether all folders of files that the site publishes as they are can be looked into."""
        pages = self._in_site(OWN_PAGES)
        return len(self._statics) == len(self._named) and not leads_out(self.docs.files, pages)

    def static(self, path: str) -> str | None:
        """The file that is published at a path as it is."""
        places = (posixpath.join(folder, path.strip("/")) for folder in self._statics)
        return next((place for place in places if self._is_file(place)), None)

    def _place(self, importer: str, name: str) -> str:
        """The path that a name from a page stands for."""
        if name.startswith(_SITE):
            return self._in_site(name.removeprefix(_SITE))
        return posixpath.normpath(
            posixpath.join(posixpath.dirname(self.docs.site.real(importer)), name)
        )

    def _in_site(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.docs.config.site, path))

    def _is_file(self, path: str) -> bool:
        path = posixpath.normpath(path)
        return path in self.pages or (
            self.docs.pages.has(path) and not refusal(self.docs.files, path)
        )
