"""Programs whose names are misspelled: what follows is a command of a program that is known."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.language import PROMPT, fence_kind
from docs_snippets.core.edit_distance import edits
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.facts.programs import packaged_names, packaged_program
from docs_snippets.mdx.page import Fence, Page

_TYPED = re.compile(r"[ \t]*(?:sudo[ \t]+)?(?P<name>[a-z][a-z-]{2,})[ \t]+(?P<next>\S+)")
_SHORTEST = 4


def misspelled_programs(page: Page) -> Iterator[CommandProblem]:
    """The first word of each line that is almost the name of a program."""
    for fence in page.fences:
        if fence_kind(fence) in ("shell", "powershell"):
            yield from _in_fence(fence)


def _in_fence(fence: Fence) -> Iterator[CommandProblem]:
    position = 0
    for line in fence.content.text.split("\n"):
        prompt = PROMPT.match(line)
        found = _TYPED.match(line, prompt.end() if prompt else 0)
        meant = _meant(found["name"], found["next"]) if found else None
        if found and meant:
            span = fence.content.span(position + found.start("name"), position + found.end("name"))
            message = f"unknown program {found['name']!r}; did you mean {meant!r}?"
            yield CommandProblem(span, message, found["name"], meant)
        position += len(line) + 1


def _meant(name: str, following: str) -> str | None:
    """The one program that a name is almost, if the word behind it is one of its commands."""
    if len(name) < _SHORTEST or name in procedure_facts().commands or packaged_program(name):
        return None
    near = [
        each for each in packaged_names() if len(each) >= _SHORTEST and edits(name, each, 2) < 2
    ]
    if len(near) != 1:
        return None
    program = packaged_program(near[0])
    assert program is not None
    below = program.below(())
    begins = following in below if below else following.startswith(("-", "http"))
    return near[0] if begins or following in program.flags(()) else None
