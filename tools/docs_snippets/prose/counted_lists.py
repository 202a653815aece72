"""Compares the number of things that a sentence announces with the list that follows it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_NUMBERS = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight"), 2)
}
_THINGS = (
    "actions|approaches|areas|aspects|categories|choices|classes|commands|components|conditions|"
    "elements|events|examples|features|fields|files|flags|formats|goals|groups|items|kinds|layers|locations|"
    "levels|locations|methods|modes|options|parameters|parts|phases|pieces|possibilities|prerequisites|"
    "principles|properties|reasons|requirements|resources|scenarios|sections|settings|solutions|"
    "sources|stages|states|steps|strategies|tasks|techniques|tiers|tools|topics|types|values|"
    "variables|ways"
)
_COUNT = re.compile(
    r"(?:\b(?:following|are|has|have|with|explains|describes|involves|contains|implements|supports"
    r"|offers|provides|includes|these|of)\s(?:the\s(?:following\s)?)?|^(?:The\s(?:following\s)?)?)"
    rf"(?P<number>{'|'.join(_NUMBERS)})\s(?:[a-z-]+\s){{0,2}}(?:{_THINGS})\b",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\b(?:one|{'|'.join(_NUMBERS)}|\d)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:each|every|any|per|at least|up to|between|first|last|other|if)\b", re.I)
_AFTER = re.compile(
    r"\b(?:plus|each|either|or|and\s(?:an?|some|optional\w*))\b|,\s[a-z]+ing\b", re.IGNORECASE
)
_ENDS = (":", "as follows.")
_TWO_NAMES = re.compile(r"\W*`[^`\n]+`\s(?:and|&)\s`[^`\n]+`")
"""An item that begins with two names."""
_ONE_OF = re.compile(rf"\bone\s(?=of\s(?:{'|'.join(_NUMBERS)})\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z$])")


class CountedList(NamedTuple):
    """How many things are announced, where, and how many the list has."""

    span: Span
    said: str
    items: int


def miscounted_lists(page: Page) -> Iterator[CountedList]:
    """The lists of a page that have more or fewer items than the sentence before them says."""
    for text in page.texts:
        if text.kind == "paragraph" and text.prose.text.rstrip("*_ \n").endswith(_ENDS):
            yield from _miscounted(page, text)


def _miscounted(page: Page, text: Text) -> Iterator[CountedList]:
    words = plain_words(text)
    start = max((cut.end() for cut in _SENTENCE.finditer(words)), default=0)
    found = _COUNT.search(words[start:])
    if not found or len(_ANY_NUMBER.findall(_ONE_OF.sub("", words[start:]))) > 1:
        return
    before, after = words[start : start + found.start("number")], words[start + found.end() :]
    items = _items_below(page, text.block)
    if items < 2 or _BEFORE.search(before) or _AFTER.search(after):
        return
    said = _NUMBERS[found["number"].lower()]
    if said not in (items, items + _second_names(page, text.block)):
        span = text.prose.span(start + found.start("number"), start + found.end())
        yield CountedList(span, found["number"].lower(), items)


def _items_below(page: Page, block: int) -> int:
    """How many items the list right below a paragraph has; none where something else is below."""
    parent = page.blocks[block].parent
    beside = [at for at in range(block + 1, len(page.blocks)) if page.blocks[at].parent == parent]
    if not beside or page.blocks[beside[0]].kind != "list":
        return 0
    if beside[1:] and page.blocks[beside[1]].kind in ("list", "fence", "jsx", "admonition"):
        return 0  # which may belong to the list, or go on with it
    return len(page.children(beside[0]))


def _second_names(page: Page, block: int) -> int:
    """How many items of the list below a paragraph begin with two names."""
    at = next(at for at in range(block + 1, len(page.blocks)) if page.blocks[at].kind == "list")
    items = (page.source.slice(page.blocks[each].span) for each in page.children(at))
    return sum(_TWO_NAMES.match(item) is not None for item in items)
