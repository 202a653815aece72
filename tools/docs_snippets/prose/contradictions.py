"""Two sentences of a page of which only one can be true: of what is on, and of what is required.

Said of the same subject, in the same words: "X is enabled by default" and "X is disabled by
default", "`x` is required" and "`x` is optional". A sentence about some releases, some systems or
some cases says nothing of the others.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import Sentence, sentences

_STATE = r"(?P<neg{0}>not\s)?(?P<state{0}>enabled|disabled|(?:turned|switched)\s(?:on|off)|on|off)"
_SWITCHED = (
    re.compile(rf"\s(?:is|are)\s{_STATE.format('')}\sby\sdefault\b", re.I),
    re.compile(
        r"\bby\sdefault,?\s(?P<subject>[^,.;:()]{3,60}?)\s(?:is|are)\s" + _STATE.format("") + r"\b",
        re.I,
    ),
)
_NEEDED = re.compile(
    r"\s(?:(?:parameter|field|option|setting|variable|flag|annotation|argument)\s)?is\s"
    r"(?P<neg>not\s)?(?P<state>required|optional|mandatory)(?=\.|$)",
    re.I,
)
_SOMETIMES = re.compile(
    r"\b(?:if|when|unless|where|while|previously|formerly|was|were|until|since|before|after|only"
    r"|except|releases?|versions?|both|either|otherwise)\b|\bv?\d+\.\d+|\bv\d|^\s*(?:on|for|in|with)\s"
    r"|:\s",
    re.I,
)
_PARTLY = re.compile(r"\s(?:in|on|for|with|by|to|at|from)\b", re.I)
_CLAUSE = re.compile(r"[,;()]|\b(?:which|that|but|and|so|because|as)\b", re.I)
_ARTICLE = re.compile(r"(?:the|an?|your|its|note:?)\s+", re.I)
_PRONOUNS = frozenset("it this they these those each all both feature option setting".split())
_ON = frozenset({"enabled", "on", "turned on", "switched on", "required", "mandatory"})
_MARKS = " *_`\"'“”"


class SaidState(NamedTuple):
    """What a sentence says of a subject: that it is so (`on`), or that it is not."""

    subject: str
    on: bool
    said: str
    span: Span


class OpposedStatements(NamedTuple):
    """A statement, and an earlier one of the page that says the opposite."""

    later: SaidState
    earlier: SaidState


def contradictions(page: Page) -> Iterator[OpposedStatements]:
    """The statements of a page that contradict an earlier one."""
    first: dict[tuple[str, int], SaidState] = {}
    sections = [each.span.start for each in page.headings]
    for each in _statements(page):
        # a field of one object may be required, and that of another one optional
        section = -1 if "default" in each.said else bisect_left(sections, each.span.start)
        key = (each.subject, section)
        earlier = first.setdefault(key, each)
        if earlier.on != each.on:
            yield OpposedStatements(each, earlier)


def _statements(page: Page) -> Iterator[SaidState]:
    for text in page.texts:
        words = text.prose.text.lower()
        switched = "by default" in words
        if text.kind == "heading" or not (switched or "required" in words or "optional" in words):
            continue
        for sentence in sentences(text):
            if _SOMETIMES.search(sentence.text):
                continue
            if switched:
                yield from _switched(sentence)
            yield from _needed(sentence)


def _switched(sentence: Sentence) -> Iterator[SaidState]:
    for form in _SWITCHED:
        for found in form.finditer(sentence.text):
            subject = found.groupdict().get("subject")
            if subject is None:
                subject = _CLAUSE.split(sentence.text[: found.start()])[-1]
            name = _ARTICLE.sub("", subject.strip(_MARKS).lower(), count=1).strip(_MARKS)
            if (
                name.split()
                and name not in _PRONOUNS
                and not _PARTLY.match(sentence.text[found.end() :])
            ):
                yield _statement(sentence, found, name, "by default")


def _needed(sentence: Sentence) -> Iterator[SaidState]:
    for start, end in sentence.code:
        found = _NEEDED.match(sentence.text, end)
        if found:
            yield _statement(sentence, found, sentence.text[start:end], "")


def _statement(sentence: Sentence, found: re.Match[str], subject: str, more: str) -> SaidState:
    state = " ".join(found["state"].lower().split())
    on = (state in _ON) != bool(found["neg"])
    said = f"{'not ' if found['neg'] else ''}{state} {more}".strip()
    start = found.start("neg") if found["neg"] else found.start("state")
    return SaidState(subject, on, said, sentence.span(start, found.end("state")))
