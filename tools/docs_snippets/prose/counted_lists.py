"""Compares the number of things that a sentence announces with the list or table that follows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import BLANK, plain_words

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 2)}
_NUMBERS |= {str(number): number for number in range(2, 21)}
_NO_THINGS = (
    "times|seconds|minutes|hours|days|weeks|months|years|bits|bytes|digits|characters|cores|cpus"
    "|nodes|replicas|copies|is|was|has|does|this|always|versions|releases"
)
"""What a number before a list may count that is not in it: the list has steps, or what else."""
_COUNT = re.compile(
    rf"(?<![\w.,/$-])(?P<number>{'|'.join(_NUMBERS)})\s(?:(?!(?:of|to|or|and|from|for|in)\b)"
    rf"[a-z-]{{1,40}}\s){{0,3}}?(?!(?:{_NO_THINGS})\b)[a-z-]{{3,40}}s\b",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\b(?:one|{'|'.join(_WORDS)}|\d+)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:each|every|any|per|at least|up to|between|first|last|other|if|when)\b", re.I
)
_FOR = re.compile(r"\bfor\s\Z", re.I)
_AFTER = re.compile(
    rf"^,\s{BLANK}|"
    r"\b(?:plus|each|either|or|and\s(?:an?|some|optional\w*|[a-z]+[es]s))\b|,\s[a-z]+ing\b",
    re.IGNORECASE,
)
_FEWEST = 3
_BETWEEN = re.compile(r"\s*|,\s+|,?\s+and\s+")
_END = re.compile(r"\.(?:\s|$)")
_ENDS = (":", "as follows.")
_TWO_NAMES = re.compile(r"\W*`[^`\n]+`\s(?:and|&)\s`[^`\n]+`")
"""An item that begins with two names."""
_ONE_OF = re.compile(rf"\bone\s(?=of\s(?:the\s)?(?:{'|'.join(_NUMBERS)})\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z$])")


class CountedList(NamedTuple):
    """How many things are announced, where, and how many the list or table has (`what`)."""

    span: Span
    said: str
    items: int
    what: str


def miscounted_lists(page: Page) -> Iterator[CountedList]:
    """The lists of a page that have more or fewer items than the sentence before them says."""
    for text in page.texts:
        if text.kind == "paragraph" and text.prose.text.rstrip("*_ \n").endswith(_ENDS):
            yield from _miscounted(page, text)


def counted_names(page: Page) -> Iterator[CountedList]:
    """The names in code behind a number of things and a colon, if they are more or fewer."""
    for text in page.texts:
        if text.kind != "paragraph" or len(text.code) < _FEWEST:
            continue
        words = plain_words(text)
        for found in _COUNT.finditer(words):
            if words[found.end() : found.end() + 1] != ":" or _BEFORE.search(
                words[: found.start()]
            ):
                continue
            names = _names(words, found.end() + 1, text.code)
            said = _NUMBERS[found["number"].lower()]
            if names >= _FEWEST and names != said:
                yield CountedList(
                    text.prose.span(*found.span()), found["number"].lower(), names, "sentence"
                )


def _names(words: str, start: int, code: tuple[tuple[int, int], ...]) -> int:
    """How many names a sentence lists, if nothing but commas is between them; none else."""
    count, at = 0, start
    for begin, end in code:
        if begin < start:
            continue
        if not _BETWEEN.fullmatch(words[at:begin]):
            return 0
        count, at = count + 1, end
        if _END.match(words, end):
            return count
    return 0


def _miscounted(page: Page, text: Text) -> Iterator[CountedList]:
    words = plain_words(text)
    start = max((cut.end() for cut in _SENTENCE.finditer(words)), default=0)
    found = _COUNT.search(words[start:])
    if not found or len(_ANY_NUMBER.findall(_ONE_OF.sub("", words[start:]))) > 1:
        return
    before = words[start : start + found.start()]
    after = words[start + found.end() :].partition(", which")[0]
    items, rows = _items_below(page, text.block), _rows_below(page, text.block)
    if (
        items + len(rows) < 2
        or _BEFORE.search(before)
        or _FOR.search(before)
        or _AFTER.search(after)
    ):
        return
    said = _NUMBERS[found["number"].lower()]
    span = text.prose.span(start + found.start(), start + found.end())
    if items and said not in (items, items + _second_names(page, text.block)):
        yield CountedList(span, found["number"].lower(), items, "list")
    elif rows and said not in rows:
        yield CountedList(span, found["number"].lower(), rows[0], "table")


def _rows_below(page: Page, block: int) -> tuple[int, ...]:
    """How many rows the table right below a paragraph has, and what else it may have as many of."""
    if block + 1 >= len(page.blocks) or page.blocks[block + 1].kind != "table":
        return ()
    if page.blocks[block + 1].parent != page.blocks[block].parent:
        return ()
    table = next((each for each in page.tables if each.block == block + 1), None)
    if table is None or len(table.rows) < 3:
        return ()
    columns = len(table.rows[0])
    kinds = (
        len({row[at].prose.text for row in table.rows[1:] if at < len(row)})
        for at in range(columns)
    )
    return (len(table.rows) - 1, *kinds, columns - 1, max(columns, 3))


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
