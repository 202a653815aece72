"""How loudly a site itself complains of links that lead nowhere.

A site that says nothing is taken at its readers' word: nobody likes a dead link.
"""

from typing import NamedTuple

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docusaurus.config_options import Options

_LEVELS = {
    "ignore": Severity.INFO,
    "log": Severity.WARNING,
    "warn": Severity.WARNING,
    "throw": Severity.ERROR,
}
_HOOKS = ("markdown", "hooks")


class LinkChecks(NamedTuple):
    """The levels a site chooses for addresses, anchors, links to files and images.

    None where it chooses none.
    """

    links: Severity | None = None
    anchors: Severity | None = None
    files: Severity | None = None
    images: Severity | None = None


def link_checks(options: Options) -> LinkChecks:
    """The levels that a configuration names, at the places of any release."""

    def level(*route: str) -> Severity | None:
        return _LEVELS.get(options.text(*route) or "")

    return LinkChecks(
        level("onBrokenLinks"),
        level("onBrokenAnchors"),
        level(*_HOOKS, "onBrokenMarkdownLinks") or level("onBrokenMarkdownLinks"),
        level(*_HOOKS, "onBrokenMarkdownImages"),
    )
