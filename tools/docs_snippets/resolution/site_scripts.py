"""The scripts of a site beside its docs, and the names that they may define for every page."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus import site_settings
from docs_snippets.files.reading import text

_SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs")
_MOST = 3_000
_NOT_LOOKED_INTO = frozenset(("node_modules", "build", "static", "i18n", "blog", "docs"))
_BUNDLER = re.compile(r"\b(?:ProvidePlugin|DefinePlugin)\b")
_GLOBAL = re.compile(
    r"\b(?:globalThis|window|global|self)\s*(?:\?\.|\.|\[\s*[\"'])\s*([A-Za-z_$][\w$]*)"
)
_ANY_GLOBAL = re.compile(r"\bdeclare\s+global\b|Object\.assign\(\s*(?:globalThis|window)")
_REWRITES = re.compile(r"mdx(?:Text|Flow)Expression|MdxJsx|recma|mdxJsx")
_TAKEN = re.compile(
    r"""(?:require\(|\bfrom\s+|\bimport\s*\(|\bimport\s+|\[)\s*["'](?P<name>[^"'\n]+)["']"""
)
_PROCESSORS = re.compile(r"remark|rehype|recma|mdx|unified", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(?:^|/)(?:remark-(?:math|gfm|emoji|github|toc|deflist|directive|admonitions|images|smartypants"
    r"|abbr|frontmatter|breaks|heading-id|plugin-npm2yarn|code-titles|codesandbox|kroki-plugin|docusaurus-tabs)"
    r"|rehype-(?:katex|slug|autolink-headings|external-links|mathjax|raw))$|^@docusaurus/"
    r"|^@mdx-js/react$|^@theme"
)
_COMPONENTS = "MDXComponents"
_SPREAD = re.compile(r"\.\.\.\s*(?P<name>[\w$.]+)")
_ORIGINAL = re.compile(
    r"(?:import\s+(?:\*\s+as\s+)?(?P<default>[\w$]+)[^;\n]*from\s*|"
    r"(?:const|let|var)\s+(?P<required>[\w$]+)\s*=\s*require\(\s*)"
    r"[\"']@theme-(?:original|init)/MDXComponents"
)
_EXPORTS = re.compile(r"\bexport\b|\bmodule\.exports\b")
_WORD = re.compile(r"[\w$]+")
_PACKAGES = re.compile(r"^(?!@docusaurus/)[^./].*(?:theme|preset)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class SiteScripts:
    """Lookups in the scripts, each read once."""

    docs: Docs

    @property
    def given(self) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """The names that may be there on every page, and the components; None for any."""
        return self._defined, self._provided

    def forget(self, before: Mapping[str, str]) -> None:
        """No page is read here."""

    def may_define(self, name: str) -> bool:
        """Whether a name may be there on every page."""
        return self._defined is None or name in self._defined

    @cached_property
    def _defined(self) -> frozenset[str] | None:
        """The names that scripts may give to every page; None where they may give any."""
        texts = self._texts.values()
        if self._rewrites or any(_ANY_GLOBAL.search(each) for each in texts):
            return None
        names = {name for each in texts for name in _GLOBAL.findall(each)}
        bundled = (each for each in texts if _BUNDLER.search(each))
        return frozenset(names.union(*map(_WORD.findall, bundled)))

    def may_provide(self, name: str) -> bool:
        """Whether a component may be there on every page."""
        return self._provided is None or name in self._provided or self.may_define(name)

    @cached_property
    def _texts(self) -> dict[str, str]:
        paths = sorted(self._paths())[:_MOST]
        found = {path: text(self.docs.files, path) for path in paths}
        return {path: each for path, each in found.items() if each is not None}

    def _paths(self) -> Iterator[str]:
        """Scripts below the site's folder, outside of its docs."""
        files, site = self.docs.files, self.docs.config.site
        own = {tree.folder.split("/")[0] for tree in self.docs.trees} | {
            *self.docs.pages.unversioned
        }
        for name in files.names(site):
            place = posixpath.normpath(posixpath.join(site, name))
            if name.endswith(_SUFFIXES):
                yield place
            elif place not in own and not _is_left_out(name) and files.is_folder(place):
                yield from files.below(place, _SUFFIXES)

    @cached_property
    def _config(self) -> str:
        """The script of the site's configuration."""
        path = site_settings.find(self.docs.files, self.docs.config.site)
        return self._texts.get(path or "", "")

    @cached_property
    def _rewrites(self) -> bool:
        """Whether a plugin of the site may put something in the place of expressions."""
        if any(_REWRITES.search(each) for each in self._texts.values()):
            return True
        names = (each["name"] for each in _TAKEN.finditer(self._config))
        return any(
            _PROCESSORS.search(name) and not _HARMLESS.search(name) and not name.startswith(".")
            for name in names
        )

    @cached_property
    def _provided(self) -> frozenset[str] | None:
        """The components that themes give every page; None where nobody knows."""
        taken = (each["name"] for each in _TAKEN.finditer(self._config))
        if any(_PACKAGES.search(name) for name in taken):
            return None
        found: set[str] = set()
        for path, script in self._texts.items():
            if _COMPONENTS in path or "MDXProvider" in script:
                unread = "MDXProvider" in script or not _EXPORTS.search(script)
                if unread or not _spreads_original_alone(script):
                    return None
                found.update(_WORD.findall(script))
        return frozenset(found)


def _is_left_out(folder: str) -> bool:
    return folder in _NOT_LOOKED_INTO or folder[0] == "." or "versioned_" in folder


def _spreads_original_alone(script: str) -> bool:
    """Whether a script of components takes none from elsewhere but those of the theme itself."""
    original = {each["default"] or each["required"] for each in _ORIGINAL.finditer(script)}
    spread = {each["name"].partition(".")[0] for each in _SPREAD.finditer(script)}
    return spread <= original | {"props"}
