"""A link, image or address leads to nothing.

Links to `.md` and `.mdx` files are looked for as the site does: beside the file that holds the
link, then in its version, then in the site's folder. Other paths are URLs, absolute or relative to
the URL of the page, or static files. Variables have their values first. What a partial says is
broken when it is on every page that shows it. Other sites are not visited. Where the site's plugin
of redirects leads on from an address, or may do so by a function, nothing is said of it.

## Why

The reader gets a page that says *not found*, or the build stops.

## Example

```mdx
See [the overview](./overveiw.mdx).
```

## Instead

```mdx
See [the project's site](https://example.com/overview).
```
"""

from collections.abc import Iterator

from docs_snippets.diagnostics import Severity
from docs_snippets.link_targets import Address, Target, addresses, fails
from docs_snippets.near_misses import near_file, near_url
from docs_snippets.page import Page
from docs_snippets.rule import Finding, rule
from docs_snippets.site import Site


@rule(Severity.ERROR, reads="site")
def check(page: Page, site: Site) -> Iterator[Finding]:
    for address in addresses(page):
        target = fails(page, site, address, lambda target: target.state == "missing")
        if target:
            yield Finding(address.span, _message(page, site, address, target))


def _message(page: Page, site: Site, address: Address, target: Target) -> str:
    if target.path:
        return f"{address.url!r} is a file that the site makes no page of"
    if address.kind == "image":
        return f"there is no image {target.url!r}"
    if address.kind == "link" and target.url.lower().endswith((".md", ".mdx")):
        return f"there is no page {target.url!r}{near_file(page, site, target.url)}"
    return f"nothing is published at {target.url!r}{near_url(site, target.url)}"
