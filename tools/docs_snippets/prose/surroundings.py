"""What stands around a place of a page: its text, its sentence, the headings above it.

Asked again and again for places that follow one another, so that what was found is kept.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache

from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import Sentence, sentences


def text_at(page: Page, start: int) -> int | None:
    """The text that something stands in, by its index."""
    index = bisect_right(page.texts, start, key=lambda text: text.span.start) - 1
    return index if index >= 0 and start < page.texts[index].span.end else None


@lru_cache(maxsize=8)
def speaks_of(page: Page, index: int, subject: str) -> bool:
    """Whether a text names a subject, in any case."""
    return subject in page.texts[index].prose.text.lower()


@lru_cache(maxsize=2)
def sentences_of(page: Page, index: int) -> tuple[Sentence, ...]:
    """The sentences of a text."""
    return sentences(page.texts[index])


def stands_below(page: Page, start: int, subject: str) -> bool:
    """Whether the page's title names a subject, or one of the headings that a place is below.

    A place that is below no heading of the first level is below all of them.
    """
    headings, parents = page.headings, _parents(page)
    at = bisect_left(headings, start, key=lambda heading: heading.span.start) - 1
    depth = 0
    while at >= 0:
        depth = headings[at].depth
        if subject in headings[at].text.lower():
            return True
        at = parents[at]
    return _is_titled(page, subject, depth != 1)


@lru_cache(maxsize=2)
def _parents(page: Page) -> tuple[int, ...]:
    """For each heading the one of a level above it that it stands below, or -1."""
    found: list[int] = []
    open_: list[int] = []
    for index, heading in enumerate(page.headings):
        while open_ and page.headings[open_[-1]].depth >= heading.depth:
            open_.pop()
        found.append(open_[-1] if open_ else -1)
        open_.append(index)
    return tuple(found)


@lru_cache(maxsize=8)
def _is_titled(page: Page, subject: str, with_headings: bool) -> bool:
    titles = [each.text for each in page.headings if with_headings and each.depth == 1]
    return subject in " ".join((*titles, str(page.front_matter.get("title")))).lower()
