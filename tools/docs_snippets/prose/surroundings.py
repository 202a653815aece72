"""Looks around a place of a page: its text, its sentences, the headings above it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from docs_snippets.core.memo import Memo
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import Sentence, sentences

_KEPT = 8
"""Texts and subjects: questions about places come in the order of the page."""


def text_at(page: Page, start: int) -> int | None:
    """The text that something stands in, by its index."""
    index = bisect_right(page.texts, start, key=lambda text: text.span.start) - 1
    return index if index >= 0 and start < page.texts[index].span.end else None


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The surroundings of places on one page; the last answers are kept."""

    page: Page
    _spoken: Memo[tuple[int, str], bool] = field(default_factory=lambda: Memo(_KEPT))
    _sentences: Memo[int, tuple[Sentence, ...]] = field(default_factory=lambda: Memo(_KEPT))
    _titled: Memo[tuple[str, bool], bool] = field(default_factory=lambda: Memo(_KEPT))

    def speaks_of(self, index: int, subject: str) -> bool:
        """Whether a text names a subject, in any case."""
        text = self.page.texts[index].prose.text
        return self._spoken.get((index, subject), lambda: subject in text.lower())

    def sentences(self, index: int) -> tuple[Sentence, ...]:
        """The sentences of a text."""
        return self._sentences.get(index, lambda: sentences(self.page.texts[index]))

    def stands_below(self, start: int, subject: str) -> bool:
        """Whether the page's title names a subject, or one of the headings a place is below.

        A place that is below no heading of the first level is below all of them.
        """
        headings = self.page.headings
        at = bisect_left(headings, start, key=lambda heading: heading.span.start) - 1
        depth = 0
        while at >= 0:
            depth = headings[at].depth
            if subject in headings[at].text.lower():
                return True
            at = self._parents[at]
        key = (subject, depth != 1)
        return self._titled.get(key, lambda: self._is_titled(*key))

    @cached_property
    def _parents(self) -> tuple[int, ...]:
        """For each heading the one of a level above it that it stands below, or -1."""
        headings = self.page.headings
        found: list[int] = []
        open_: list[int] = []
        for index, heading in enumerate(headings):
            while open_ and headings[open_[-1]].depth >= heading.depth:
                open_.pop()
            found.append(open_[-1] if open_ else -1)
            open_.append(index)
        return tuple(found)

    def _is_titled(self, subject: str, with_headings: bool) -> bool:
        headings = self.page.headings if with_headings else ()
        titles = [each.text for each in headings if each.depth == 1]
        return subject in " ".join((*titles, str(self.page.front_matter.get("title")))).lower()
