"""The site that the docs are built into, as far as its own configuration and files tell."""

from dataclasses import dataclass
from functools import cached_property

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.page_store import PageSyntax
from docs_snippets.docusaurus import page_files, site_settings
from docs_snippets.docusaurus.routes import Routes
from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.files.access import Files
from docs_snippets.files.gitignore import GitIgnore
from docs_snippets.mdx.compat import Compat, all_of
from docs_snippets.project.config import Config


@dataclass(frozen=True, eq=False)
class Site:
    """Settings, routes and where imports and links of files lead; no page is read for it."""

    config: Config

    @property
    def files(self) -> Files:
        """The files below the docs root."""
        return self.config.docs

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the site's configuration."""
        return tuple(site_settings.problems(self.config, self._settings))

    @cached_property
    def _settings(self) -> SiteSettings | Diagnostic | None:
        return site_settings.load(self.files, self.config.site)

    @property
    def settings(self) -> SiteSettings:
        """What the site's own configuration says; nothing where it has none."""
        return self._settings if isinstance(self._settings, SiteSettings) else SiteSettings()

    @cached_property
    def routes(self) -> Routes:
        """Where the site publishes its pages."""
        return Routes(self.files, self.config.site, self.settings)

    @cached_property
    def gitignore(self) -> GitIgnore:
        """What git ignores, so that a build may make it."""
        return GitIgnore(self.files)

    @cached_property
    def _real(self) -> dict[str, str]:
        return {}

    def real(self, path: str) -> str:
        """Where the file of a page is once links are resolved: the site reads it from there."""
        if path not in self._real:
            self._real[path] = self.files.real(path)
        return self._real[path]

    @cached_property
    def mdx1_compat(self) -> Compat:
        """What the site reads as MDX 1 did, which is all of it unless it says otherwise."""
        own, said = self.settings.mdx1_compat or all_of(True), self.config.mdx1_compat
        return own if said is None else own.switched(said)

    def format(self, path: str) -> PageSyntax:
        """How the site reads a page, before its front matter has its say."""
        by_suffix = self.settings.format == "detect" and path.endswith(".md")
        return "md" if by_suffix or self.settings.format == "md" else "mdx"

    def imported(self, page: str, source: str) -> str | None:
        """The file that an import of the page at a path leads to; None when it is not there."""
        return page_files.imported(self.files, self.config.site, self.real(page), source)
