"""Headings whose repetition is meant: those of tabs, of overloads, and of what is not a section."""

import re
from collections.abc import Iterator

from docs_snippets.mdx.page import Heading, Page

_SIGNATURE = re.compile(r"[\w.$#:]+\(.*\)")
_TABS = re.compile(r"\s*(?P<end>/)?tabs(?::(?:start|(?P<last>end)))?\s*", re.IGNORECASE)


def may_be_repeated(heading: Heading) -> bool:
    """Whether nobody reads a text as the name of a section: a signature, a comment of commands."""
    comment = heading.depth == 1 and heading.text.endswith(":")
    return not heading.text or comment or bool(_SIGNATURE.fullmatch(heading.text))


def labels_of_tabs(page: Page) -> Iterator[range]:
    """Where the headings are those of tabs, which comments start and end."""
    start = -1
    for comment in page.comments:
        found = _TABS.fullmatch(comment.value)
        if found and (found["end"] or found["last"]):
            if start >= 0:
                yield range(start, comment.span.start)
            start = -1
        elif found:
            start = comment.span.end


def common_tabs(page: Page, first: Heading, second: Heading) -> int:
    """The block of tabs, two of which contain the headings; -1 where there is none."""
    groups = [_around(page, each, "Tabs") for each in (first, second)]
    items = [_around(page, each, "TabItem") for each in (first, second)]
    return groups[0] if groups[0] == groups[1] and items[0] != items[1] else -1


def _around(page: Page, heading: Heading, name: str) -> int:
    around = page.ancestors(heading.block)
    return next((each for each in around if page.blocks[each].name == name), -1)
