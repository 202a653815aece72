"""The text looks like a link, but the site does not render it as one.

Reported are a missing closing parenthesis, a space between the brackets and the address, brackets
and parentheses that are swapped, a missing opening bracket, a reference label that is not defined,
a link in another one, and an empty address.

## Why

The build succeeds, and the reader sees brackets and a path instead of a link.

## Example

```mdx
For more, read [the guide](guide.mdx and then start.
```

## Instead

```mdx
For more, read [the guide](guide.mdx) and then start.
```

## When to ignore

When the brackets are part of the text, for example in a sentence that explains a syntax. Prefer
code formatting for such text; the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Text
from docs_snippets.mdx.plain_words import plain_words

LONGEST_LABEL = 1000
_TARGET = (
    r"(?:(?:https?://|mailto:|\$\[\w+\]/|\.{0,2}/)[^\s()\[\]<>]+|#[\w$\[\]-]+"
    r"|[\w./$-]+\.(?:mdx?|html?|png|svg|jpe?g|ya?ml|json|pdf)\b(?:#[\w$\[\]-]*)?)"
)
_LABEL = r"(?<![$\\])\[(?P<label>[^\[\]\x00]*(?:\$\[[\w./-]+\][^\[\]\x00]*)*)\]"
_OPEN = re.compile(rf"(?P<bracket>\])(?P<open>\()[ ]?(?P<target>{_TARGET})(?P<rest>[^()]*\)?)")
_APART = re.compile(rf"{_LABEL}(?P<blank>[ \t]+)\((?P<target>{_TARGET})\)")
_SWAPPED = re.compile(rf"\((?P<label>[^()\[\]]+)\)\[(?P<target>{_TARGET})\]")
_UNDEFINED = re.compile(rf"(?<!\S){_LABEL}\[(?P<target>[A-Za-z][\w -]*[\w-])\](?![\[(\w])")
_MARKUP = 8
_WORD = re.compile(r"[A-Za-z]{2}")


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error:
        return
    for link in page.links:
        if link.kind == "inline" and not link.url.strip():
            yield Finding(link.span, f"the link {link.text!r} has no URL")
    for text in page.texts:
        if "]" in text.prose.text:
            yield from _not_links(text, page)


def _not_links(text: Text, page: Page) -> Iterator[Finding]:
    words = plain_words(text)
    prose = text.prose
    for found in _OPEN.finditer(words):
        yield _left_open(text, words, found, page)
    for found in _APART.finditer(words):
        blank = prose.span(*found.span("blank"))
        message = "not a link: expected no space between ']' and '('"
        span = prose.span(found.start(), found.end())
        yield Finding(span, message, fix=(Edit(blank, ""),), fix_safe=True)
    for found in _SWAPPED.finditer(words):
        label = prose.text[slice(*found.span("label"))]
        message = f"not a link: expected '[{label}]({found['target']})'"
        yield Finding(prose.span(*found.span()), message)
    for found in _UNDEFINED.finditer(words):
        if _are_tags(words, found):
            continue
        if _WORD.search(found["label"]) and not _is_tag(found["target"], page.source.text):
            message = f"not a link: the label {found['target']!r} is not defined on this page"
            yield Finding(prose.span(*found.span()), message)


def _are_tags(words: str, found: re.Match[str]) -> bool:
    """Whether the two pairs of brackets lead in a remark: `[docs][minor] Mend a link`."""
    before = words[max(0, found.start() - _MARKUP) : found.start()].rstrip(" *_")
    after = words[found.end() : found.end() + 2]
    leads = not before or before.endswith((":", "\n"))
    return leads and after[:1] == " " and after[1:].isalnum()


def _is_tag(word: str, everything: str) -> bool:
    """Whether a page writes a word in brackets for itself, too, as `[UI]` before an entry."""
    return re.search(rf"(?<!\])\[{re.escape(word)}\](?![\[(:])", everything) is not None


def _left_open(text: Text, words: str, found: re.Match[str], page: Page) -> Finding:
    """An address that is not closed, holds more than an address, or has no bracket before it."""
    start = _opening(words, found.start("bracket"))
    if start < 0:
        message = f"not a link: expected '[' before the text that links to {found['target']!r}"
        if _opening(text.prose.text, found.start("bracket")) >= 0:
            message = "not a link: its '[' is in inline code; check the backticks before it"
        return Finding(text.prose.span(found.start("bracket"), found.end("target")), message)
    target = found["target"].rstrip(".,;:")
    end = found.start("target") + len(target)
    span = text.prose.span(start, end)
    if found["rest"] == ")" and _holds_link(page, span):
        return Finding(span, "not a link: a link cannot hold another one; remove one of them")
    if found["rest"].endswith(")"):
        return Finding(span, f"not a link: expected ')' or a title in quotes after {target!r}")
    close = Edit(Span(span.end, span.end), ")")
    message = f"not a link: expected ')' after {target!r}"
    return Finding(span, message, fix=(close,), fix_safe=True)


def _holds_link(page: Page, span: Span) -> bool:
    """Whether a link stands inside of a part of a page."""
    return any(span.start < each.span.start and each.span.end < span.end for each in page.links)


def _opening(words: str, close: int) -> int:
    """Where the bracket opens that closes at `close`; -1 if none does."""
    depth = 0
    for index in range(close, max(close - LONGEST_LABEL, 0) - 1, -1):
        depth += (words[index] == "]") - (words[index] == "[")
        if not depth:
            return index
    return -1
