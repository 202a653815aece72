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

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.link_suggestions import Suggestions, near_file, near_url
from docs_snippets.resolution.link_targets import LinkAddress, Target, addresses, fails


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    hints = Suggestions()
    for address in addresses(page):
        target = fails(page, docs, address, lambda target: target.state == "missing")
        if target:
            yield Finding(address.span, _message(page, docs, address, target, hints))


def _message(
    page: Page, docs: Docs, address: LinkAddress, target: Target, hints: Suggestions
) -> str:
    url, pages = target.url, len(docs.pages.paths())
    if target.path:
        return f"{address.url!r} is a file that the site makes no page of"
    if address.kind == "image":
        return f"there is no image {url!r}"
    if address.kind == "link" and url.lower().endswith((".md", ".mdx")):
        return f"there is no page {url!r}{hints.of(url, pages, lambda: near_file(page, docs, url))}"
    return f"nothing is published at {url!r}{hints.of(url, pages, lambda: near_url(docs, url))}"
