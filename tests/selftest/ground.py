"""Where a mistake is planted: one page, what its tree's references say, and the docs around it.

Sites are looked for in the text as typed, for the most part, so that what the project itself does
not read is planted on, too.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import NamedTuple, TypeVar

from docs_snippets.core.source import Edit, Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.readers.config_params import Parameters
from docs_snippets.mdx.page import Fence, Page
from docs_snippets.project.trees import Tree

Item = TypeVar("Item")

_LINK = re.compile(r"\]\(([^)\s#]*)#([\w.-]+)\)")
_IMPORT = re.compile(r"""^import .*? from ['"]([^'"]+)['"]""", re.MULTILINE)


class Plant(NamedTuple):
    """One mistake: a replacement, and where it shows.

    `at` is the place in the planted text, the lines of the replacement without one; `shows_on` are
    the other pages that it shows on, if it does not show on its own.
    """

    edit: Edit
    at: Span | None = None
    shows_on: tuple[str, ...] = ()


Sow = Callable[["Ground"], Iterator[Plant]]


@dataclass(frozen=True)
class Mistake:
    """A kind of mistake. `by` are the rules that may find it; `also` those that rightly speak of
    what follows from it; `hint` is a pattern without which a page is not looked at."""

    name: str
    sow: Sow
    by: frozenset[str]
    also: frozenset[str]
    hint: re.Pattern[str]


def mistake(by: str, *, also: str = "", hint: str = "") -> Callable[[Sow], Mistake]:
    """Marks a function that plants a kind of mistake; its name is the mistake's."""

    def mark(sow: Sow) -> Mistake:
        name = sow.__name__.replace("_", " ")
        words = (frozenset(by.split()), frozenset(also.split()))
        return Mistake(name, sow, *words, re.compile(hint, re.MULTILINE))

    return mark


class Lore:
    """What is known of the whole docs: who links where, who imports what."""

    def __init__(self, docs: Docs) -> None:
        self._docs = docs

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every page's text."""
        sources = ((path, self._docs.pages.source(path)) for path in self._docs.pages.paths())
        return {path: source.text for path, source in sources if isinstance(source, Source)}

    @cached_property
    def linked(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The pages that link to a place of a page by a relative path, or on the page itself."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for path, text in self.texts.items():
            for url, anchor in _LINK.findall(text):
                if not url or (url.endswith((".mdx", ".md")) and not url.startswith(("/", "@"))):
                    found[_join(path, url), anchor].append(path)
        return {key: tuple(dict.fromkeys(pages)) for key, pages in found.items()}

    @cached_property
    def live(self) -> frozenset[str]:
        """The pages that are published, and the partials that they show, at any depth."""
        todo = [path for path in self.texts if not path.startswith("_") and "/_" not in path]
        seen = set(todo)
        for path in todo:  # grows on the way
            shown = {_imported(path, found) for found in _IMPORT.findall(self.texts[path])}
            new = shown.intersection(self.texts) - seen
            todo.extend(sorted(new))
            seen |= new
        return frozenset(seen)


def _imported(path: str, source: str) -> str:
    return source.removeprefix("@site/") if source.startswith("@site/") else _join(path, source)


def _join(path: str, url: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), url)) if url else path


class Line(NamedTuple):
    """A line of a page, without its end."""

    span: Span
    text: str

    def part(self, start: int, end: int) -> Span:
        """The place of a part of it."""
        return Span(self.span.start + start, self.span.start + end)


@dataclass(frozen=True, eq=False)
class Ground:
    """A page to plant on."""

    docs: Docs
    page: Page
    rng: Random
    lore: Lore

    @property
    def path(self) -> str:
        """The page's path."""
        return self.page.path

    @property
    def text(self) -> str:
        """The page's text."""
        return self.page.source.text

    @cached_property
    def facts(self) -> TreeFacts:
        """What holds for the page."""
        return self.docs.facts.at(self.path)

    @property
    def tree(self) -> Tree | None:
        """The page's tree."""
        return self.facts.tree

    @property
    def parameters(self) -> Parameters | None:
        """What its tree documents."""
        return self.facts.parameters

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The page's lines."""
        source = self.page.source
        spans = (source.line_span(number + 1) for number in range(len(source.line_starts)))
        return tuple(Line(span, source.slice(span)) for span in spans)

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """Things in an order of chance."""
        found = list(items)
        self.rng.shuffle(found)
        return found

    def matches(self, pattern: str, flags: re.RegexFlag = re.MULTILINE) -> list[re.Match[str]]:
        """Where a pattern matches the text, in an order of chance."""
        return self.shuffled(re.finditer(pattern, self.text, flags))

    def in_prose(self, pattern: str, flags: re.RegexFlag = re.MULTILINE) -> list[re.Match[str]]:
        """Where it matches outside fences, comments, imports and front matter."""
        return [found for found in self.matches(pattern, flags) if self.is_prose(found.start())]

    def is_prose(self, offset: int) -> bool:
        """Whether a place is in text that a reader sees as words."""
        return not any(span.start <= offset < span.end for span in self._no_prose)

    @cached_property
    def _no_prose(self) -> tuple[Span, ...]:
        kinds = ("fence", "indented-code", "front-matter", "esm", "comment", "expression")
        blocks = (block.span for block in self.page.blocks if block.kind in kinds)
        comments = (comment.span for comment in self.page.comments)
        return (*blocks, *comments, *(element.open_span for element in self.page.jsx))

    def fences(self, *langs: str) -> list[Fence]:
        """Closed fences of these languages that are no diffs and hold no markup."""
        return self.shuffled(
            fence
            for fence in self.page.fences
            if (fence.lang or "") in langs
            and fence.closed
            and "noValidation" not in str(fence.meta)
        )

    def content(self, fence: Fence) -> tuple[Line, ...]:
        """The lines of a fence, as typed."""
        source = self.page.source
        first, last = source.line_of(fence.span.start), source.line_of(fence.span.end)
        return self.lines[first : last - 1]

    def code(self, fence: Fence) -> str:
        """What a fence holds, without the indentation of the fence."""
        return "".join(_dedented(line.text, self.indent(fence)) for line in self.content(fence))

    def indent(self, fence: Fence) -> int:
        """How far a fence is indented."""
        return fence.span.start - self.text.rfind("\n", 0, fence.span.start) - 1


def _dedented(line: str, width: int) -> str:
    return (line[width:] if not line[:width].strip() else line.lstrip()) + "\n"


def replaced(span: Span, text: str) -> Plant:
    """A plant that replaces what stands at a place."""
    return Plant(Edit(span, text))


def removed(span: Span) -> Plant:
    """A plant that takes something away."""
    return replaced(span, "")
