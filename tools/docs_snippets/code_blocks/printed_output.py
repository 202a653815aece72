"""What a command prints, as a page shows it: below the command, or in the next code block."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.shell import Command
from docs_snippets.core.source import Excerpt
from docs_snippets.mdx.page import Page

_BETWEEN = re.compile(r"\s*(?:\S{0,40}?[$%#>]\s+)?")
_FARTHEST = 300
"""Characters between a command and the block with its output."""
_PROMPT = re.compile(r"\s*[^\n]{0,60}?[%$#>] \w")
_PRINTED = frozenset(("output", "table", "other"))


class Printed(NamedTuple):
    """The commands of a pipe, nearly always one, and what they print."""

    pipe: tuple[Command, ...]
    text: Excerpt


def printed(page: Page, commands: Sequence[Command]) -> Iterator[Printed]:
    """The outputs of a page's commands, in order.

    Lines that do not end with the last command of their pipe are left out, as are heredocs.
    """
    pipes = list(_pipes(page, commands))
    for at, pipe in enumerate(pipes):
        fence = page.fences[pipe[0].fence]
        text = fence.content.text
        end = fence.content.index_of(pipe[-1].span.end - 1) + 1
        line = text.find("\n", end)
        if text[end : line if line >= 0 else None].strip() or any(each.stdin for each in pipe):
            continue
        following = pipes[at + 1] if at + 1 < len(pipes) else None
        stop = len(text)
        if following and following[0].fence == pipe[0].fence:
            stop = fence.content.index_of(following[0].span.start)
            stop = text.rfind("\n", 0, stop) + 1
        alone = at == 0 or not _are_adjacent(page, pipes[at - 1], pipe)
        if 0 <= line < stop and text[line:stop].strip() and alone:
            yield Printed(pipe, fence.content.cut(line + 1, stop))
        elif stop == len(text) and (at == 0 or pipes[at - 1][0].fence != pipe[0].fence):
            yield from _in_next_block(page, pipe, following)


def _are_adjacent(page: Page, pipe: tuple[Command, ...], other: tuple[Command, ...]) -> bool:
    """Whether nothing is between two pipes of a block, so that one output may be of both."""
    between = page.source.text[pipe[-1].span.end : other[0].span.start]
    same = pipe[0].fence == other[0].fence
    return same and not pipe[-1].stdin and _BETWEEN.fullmatch(between) is not None


def _in_next_block(
    page: Page, pipe: tuple[Command, ...], following: tuple[Command, ...] | None
) -> Iterator[Printed]:
    at = pipe[0].fence + 1
    if at < len(page.fences) and not (following and following[0].fence == at):
        block = page.fences[at]
        near = 0 < block.span.start - page.fences[at - 1].span.end < _FARTHEST
        shows_prompt = _PROMPT.match(block.content.text) is not None
        if near and not shows_prompt and fence_kind(block) in _PRINTED:
            yield Printed(pipe, block.content)


def _pipes(page: Page, commands: Sequence[Command]) -> Iterator[tuple[Command, ...]]:
    """Commands of one line, continued lines included, together."""
    pipe: list[Command] = []
    for command in sorted(commands, key=lambda each: each.span):
        if command.fence < 0 or not command.words:
            continue
        if pipe and not _on_one_line(page, pipe[-1], command):
            yield tuple(pipe)
            pipe = []
        pipe.append(command)
    if pipe:
        yield tuple(pipe)


def _on_one_line(page: Page, command: Command, other: Command) -> bool:
    between = page.source.text[command.span.end : other.span.start]
    return command.fence == other.fence and "\n" not in between.replace("\\\n", "")
