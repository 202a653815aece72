"""The docs as seen from one page: what rules ask for that depends on the page's tree."""

import posixpath
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.parameter_mentions import Setting
from docs_snippets.code_blocks.procedure import Step, paths
from docs_snippets.code_blocks.shell import Command
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus import page_files
from docs_snippets.docusaurus.anchors import PageAnchors
from docs_snippets.facts.config_params import Parameters
from docs_snippets.facts.definitions import ResourceDefinitions
from docs_snippets.facts.kubernetes import Kinds, Serving
from docs_snippets.facts.ports import TreePorts
from docs_snippets.facts.variables import Variables
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree


@dataclass(frozen=True, eq=False)
class Site:
    """The docs as seen from one page."""

    docs: Docs
    tree: Tree | None

    @classmethod
    def of(cls, docs: Docs, path: str) -> "Site":
        """The docs as seen from the page at a path."""
        return cls(docs, docs.tree_of(path))

    @cached_property
    def parameters(self) -> Parameters | None:
        """What the page's tree documents; None where it documents nothing, or there is no tree."""
        return self.docs.parameters(self.tree) if self.tree else None

    @cached_property
    def variables(self) -> Variables | None:
        """What `$[name]` stands for on the page."""
        return self.docs.variables(self.tree)

    @property
    def known(self) -> tuple[tuple[Tree, Parameters], ...]:
        """The references of all trees."""
        return self.docs.known

    def known_parameter(self, name: str) -> tuple[Tree, ...]:
        """The trees whose reference has a parameter of this name, in any spelling."""
        return self.docs.known_parameter(name)

    @cached_property
    def ports(self) -> TreePorts:
        """Who holds which port in the page's tree."""
        return self.docs.tree_ports(self.tree)

    @property
    def kinds(self) -> Kinds:
        """Every known kind of resource."""
        return self.docs.kinds

    @cached_property
    def definitions(self) -> ResourceDefinitions:
        """The custom resource definitions of the page's tree; none where none are configured."""
        return self.docs.definitions.of(self.tree) if self.tree else ResourceDefinitions()

    @cached_property
    def serving(self) -> Serving:
        """How the page's tree serves the kinds that are not served alike everywhere."""
        return self.docs.serving(self.tree) if self.tree else Serving("unknown")

    def siblings(self, page: Page) -> tuple[tuple[Tree, Page], ...]:
        """The same page in the other trees that have it and can read it."""
        found = ((tree, self.docs.page(path)) for tree, path in self.docs.siblings(page.path))
        return tuple((tree, page) for tree, page in found if isinstance(page, Page))

    def commands(self, page: Page) -> tuple[Command, ...]:
        """The shell commands of a page, in order."""
        return self.docs.page_facts.commands(page)

    def calls(self, page: Page) -> tuple[Call, ...]:
        """The commands of clients among them, read."""
        return self.docs.page_facts.calls(page)

    def manifests(self, page: Page) -> tuple[Manifest, ...]:
        """The manifests a page shows or applies, in order."""
        return self.docs.page_facts.manifests(page)

    def settings(self, page: Page) -> tuple[Setting, ...]:
        """Every place where a page sets or names a parameter, in order."""
        return self.docs.page_facts.settings(page)

    def steps(self, page: Page) -> tuple[Step, ...]:
        """What a reader does, down the page; tabs not yet chosen."""
        return self.docs.steps.steps(page)

    def paths_through(self, page: Page) -> tuple[tuple[Step, ...], ...]:
        """Ways through the page that together show every tab."""
        return tuple(paths(self.steps(page)))

    def route(self, page: Page) -> str | None:
        """The path of a page in the site's URLs; None where it has none, or none that is known."""
        return self.docs.routes.route(page.path, page.front_matter)

    def anchors(self, page: Page) -> PageAnchors:
        """The places of a page that links can lead to, those of its partials among them."""
        return self.docs.anchors.anchors(page)

    def imported(self, page: Page, source: str) -> str | None:
        """The file that an import of a page leads to; None when it is not there."""
        return page_files.imported(self.docs.files, self.docs.config.site, page.path, source)

    def linked(self, page: Page, url: str) -> str | None:
        """The page that a link to a file leads to; None when it is not there."""
        folder = self.tree.folder if self.tree else None
        return page_files.linked(self.docs.files, self.docs.config.site, folder, page.path, url)

    def is_read_as_typed(self, page: Page) -> bool:
        """Whether nothing of the site's own comes between a page and the parser of MDX."""
        settings = self.docs.settings
        if settings.rewritten or settings.mdx_1:
            return False
        return not (settings.math and "$" in page.source.text)

    def may_be_made(self, page: Page, url: str) -> bool:
        """Whether a build may make the page that a link to a file leads to."""
        folder = self.tree.folder if self.tree else None
        places = page_files.places(self.docs.config.site, folder, page.path, url)
        return any(self.docs.ignored.covers(posixpath.normpath(place)) for place in places)
