"""The article before a word does not fit its sound, as in `an cluster` or `a address`.

Only plain words in lower case are checked. How a reader pronounces an abbreviation, a name or a
piece of code cannot be decided, and words that begin with "h" or "u" are checked only where their
sound is beyond doubt.

## Why

It is often the trace of an edit that replaced a noun and left the rest of the sentence as it was.

## Example

```mdx
You must recreate an cluster.
```

## Instead

```mdx
You must recreate a cluster.
```

## When to ignore

When "a" is not an article but a name, as in *option a is faster*.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

_PAIR = re.compile(
    r"(?:a(?<![\w\0'’./$\[&#@:*_(-]a)|A(?:(?<![^\n]A)|(?<=[.!?:]\sA)))n?"
    r"\s(?P<word>[a-z]{4,}+|app|end|old|own)(?![\w\0/&=(]|['’.]\w|-\d|[_*])",
)
"""The letter stands before what looks behind it, so that other letters are skipped quickly. In
capitals only where a sentence begins: elsewhere A may be the name of something, as it is before a
verb (*A adds one*)."""
_LATIN = re.compile(r"\b(?:lorem|ipsum|dolor sit|sit amet|consectetur)\b", re.IGNORECASE)
_VERB = re.compile(r"[^su]s$")
_AFTER_A = re.compile(
    r"[aei](?!u)|o(?!ne|nce|ui)|un(?!i|a[nl]|ary|u)|up(?!silon)|honest|hour|heir|honou?r"
)
"""Words that begin with the sound of a vowel."""
_AFTER_AN = re.compile(
    r"(?:[bcdfgjklmnpqrstvwyz]|[bcfgps]l|[bcdfgkpt]r|[cpstwr]h|s[ckmnpqtw]|[dt]w|kn|gn|wr"
    r"|sch|shr|s[cpt]r|spl|thr)[aeiouy]|h(?:ash|ead|ealth|igh|ome|ook|ost|ub)"
)
"""Words that begin with the sound of a consonant: an abbreviation seldom looks like one."""
_NO_NOUN = frozenset(
    "above after all also although and any appears are as at each either else ends equals even "
    "exists from if in into is it its of off on only onto or our out over that then this under "
    "unless until upon when with".split()
)
"""Words that follow the letter a as a name, and "and" with its last letter lost."""


@rule(Severity.WARNING, reads="text", prose=True)
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for text in page.texts:
        yield from _wrong(page, text)


def _wrong(page: Page, text: Text) -> Iterator[Finding]:
    for found in _PAIR.finditer(plain_words(text)):
        article, word = found[0].split()
        wanted = _article(article, word)
        span = text.prose.span(found.start(), found.start("word") - 1)
        typed = page.source.slice(text.prose.span(*found.span()))
        if article[0] == "A" and _VERB.search(word):
            continue
        same = typed.split() == [article, word]  # no markup between the two
        if wanted and same and not _LATIN.search(text.prose.text):
            message = f"wrong article in '{article} {word}'; expected '{wanted} {word}'"
            yield Finding(span, message, fix=(Edit(span, wanted),))


def _article(article: str, word: str) -> str:
    """The article that is expected; nothing where this one is right, or may be."""
    if word in _NO_NOUN:
        return ""
    if article.lower() == "a":
        return article + "n" if _AFTER_A.match(word) else ""
    return article[0] if _AFTER_AN.match(word) else ""
