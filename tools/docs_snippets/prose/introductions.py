"""The words of paragraphs that say what the code block right below them holds.

A sentence that speaks of a change, or of something else, ends what is said before it: "By default,
the port is 8080. To change it, create the file:" says nothing of the port in that file. Neither do
words behind "not", "default" and the like.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.mdx.page import Fence, Page, Text
from docs_snippets.mdx.plain_words import plain_words
from docs_snippets.prose.sentences import Sentence, sentences

_CONTRARY = (
    r"not|never|no|other|another|different|instead|unless|except|besides|previous|previously"
    r"|earlier|replaced?|chang(?:e[ds]?|ing)|from\s\d|defaults?|above"
)
_ASIDE = re.compile(
    rf"\b(?:{_CONTRARY}|if|each|any|existing|already)\b",
    re.IGNORECASE,
)
_OF_VALUES = re.compile(rf"\b(?:{_CONTRARY})\b", re.IGNORECASE)
"""What ends the words about a value: those about a case, "if it goes to 10.0.0.0/8", do not."""
_ELSE = re.compile(
    r"\b(?:other|another|different|instead|alternatively|overrid(?:e[sn]?|ing)|chang(?:e[ds]?|ing)"
    r"|modif(?:y|ies|ied|ying)|customi[sz](?:e[ds]?|ing)|adjust(?:s|ed|ing)?|switch(?:es|ing)?)\b",
    re.IGNORECASE,
)


class Introduction(NamedTuple):
    """A paragraph and the code block right below it."""

    text: Text
    fence: Fence


def introductions(page: Page) -> Iterator[Introduction]:
    """The paragraphs with a code block right below."""
    paragraphs = {text.block: text for text in page.texts if text.kind == "paragraph"}
    for fence in page.fences:
        text = paragraphs.get(fence.block - 1)
        if text is not None:
            yield Introduction(text, fence)


class BlockStatement(NamedTuple):
    """A sentence that says something of the block below it, and its words, up to an aside."""

    sentence: Sentence
    words: str


def statements(text: Text, *, of_values: bool = False) -> tuple[BlockStatement, ...]:
    """What a paragraph says of the code block below it; `of_values` also in which cases."""
    said = tuple(
        BlockStatement(each, plain_words(text)[each.start :][: len(each.text)])
        for each in sentences(text)
    )
    last = max((at for at, each in enumerate(said) if _ELSE.search(each.words)), default=0)
    if said and _ELSE.search(said[-1].words):
        return ()  # the block is about that
    ends = _OF_VALUES if of_values else _ASIDE
    return tuple(_before(ends, each) for each in said[last:])


def _before(ends: re.Pattern[str], said: BlockStatement) -> BlockStatement:
    aside = ends.search(said.words)
    return said._replace(words=said.words[: aside.start()]) if aside else said
