"""Shell text as commands whose every word knows where its value was typed.

Quotes are undone, continuation lines joined, heredocs and what is piped into a command kept with
it. tree-sitter finds the structure; what it would trip over (placeholders, prompts, output, open
quotes) is masked before by `transcript`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.shell_parser import RawCommand, RawWord, WordPart, parse
from docs_snippets.code_blocks.transcript import Chunk, TranscriptProblem, mask_tokens, typed_text
from docs_snippets.core.source import Excerpt, Span, excerpt
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import masked

PIECE = 4_000
"""Characters of commands that are parsed together, where a text has more."""
LONGEST_COMMAND = 8_000
"""Characters, without what a heredoc holds; a longer command is reported and not read."""
_LINE_END = re.compile(r"(?<!\\)\n")


class Word(NamedTuple):
    """`value` is what the program gets; `$name` and `$(…)` stay as typed, and are not `literal`."""

    value: str
    excerpt: Excerpt
    span: Span
    literal: bool


class Redirect(NamedTuple):
    """Where a stream goes: the operator (`>`, `>>`, `<`, `<<<`) and its target."""

    operator: str
    target: Word


class Command(NamedTuple):
    """One program and its arguments; `sudo`, `watch` and the like are set aside.

    `stdin` is the text it reads when the page shows it: a heredoc, `cat <<EOF |`, `echo '…' |`.
    `fence` is an index into the page's fences, -1 for text from elsewhere.
    """

    words: tuple[Word, ...]
    span: Span
    stdin: Excerpt | None = None
    redirects: tuple[Redirect, ...] = ()
    fence: int = -1

    @property
    def name(self) -> str:
        """The program, without its folder."""
        return self.words[0].value.rpartition("/")[2] if self.words else ""


class ShellProblem(NamedTuple):
    """What keeps a shell from running the text: an open quote, a heredoc without its end."""

    span: Span
    cause: TranscriptProblem


class ShellScript(NamedTuple):
    """Everything one text says to a shell."""

    commands: tuple[Command, ...]
    problems: tuple[ShellProblem, ...]


def page_commands(page: Page) -> tuple[Command, ...]:
    """Every command of a page's fences, in order."""
    return tuple(
        command
        for index, fence in enumerate(page.fences)
        if (held := fence_kind(fence)) in ("shell", "powershell")
        for command in script(
            fence.content,
            labelled=fence.lang is not None,
            powershell=held == "powershell",
            fence=index,
        ).commands
    )


def page_problems(page: Page) -> tuple[ShellProblem, ...]:
    """What keeps a shell from running the examples of a page, in order."""
    return tuple(
        ShellProblem(fence.content.span(problem.start, problem.end), problem)
        for fence in page.fences
        if (held := fence_kind(fence)) in ("shell", "powershell")
        for problem in _read(fence.content.text, fence.lang is not None, held == "powershell")[1]
    )


def commands(text: Excerpt, *, labelled: bool = True) -> tuple[Command, ...]:
    """The commands of a text, in the order they are typed."""
    return script(text, labelled=labelled).commands


def script(
    text: Excerpt, *, labelled: bool = True, powershell: bool = False, fence: int = -1
) -> ShellScript:
    """The commands of a text and its problems; `labelled` when it is known to be shell."""
    raw, problems = _read(text.text, labelled, powershell)
    return ShellScript(
        tuple(_placed(command, text, fence) for command in raw),
        tuple(ShellProblem(text.span(problem.start, problem.end), problem) for problem in problems),
    )


def _placed(command: RawCommand, text: Excerpt, fence: int) -> Command:
    return Command(
        tuple(_placed_word(word, text) for word in command.words),
        text.span(command.start, command.end),
        _placed_pieces(command.stdin, text) if command.stdin is not None else None,
        tuple(Redirect(op, _placed_word(target, text)) for op, target in command.redirects),
        fence,
    )


def _placed_word(word: RawWord, text: Excerpt) -> Word:
    value = _placed_pieces(word.pieces, text)
    return Word(value.text, value, text.span(word.start, word.end), word.literal)


def _placed_pieces(pieces: Iterable[WordPart], text: Excerpt) -> Excerpt:
    return excerpt(chain.from_iterable(_origins(value, at, text) for value, at in pieces))


def _origins(value: str, at: int, text: Excerpt) -> Iterator[WordPart]:
    """A piece of `text`, cut where the source has something between its characters."""
    if not value or text.text[at : at + len(value)] != value:
        yield value, text.origin(at)
        return
    part = text.cut(at, at + len(value))
    ends = (*part.starts[1:], len(part.text))
    for start, end, origin in zip(part.starts, ends, part.origins, strict=True):
        yield part.text[start:end], origin


@lru_cache(maxsize=1024)
def _read(
    text: str, labelled: bool, powershell: bool
) -> tuple[tuple[RawCommand, ...], tuple[TranscriptProblem, ...]]:
    """Commands in offsets of the text; the same examples stand on the pages of every tree."""
    joined = re.sub(r"`(?=\r?\n)", "\\\\", text) if powershell else text
    transcript = typed_text(joined, labelled=labelled)
    together = masked(transcript.text, (each[:2] for each in transcript.alone), " ")
    found: list[RawCommand] = []
    too_long: list[TranscriptProblem] = []
    for start, end in _pieces(together, transcript.starts):
        if _commands_end(together, start, end) - start <= LONGEST_COMMAND:
            found += parse(together[start:end], text, start, end)
        else:
            at = start + len(together[start:end]) - len(together[start:end].lstrip())
            too_long.append(TranscriptProblem("too-long", at, at + 1, ""))
    for chunk in transcript.alone:
        alone = transcript.text[chunk.start : chunk.end]
        found += parse(alone, text, chunk.start, chunk.end)
    for chunk in transcript.broken:
        found += parse(_mended(joined, chunk), text, chunk.start, chunk.readable)
    found.sort(key=lambda command: command.start)
    unended = (chunk.problem for chunk in transcript.broken if chunk.problem)
    return tuple(found), (*too_long, *unended)


def _pieces(text: str, starts: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """A text in pieces of whole commands, so that no fault of one costs the whole."""
    start = at = 0
    for end in (*starts, len(text)):
        if end - start > PIECE and at > start:
            yield start, at
            start = at
        at = end
    yield start, len(text)


def _commands_end(text: str, start: int, end: int) -> int:
    """Where a piece ends, without what its first command reads from a heredoc, and blanks."""
    line = _LINE_END.search(text, start, end)
    if line and "<<" in text[start : line.end()]:
        return line.end()
    return start + len(text[start:end].rstrip())


def _mended(text: str, chunk: Chunk) -> str:
    """A broken chunk as it was probably meant: its quote closed at the end of its line, its heredoc
    with the line that ends it.
    """
    readable = mask_tokens(text[chunk.start : chunk.readable])
    if chunk.problem is None:
        return readable
    if chunk.problem.kind == "open-quote":
        return readable + chunk.problem.text
    tag = chunk.problem.text.strip("'\"\\")
    return f"{readable}{'' if readable.endswith(chr(10)) else chr(10)}{tag}\n"
