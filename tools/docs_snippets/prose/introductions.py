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

_ASIDE = re.compile(
    r"\b(?:not|never|no|other|another|different|instead|unless|if|except|besides|each|any|previous"
    r"|previously|earlier|above|existing|already|replaced?|chang(?:e[ds]?|ing)|from\s\d"
    r"|defaults?)\b",
    re.IGNORECASE,
)
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


def statements(text: Text) -> tuple[BlockStatement, ...]:
    """What a paragraph says of the code block below it."""
    said = tuple(
        BlockStatement(each, plain_words(text)[each.start :][: len(each.text)])
        for each in sentences(text)
    )
    last = max((at for at, each in enumerate(said) if _ELSE.search(each.words)), default=0)
    return tuple(map(_before_aside, said[last:]))


def _before_aside(said: BlockStatement) -> BlockStatement:
    aside = _ASIDE.search(said.words)
    return said._replace(words=said.words[: aside.start()]) if aside else said
