"""Where a region goes on a page: headings and tabs found by plain text, lines between blocks.

A position serves insertion only; a region that is there already is found by its markers, wherever
a writer moved it. A region counts as one block, so headings inside one are never looked for.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.core.source import Edit, Span
from docs_snippets.mdx.page import Heading, Jsx, Page
from docs_snippets.snippets.checksum import checksum, indent_text
from docs_snippets.snippets.definition import PlacementPosition
from docs_snippets.snippets.markers import GeneratedRegion, begin_text, end_text, header_text

TAB = "TabItem"
DEEPEST = 6
TOP = 2

_MARKUP = re.compile(r"[`*_]|\s*\{#[^}]*\}\s*$")


class InsertionPoint(NamedTuple):
    """The start of a line, the indentation there, and the level of a heading put there."""

    offset: int
    indent: str
    level: int


class PageSection(NamedTuple):
    """A heading, the blocks below it that are its siblings, and where the last of them ends."""

    heading: Heading
    blocks: tuple[int, ...]
    end: int


def folded(text: str) -> str:
    """A heading, label or title as it is compared: without markup, spaces folded."""
    return " ".join(_MARKUP.sub("", text).split())


def find_heading(page: Page, regions: Sequence[GeneratedRegion], text: str) -> Heading | str:
    """The one heading of that text outside our regions; else why there is none."""
    outside = [each for each in page.headings if not _inside(each.span.start, regions)]
    found = [each for each in outside if folded(each.text) == folded(text)]
    if len(found) == 1:
        return found[0]
    if found:
        lines = ", ".join(str(page.source.line_of(each.span.start)) for each in found)
        return f"{len(found)} headings {text!r}, lines {lines}"
    close = suggestion(text, (each.text for each in outside)).partition("; expected")[0]
    return f"no heading {text!r}{close}"


def find_section(page: Page, regions: Sequence[GeneratedRegion], heading: Heading) -> PageSection:
    """What belongs to a heading: up to the next of its level or above, or a region with one.

    What stands right above the next heading, its ignore comment or anchor, belongs to that one.
    """
    headings = {each.block: each for each in page.headings}
    blocks: list[int] = []
    for block in page.children(page.blocks[heading.block].parent):
        if block <= heading.block:
            continue
        start = page.blocks[block].span.start
        around = _inside(start, regions)
        if around and _holds_heading(page, around):
            break
        below = None if around else headings.get(block)
        if below and below.depth <= heading.depth:
            end = _before(page, below)
            blocks = [each for each in blocks if page.blocks[each].span.start < end]
            break
        blocks.append(block)
    last = blocks[-1] if blocks else heading.block
    return PageSection(heading, tuple(blocks), page.blocks[last].span.end)


def find_insertion_point(
    page: Page, regions: Sequence[GeneratedRegion], position: PlacementPosition
) -> InsertionPoint | str:
    """Where a region is inserted; else why that cannot be told."""
    heading = find_heading(page, regions, position.heading)
    if isinstance(heading, str):
        return heading
    indent = _indent(page, heading.span.start)
    if indent is None:
        return f"heading {position.heading!r} shares its line with other markup"
    if position.kind == "before":
        return InsertionPoint(_before(page, heading), indent, heading.depth)
    below = find_section(page, regions, heading)
    if position.kind == "after":
        return InsertionPoint(_next_line(page, below.end), indent, heading.depth)
    if position.tab:
        return _in_tab(page, regions, below, position)
    end = heading.span.end if position.kind == "start" else below.end
    return InsertionPoint(_next_line(page, end), indent, min(heading.depth + 1, DEEPEST))


def tab_section(
    page: Page, regions: Sequence[GeneratedRegion], position: PlacementPosition
) -> tuple[int, ...] | None:
    """The blocks among which a position lies; None where it is no one section or tab."""
    heading = find_heading(page, regions, position.heading)
    if isinstance(heading, str) or position.kind not in ("start", "end"):
        return None
    below = find_section(page, regions, heading)
    if not position.tab:
        return below.blocks
    tab = _find_tab(page, regions, below, position)
    return None if isinstance(tab, str) else page.children(tab.block)


def _in_tab(
    page: Page, regions: Sequence[GeneratedRegion], below: PageSection, position: PlacementPosition
) -> InsertionPoint | str:
    tab = _find_tab(page, regions, below, position)
    if isinstance(tab, str):
        return tab
    spot = _inside_tab(page, tab, at_end=position.kind == "end")
    if spot is None:
        return f"tab {position.tab!r} under heading {below.heading.text!r} has no lines of its own"
    return InsertionPoint(*spot, min(below.heading.depth + 1, DEEPEST))


def _find_tab(
    page: Page, regions: Sequence[GeneratedRegion], below: PageSection, position: PlacementPosition
) -> Jsx | str:
    where = f"under heading {below.heading.text!r}"
    tabs = list(_tabs(page, regions, Span(below.heading.span.end, below.end)))
    found = [tab for tab in tabs if folded(_label(tab)) == folded(position.tab)]
    if not found:
        known = ", ".join(repr(_label(tab)) for tab in tabs)
        return f"no tab {position.tab!r} {where}" + (f"; its tabs are {known}" if known else "")
    if len(found) > 1:
        lines = ", ".join(str(page.source.line_of(tab.span.start)) for tab in found)
        return f"{len(found)} tabs {position.tab!r} {where}, lines {lines}"
    return found[0]


def _inside_tab(page: Page, tab: Jsx, *, at_end: bool) -> tuple[int, str] | None:
    children = [page.blocks[child].span for child in page.children(tab.block)]
    after = children[-1].end if at_end and children else tab.open_span.end
    offset = _next_line(page, after)
    beside = children[-1 if at_end else 0].start if children else tab.span.start
    indent = _indent(page, beside)
    closing = page.source.text.rfind("</", tab.open_span.end, tab.span.end)
    shared = page.source.line_of(closing) == page.source.line_of(max(after - 1, 0))
    return None if closing < 0 or shared or indent is None else (offset, indent)


def _tabs(page: Page, regions: Sequence[GeneratedRegion], within: Span) -> Iterator[Jsx]:
    for element in page.jsx:
        inside = within.start <= element.span.start < within.end
        if element.name == TAB and inside and not _inside(element.span.start, regions):
            yield element


def _label(tab: Jsx) -> str:
    given = {attribute.name: attribute.value for attribute in tab.attributes}
    return given.get("label") or given.get("value") or ""


def _before(page: Page, heading: Heading) -> int:
    """The line of the heading, or of what stands right above it and belongs to it."""
    source = page.source
    line = source.line_of(heading.span.start)
    siblings = page.children(page.blocks[heading.block].parent)
    for index in reversed([block for block in siblings if block < heading.block]):
        block = page.blocks[index]
        if source.line_of(max(block.span.end - 1, 0)) != line - 1 or not _belongs(page, index):
            break
        line = source.line_of(block.span.start)
    return source.offset(line)


def _belongs(page: Page, index: int) -> bool:
    """Whether a block right above a heading is its ignore comment or its anchor."""
    block = page.blocks[index]
    text = page.source.slice(block.span)
    if block.kind in ("comment", "expression", "html") and "END docs-snippets" not in text:
        return text.startswith(("{/*", "<!--", "<a"))
    return block.kind == "jsx" and block.name == "a"


def level_beside(
    page: Page, regions: Sequence[GeneratedRegion], own: GeneratedRegion, where: PlacementPosition
) -> int:
    """The level of a heading in a region that is on the page, wherever it stands."""
    outside = [each for each in page.headings if not _inside(each.span.start, regions)]
    following = [each for each in outside if each.span.start > own.span.end]
    if where.kind == "before" and following:
        return following[0].depth
    anchor = find_heading(page, regions, where.heading)
    preceding = [each for each in outside if each.span.start < own.span.start]
    beside = anchor if isinstance(anchor, Heading) else preceding[-1] if preceding else None
    depth = beside.depth if beside else TOP
    return depth if where.kind in ("before", "after") else min(depth + 1, DEEPEST)


def insertion(page: Page, spot: InsertionPoint, name: str, text: str) -> Edit:
    """The edit that puts a region there, a blank line on each side."""
    source, newline = page.source.text, line_end(page.source.text)
    above, below = source[: spot.offset], source[spot.offset :]
    lines = region_lines(page, name, text, spot.indent)
    body = newline.join(lines)
    if above and not above.endswith(("\n", "\r")):
        return Edit(Span(spot.offset, spot.offset), newline * 2 + body)
    gap = newline if above and _last_line(above).strip(" \t") else ""
    after = newline if below and below.lstrip(" \t")[:1] not in ("\n", "\r", "") else ""
    return Edit(Span(spot.offset, spot.offset), gap + body + newline + after)


def replacement(page: Page, own: GeneratedRegion, text: str) -> Edit:
    """The edit that brings a region up to date where it stands."""
    lines = region_lines(page, f"{own.snippet}/{own.placement}", text, own.indent)
    return Edit(own.span, line_end(page.source.text).join(lines))


def region_lines(page: Page, name: str, text: str, indent: str) -> list[str]:
    """The lines of a region, its markers included."""
    syntax: Literal["mdx", "html"] = "html" if page.format == "md" else "mdx"
    body = f"{begin_text(name, syntax)}\n\n{text}\n\n{end_text(name, checksum(text), syntax)}"
    return indent_text(body, indent).split("\n")


def partial_text(template: str, text: str, format: Literal["mdx", "md"], newline: str) -> str:
    """A whole partial."""
    header = header_text(template, checksum(text), "html" if format == "md" else "mdx")
    return f"{header}\n\n{text}\n".replace("\n", newline)


def removal(page: Page, span: Span) -> Edit:
    """The edit that takes whole lines out, and one of the two gaps around them."""
    source, text = page.source, page.source.text
    start = source.line_span(source.line_of(span.start)).start
    end = _next_line(page, span.end)
    blank = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*").match(text, end)
    end = blank.end() if blank else end
    if end == len(text):
        kept = text[:start].rstrip(" \t\r\n")
        return Edit(Span(len(kept), end), line_end(text) if text.endswith(("\n", "\r")) else "")
    return Edit(Span(start, end), "")


def line_end(text: str) -> str:
    """The line end a text uses most."""
    pairs = text.count("\r\n")
    counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
    return max(counts, key=lambda end: counts[end])


def _inside(offset: int, regions: Sequence[GeneratedRegion]) -> GeneratedRegion | None:
    return next((own for own in regions if own.span.start <= offset < own.span.end), None)


def _holds_heading(page: Page, own: GeneratedRegion) -> bool:
    return any(own.span.start <= each.span.start < own.span.end for each in page.headings)


def _indent(page: Page, offset: int) -> str | None:
    """White space before an offset on its line; None when something else stands there."""
    start = page.source.line_span(page.source.line_of(offset)).start
    before = page.source.text[start:offset]
    first = page.source.text[start:].lstrip(" \t")
    spaces = page.source.text[start : start + len(page.source.text[start:]) - len(first)]
    return spaces if not before.strip(" \t") else None


def _next_line(page: Page, offset: int) -> int:
    """Start of the line after the one that holds the last character before an offset."""
    line = page.source.line_of(max(offset - 1, 0))
    return page.source.offset(line + 1)


def _last_line(text: str) -> str:
    return re.split(r"\r\n|\n|\r", text)[-2]
