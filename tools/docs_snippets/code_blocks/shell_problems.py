"""Why a shell example cannot be pasted.

Quotes and heredocs are found by `transcript`; here are backticks, comments that lost their `#` and
commands that end before their flags.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from docs_snippets.code_blocks.heredocs import expanding
from docs_snippets.code_blocks.language import PROMPT, fence_kind, is_typed
from docs_snippets.code_blocks.shell import LONGEST_COMMAND, ShellProblem, page_problems
from docs_snippets.code_blocks.transcript import ANSI_C_QUOTED, typed_text
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.data.placeholders import left_out
from docs_snippets.mdx.page import Fence, Page

_TICKS = re.compile(
    rf"(?P<skipped>\\(?:\n|.)|{ANSI_C_QUOTED}|'[^']*'|(?:(?<=\s)|^)#[^\n]*)"
    r'|(?P<double>"(?:[^"\\]|\\.)*")|(?P<tick>`)|(?P<end>\n)|[^\\\'"#`\n$]+|.',
    re.DOTALL | re.MULTILINE,
)
_COMMENTED = re.compile(r"(?:^|\s)#")
_MARKED_UP = re.compile(r"`\s*<[^<>`\n]+>\s*`")
_PROSE_WORD = re.compile(r"\(?[A-Za-z0-9][\w'’-]*[),.:]*$|-$")
_SMALL_WORDS = frozenset(
    "a all an and are by for from in into is not of on or our that the their this to with".split()
)
_FLAG = re.compile(r"[ \t]*(?P<flag>--[a-z][\w-]*|-[a-z]\w*)(?=[ \t=\\]|$)")
_DESCRIBED = re.compile(r"[ \t]*--?[A-Za-z][\w-]*(?:[= ]\S+)?[ \t]{2,}(?![-#\\])\S+[ \t]+\S")
"""A flag and what it does, in columns: a line of help that a program prints."""
_CONTINUED_BY_A_BLANK = re.compile(r"\\([ \t]+)$")
_TALKING = frozenset({"echo", "printf", "say", "git", "logger"})


class ShellExampleProblem(NamedTuple):
    """A place in an example and what is wrong there; the rule knows how bad it usually is."""

    span: Span
    message: str
    fix: tuple[Edit, ...] = ()
    fix_safe: bool = False
    severity: Severity | None = None


def shell_example_problems(page: Page) -> Iterator[ShellExampleProblem]:
    """Everything that keeps a reader from pasting the examples of a page."""
    for problem in page_problems(page):
        yield _unfinished(problem)
    for fence in page.fences:
        if fence_kind(fence) == "shell":
            yield from _backticks(fence)
            yield from _comments(fence)
            yield from _cut_short(fence)
            yield from _cut_by_comments(fence)
            yield from _expanded(fence)


def _unfinished(problem: ShellProblem) -> ShellExampleProblem:
    if problem.cause.kind == "open-quote":
        return ShellExampleProblem(problem.span, "unclosed quote")
    if problem.cause.kind == "too-long":
        message = f"this command is longer than {LONGEST_COMMAND} characters: it is not checked"
        return ShellExampleProblem(problem.span, message, severity=Severity.INFO)
    tag = problem.cause.text.strip("'\"\\")
    if problem.cause.kind == "mistyped-end":
        message = f"this does not end the here-document; expected {tag!r} alone on the line"
        return ShellExampleProblem(problem.span, message)
    message = f"the here-document is not closed; expected {tag!r} alone on a line"
    return ShellExampleProblem(problem.span, message)


def _backticks(fence: Fence) -> Iterator[ShellExampleProblem]:
    text = fence.content.text
    if "`" not in text:
        return
    shown = typed_text(text, labelled=fence.lang is not None).text
    for found in _MARKED_UP.finditer(text):
        above = shown[shown.rfind("\n", 0, found.start()) + 1 : found.start()]
        if shown[found.start()] == "`" and not _COMMENTED.search(above):
            span = fence.content.span(*found.span())
            yield ShellExampleProblem(
                span, f"the shell runs the text between backticks: {found[0]!r}"
            )
    if "<<" not in text and (at := _odd_backtick(shown)) is not None:
        yield ShellExampleProblem(fence.content.span(at, at + 1), "unmatched backtick")


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


def _comments(fence: Fence) -> Iterator[ShellExampleProblem]:
    """Sentences where a command would stand: behind a prompt, or before the first command."""
    lines = fence.content.text.split("\n")
    first, second, *_ = (*(n for n, line in enumerate(lines) if line.strip()), -1, -1)
    leads = fence.lang and is_typed(lines[second]) and not is_typed(lines[first])
    leads = leads and not PROMPT.match(lines[second])  # what stands around prompts is printed
    position = 0
    for number, line in enumerate(lines):
        prompt = PROMPT.match(line)
        start = prompt.end() if prompt else len(line) - len(line.lstrip())
        if (prompt or (leads and number == first)) and _is_prose(line[start:]):
            span = fence.content.span(position + start, position + len(line.rstrip()))
            message = "the shell runs this sentence as a command; start a comment with '#'"
            yield ShellExampleProblem(span, message, (Edit(Span(span.start, span.start), "# "),))
        position += len(line) + 1


def _cut_short(fence: Fence) -> Iterator[ShellExampleProblem]:
    """Lines that were to go on: without a backslash at the end, or with a blank behind it."""
    shown = typed_text(fence.content.text, labelled=fence.lang is not None).text.split("\n")
    lines = fence.content.text.split("\n")
    position = 0
    for number, (line, after) in enumerate(pairwise(lines)):
        goes_on = _CONTINUED_BY_A_BLANK.search(line)
        flag = _FLAG.match(after)
        is_command = shown[number].strip() and not _is_comment(line) and left_out(line) is None
        if goes_on and is_command and after.strip() and not is_typed(after):
            blanks = fence.content.span(position + goes_on.start(1), position + goes_on.end(1))
            message = "the command ends here: a space follows the backslash"
            yield ShellExampleProblem(blanks, message, (Edit(blanks, ""),))
        position += len(line) + 1
        helped = after.rstrip().endswith(":") or "--help" in line.split() or _DESCRIBED.match(after)
        if flag and is_command and not (goes_on or helped) and not shown[number + 1].strip():
            span = fence.content.span(position + flag.start("flag"), position + flag.end("flag"))
            message = (
                f"the command ends before {flag['flag']!r}; end the line above with a backslash"
            )
            yield ShellExampleProblem(span, message)


def _cut_by_comments(fence: Fence) -> Iterator[ShellExampleProblem]:
    """Comments between lines that backslashes join: they end the command above them."""
    shown = typed_text(fence.content.text, labelled=fence.lang is not None).text.split("\n")
    lines = fence.content.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for number, (line, after) in enumerate(pairwise(lines)):
        joined = line.rstrip().endswith("\\") and shown[number].strip()
        if not joined or _is_comment(line) or not _is_comment(after):
            continue
        below = next((each for each in lines[number + 2 :] if not _is_comment(each)), "")
        if flag := _FLAG.match(below):
            start = starts[number + 1] + len(after) - len(after.lstrip())
            span = fence.content.span(start, starts[number + 1] + len(after.rstrip()))
            message = f"the comment ends the command; the shell runs {flag['flag']!r} on its own"
            yield ShellExampleProblem(span, message)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _expanded(fence: Fence) -> Iterator[ShellExampleProblem]:
    """What the shell replaces in a heredoc whose delimiter has no quotes, and nobody meant."""
    text = fence.content.text
    if "<<" not in text:
        return
    shown = typed_text(text, labelled=fence.lang is not None).text
    for body in expanding(text, shown):
        for start, end in body.replaced:
            span = fence.content.span(start, end)
            wanted = f"quote the delimiter: <<'{body.tag}'"
            message = f"the shell expands {text[start:end]!r} in the here-document; {wanted}"
            yield ShellExampleProblem(span, message)


def _is_prose(text: str) -> bool:
    words = text.split()
    if len(words) < 4 or words[0] in _TALKING or not all(map(_PROSE_WORD.match, words)):
        return False
    small = sum(word.strip("(),.:").lower() in _SMALL_WORDS for word in words[1:])
    return small > 1 or (small == 1 and (len(words) > 5 or "," in text))
