"""The text of a link is the title of one page, and the link leads to another.

Reported are links to a page, not to a place in it, whose text is the whole title of just one page
of the version. The page that the link leads to has no such heading, and its own title has other
words. So are links whose text names one release of what their URL has another release of, and
links and images whose text has the opposite of a word that their address ends in (*Windows* and
`linux.png`).

## Why

The reader follows the link for what its text says and reads something else.

## Example

````mdx
See [Restore a backup](./certificates.mdx).
````

````mdx backup.mdx
# Restore a backup
````

````mdx certificates.mdx
# Replace certificates
````

## Instead

````mdx
See [Restore a backup](./backup.mdx).
````

````mdx backup.mdx
# Restore a backup
````

````mdx certificates.mdx
# Replace certificates
````

## When to ignore

When the target is the page that the reader needs, and its title is a coincidence.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.link_contrasts import contrasting_addresses
from docs_snippets.prose.link_releases import other_releases
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_targets import follow
from docs_snippets.resolution.page_words import (
    AllWords,
    TreeWords,
    bare,
    content_words,
    is_folder_of,
)

_FEWEST = 2
"""Words of a title that is no common name."""


@rule(Severity.WARNING, reads="site", prose=True)
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    for each in other_releases(page):
        message = f"the text says {each.said!r}, and this leads to {each.release!r}"
        yield Finding(each.span, message)
    for contrast in contrasting_addresses(page):
        message = f"the text says {contrast.said!r}, and this leads to {contrast.other!r}"
        yield Finding(contrast.span, message)
    tree = docs.pages.tree_of(page.path)
    if tree is None or docs.pages.is_partial(page.path) or not page.links:
        return
    known = docs.pages.derived(AllWords).of(tree)
    for address in addresses(page):
        if (
            address.kind != "link"
            or "#" in address.url
            or len(content_words(address.text)) < _FEWEST
        ):
            continue
        titled = known.by_name.get(bare(address.text), ())
        if len(titled) != 1 or titled[0] == page.path:
            continue
        target = follow(page, docs, address, page.path)
        if target.state == "page" and _is_other(docs, known, address, titled[0], target.path):
            message = (
                f"this leads to '{known.pages[target.path].title}'; "
                f"the page with this title is {docs.pages.path_in_tree(titled[0])!r}"
            )
            yield Finding(address.span, message)


def _is_other(docs: Docs, known: TreeWords, address: LinkAddress, titled: str, path: str) -> bool:
    """Whether the page that a link leads to is not what its text says, nor a page of it."""
    target = known.pages.get(path)
    if target is None or path == titled or not target.names or is_folder_of(titled, path):
        return False
    words = content_words(address.text)
    names = [content_words(name) for name in (*target.names, target.label)]
    if not any(names) or any(2 * len(words & name) >= len(words) for name in names):
        return False
    shown = docs.pages.page(path)
    headings = shown.headings if isinstance(shown, Page) else ()
    return all(bare(each.text) != bare(address.text) for each in headings)
