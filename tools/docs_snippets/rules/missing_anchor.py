"""A link points to an anchor (`#…`) that its target page does not have.

Anchors are the ids of headings (with variables replaced, and numbered if repeated), ids in HTML and
in components, and those of the partials that the page shows. A page with a component that cannot be
read may have any anchor. On such a page, a link is reported only if it names a parameter that this
version does not document, a heading that the page's copies have and the page lacks, or an id that
differs from that of a heading in a letter, or in case, or whose link has the words of one. If the
page shows a Markdown file that cannot be read, it may have any heading. A link in a partial is
reported if it is wrong on every page that shows the partial. The level is the one that the site
sets with `onBrokenAnchors`; `ignore` means info. If the site patches the code that creates heading
ids, or preprocesses its Markdown, nothing is reported.

## Why

The reader lands at the top of the page and has to search for the section.

## Example

```mdx
See [the ports](#ports-of-node).

## Ports of nodes
```

## Instead

Correct the anchor in the link, or restore the id of the heading.

```mdx
See [the ports](#ports-of-nodes).

## Ports of nodes
```

## When to ignore

When a script or a component creates the anchor in the browser.
"""

import re
from collections.abc import Iterator
from functools import partial

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.edit_distance import edits
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.pages import Pages
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.slug import slug_base
from docs_snippets.resolution.link_addresses import LinkAddress, addresses
from docs_snippets.resolution.link_suggestions import Suggestions, hint, near_anchor, replacement
from docs_snippets.resolution.link_targets import Target, fails, known_anchors, lacks, not_found
from docs_snippets.resolution.other_versions import crossing_link

_PUNCTUATION = re.compile(r"[-_.]")


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    hints = Suggestions()
    rewritten = docs.site.settings.rewritten
    for address in () if rewritten else addresses(page):
        if "#" in address.url and address.shown:
            target = fails(page, docs, address, partial(_misses, page, docs, address, hints))
            crossed = crossing_link(page, docs, address) if target else None
            if target and not (crossed and crossed.copy):  # the fault is that it is another version
                yield _finding(page, docs, address, hints, target)


def _misses(
    page: Page, docs: Docs, address: LinkAddress, hints: Suggestions, target: Target
) -> bool:
    if lacks(page, docs, target):
        return True
    found, slug = not_found(page, docs, target), target.fragment
    if found is None or found.hidden or slug != slug_base(slug):
        return False
    meant = _meant(page, docs, address, hints, target).removeprefix("#")
    return bool(meant) and (_is_slip(slug, meant) or meant == slug_base(_said(page, docs, address)))


def _is_slip(typed: str, meant: str) -> bool:
    """Whether an anchor is hardly another one than that which it is near to.

    An id of what cannot be read may be like that of a heading, too, but for more than a letter.
    """
    plain = (_PUNCTUATION.sub("", each).lower() for each in (typed, meant))
    return edits(typed, meant) <= 1 or len(set(plain)) == 1


def _said(page: Page, docs: Docs, address: LinkAddress) -> str:
    """The text of a link as readers see it."""
    variables = docs.facts.at(page.path).variables
    return variables.substitute(address.text) if variables else address.text


def _meant(page: Page, docs: Docs, address: LinkAddress, hints: Suggestions, target: Target) -> str:
    """The anchor that a link may have meant: that of its text, or a near one."""
    known = known_anchors(docs, target)
    slug = slug_base(_said(page, docs, address))
    typed = slug_base(target.fragment)
    told = slug in known and bool(slug) and ("-" in slug or slug in typed or typed in slug)
    name = slug if told else target.fragment
    return hints.of(f"{target.path}#{name}", len(known), lambda: near_anchor(name, known))


def _finding(
    page: Page, docs: Docs, address: LinkAddress, hints: Suggestions, target: Target
) -> Finding:
    where = "this page" if target.path == page.path else _shown(page, docs.pages, target.path)
    meant = _meant(page, docs, address, hints, target)
    message = f"no anchor '#{target.fragment}' on {where}{hint(meant)}"
    typed = f"#{address.url.partition('#')[2]}"
    fix = replacement(page.source, address.span, typed, meant)
    safe = bool(fix) and _is_case_alone(docs, typed, meant, target)
    level = docs.site.settings.link_checks.anchors
    return Finding(address.span, message, fix=fix, fix_safe=safe, severity=level)


def _is_case_alone(docs: Docs, typed: str, meant: str, target: Target) -> bool:
    """Whether an anchor is the only one of its page that differs in case alone."""
    folded = [f"#{each}".lower() for each in known_anchors(docs, target)]
    return typed.lower() == meant.lower() and folded.count(meant.lower()) == 1


def _shown(page: Page, pages: Pages, path: str) -> str:
    """The path of a page within its tree; the whole path where that is another tree."""
    own = pages.tree_of(path) == pages.tree_of(page.path)
    return pages.path_in_tree(path) if own else path
