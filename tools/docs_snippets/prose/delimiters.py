"""Finds parentheses, brackets, quotes and backticks in prose that lack their partner.

Code is not looked at. What is no delimiter does not count: the parenthesis of an enumerator (`1)`,
`a)`), a half-open interval, a code for terminals, a face, a mark of inches, a quote that is only
mentioned.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.mdx.page import Text
from docs_snippets.mdx.plain_words import BLANK, plain_words

_REMARK = 400
"""How far before a face a parenthesis may open that it ends."""
_MOST = 4
"""Marks of a text that may each lack a partner; where there are more, they follow from one."""
PARTNERS = {"(": ")", "[": "]"}
_OPENERS = {close: open_ for open_, close in PARTNERS.items()}
_MARKS = re.compile(r"[()\[\]]")
_BOUND = r"[-+]?(?:[\w.:∞/\0^{}+*-]+|<[\w ./-]+>)(?:[ ][\w.:/-]+)?"
_NO_MARKS = re.compile(
    rf"[\[(]\s*{_BOUND}\s*(?:,|\.\.\.?|…|\bto\b|–)\s*{_BOUND}\s*[\])](?![(\w])"  # an interval
    r"|\"[\w.$-]{1,40}[(\[]\"|“[\w.$-]{1,40}[(\[]”"  # the name of a function
    r"|“[^\s\w“”]{1,6}”|(?<![^\s(\[])[\"'‘][^\s\w\"'‘’]{1,6}[\"'’](?!\w)"  # marks in quotes
    r"|(?<=[^\w\s(]):-?[()]|(?:(?<=\s)|^)[:;]-?[()]{1,3}(?=[\s.,!?)\"”“'’*_]|$)"  # a face
    r"|(?:\\(?:x1[bB]|u001[bB]|u\{1[bB]\}|0?33|e)|[\x1b\u241b]|\^\[)\["
    r"|(?<=\])\([^()]*\)?"  # half a link, which another rule speaks of
)
_EXAMPLE = "[Ee]x|[Ee]g|예|예시|例|참고|주|注"
"""Words before a parenthesis alone, as Korean and Japanese write "e.g."."""
_ENUMERATOR = re.compile(
    rf"(?:^|[\s>(,;:.]|\bor|\band)(?:\d{{1,2}}|[A-Za-z]|[ivx]{{1,4}}|{_EXAMPLE})$"
)
_ENTRIES = re.compile(r"(?<![\w(])\d{1,2}\)[-–]\d{1,2}\)(?!\w)")
"""From one entry of a list to another: `2)-4)`."""
_QUOTE = re.compile(r"[\"“”]")
_BACKTICK = re.compile(r"`+")
_INCHES = re.compile(r"(?<![\w-])\d+(?:[./]\d+)?$")
_ALONE = re.compile(r"(?<!\S)\"(?=[\s),.;]|:(?:\s|$)|$)|(?<=\()\"(?=[\s)])|(?<=\()[“”](?=\))")
_BOLD = re.compile(r"(?<=[\s(])\*\*(?=\w)")
_CALL = re.compile(r"\w\([^()]*$")  # whose further arguments are written with two asterisks


class UnpairedDelimiter(NamedTuple):
    """A mark at an offset of a text's prose; `wanted` is what should stand for or beside it.

    `instead` tells that the mark itself is the wrong one.
    """

    at: int
    mark: str
    wanted: str
    instead: bool = False


def unpaired_delimiters(text: Text) -> tuple[UnpairedDelimiter, ...]:
    """The marks of a text without their partner, in order."""
    words = text.prose.text
    if not _suspect(words):
        return ()
    words = _NO_MARKS.sub(_blank, plain_words(text))
    nested = tuple(_nested(words))
    found = [
        *nested[: None if len(nested) <= _MOST else 1],
        *_quotes(words),
        *_backticks(words),
        *_bold(words),
    ]
    return tuple(sorted(found))


def _blank(found: re.Match[str]) -> str:
    """Blanks for what is no mark; a face that ends a parenthesis leaves it closed."""
    marks = found[0].lstrip(":;-")
    smiles = found[0] != marks and len(marks) > 1
    before = found.string[max(0, found.start() - _REMARK) : found.start()] if smiles else ""
    closing = min(len(marks) - 1, max(before.count("(") - before.count(")"), 0)) if smiles else 0
    return BLANK * (len(found[0]) - closing) + ")" * closing


def _suspect(words: str) -> bool:
    count = words.count
    return (
        count("(") != count(")")
        or count("[") != count("]")
        or count("“") != count("”")
        or count('"') % 2 == 1
        or "`" in words
        or "**" in words
    )


def _nested(words: str) -> Iterator[UnpairedDelimiter]:
    """Marks that open and close, each of which must close what was opened last."""
    open_: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many of each mark are open
    spare = 0  # closed by what may as well be an enumerator
    for found in _MARKS.finditer(words):
        mark, at = found[0], found.start()
        numbers = mark == ")" and _is_enumerator(words, at)
        if mark in PARTNERS:
            open_.append((mark, at))
            waiting[mark] += 1
        elif waiting[_OPENERS[mark]]:
            while open_[-1][0] != _OPENERS[mark]:
                waiting[open_[-1][0]] -= 1
                yield _missing(*open_.pop())
            waiting[open_.pop()[0]] -= 1
            spare += numbers
        elif mark == ")" and spare and not numbers:
            spare -= 1
        elif not numbers and not _before_address(words, mark, at):
            yield UnpairedDelimiter(at, mark, _OPENERS[mark])
    for mark, at in open_:
        yield _missing(mark, at)


def _is_enumerator(words: str, at: int) -> bool:
    if any(found.start() < at < found.end() for found in _ENTRIES.finditer(words)):
        return True
    return (
        words[at + 1 : at + 2].isspace()
        and _ENUMERATOR.search(words[max(at - 8, 0) : at]) is not None
    )


def _before_address(words: str, mark: str, at: int) -> bool:
    return mark == "]" and words[at + 1 : at + 2] == BLANK


def _missing(mark: str, at: int) -> UnpairedDelimiter:
    return UnpairedDelimiter(at, mark, PARTNERS[mark])


def _quotes(words: str) -> Iterator[UnpairedDelimiter]:
    """Quotes, straight or curly; both kinds around one phrase do not fit."""
    places: list[int] = []
    for found in _QUOTE.finditer(_ALONE.sub(BLANK, words)):
        if len(places) % 2 or not _INCHES.search(words[max(found.start() - 12, 0) : found.start()]):
            places.append(found.start())
    if not {"“", "”"} & {words[place] for place in places}:
        if len(places) % 2:
            yield UnpairedDelimiter(_lonely(words, places), '"', '"')
        return
    opened = -1
    for place in places:
        if opened >= 0:
            wanted = "”" if words[opened] == "“" else '"'
            if words[place] != wanted:
                yield UnpairedDelimiter(place, words[place], wanted, instead=True)
            opened = -1
        elif words[place] == "”":
            yield UnpairedDelimiter(place, "”", "“")
        else:
            opened = place
    if opened >= 0:
        yield UnpairedDelimiter(opened, words[opened], "”" if words[opened] == "“" else '"')


def _backticks(words: str) -> Iterator[UnpairedDelimiter]:
    places = [found.start() for found in _BACKTICK.finditer(words) if found[0] == "`"]
    if len(places) % 2:
        yield UnpairedDelimiter(_lonely(words, places), "`", "`")


def _bold(words: str) -> Iterator[UnpairedDelimiter]:
    places = [found.start() for found in _BOLD.finditer(words)]
    if len(places) == 1 and words.count("**") == 1 and not _CALL.search(words[: places[0]]):
        yield UnpairedDelimiter(places[0], "**", "**")


def _lonely(words: str, places: list[int]) -> int:
    """The one of an odd number of like marks that most looks as if it had no partner."""
    expected = True  # that the next one opens
    for place in places:
        before, after = words[place - 1 : place], words[place + 1 : place + 2]
        opens = not before.strip("([ \n\0") and bool(after.strip())
        closes = bool(before.strip()) and not after.strip(".,;:!?)] \n")
        if closes and not opens and expected:
            return place
        if opens and not closes and not expected:
            return places[places.index(place) - 1]
        expected = not expected
    return places[-1]
