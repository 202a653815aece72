"""Pages that a build makes without a file: indexes of categories and tags, and generated docs."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.routes import PublishedVersion, route_key
from docs_snippets.files.reading import text
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.slug import slug_base

_GENERATED = "generated-index"
_SLUG = re.compile(
    r"""["']?slug["']?\s*:\s*["']([^"'\n]+)["']|^[ ]*slug:[ ]+([^"'\s,`]+)[ ]*$""", re.MULTILINE
)
_LABEL = re.compile(
    r"""["']?label["']?\s*:\s*["'](?P<quoted>[^"'\n]+)["']|^\s*label:\s+(?P<plain>[^"'\n]+?)\s*$""",
    re.MULTILINE,
)
_DIR = re.compile(r"""["']?dirName["']?\s*:\s*["'](?P<dir>[^"'\n]+)["']""")
_TAKEN = re.compile(r"""(?:require\(|\bfrom\s+|\bimport\s+)\s*["'](?P<path>[^"'\n]+)["']""")
_TAGS = re.compile(r"^tags\s*:", re.MULTILINE)
_TURN = re.compile(r"-\d+$")
_NO_WORD = re.compile(r"[\W_]+")
_SUFFIXES = ("", ".js", ".ts", ".json", ".mjs", ".cjs", "/index.js", "/index.ts")
_BEFORE_BUILD = re.compile(r'"(?:prebuild|prestart)"\s*:|"build"\s*:\s*"(?!docusaurus\b)[^"]*&&')
_CATEGORIES = ("_category_.json", "_category_.yml", "_category_.yaml")
_TAG_FILES = ("tags.yml", "tags.yaml")
_KEPT = 64


@dataclass(frozen=True, eq=False)
class MadePages:
    """Lookups among what the site's sidebars, categories, tags and scripts make."""

    docs: Docs

    def may_be(self, edition: PublishedVersion, url: str) -> bool:
        """Whether a build may make the page at a URL of an edition without a file for it."""
        key = route_key(url)
        if any(key.endswith(slug) for slug in self._slugs):
            return True
        below = key[len(route_key(edition.path).rstrip("/")) :].strip("/")
        kind, _, rest = below.partition("/")
        if kind == "category":
            return self._has_category(rest)
        if kind == "tags":
            return self._has_tag(edition, rest)
        return self.is_generated(posixpath.normpath(f"{edition.folder}/{below}"))

    def is_generated(self, path: str) -> bool:
        """Whether a script that runs before the build may write a file of the docs."""
        if any(path == each or path.startswith(f"{each}/") for each in self._generated_folders):
            return True
        folder = posixpath.dirname(path)
        edition = self.docs.site.routes.edition(path)
        outside = edition is None or folder == edition.folder
        return not outside and self._is_prepared and not self.docs.files.is_folder(folder)

    @cached_property
    def told(self) -> tuple[object, ...]:
        """What the lookups depend on beside the pages: where it is the same, they are.

        Where a script runs before the build, they depend on all folders, and are never the same.
        """
        editions = self.docs.site.routes.editions
        tagged = frozenset(each.folder for each in editions if self._has_tag_file(each))
        prepared = self if self._is_prepared else None
        return self._slugs, self._labels, self._generated_folders, tagged, prepared

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The files that sidebars and categories are told in."""
        sources = {path: self.docs.pages.source(path) for path in dict.fromkeys(self._paths())}
        return {path: each.text for path, each in sources.items() if isinstance(each, Source)}

    def _paths(self) -> Iterator[str]:
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

    @cached_property
    def _slugs(self) -> tuple[str, ...]:
        """Slugs of the indexes that are given one."""
        found = (
            quoted or plain
            for each in self._texts.values()
            if _GENERATED in each
            for quoted, plain in _SLUG.findall(each)
        )
        return tuple(route_key(slug) for slug in found if slug.strip("/"))

    def _has_category(self, name: str) -> bool:
        """Whether a category may have an index by its label: sidebars may be computed."""
        return self._labels is None or _TURN.sub("", name) in self._labels or name in self._labels

    @cached_property
    def _labels(self) -> frozenset[str] | None:
        with_index = [each for each in self._texts.values() if _GENERATED in each]
        computed = any(_TAKEN.search(each) or "..." in each for each in self._texts.values())
        if computed and not all(path.endswith(".json") for path in self._texts):
            return None
        labels = (each for text in with_index for each in _LABEL.finditer(text))
        return frozenset(slug_base(each["quoted"] or each["plain"]) for each in labels)

    def _has_tag(self, edition: PublishedVersion, name: str) -> bool:
        known = self._tags.get(edition.folder, lambda: self._tags_of(edition))
        if known is None:
            return True
        return bool(known) if not name else _NO_WORD.sub("", name) in known

    @cached_property
    def _tags(self) -> Memo[str, frozenset[str] | None]:
        return Memo(_KEPT)

    def _tags_of(self, edition: PublishedVersion) -> frozenset[str] | None:
        """The tags of an edition's pages without what is no letter; None where they are renamed."""
        if self._has_tag_file(edition):
            return None
        found: set[str] = set()
        for path in self.docs.pages.paths():
            if path.startswith(f"{edition.folder}/") and self._is_tagged(path):
                page = self.docs.pages.page(path)
                tags = page.front_matter.get("tags") if isinstance(page, Page) else None
                for tag in tags if isinstance(tags, list) else ():
                    if not isinstance(tag, str | int | float):
                        return None
                    found.add(_NO_WORD.sub("", str(tag)).lower())
        return frozenset(found)

    def _has_tag_file(self, edition: PublishedVersion) -> bool:
        return any(self.docs.files.is_file(f"{edition.folder}/{name}") for name in _TAG_FILES)

    def _is_tagged(self, path: str) -> bool:
        source = self.docs.pages.source(path)
        if not isinstance(source, Source) or not source.text.startswith("---"):
            return False
        return bool(_TAGS.search(source.text, 0, max(source.text.find("\n---", 3), 0)))

    @cached_property
    def _generated_folders(self) -> tuple[str, ...]:
        """Folders, not in the checkout, that sidebars take pages from or plugins write to."""
        found = dict.fromkeys(sorted(self.docs.site.settings.generated))
        for path, script in self._texts.items():
            for edition in self.docs.site.routes.editions:
                for each in _DIR.finditer(script):
                    found[posixpath.normpath(f"{edition.folder}/{each['dir']}")] = None
            for each in _TAKEN.finditer(script):
                taken = each["path"].removeprefix("@site/")
                start = self.docs.config.site if each["path"].startswith("@site/") else "."
                base = posixpath.dirname(path) if each["path"].startswith(".") else start
                place = posixpath.normpath(posixpath.join(base, taken))
                local = each["path"].startswith((".", "@site/"))
                if local and not self._is_script(place):
                    found[posixpath.dirname(place)] = None
        return tuple(each for each in found if not self.docs.files.is_folder(each))

    def _is_script(self, place: str) -> bool:
        """Whether a script is where a name without its suffix says."""
        return any(self.docs.files.is_file(f"{place}{suffix}") for suffix in _SUFFIXES)

    @cached_property
    def _is_prepared(self) -> bool:
        """Whether a script of the site's own runs before each build."""
        place = posixpath.normpath(posixpath.join(self.docs.config.site, "package.json"))
        return bool(_BEFORE_BUILD.search(text(self.docs.files, place) or ""))
