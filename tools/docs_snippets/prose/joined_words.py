"""Finds words that run into markup, and sentences that run into the next one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_BEFORE = re.compile(r"(?<![\w\\/.@#$%&:=+-])[A-Za-z]{2,}\Z")
_AFTER = re.compile(r"[A-Za-z]{2,}(?![\w/=(-])")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SHORT = 4  # letters of code that may be the first ones of a word
_LONGEST = 24
_PREFIXES = frozenset(
    "anti auto bi co cross de dis en in inter intra ir meta mid mis multi".split()
)
_PREFIXES |= frozenset("non out over post pre pro re semi sub super trans un under up".split())
_ENDINGS = frozenset("able al ation ed er ers es est ible ies ing ion ish ity ization ized".split())
_ENDINGS |= frozenset("less like ly ment ness or ous rd st th th wise".split())
_SMALL = frozenset(
    "a an and are as at be but by can for from has if in into is it of on or that the then this to "
    "was when which will with you your".split()
)
_BOLD = re.compile(r"(?<![*\\\w])\*\*(?=[^\s*])[^*`\n\[\]]{3,80}(?<=[^\s*\\])\*\*(?=[a-z]{2})")
_INTO_BOLD = re.compile(r"(?<![\w\\*/.-])[A-Za-z]{2,}(?P<at>)\*\*[A-Z][^*`\n]{2,80}\*\*")
_NEXT = (
    r"(?:The|This|These|If|For|You|When|To|It|In|After|Before|Once|Use|Run|We|As|By|On|See|Note"
    r"|However|Then|Also|Each|All|An?)\s[a-z]"
)
_JOINED = re.compile(rf"[.!?]{_NEXT}")
_SENTENCE = re.compile(rf"(?<![\w./@\0&#-])[a-z]{{3,}}+[.!?](?P<at>){_NEXT}")


class JoinedWords(NamedTuple):
    """Where a space is missing, what is joined there, and what is joined, in words."""

    at: int
    span: Span
    place: str


def joined_words(page: Page) -> Iterator[JoinedWords]:
    """The places of a page where a space is missing."""
    if page.error:
        return
    for code in page.inline_code:
        if _LETTERS.search(code.value):  # else it may be the mark of a footnote
            for each in _around(page, code.span, "the code"):
                if not _is_one_word(page, code.value, each, each.at == code.span.end):
                    yield each
    for link in page.links:
        if link.kind == "inline" and _LETTERS.search(link.text):
            yield from _around(page, link.span, "the link")
    for text in page.texts:
        yield from _around_bold(page, text)
        yield from _between_sentences(page, text)


def _around(page: Page, span: Span, what: str) -> Iterator[JoinedWords]:
    source = page.source.text
    if source[span.start] not in "[`":
        return
    first = source[span.start + 1 : span.start + 2]
    before = _BEFORE.search(source[max(span.start - _LONGEST, 0) : span.start])
    if before and before[0].lower() not in _PREFIXES and first.strip(" \\"):
        begin = span.start - len(before[0])
        yield JoinedWords(span.start, Span(begin, span.start + 1), f"before {what}")
    after = _AFTER.match(source, span.end, span.end + _LONGEST)
    if after and after[0].lower() not in _ENDINGS and source[span.end - 2].strip():
        yield JoinedWords(span.end, Span(span.end - 1, after.end()), f"after {what}")


def _is_one_word(page: Page, code: str, joined: JoinedWords, after: bool) -> bool:
    """Whether code and the letters beside it are one word, of which a part is formatted."""
    letters = re.sub(r"[\W\d_]", "", code)
    span = joined.span
    beside = page.source.slice(Span(span.start + after, span.end - (not after)))
    if beside in _SMALL:
        return False
    text, word = page.source.text, letters + beside if after else beside + letters
    if re.search(rf"(?<![\w`]){word}(?![\w`])", text, re.IGNORECASE):
        return True
    return len(letters) <= _SHORT and not re.search(rf"(?<![\w`*]){beside}(?![\w`*])", text)


def _around_bold(page: Page, text: Text) -> Iterator[JoinedWords]:
    words, source = text.prose.text, page.source
    typed = source.slice(text.span)
    if "**" not in typed or "**" in words:
        return  # there is none, or it is not read as one
    for found in _INTO_BOLD.finditer(typed):
        at = text.span.start + found.start("at")
        if not _is_code(page, at):
            span = Span(text.span.start + found.start(), at + 2)
            yield JoinedWords(at, span, "before the bold text")
    for found in _BOLD.finditer(typed):
        at = text.span.start + found.end()
        after = _AFTER.match(source.text, at)
        is_word = after and (" " in found[0] or _is_word(source.text, found[0], after[0]))
        if after and is_word and after[0] not in _ENDINGS and not _is_code(page, at):
            yield JoinedWords(at, Span(at - 2, after.end()), "after the bold text")


def _is_word(text: str, bold: str, after: str) -> bool:
    """Whether what follows bold text is a word of its own, and not the rest of the one in bold."""
    if after in _SMALL:
        return True
    joined = bold.strip("*") + after
    return joined not in text and re.search(rf"(?<![\w*]){after}(?!\w)", text) is not None


def _is_code(page: Page, at: int) -> bool:
    return any(code.span.start <= at < code.span.end for code in page.inline_code)


def _between_sentences(page: Page, text: Text) -> Iterator[JoinedWords]:
    words = plain_words(text)
    for found in _SENTENCE.finditer(words) if _JOINED.search(words) else ():
        span = text.prose.span(*found.span())
        if page.source.slice(span) == found[0]:
            at = span.start + found.start("at") - found.start()
            yield JoinedWords(at, Span(span.start, span.end - 2), "between two sentences")
