"""Names and numbers of a paragraph that a code block or a table nearly has, but not quite."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words
from docs_snippets.prose.introductions import Introduction, introductions, statements
from docs_snippets.prose.sentences import Sentence, sentences

_NAME = re.compile(r"[\w./:@-]*\w")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{4,5}(?![\w/-]|[.,]\d)")
_MISSPELLED = re.compile(r"[A-Za-z][A-Za-z/._-]{4,}")
_PLAIN = re.compile(
    r"(?<![\w./:@=$-])(?:[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+|[a-z]+[A-Z]\w+|[a-z]+\d+)(?![\w/=-]|\.\w)"
)
"""Names in plain prose: with a hyphen, a dot, a capital or a number inside."""
_RANGE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}")
_DIGITS = re.compile(r"\d+|(?<=[a-z/_-])[NX]$")
"""A number, or the letter for any number: `data0`, `dataN`."""
_SEPARATORS = re.compile(r"[-_]")
_KEY = re.compile(r"^[a-z]+[A-Z][A-Za-z]*$")
"""A name with capitals inside is that of a parameter or a field, and short ones are alike."""
_SUFFIX = re.compile(r"(?<=\w)\.[a-z]\w{0,4}\Z")
_ONE_FORMAT = (frozenset({".yml", ".yaml"}), frozenset({".htm", ".html"}))
_SHORTEST, _SHORTEST_KEY = 5, 8
_FEWEST_WORDS = 3
_LETTERS = re.compile(r"[a-z]{3}")


class NearTwin(NamedTuple):
    """A word of a paragraph, and the one that the code block has instead."""

    word: str
    span: Span
    twin: str


def near_twins(page: Page) -> Iterator[NearTwin]:
    """Words of paragraphs that code blocks right below have in another spelling.

    Words that other code blocks of the page have, both of them, are names of two things.
    """
    for each in introductions(page):
        text = each.text.prose
        for word, start, end in _words(each):
            twin = _twin(word, _names(text.text), each.fence.content.text, _are_twins)
            if not twin and page.source.text.count(word) == 1:
                twin = _twin(word, _names(text.text), each.fence.content.text, _are_alike)
            others = [one.content.text for one in page.fences if one is not each.fence]
            if twin and not all(any(name in one for one in others) for name in (word, twin)):
                yield NearTwin(word, text.span(start, end), twin)


def table_twins(page: Page) -> Iterator[NearTwin]:
    """Words of paragraphs that tables of the same section have in another spelling.

    A word that the page has more than once is no slip of the hand.
    """
    if not page.tables:
        return
    starts = [each.span.start for each in page.headings]
    named: dict[int, set[str]] = defaultdict(set)
    for table in page.tables:
        names = named[bisect_right(starts, table.span.start)]
        for row in table.rows:
            for cell in row:
                names |= _names(cell.prose.text)
    for text in page.texts:
        names = named.get(bisect_right(starts, text.span.start), set())
        for start, end in text.code if names and text.kind == "paragraph" else ():
            word = text.prose.text[start:end]
            if word in names or not _MISSPELLED.fullmatch(word):
                continue
            found = [name for name in names if _are_twins(word, name)]
            if len(found) == 1 and page.source.text.count(word) == 1:
                yield NearTwin(word, text.prose.span(start, end), found[0])


def _words(each: Introduction) -> Iterator[tuple[str, int, int]]:
    """The names in code and the numbers of a paragraph that the block does not have.

    A name that is nearly one of the block is misspelled in any sentence; a number may be another.
    """
    code = each.fence.content.text
    prose = plain_words(each.text)
    said = {statement.sentence.start: statement.words for statement in statements(each.text)}
    for sentence in sentences(each.text):
        words = said.get(sentence.start, "")
        numbers = (found.span() for found in _NUMBER.finditer(words))
        named = (
            place
            for place in sentence.code
            if place[1] <= len(words) or _MISSPELLED.fullmatch(sentence.text[slice(*place)])
        )
        plain = (found.span() for found in _PLAIN.finditer(prose, *_range(sentence)))
        shifted = ((start - sentence.start, end - sentence.start) for start, end in plain)
        for start, end in dict.fromkeys((*named, *numbers, *shifted)):
            word = sentence.text[start:end]
            if word not in code and _NAME.fullmatch(word):
                yield word, sentence.start + start, sentence.start + end


def _range(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.start + len(sentence.text)


def _twin(word: str, said: frozenset[str], code: str, are_near: Callable[[str, str], bool]) -> str:
    """The one word of a block that is nearly the same, and that the paragraph does not have."""
    found = [name for name in _names(code) - said if are_near(word, name)]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=64)
def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def _joined(name: str) -> str:
    """A name without what separates its words: one dot, as between a package and its module."""
    plain = _SEPARATORS.sub("", name)
    return plain.replace(".", "") if plain.count(".") == 1 and "/" not in plain else plain


def _are_twins(word: str, name: str) -> bool:
    """Whether one of two words is likely to be meant by the other.

    Words that differ in case, by a plural or in a number are forms of one, or one of several. A
    word that another begins or ends with is one of its own: `.name` and `name`, `class` and
    `IClass`.
    """
    if abs(len(word) - len(name)) > 1 or edits(word, name, 2) != 1:
        return False
    if _joined(word) == _joined(name):  # a package, and how code calls it
        return False
    if word.partition("://")[2] == name.partition("://")[2] != "":  # an address by either scheme
        return False
    if _NUMBER.fullmatch(word) or _RANGE.fullmatch(word):
        form = _NUMBER if word.isdecimal() else _RANGE
        return form.fullmatch(name) is not None
    if _are_other_formats(word, name):
        return False
    shorter, longer = sorted((word.lstrip("."), name.lstrip(".")), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return False
    counted = _DIGITS.sub("0", word) == _DIGITS.sub("0", name)
    plural = word.removesuffix("s") == name.removesuffix("s")
    folded = word.lower() == name.lower() or word.count("/") != name.count("/")
    if _KEY.search(word) and _KEY.search(name) and len(word) < _SHORTEST_KEY:
        return False
    return len(word) >= _SHORTEST and not (counted or plural or folded)


def _are_alike(word: str, name: str) -> bool:
    """Whether names differ in a number or in a word: a page that has one once means the other."""
    counted = _DIGITS.sub("0", word) == _DIGITS.sub("0", name)
    if word != name and counted and len(word) > _SHORTEST + 1:
        one_of_several = word.rstrip("0123456789") == name.rstrip("0123456789")
        return _LETTERS.search(word) is not None and not one_of_several
    shorter, longer = sorted((word.split("-"), name.split("-")), key=len)
    if len(shorter) < _FEWEST_WORDS or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))


def _are_other_formats(word: str, name: str) -> bool:
    """Whether two names are those of two files that differ in their formats alone."""
    suffixes = [found[0] for each in (word, name) if (found := _SUFFIX.search(each))]
    same_name = _SUFFIX.sub("", word) == _SUFFIX.sub("", name)
    return len(suffixes) == 2 and same_name and frozenset(suffixes) not in _ONE_FORMAT
