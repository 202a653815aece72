"""The page names another release of its product where it means its own.

Checked are sentences whose subject is the product with a version ("Product 2.1 supports …"), and
URLs that begin like the value of a variable of this version (`$[manifestsUrl]`) but have another
release in them. Sentences about upgrades, older or newer releases and previews, sentences with a
link to the docs of the other release, and pages that are about it are not checked.

## Why

The sentence was right in the version from which the page was copied. A command with such a URL
installs another release than the one that the reader has chosen.

## Example

```mdx
$[prodname] v3.30 is tested with these releases of Kubernetes.
```

## Instead

Use the variables of the version. They are right in every copy of the page.

```mdx
$[prodname] $[version] is tested with these releases of Kubernetes.
```

## When to ignore

When the other release is meant. Prefer to say so in the sentence: "v3.29 and earlier".
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.release_names import image_releases, named_releases, release_urls

_NUMBERS = re.compile(r"v?(?P<release>\d+\.\d+)(?:\.|-|\Z)")
_DIVIDED = re.compile(r"(?<=\d)[-_](?=\d)")
_OLDER = re.compile(r"upgrad|migrat|downgrad|roll\W?back|release.notes|legacy", re.IGNORECASE)
_PRODUCT = "$[prodname]"


@rule(Severity.WARNING, reads="site", prose=True)
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    facts = docs.facts.at(page.path)
    tree, variables = facts.tree, facts.variables
    if tree is None:
        return
    if variables is not None and "://" in page.source.text:
        for each in release_urls(page, variables.urls):
            message = (
                f"this URL is for {each.release!r}; "
                f"'$[{each.variable}]' is for {each.own!r} in this version"
            )
            yield Finding(each.span, message)
    releases = {_release(str(one.version)) for one in docs.trees if one.product == tree.product}
    own = _NUMBERS.match(str(tree.version))
    newest = max(filter(None, releases), key=_parts, default="")
    if variables is not None and newest:
        wanted = f"this version is {own['release']}" if own else f"the newest is {newest}"
        yield from _old_images(page, variables.values, own["release"] if own else newest, wanted)
    title = next((one.title for one in docs.config.products if one.name == tree.product), "")
    if own is None or not title:
        return
    about = _about(page)
    for named in named_releases(page, title, _PRODUCT):
        if named.release in releases - {own["release"]} and named.release not in about:
            message = f"this version is {own['release']}, not {named.release}"
            yield Finding(named.span, message)


def _old_images(page: Page, images: frozenset[str], own: str, wanted: str) -> Iterator[Finding]:
    """Images of the product that code takes from an older release."""
    about = _about(page)
    for each in image_releases(page, images):
        (major, minor), (own_major, own_minor) = _parts(each.release), _parts(own)
        if major == own_major and minor < own_minor and not _OLDER.search(about):
            message = f"{each.image!r} is of release {each.release} here; {wanted}"
            yield Finding(each.span, message)


def _parts(release: str) -> tuple[int, int]:
    major, _, minor = release.partition(".")
    return int(major), int(minor)


def _about(page: Page) -> str:
    """What a page calls itself, in the numbers of its file, too: `notes-1-4-2.md` is about 1.4."""
    title = page.front_matter.get("title")
    file = _DIVIDED.sub(".", page.path.rpartition("/")[2])
    return " ".join((page.path, file, str(title), *(each.text for each in page.headings)))


def _release(version: str) -> str:
    found = _NUMBERS.match(version)
    return found["release"] if found else ""
