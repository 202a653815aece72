"""Finds `$[name]` tokens, and whether the site replaces them where they stand."""

import re
from bisect import bisect_right
from typing import Literal

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page, Variable

_VARIABLE = re.compile(r"\$\[[ \t]*([\w.\/-]+)[ \t]*\]", re.ASCII)
Where = Literal["text", "code", "attribute", "expression", "esm", "comment", "front-matter"]


def find_variables(page: Page) -> tuple[Variable, ...]:
    """The tokens of the page in order."""
    text = page.source.text
    if "$[" not in text:
        return ()
    places = _places(page)
    starts = [place[0] for place in places]
    out = []
    for found in _VARIABLE.finditer(text):
        span = Span(found.start(), found.end())
        out.append(Variable(span, found[1], _where(places, starts, span.start)))
    return tuple(out)


def _places(page: Page) -> list[tuple[int, int, Where]]:
    places: list[tuple[int, int, Where]] = []
    for block in page.blocks:
        if block.kind == "front-matter":
            places.append((*block.span, "front-matter"))
        elif block.kind == "esm":
            places.append((*block.span, "esm"))
    places.extend((*fence.span, "code") for fence in page.fences)
    places.extend((*code.span, "code") for code in page.inline_code)
    places.extend((*e.span, "expression") for e in page.expressions if e.comment is None)
    places.extend((*comment.span, "comment") for comment in page.comments)
    places.extend((*e.open_span, "attribute") for e in page.jsx)
    return sorted(places)


def _where(places: list[tuple[int, int, Where]], starts: list[int], pos: int) -> Where:
    i = bisect_right(starts, pos) - 1
    while i >= 0 and i > bisect_right(starts, pos) - 4:
        if places[i][1] > pos:
            return places[i][2]
        i -= 1
    return "text"
