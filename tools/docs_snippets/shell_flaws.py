"""Why a shell example cannot be pasted.

Quotes and heredocs are found by `transcript`; here are backticks and comments that lost their `#`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.classify import PROMPT, is_typed, kind
from docs_snippets.page import Fence, Page
from docs_snippets.shell import Problem, page_problems
from docs_snippets.source import Edit, Span
from docs_snippets.transcript import typed

_TICKS = re.compile(
    r"(?P<skipped>\\(?:\n|.)|'[^']*'|(?:(?<=\s)|^)#[^\n]*)"
    r'|(?P<double>"(?:[^"\\]|\\.)*")|(?P<tick>`)|(?P<end>\n)|[^\\\'"#`\n]+|.',
    re.DOTALL | re.MULTILINE,
)
_MARKED_UP = re.compile(r"`\s*<[^<>`\n]+>\s*`")
_PROSE_WORD = re.compile(r"\(?[A-Za-z0-9][\w'’-]*[),.:]*$|-$")
_SMALL_WORDS = frozenset(
    "a all an and are by for from in into is not of on or our that the their this to with".split()
)
_TALKING = frozenset({"echo", "printf", "say", "git", "logger"})


class Flaw(NamedTuple):
    """A place in an example and what is wrong there."""

    span: Span
    message: str
    fix: tuple[Edit, ...] = ()
    fix_safe: bool = False


def flaws(page: Page) -> Iterator[Flaw]:
    """Everything that keeps a reader from pasting the examples of a page."""
    for problem in page_problems(page):
        yield _unfinished(problem)
    for fence in page.fences:
        if kind(fence) == "shell":
            yield from _backticks(fence)
            yield from _comments(fence)


def _unfinished(problem: Problem) -> Flaw:
    if problem.flaw.kind == "open-quote":
        return Flaw(problem.span, "a quote that is not closed")
    tag = problem.flaw.text.strip("'\"\\")
    if problem.flaw.kind == "mistyped-end":
        message = f"spaces keep this from ending the text: expected {tag!r} and nothing else"
        return Flaw(problem.span, message)
    message = f"nothing ends this text: expected a line with {tag!r} and nothing else"
    return Flaw(problem.span, message)


def _backticks(fence: Fence) -> Iterator[Flaw]:
    text = fence.content.text
    if "`" not in text:
        return
    shown = typed(text, labelled=fence.lang is not None).text
    for found in _MARKED_UP.finditer(text):
        if shown[found.start()] == "`":
            span = fence.content.span(*found.span())
            yield Flaw(span, f"the shell runs what stands between backticks: {found[0]!r}")
    if "<<" not in text and (at := _odd_backtick(shown)) is not None:
        yield Flaw(fence.content.span(at, at + 1), "a backtick without its partner")


def _odd_backtick(text: str) -> int | None:
    """The last backtick of the first line that has one too many, unless a later line pairs it."""
    on_line: list[int] = []
    odd: int | None = None
    total = 0
    for found in _TICKS.finditer(text):
        if found["double"]:
            inside = re.finditer(r"\\.|(?P<tick>`)", found[0], re.DOTALL)
            on_line += (found.start() + tick.start() for tick in inside if tick["tick"])
        elif found["tick"]:
            on_line.append(found.start())
        elif found["end"]:
            odd = on_line[-1] if odd is None and len(on_line) % 2 else odd
            total += len(on_line)
            on_line = []
    odd = on_line[-1] if odd is None and len(on_line) % 2 else odd
    return odd if (total + len(on_line)) % 2 else None


def _comments(fence: Fence) -> Iterator[Flaw]:
    """Sentences where a command would stand: behind a prompt, or before the first command."""
    lines = fence.content.text.split("\n")
    first, second, *_ = (*(n for n, line in enumerate(lines) if line.strip()), -1, -1)
    leads = fence.lang and is_typed(lines[second]) and not is_typed(lines[first])
    position = 0
    for number, line in enumerate(lines):
        prompt = PROMPT.match(line)
        start = prompt.end() if prompt else len(line) - len(line.lstrip())
        if (prompt or (leads and number == first)) and _is_prose(line[start:]):
            span = fence.content.span(position + start, position + len(line.rstrip()))
            message = "the shell runs this sentence: expected '#' before a comment"
            yield Flaw(span, message, (Edit(Span(span.start, span.start), "# "),))
        position += len(line) + 1


def _is_prose(text: str) -> bool:
    words = text.split()
    if len(words) < 4 or words[0] in _TALKING or not all(map(_PROSE_WORD.match, words)):
        return False
    small = sum(word.strip("(),.:").lower() in _SMALL_WORDS for word in words[1:])
    return small > 1 or (small == 1 and (len(words) > 5 or "," in text))
