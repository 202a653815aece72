"""Commands of a client that it refuses for how they are typed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span

_VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ONE_DASH = re.compile(r"-(?P<name>[a-z]{2,}(?:-[a-z]+)*)(?:=.*)?", re.DOTALL)
_FILE = re.compile(r"-|\S*\w\.(?:ya?ml|json)")
_TAKES_FILES = ("apply", "create", "delete", "replace")
_GIVES_FILES = ("-f", "--filename", "-k", "--kustomize")


class CallProblem(NamedTuple):
    """A place in a command, what is wrong there, and the word to write for the one given."""

    span: Span
    message: str
    word: str = ""
    wanted: str = ""


def call_problems(call: Call) -> Iterator[CallProblem]:
    """Everything of the kind in one command."""
    yield from _verb(call)
    yield from _dashes(call)
    first = call.arguments[0] if call.arguments else None
    given = call.flag(*_GIVES_FILES)
    if first and call.verb in _TAKES_FILES and not given and _FILE.fullmatch(first.value):
        yield CallProblem(first.span, f"{call.verb!r} needs '-f' before a file")


def _verb(call: Call) -> Iterator[CallProblem]:
    verb, known = call.verb, call.client.verbs
    if not known or verb in known or not _VERB.fullmatch(verb):
        return
    near = [each for each in known if edits(verb, each, 2) < 2]
    if len(near) == 1:
        word = next(word for word in call.command.words[1:] if word.value == verb)
        message = f"{call.command.name} has no command {verb!r}; did you mean {near[0]!r}?"
        yield CallProblem(word.span, message, verb, near[0])


def _dashes(call: Call) -> Iterator[CallProblem]:
    """`-type` is read as `-t ype`."""
    flags = {flag.span.start for flag in call.flags}
    for word in call.command.words[1:]:
        if word.value == "--":
            return
        found = word.span.start in flags and _ONE_DASH.fullmatch(word.value)
        if found and f"--{found['name']}" in call.client.flags and word.literal:
            name = found["name"]
            message = f"{'-' + name!r} is read as single-letter flags; expected '--{name}'"
            yield CallProblem(word.span, message, word.value, f"-{word.value}")
