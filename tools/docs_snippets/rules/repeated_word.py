"""The same word occurs twice in a row.

Code is not checked, but for the same code on both sides of an *or*. Pairs that occur in correct
English are accepted ("that that", "had had", "log in in the console"), and so is a line that
consists of that word alone, as in a list of names. A name in bold and the sentence after it are not
compared, nor a link that ends in a name with the word behind it, nor lines with a hard break
between them.

## Why

The mistake is hard to see across a line break, and readers stumble over it.

## Example

```mdx
Restart the
the node.
```

## Instead

```mdx
Restart the
node.
```

## When to ignore

When the repetition is intended, for example in a name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_TWICE = re.compile(
    r"(?<![\w\0'’./$\[&#@:-])(?P<word>[^\W\d_]+)(?P<blank>\s+)(?P<again>(?P=word))"
    r"(?![\w\0/&:=-]|['’]\w|\.\w)",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\s--?\w")
_TWICE_IS_FINE = frozenset(
    "beep big bla blah boo bye chop fifty ha had hear hush knock long lose many much never no nous"
    " same so that there tut very vous win yada yes".split()
)
_PARTICLES = re.compile(
    r"\b(?:built|carr\w+|check\w*|chip\w*|dial\w*|fill\w*|go\w*|hang\w*|hold\w*|jump\w*|kick\w*"
    r"|log\w*|opt\w*|phas\w*|plug\w*|sign\w*|step\w*|switch\w*|turn\w*|zoom\w*)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE_GROUP = re.compile(
    r"\b(?:[a-z]+(?:ed|ing)|(?:come|get|move|put|run|stay|work)s?)\s+$", re.IGNORECASE
)
_GROUP = {
    "on": re.compile(r"\s+(?:average|behalf|demand|purpose|top)\b", re.IGNORECASE),
    "in": re.compile(r"\s+(?:addition|advance|order|parallel|place|turn)\b", re.IGNORECASE),
}
"""What a preposition begins that may follow a verb and its own: "working on on top of it"."""
_CAPITAL = re.compile(r"\b[A-Z][\w-]*\s+$")
_PARAMETER = re.compile(r"[(,]\s*([^\W\d_]+)\??:(?=\s*\S)")
_PARAMETERS = re.compile(r"\w\((?:[^()]*,\s*)?$")
_STARTS = re.compile(r"(?:^|[.!?:;]\s+|\n\s*)$")
"""What is before the first word of a sentence."""
_LOOK_BACK = 60
_LONGEST = 500  # address that is looked at
_TYPE = re.compile(
    r"(?:\b(?:string|integer|number|boolean|object|byte|float|u?int\d*)|[A-Z]\w+)\s+$"
)
"""What is before the words for a list of lists, as generated references write it."""
_COLUMNS = re.compile(r"[ \t]{3,}")
"""Between the cells of a table that is aligned by blanks."""
_HARD_BREAK = re.compile(r"(?:\\|[ ]{2,})\r?\n")
_CLOSES = re.compile(r"\*{1,3}|_{1,3}|\]\(")
_OPENS = re.compile(r"(?:\*{1,3}|_{1,3})$")
_THRICE = 3
_SHORT = 8
"""Words of a sentence that has one of them three times on purpose."""
_SMALL = frozenset(
    "a an and are as at be by can for from has have if in is it may not of on or the their this to "
    "was will with you your".split()
)


class DescribedParameters:
    """The parameters of functions that lines of a page and the headings of sections show."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._headings = [each.span for each in page.headings]
        self._starts = [each.start for each in self._headings]
        self._of_lines: dict[int, frozenset[str]] = {}

    def described_at(self, offset: int) -> frozenset[str]:
        """The parameters of the function that the line at a place or its section describes."""
        number = self._source.line_of(offset)
        if number not in self._of_lines:
            above = bisect_left(self._starts, offset)
            heading = self._source.slice(self._headings[above - 1]) if above else ""
            shown = f"{self._source.line(number)}\n{heading}"
            self._of_lines[number] = frozenset(_PARAMETER.findall(shown))
        return self._of_lines[number]


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    parameters = DescribedParameters(page)
    for text in page.texts:
        words = text.prose.text.replace("(", " ").lower().split()
        if any(map(str.startswith, words[1:], words)):  # a quick look
            yield from _twice(page, text, parameters)
        yield from _no_choice(text)


def _no_choice(text: Text) -> Iterator[Finding]:
    """`on` or `on`: one of the two should be another one."""
    said = text.prose.text
    for (start, end), (again, last) in pairwise(text.code):
        same = said[end:again] == " or " and said[start:end] == said[again:last]
        if same and not re.match(r"[-\w/]", said[last:]):
            message = f"repeated {said[start:end]!r} on both sides of 'or'"
            yield Finding(text.prose.span(again, last), message)


