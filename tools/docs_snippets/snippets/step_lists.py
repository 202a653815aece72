"""Lists of a page that lead to its own sections, and generated sections that they lack."""

from collections import defaultdict

from docs_snippets.mdx.page import Page
from docs_snippets.snippets.markers import GeneratedRegion

_FEWEST_LINKS = 3
"""Links to sections of the page that make a list one of its steps."""


def missing_step(page: Page, region: GeneratedRegion) -> str:
    """What a list of the page's steps lacks of a generated section; empty where it lacks nothing.

    A section is what begins with the first heading of a region. A page without such a list lacks
    nothing.
    """
    heading = next(
        (each for each in page.headings if region.span.start <= each.span.start < region.span.end),
        None,
    )
    if heading is None:
        return ""
    slugs = {each.slug for each in page.headings}
    listed: dict[int, set[str]] = defaultdict(set)
    for link in page.links:
        if link.url.startswith("#") and link.url[1:] in slugs:
            listed[_outermost_list(page, link.block)].add(link.url[1:])
    for block, targets in listed.items():
        if block >= 0 and len(targets) >= _FEWEST_LINKS and heading.slug not in targets:
            line = page.source.line_of(page.blocks[block].span.start)
            entry = f"[{heading.text}](#{heading.slug})"
            return f"the list of steps on line {line} does not have {entry}"
    return ""


def _outermost_list(page: Page, block: int) -> int:
    """The list around a block that is in no other; -1 without one."""
    around = (block, *page.ancestors(block))
    return next((each for each in reversed(around) if page.blocks[each].kind == "list"), -1)
