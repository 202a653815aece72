"""Headings whose repetition is meant: those of tabs, of overloads, and of what is not a section."""

import re
from collections.abc import Iterator

from docs_snippets.mdx.page import Heading, Page

_SIGNATURE = re.compile(r"[\w.$#:]+\(.*\)")
_TAB = re.compile(r"Tab(?:Item|Pane|Panel)?\Z", re.IGNORECASE)
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


def are_alternatives(page: Page, first: Heading, second: Heading) -> bool:
    """Whether two headings are in different tabs of one group: a reader sees one of them."""
    above = [(*tuple(page.ancestors(each.block))[::-1], each.block) for each in (first, second)]
    parted = next(((one, two) for one, two in zip(*above, strict=False) if one != two), None)
    return parted is not None and all(_TAB.search(page.blocks[each].name) for each in parted)
