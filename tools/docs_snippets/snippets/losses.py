"""What a hand-written text says and the generated one does not: facts that adopting it would lose.

A fact is something that a reader may search for or copy: a parameter, a command, a port, a link, an
id, a comment or a line of output in a code block, inline code. Prose is not compared.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.shell import script
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Fence, Page

_PORT = re.compile(r"(?<![\w.-])\d{4,5}(?![\w.-]*\w)")
_COMMENT = re.compile(r"^\s*#\s*(\S.*?)\s*$", re.M)
_COMMAND_WORDS = 3
"""A program, its verb and what it is about: the rest of a command may well change."""


class Loss(NamedTuple):
    """One fact, what kind of fact it is, and its line on the page that had it."""

    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind} `{self.text}`"


def losses(
    before: Page,
    removed: Span,
    generated: Page,
    is_parameter: Callable[[str], bool],
    accepted: Collection[str] = (),
) -> tuple[Loss, ...]:
    """Facts in a part of a page that no generated text of that page has, in order of lines.

    `generated` are all generated texts of the page after the change; `accepted` are the facts
    that the definition gives up with a reason.
    """
    kept = _folded(generated.source.text)
    comments = any(_COMMENT.search(fence.content.text) for fence in generated.fences)
    slugs = {each.slug for each in generated.headings}
    found: dict[str, Loss] = {}
    for place, kind, text in _facts(before, removed, is_parameter):
        gone = text not in slugs if kind == "id" else _folded(text) not in kept
        if kind == "comment":
            gone = not comments  # their words are prose
        if gone and text not in accepted:
            found.setdefault(text, Loss(before.source.line_of(place), kind, text))
    return tuple(sorted(found.values()))


def _facts(
    page: Page, part: Span, is_parameter: Callable[[str], bool]
) -> Iterator[tuple[int, str, str]]:
    """Offset, kind and text of each fact; what stands for another one comes after it."""
    for heading in page.headings:
        if _is_in(heading.span, part):
            yield heading.span.start, "id", heading.slug
    for code in page.inline_code:
        if _is_in(code.span, part):
            kind = "parameter" if is_parameter(code.value) else "inline code"
            yield code.span.start, kind, code.value
    for link in page.links:
        if _is_in(link.span, part):
            yield link.span.start, "link", link.url
    for fence in page.fences:
        if _is_in(fence.span, part):
            yield from _of_fence(fence)
    for port in _PORT.finditer(page.source.text, part.start, part.end):
        yield port.start(), "port", port[0]


def _of_fence(fence: Fence) -> Iterator[tuple[int, str, str]]:
    kind, text = fence_kind(fence), fence.content
    if kind in ("shell", "powershell"):
        for command in script(text, powershell=kind == "powershell").commands:
            words = [word.value for word in command.words[:_COMMAND_WORDS]]
            yield command.span.start, "command", " ".join(words)
    if kind in ("shell", "powershell", "yaml"):
        for comment in _COMMENT.finditer(text.text):
            yield text.span(comment.start(1), comment.end(1)).start, "comment", comment[1]
    elif kind == "output":
        for line in re.finditer(r"\S.*", text.text):
            yield text.span(*line.span()).start, "output", line[0].rstrip()


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


def _folded(text: str) -> str:
    """A text without quotes, continuations and the width of its spaces."""
    return " ".join(re.sub(r"[`'\"]", "", text.replace("\\\n", " ")).split())
