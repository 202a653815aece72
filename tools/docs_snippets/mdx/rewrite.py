"""Repeats the rewriting that Docusaurus does before parsing, and maps offsets back.

Fences of MDX made for translators lose their fence lines. With the compatibility setting on, old
heading ids are escaped and old admonition titles put in brackets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from docs_snippets.core.source import Edit, Excerpt, Span, apply_edits, excerpt
from docs_snippets.mdx.compat import Compat

_UNWRAP = tuple(
    (
        re.compile(rf"(?:\A|\r?\n)( *{fence} *mdx-code-block\r?\n)"),
        re.compile(rf"\r?\n *{fence}(?=\r?\n|\Z)"),
    )
    for fence in ("`" * 3, "`" * 4)
)
_HEADING = re.compile(r"(?:\A|(?<=\n))#{1,6}(?!#)[^\r\n\u2028\u2029]*?(?=\{#)")


class _Pieces(NamedTuple):
    """One rewriting: piece `i` of the new text starts at `starts[i]` and came from `origins[i]`."""

    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, pos: int) -> int:
        """The place before the rewriting; what was inserted stands where the next piece does."""
        i = bisect_right(self.starts, pos) - 1
        at = self.origins[i] + pos - self.starts[i]
        return min(at, self.origins[i + 1]) if i + 1 < len(self.origins) else at


class Rewritten(NamedTuple):
    """The text the site parses, and how it came about."""

    text: str
    steps: tuple[_Pieces, ...]

    def origin(self, pos: int) -> int:
        """The place in the source of a place in the text."""
        for step in reversed(self.steps):
            pos = step.origin(pos)
        return pos

    def span(self, span: Span) -> Span:
        """The span in the source of a span in the text."""
        start = self.origin(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, min(self.origin(span.end - 1) + 1, self.origin(span.end))))

    def excerpt(self, content: Excerpt) -> Excerpt:
        """The excerpt with its places in the source."""
        return excerpt(
            (text[a - origin : b - origin], at)
            for text, origin in content.pieces()
            for a, b, at in self._pieces(origin, origin + len(text))
        )

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Parts of a range that went unchanged, each with its place in the source."""
        stack = [(start, end)]
        while stack:
            a, b = stack.pop()
            at = self.origin(a)
            if b - a <= 1 or self.origin(b - 1) - at == b - 1 - a:
                yield a, b, at
            else:
                stack += [((a + b) // 2, b), (a, (a + b) // 2)]


# Mirrors `preprocessor` of @docusaurus/mdx-loader/src/preprocessor.ts.
def rewrite(text: str, compat: Compat) -> Rewritten | None:
    """The text as the site parses it; None where that is the text itself."""
    steps: list[_Pieces] = []
    if "mdx-code-block" in text:
        for pattern in _UNWRAP:
            text = _step(text, list(_unwrapped(text, pattern)), steps)
    if compat.heading_ids and "{#" in text:
        text = _step(text, list(_headings(text)), steps)
    if compat.admonitions and ":::" in text:
        text = _step(text, list(_titles(text, compat.names)), steps)
    return Rewritten(text, tuple(steps)) if steps else None


def _step(text: str, edits: list[Edit], steps: list[_Pieces]) -> str:
    if not edits:
        return text
    starts, origins = [0], [0]
    shift = 0
    for (start, end), new in edits:
        if new:
            starts.append(start + shift)
            origins.append(start)
        shift += len(new) - (end - start)
        starts.append(end + shift)
        origins.append(end)
    steps.append(_Pieces(tuple(starts), tuple(origins)))
    return apply_edits(text, edits)


# Mirrors `unwrapMdxCodeBlocks` of @docusaurus/utils/src/markdownUtils.ts.
def _unwrapped(text: str, pattern: tuple[re.Pattern[str], re.Pattern[str]]) -> Iterator[Edit]:
    head, tail = pattern
    pos = 0
    while found := head.search(text, pos):
        end = tail.search(text, found.end())
        if not end:
            return
        yield Edit(Span(*found.span(1)), "")
        yield Edit(Span(*end.span()), "")
        pos = end.end()


# Mirrors `escapeMarkdownHeadingIds` of @docusaurus/utils/src/markdownHeadingIdUtils.ts.
def _headings(text: str) -> Iterator[Edit]:
    for found in _HEADING.finditer(text):
        if not found[0].endswith("\\"):
            yield Edit(Span(found.end(), found.end()), "\\")


@cache
def _title(names: frozenset[str]) -> re.Pattern[str]:
    """The first line of an admonition, its title behind its type."""
    return re.compile(
        r"(?:\A|(?<=[\r\n\u2028\u2029]))(?:> ?)*(?: +|\t+)?:{3,}(?:"
        + "|".join(map(re.escape, sorted(names)))
        + r")(?P<gap> +)(?P<title>[^\r\n\u2028\u2029]*)"
    )


# Mirrors `admonitionTitleToDirectiveLabel` of @docusaurus/utils/src/markdownUtils.ts.
def _titles(text: str, names: frozenset[str]) -> Iterator[Edit]:
    for found in _title(names).finditer(text):
        yield Edit(Span(*found.span("gap")), "[")
        yield Edit(Span(found.end("title"), found.end("title")), "]")