def _twice(page: Page, text: Text, parameters: DescribedParameters) -> Iterator[Finding]:
    words = plain_words(text)
    for found in _TWICE.finditer(words):
        word, again = found["word"], found["again"]
        if not _is_repeated(word, again) or _is_entry(words, found) or _is_name(words, found):
            continue
        if word in ("in", "on", "up", "off", "out") and _is_led(words, found):
            continue
        span = text.prose.span(*found.span())
        typed = page.source.slice(span)
        if "<" in typed or "{" in typed or "![" in typed:
            continue  # a tag or an expression is between the two, or the second names an image
        if "\n" in typed and _HARD_BREAK.search(typed):
            continue
        if _is_name_beside_word(page, text, span, (word, again)):
            continue
        if again in parameters.described_at(span.start) or _is_spoken_of(words, found):
            continue
        if again not in _SMALL and _OPTION.match(words, found.end()):
            continue  # a command and its option
        if _is_in_address(page, text, found) or _begins_name(page, words, found):
            continue
        second = text.prose.span(*found.span("again"))
        plain = again in _SMALL and typed.replace("\r\n", "\n") == found[0]
        fix = (Edit(Span(span.start + len(word), span.end), ""),) if plain else ()
        yield Finding(second, f"repeated word {again!r}", fix=fix, fix_safe=plain)


def _is_name_beside_word(page: Page, text: Text, both: Span, words: tuple[str, str]) -> bool:
    """Whether markup tells the two apart: one belongs to a longer name, or leads in the sentence
    that begins with the other.
    """
    word, again = words
    source = page.source.text
    between = source[both.start + len(word) : both.end - len(again)]
    if found := _CLOSES.match(between):
        opening = "[" if found[0] == "](" else found[0]
        start = source.rfind(opening, text.span.start, both.start)
        if start < 0:
            return False
        if opening == "[" and not word[0].isupper():
            return _names(between[:_LONGEST], word)
        leads = not source[text.span.start : start].strip(" \t*_-")
        inner = source[start + len(opening) : both.start + len(word)]
        return inner != word or (leads and again[0].isupper())
    if found := _OPENS.search(between):
        return source.find(found[0], both.end, text.span.end) > both.end
    return False


def _names(address: str, word: str) -> bool:
    """Whether the address of a link ends in the word, which is then the name of a place."""
    return bool(re.search(rf"#(?:\S*\W)?{re.escape(word)}(?=[\s)])", address, re.IGNORECASE))


def _is_in_address(page: Page, text: Text, found: re.Match[str]) -> bool:
    """Whether both words are in a link to a heading whose id has the word twice, too."""
    twice = f"{found['word']}-{found['again']}".lower()
    at = bisect_right(text.links, (found.start(), len(text.prose.text))) - 1
    if at < 0 or text.links[at][1] < found.end():
        return False
    after = text.prose.span(found.start(), text.links[at][1]).end
    address = page.source.text[after : after + _LONGEST].partition(")")[0].lower()
    return address.startswith("](") and twice in address.partition("#")[2]


def _is_led(words: str, found: re.Match[str]) -> bool:
    """Whether the first belongs to the verb before, and the second to what follows."""
    before = words[max(0, found.start() - _LOOK_BACK) : found.start()]
    group = _GROUP.get(found["word"])
    follows = group is not None and group.match(words, found.end())
    if follows and _BEFORE_GROUP.search(before):
        return True
    return _PARTICLES.search(before) is not None


def _is_repeated(word: str, again: str) -> bool:
    """Whether it is one word, not an acronym beside a word, nor one said twice on purpose."""
    if len(word) == 1 and word.lower() != "a":
        return False
    return (
        again in (word, word.lower())
        and not (word.isupper() and again != word)
        and (again.lower() not in _TWICE_IS_FINE)
    )


def _is_name(words: str, found: re.Match[str]) -> bool:
    """Whether the first ends a name, and the second says what it is: `Task Manager manager`.

    Two with capitals inside of a sentence are a name: `Walla Walla`. The first parameter of a
    function may have the name of its kind: `make(name name)`.
    """
    word, again = found["word"], found["again"]
    if word == "array" and _TYPE.search(words[max(0, found.start() - _LOOK_BACK) : found.start()]):
        return True
    if _PARAMETERS.search(words[max(0, found.start() - _LOOK_BACK) : found.start()]):
        return True
    if word[0].isupper() and again[0].isupper() and again.lower() not in _SMALL:
        return not _STARTS.search(words[max(0, found.start() - _LOOK_BACK) : found.start()])
    if not (word[0].isupper() and again[0].islower()) or again in _SMALL:
        return False
    return _CAPITAL.search(words[max(0, found.start() - _LOOK_BACK) : found.start()]) is not None


def _begins_name(page: Page, words: str, found: re.Match[str]) -> bool:
    """Whether the second begins a name that the page has elsewhere, too: `Open Open Crane`."""
    after = re.match(r" [A-Z]\w*", words[found.end() : found.end() + _LOOK_BACK])
    if after is None or not found["again"][0].isupper():
        return False
    return page.source.text.count(f"{found['again']}{after[0]}") > 1


def _is_spoken_of(words: str, found: re.Match[str]) -> bool:
    """Whether a short sentence has the word a third time, and so is about the word."""
    start = max(words.rfind(mark, 0, found.start()) for mark in ".!?\n") + 1
    sentence = re.split(r"[.!?\n]", words[start:], maxsplit=1)[0].lower().split()
    third = sentence.count(found["again"].lower()) >= _THRICE
    return third and len(sentence) <= _SHORT and found["again"] not in _SMALL


def _is_entry(words: str, found: re.Match[str]) -> bool:
    """Whether each of the two has a line of its own, or a column."""
    if _COLUMNS.fullmatch(found["blank"]):
        return True
    if "\n" not in found["blank"]:
        return False
    start, end = words.rfind("\n", 0, found.start()) + 1, words.find("\n", found.end())
    after = words[found.end() : end if end >= 0 else len(words)]
    return not words[start : found.start()].strip() and not after.strip()
