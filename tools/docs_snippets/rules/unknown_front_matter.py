"""A key of the front matter is almost spelled like one that Docusaurus reads.

Other keys are left alone: a theme or a plugin may read them.

## Why

Docusaurus accepts keys that it does not know and ignores them. A misspelled `title` leaves the page
with another title, a misspelled `slug` with another address, and the build succeeds.

## Example

```mdx
---
titel: Install
---

Run the installer.
```

## Instead

```mdx
---
title: Install
---

Run the installer.
```

## When to ignore

When a plugin of the site reads a key with this name.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

# https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-docs#markdown-front-matter
_KNOWN = frozenset(
    "custom_edit_url description displayed_sidebar draft format hide_table_of_contents hide_title "
    "id image keywords last_update mdx pagination_label pagination_next pagination_prev "
    "parse_number_prefixes sidebar_class_name sidebar_custom_props sidebar_key sidebar_label "
    "sidebar_position slug tags title title_meta toc_max_heading_level toc_min_heading_level "
    "unlisted".split()
)
_SHORTEST = 4  # letters of a key that a misspelling can be told from another word
_KEY = re.compile(r"^(?P<key>[A-Za-z][\w-]*)(?=[ \t]*:(?:[ \t]|$))", re.MULTILINE)


@rule(Severity.WARNING)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    unknown = {key: meant for key in page.front_matter if (meant := _meant(key))}
    if not unknown or page.front_matter_end_line is None:
        return
    end = page.source.line_span(page.front_matter_end_line).start
    for found in _KEY.finditer(page.source.text, 0, end):
        meant = unknown.get(found["key"], "")
        if meant and meant not in page.front_matter:
            span = Span(*found.span("key"))
            message = f"unknown front matter key {found['key']!r}; did you mean {meant!r}?"
            yield Finding(span, message, fix=(Edit(span, meant),))


def _meant(key: str) -> str:
    """The known key that a key was probably meant to be; nothing for known and foreign ones."""
    if key in _KNOWN or len(key) < _SHORTEST:
        return ""
    plain = _plain(key)
    for known in sorted(_KNOWN):
        if plain == _plain(known):
            return known
        if len(known) > _SHORTEST and edits(plain, _plain(known)) <= allowed_edits(plain):
            return known
    return ""


def _plain(key: str) -> str:
    """A key without case and separators, so that `sidebarLabel` is `sidebar_label`."""
    return key.lower().replace("_", "").replace("-", "")
