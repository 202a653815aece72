"""Tells a mark that lost its partner from one whose partner is elsewhere in the text or block."""

import re

from docs_snippets.prose.surroundings import text_at
from docs_snippets.siblings.variants import UnitCopy

_CLOSING = {")": "(", "]": "[", "}": "{"}


def _paragraph(copy: UnitCopy) -> str:
    """The whole text that a unit is cut from: what a sentence or line opens, the next may close."""
    if copy.unit.kind == "code":
        inside = (each for each in copy.page.fences if copy.unit.start in range(*each.span))
        return next((fence.content.text for fence in inside), copy.unit.text)
    index = text_at(copy.page, copy.unit.start)
    if index is None:
        return copy.unit.text
    return copy.page.source.slice(copy.page.texts[index].span)


def opens_more(one: UnitCopy, two: UnitCopy) -> bool:
    """Whether a whole text or block lacks a partner that its copy has.

    Code that was written over other lines has as many marks as before.
    """
    here, there = _paragraph(one), _paragraph(two)
    return not is_balanced(here) and _left_over(here) != _left_over(there)


def _left_over(words: str) -> tuple[int, ...]:
    """How many marks of each kind have no partner, whatever their order."""
    pairs = (words.count(open_) - words.count(close) for close, open_ in _CLOSING.items())
    return (*pairs, words.count("`") % 2, words.count('"') % 2)


def is_balanced(words: str) -> bool:
    """Whether each mark of a text has its partner."""
    text = re.sub(r"\\.", "", words)
    waiting: list[str] = []
    for sign in text:
        if sign in _CLOSING.values():
            waiting.append(sign)
        elif sign in _CLOSING and (not waiting or waiting.pop() != _CLOSING[sign]):
            return False
    return not waiting and all(text.count(sign) % 2 == 0 for sign in ("`", '"'))
