"""An import or a file link of this page points into another version or another product.

Links by URL to another product, or to its newest version, are not reported, nor are links on a line
that names the version that they lead to, or that speaks of other versions, nor links to another
version of the page itself. A full URL of the site itself is reported if it leads to another version
of a page that this version has, too. Numbers that put files in order do not count. If this version
has no such file of its own, the file may be shared on purpose, and the finding is a warning.

## Why

A released version that imports a file of another version changes whenever that file changes. A file
link takes the reader to another version without notice, and a file link to another product does not
resolve. Most such paths were left over when the version was copied.

## Example

```mdx
import params from '../next/_includes/components/FelixConfig/config-params.json';

There are {params.groups.length} groups.
```

## Instead

Point to the file of the page's own version.

```mdx
import params from './_includes/components/FelixConfig/config-params.json';

There are {params.groups.length} groups.
```

## When to ignore

When the file is shared on purpose: there is one copy, and every version is meant to show its newest
state.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import is_shown
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Link, Page
from docs_snippets.project.trees import NEXT
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_suggestions import as_written, replacement
from docs_snippets.resolution.link_targets import follow, imported, lacks
from docs_snippets.resolution.other_versions import (
    Crossing,
    crossing,
    crossing_link,
    crossing_url,
    is_within_one,
)


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    if not is_within_one(page, docs):
        return
    for each in page.imports:
        taken = imported(page, docs, each.source).path
        found = crossing(page, docs.pages, taken) if taken else None
        if found and is_shown(page.path, docs.pages):
            yield _finding(page, each.source, each.source_span, found)
    for address in addresses(page):
        found = crossing_link(page, docs, address)
        if found and (found.copy or not _lacks(page, docs, address)):
            yield _finding(page, address.url, address.span, found)
    for link in page.links:
        found = crossing_url(page, docs, link)
        if found:
            yield _by_url(page, docs, link, found)


def _by_url(page: Page, docs: Docs, link: Link, found: Crossing) -> Finding:
    """A link to a newer release, or to the newest, is often meant: it shows what is true now."""
    own, tree, copy = found
    released = [each for each in docs.pages.trees if each.version.text != NEXT]
    newer = docs.pages.trees.index(tree) < docs.pages.trees.index(own)
    newest = tree == next((each for each in released if each.product == tree.product), None)
    meant_so = (newer or newest) and tree in released
    typed, span = link.url.partition("#")[0].partition("?")[0], link.url_span or link.span
    meant = as_written(page, "./", copy)
    fix = replacement(page.source, span, typed, meant) if link.kind == "inline" else ()
    message = f"{typed!r} leads to {tree.name}; did you mean {meant!r} of {own.name}?"
    severity = Severity.INFO if meant_so else Severity.WARNING
    return Finding(span, message, fix=fix, severity=severity)


def _lacks(page: Page, docs: Docs, address: LinkAddress) -> bool:
    """Whether the page that a link leads to lacks its anchor, which another rule says."""
    return "#" in address.url and lacks(page, docs, follow(page, docs, address, page.path))


def _finding(page: Page, said: str, span: Span, found: Crossing) -> Finding:
    own, tree, copy = found
    hint = f"; {own.name} has its own copy" if copy else f"; {own.name} has no such file"
    severity = None if copy else Severity.WARNING
    typed = said.partition("#")[0].partition("?")[0]
    meant = as_written(page, typed, copy) if copy else ""
    fix = replacement(page.source, span, typed, meant)
    return Finding(span, f"{said!r} is a file of {tree.name}{hint}", fix=fix, severity=severity)
