"""The title or description in the front matter is that of another page.

A description is reported if exactly one other page of the version has the same one and the words of
that page's title are in it, while those of this page's title are not. A title is reported if it is
the title of another page and has no word of this page's first heading, and a first heading if it is
that of another page and no word of it is in the description or in the name of this page's file.

## Why

Search engines and the sidebar show it. The page was copied, and its front matter was forgotten.

## Example

```mdx
---
description: Replace the certificates of the cluster.
---

# Restore a backup
```

```mdx certificates.mdx
---
description: Replace the certificates of the cluster.
---

# Replace certificates
```

## Instead

```mdx
---
description: Restore the cluster from a backup.
---

# Restore a backup
```

```mdx certificates.mdx
---
description: Replace the certificates of the cluster.
---

# Replace certificates
```

## When to ignore

When both pages are described by the same words on purpose.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Note, Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.page_words import (
    AllWords,
    PageWords,
    TreeWords,
    bare,
    content_words,
    file_words,
    is_folder_of,
    page_words,
)


@rule(Severity.WARNING, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    tree = docs.pages.tree_of(page.path)
    if tree is None or not page.front_matter or docs.pages.is_partial(page.path):
        return
    known, own = docs.pages.derived(AllWords).of(tree), page_words(page.source.text)
    found = (*_description(page, known, own, docs.siblings.titles), *_title(page, known, own))
    for key, other in found:
        line = _line(page, key)
        message = f"this is the {key} of '{known.pages[other].title}'"
        yield Finding(line, message, (Note(other, 1, 1, "the other page"),))


def _description(
    page: Page, known: TreeWords, own: PageWords, titles: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    others = [path for path in known.by_description.get(own.description, ()) if path != page.path]
    if len(others) != 1 or not own.names or _is_index(page.path, others[0]):
        return
    words = content_words(own.description) - content_words(" ".join(titles))
    headings = (content_words(each.text) for each in page.headings)
    if not _named(page.path, own) & words and (
        content_words(known.pages[others[0]].title).difference(*headings) & words
    ):
        yield "description", others[0]


def _title(page: Page, known: TreeWords, own: PageWords) -> Iterator[tuple[str, str]]:
    headings = [each.text for each in page.headings if each.depth == 1]
    if not headings:
        return
    yield from _heading(page, known, own, headings[0])
    said = content_words(headings[0]) | content_words(file_words(page.path))
    title = page.front_matter.get("title")
    words = content_words(title) if isinstance(title, str) else frozenset()
    if isinstance(title, str) and said and words and not words & said:
        others = [path for path in known.by_name.get(bare(title), ()) if path != page.path]
        if len(others) == 1 and not _is_index(page.path, others[0]):
            yield "title", others[0]


def _heading(
    page: Page, known: TreeWords, own: PageWords, heading: str
) -> Iterator[tuple[str, str]]:
    """A first heading that is another page's, whose file is called so, and not this one."""
    words = content_words(heading)
    here = content_words(file_words(page.path)) | content_words(own.description)
    others = [path for path in known.by_name.get(bare(heading), ()) if path != page.path]
    if "title" in page.front_matter or not words or not own.description or words & here:
        return
    if any(word in file_words(page.path).lower() for word in words):
        return
    meant = [path for path in others if words & content_words(file_words(path))]
    if len(meant) == 1 and not _is_index(page.path, meant[0]):
        yield "heading", meant[0]


def _named(path: str, own: PageWords) -> frozenset[str]:
    """The words of all names of a page, those of its file among them."""
    return frozenset().union(*map(content_words, (*own.names, own.label, file_words(path))))


def _is_index(path: str, other: str) -> bool:
    """Whether one page is that of a folder that the other is in."""
    return is_folder_of(path, other) or is_folder_of(other, path)


def _line(page: Page, key: str) -> Span:
    if key == "heading":
        return next(each.text_span for each in page.headings if each.depth == 1)
    start = page.source.text.find(f"\n{key}:") + 1
    return page.source.line_span(page.source.line_of(start))
