"""An import or a file link of this page points into another version or another product.

Links by URL to another product, or to its newest version, are not reported, nor are links on a line
that names the version that they lead to. If this version has no
such file of its own, the file may be shared on purpose, and the finding is a warning.

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

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.pages import Pages
from docs_snippets.docs.partials import is_shown
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_suggestions import as_written, replacement
from docs_snippets.resolution.link_targets import follow, imported

_ANY = re.compile(r"(?:\.x)+\Z")


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    pages = docs.pages
    own = pages.tree_of(page.path)
    if own is None or pages.tree_of(docs.site.real(page.path)) != own:
        return  # the file is that of another version, which shares it
    for each in page.imports:
        taken = imported(page, docs, each.source).path
        if taken and is_shown(page.path, pages):
            yield from _crossing(page, pages, each.source, each.source_span, taken)
    for address in addresses(page):
        path = address.url.partition("#")[0].partition("?")[0]
        if address.kind == "link" and path.endswith((".md", ".mdx")):
            target = follow(page, docs, address, page.path)
            found = target.path if target.state != "missing" else ""
            if found and is_shown(page.path, pages) and not _is_named(page, pages, address, found):
                yield from _crossing(page, pages, address.url, address.span, found)


def _is_named(page: Page, pages: Pages, address: LinkAddress, target: str) -> bool:
    """Whether the line of a link says the version that it leads to, and so means it."""
    tree = pages.source_tree(pages.tree_of(target))
    plain = _ANY.sub("", tree.version.text.removeprefix("v")) if tree else ""
    if not plain[:1].isdigit():
        return False
    line = page.source.slice(page.source.line_span(page.source.line_of(address.span.start)))
    said = f"{line.replace(address.url, '')} {address.text}"
    return bool(re.search(rf"(?<![\w.-])v?{re.escape(plain)}(?![\w-]|\.\d)", said))


def _crossing(page: Page, pages: Pages, said: str, span: Span, target: str) -> Iterator[Finding]:
    own, tree = (pages.source_tree(pages.tree_of(path)) for path in (page.path, target))
    if tree is None or own is None or tree == own:
        return
    copy = pages.in_tree(own, pages.path_in_tree(target))
    has_own = pages.has(copy)
    hint = f"; {own.name} has its own copy" if has_own else f"; {own.name} has no such file"
    severity = None if has_own else Severity.WARNING
    typed = said.partition("#")[0].partition("?")[0]
    meant = as_written(page, typed, copy) if has_own else ""
    fix = replacement(page.source, span, typed, meant)
    yield Finding(span, f"{said!r} is a file of {tree.name}{hint}", fix=fix, severity=severity)
