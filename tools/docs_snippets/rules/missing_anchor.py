"""A link names a place that the page it leads to does not have.

The places of a page are those it has on the site: ids of headings, numbered where they repeat and
made after variables have their values, ids of HTML and components, and those of the partials it
shows. A page that shows a component which cannot be read may have any, but for parameters that the
version does not document. The component beside a reference lists parameters and nothing else. What
a partial says is wrong when it is on every page that shows it.

## Why

The reader lands at the top of the page and has to search.

## Example

```mdx
See [the ports](#ports-of-node).

## Ports of nodes
```

## Instead

```mdx
See [the ports](#ports-of-nodes).

## Ports of nodes
```
"""

from collections.abc import Iterator

from docs_snippets.diagnostics import Severity
from docs_snippets.link_targets import Address, Target, addresses, fails, known_anchors, lacks
from docs_snippets.near_misses import near_anchor
from docs_snippets.page import Page
from docs_snippets.rule import Finding, rule
from docs_snippets.site import Site


@rule(Severity.ERROR, reads="site")
def check(page: Page, site: Site) -> Iterator[Finding]:
    for address in addresses(page):
        if "#" in address.url:
            target = fails(page, site, address, lambda target: lacks(page, site, target))
            if target:
                yield _finding(page, site, address, target)


def _finding(page: Page, site: Site, address: Address, target: Target) -> Finding:
    where = "this page" if target.path == page.path else _shown(site, target.path)
    hint = near_anchor(target.fragment, known_anchors(site, target))
    message = f"there is no '#{target.fragment}' on {where}{hint}"
    return Finding(address.span, message)


def _shown(site: Site, path: str) -> str:
    """The path of a page within its tree; the whole path where that is another tree."""
    docs = site.docs
    return docs.path_in_tree(path) if docs.tree_of(path) == site.tree else path
