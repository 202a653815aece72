"""How the site reads the Markdown of its pages."""

from typing import NamedTuple

from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.mdx.compat import Compat
from docs_snippets.mdx.page import Page


class Markdown(NamedTuple):
    """How the site reads its pages."""

    mdx1_compat: Compat
    settings: SiteSettings

    def is_read_as_typed(self, page: Page) -> bool:
        """Whether nothing of the site's own comes between a page and the parser of MDX."""
        if self.settings.rewritten or self.settings.mdx_1:
            return False
        return not (self.settings.math and "$" in page.source.text)

    @property
    def has_own_plugins(self) -> bool:
        """Whether plugins of the site's choice take part in reading pages, or may."""
        plugins = self.settings.plugins
        return self.settings.rewritten or not plugins or any(each.own_markdown for each in plugins)
