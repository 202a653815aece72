"""A link, image or address leads to a page or file that does not exist.

A link to an `.md` or `.mdx` file is resolved as the site resolves it: next to the file that holds
the link, then in its version, then in the site's folder. Any other path is a URL or a static file.
Variables are replaced by their values first. A link in a partial is reported if it is broken on
every page that shows the partial. Links to other sites are not checked, and neither are addresses
that the site's redirect plugin handles, or may handle with a function, that its host redirects
(`_redirects` in the static files, `netlify.toml`, `vercel.json`), or pages that a script writes
before a build. A draft, a page that the site excludes and a file of another plugin cannot be linked
to as files. The level is the one that the site sets with `onBrokenLinks`,
`onBrokenMarkdownLinks` or `onBrokenMarkdownImages`; `ignore` means info.

## Why

The reader gets a *page not found*, or the build of the site stops.

## Example

```mdx
See [the overview](./overveiw.mdx).
```

## Instead

Correct the path. If the message suggests a page, check that it is the one you mean.

```mdx
See [the project's site](https://example.com/overview).
```

## When to ignore

When the target exists only after deployment, for example a file that another build publishes at
that address.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_suggestions import (
    Suggestions,
    hint,
    near_file,
    near_url,
    replacement,
)
from docs_snippets.resolution.link_targets import Target, fails, published


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    hints = Suggestions()
    for address in addresses(page):
        target = fails(page, docs, address, lambda target: target.state == "missing")
        if target:
            meant = _meant(page, docs, address, target, hints)
            message = _message(page, docs, address, target, meant)
            is_typed = address.url.partition("#")[0].partition("?")[0] == target.url
            fix = replacement(page.source, address.span, target.url, meant) if is_typed else ()
            level = _level(docs, address, target, meant)
            yield Finding(address.span, message, fix=fix, severity=level)


def _level(docs: Docs, address: LinkAddress, target: Target, meant: str) -> Severity | None:
    """How bad the site itself calls it; of a link to a file, what it says of addresses, too.

    Case alone makes no difference to a link that is followed on the site, but to its server.
    """
    checks = docs.site.settings.link_checks
    if _is_case_alone(target.url, meant) and not _is_file(target.url):
        return min(Severity.WARNING, checks.links or Severity.WARNING, key=lambda each: each.rank)
    if address.kind == "image":
        return checks.images
    if address.kind != "link" or not _is_file(target.url):
        return checks.links
    if checks.links is None:
        return None
    return max(checks.links, checks.files or Severity.WARNING, key=lambda each: each.rank)


def _is_case_alone(url: str, meant: str) -> bool:
    return bool(meant) and url.rstrip("/").lower() == meant.rstrip("/").lower()


def _is_file(url: str) -> bool:
    return url.lower().endswith((".md", ".mdx"))


def _meant(page: Page, docs: Docs, address: LinkAddress, target: Target, hints: Suggestions) -> str:
    """What a link may have meant; empty where nothing is near, or the file is there."""
    url, pages = target.url, len(docs.pages.paths())
    if target.path or address.kind in ("image", "source"):
        return ""
    if address.kind == "link" and _is_file(url):
        return hints.of(url, pages, lambda: near_file(page, docs, url))
    other_case = published(docs).in_other_case(url)
    return other_case or hints.of(url, pages, lambda: near_url(docs, url))


def _message(page: Page, docs: Docs, address: LinkAddress, target: Target, meant: str) -> str:
    if _is_case_alone(target.url, meant):
        return f"{target.url!r} differs from the page's {meant!r} in case"
    return _absence(page, docs, address, target) + hint(meant)


def _absence(page: Page, docs: Docs, address: LinkAddress, target: Target) -> str:
    url = target.url
    if target.path:
        return _unpublished(page, docs, address, target.path)
    if address.kind in ("image", "source"):
        return f"no image {url!r}"
    if address.kind == "link" and _is_file(url):
        return f"no page {url!r}"
    return f"no page or file at {url!r}"


def _unpublished(page: Page, docs: Docs, address: LinkAddress, path: str) -> str:
    """Why a file that is there has no page that a link to it leads to."""
    known = published(docs)
    if not known.is_of_same_plugin(page.path, path):
        why = "is not a file of this docs plugin; link to the URL of its page"
    elif docs.pages.is_draft(path):
        why = "is a draft, which the site does not publish"
    else:
        why = "is a file that the site does not publish as a page"
    return f"{address.url!r} {why}"
