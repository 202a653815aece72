"""Lines of shell examples that do not go on as they should: continuation characters and fences."""

import re
from collections.abc import Iterator
from itertools import pairwise

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.shell import Command
from docs_snippets.code_blocks.shell_problems import ShellExampleProblem
from docs_snippets.core.source import Edit, Span
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.facts.programs import packaged_program
from docs_snippets.mdx.page import Fence, Page

_NOTHING_FOLLOWS = re.compile(r"(?P<all>[ \t]*\\)[ \t]*\r?(?:\n[ \t>\r]*)*(?:\Z|`{3,}|~{3,})")
_NEXT_FLAG = re.compile(r"[ \t]+--?[A-Za-z]")
_SHELLS = frozenset(("bash", "sh", "shell", "zsh", "console"))
_OTHER_SHELLS = {
    **dict.fromkeys(("powershell", "ps1", "pwsh"), ("PowerShell", "`")),
    **dict.fromkeys(("batch", "bat", "cmd"), ("cmd", "^")),
}
_ASSIGNED = re.compile(
    r"^[ \t]*(?:\$[ \t]+)?export[ \t]+(?P<dollar>\$(?=\w))?(?P<name>[A-Za-z_]\w*)"
    r"(?P<before>[ \t]*)=(?P<after>[ \t]*)(?=\S)(?!(?<=[ \t])#)",
    re.MULTILINE,
)
_OF_CMD = re.compile(r"^[ \t]*(?:@?rem|@echo|set(?:local)?)\b", re.IGNORECASE | re.MULTILINE)
_CONTINUED = re.compile(r"[^\s\\`^][ \t]+(?P<by>[\\`^])[ \t]*$")


def line_problems(page: Page, commands: tuple[Command, ...]) -> Iterator[ShellExampleProblem]:
    """Everything of the kind on a page."""
    yield from _nothing_follows(page, commands)
    for fence in page.fences:
        yield from _other_shell(fence)
        yield from _assignments(fence)
        yield from _on_the_fence(page, fence)


def _nothing_follows(page: Page, commands: tuple[Command, ...]) -> Iterator[ShellExampleProblem]:
    """A backslash behind the last word of a command, at the end of a block."""
    seen: set[int] = set()
    for command in commands:
        ends = (command.span.end, *(redirect.target.span.end for redirect in command.redirects))
        end = max(ends)
        found = _NOTHING_FOLLOWS.match(page.source.text, end)
        if found is None or command.fence < 0 or page.script or end in seen:
            continue
        seen.add(end)
        fence = page.fences[command.fence]
        if fence_kind(fence) == "shell" and found.end("all") <= fence.span.end:
            span = Span(found.end("all") - 1, found.end("all"))
            edit = Edit(Span(end, found.end("all")), "")
            message = "nothing follows the backslash; the shell waits for another line"
            yield ShellExampleProblem(span, message, (edit,), fix_safe=True)


def _other_shell(fence: Fence) -> Iterator[ShellExampleProblem]:
    """A command continued on the next line with the character of another shell than the block's."""
    shell = _OTHER_SHELLS.get((fence.lang or "").lower())
    if shell is None or fence_kind(fence) != "powershell":
        return
    if shell[0] == "PowerShell" and _OF_CMD.search(fence.content.text):
        return  # a file for cmd under the name of its neighbour
    name, expected = shell
    for marks in _wrongly_continued(fence.content.text, expected):
        first = fence.content.span(marks[0], marks[0] + 1)
        by = fence.content.text[marks[0]]
        message = f"in {name}, '{by}' does not continue a line; expected '{expected}'"
        edits = (Edit(fence.content.span(at, at + 1), expected) for at in marks)
        yield ShellExampleProblem(first, message, tuple(edits))


def _wrongly_continued(text: str, expected: str) -> Iterator[list[int]]:
    """Where the lines of a command end in the character of another shell, command by command."""
    marks: list[int] = []
    position, is_split = 0, False
    for line, after in pairwise(text.split("\n")):
        found = _CONTINUED.search(line)
        if found and found["by"] != expected:
            marks.append(position + found.start("by"))
            is_split = is_split or _NEXT_FLAG.match(after) is not None
        else:
            yield from [marks] if is_split else ()
            marks, is_split = [], False
        position += len(line) + 1
    yield from [marks] if is_split else ()


def _assignments(fence: Fence) -> Iterator[ShellExampleProblem]:
    """`export NAME = value` and `export $NAME=value`, which set nothing."""
    if (fence.lang or "").lower() not in _SHELLS or fence_kind(fence) != "shell":
        return
    for found in _ASSIGNED.finditer(fence.content.text):
        if found["dollar"]:
            message = f"'$' before the variable in an assignment; expected {found['name']!r}"
            edit = Edit(fence.content.span(*found.span("dollar")), "")
            yield ShellExampleProblem(fence.content.span(*found.span("dollar")), message, (edit,))
        elif found["before"] or found["after"]:
            span = fence.content.span(found.start("before"), found.end("after"))
            message = f"spaces around '=' keep {found['name']} from being set"
            yield ShellExampleProblem(span, message, (Edit(span, "="),))


def _on_the_fence(page: Page, fence: Fence) -> Iterator[ShellExampleProblem]:
    """A command on the line that opens a block, where a site reads the name of a language."""
    if page.script or not fence.meta or not fence.lang:
        return
    words = fence.meta.split()
    shell = fence.lang.lower() in _SHELLS
    program = words[0] if shell else fence.lang
    rest = words[1:] if shell else words
    if not rest or not _is_command(program, rest[0], fence):
        return
    first = page.source.text.find(fence.lang, fence.span.start)
    start = page.source.text.find(program, first)
    end = page.source.text.find("\n", start)
    if 0 <= start < end:
        span = Span(start, start + len(page.source.text[start:end].rstrip()))
        yield ShellExampleProblem(
            span, "the site does not show this; expected the command on the line below the fence"
        )


def _is_command(program: str, following: str, fence: Fence) -> bool:
    known = packaged_program(program)
    if known is not None and fence.lang != "docker":
        below = known.below(())
        return following in below if below else following.startswith(("-", "http"))
    empty = not fence.content.text.strip()
    return empty and program in procedure_facts().commands and fence.lang != program
