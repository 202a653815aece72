"""Values of flags that a command does not take: misspelled words, templates with an open brace."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span

_WORD = re.compile(r"(?P<word>[A-Za-z][\w-]*)(?P<rest>[=:].*)?", re.DOTALL)
_TEMPLATE = re.compile(r"(?:jsonpath(?:-as-json)?|go-template)=(?P<text>.*)", re.DOTALL)
_FEW = 6
_QUOTED = re.compile(r"\\.|\"[^\"]*\"|'[^']*'")


def value_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """The values of a command's flags that are none of those it takes."""
    if line.stray is not None and not line.known.words:
        return  # the flags of a plugin
    for flag in line.flags:
        found = _value(flag)
        if found is None:
            continue
        value, span = found
        taken = line.program.taken(line.known.words, flag.name)
        if taken:
            yield from _unknown(line, flag, value, span, taken)
            yield from _open(value, span)


def _value(flag: GivenFlag) -> tuple[str, Span] | None:
    """What is given to a flag, as it is typed, and where."""
    word = flag.value
    if flag.known is None or flag.known.takes == "nothing" or word is None or not word.literal:
        return None
    start = 0
    if word is flag.word:
        name, equals, _ = word.value.partition("=")
        start = len(name) + 1 if equals and not flag.inside else word.value.find(flag.name[1]) + 1
        start += flag.inside and word.value[start : start + 1] == "="
    return word.value[start:], word.excerpt.span(start, len(word.value))


def _unknown(
    line: CommandLine, flag: GivenFlag, value: str, span: Span, taken: tuple[str, ...]
) -> Iterator[CommandProblem]:
    found = _WORD.fullmatch(value)
    if found is None:
        return
    word = found["word"]
    small = all(each == each.lower() for each in taken)
    if word in taken or (small and word.lower() in taken):
        return
    near = [each for each in taken if edits(word.lower(), each.lower(), 3) < _most(word)]
    message = f"{flag.name!r} of '{line.typed}' does not take {word!r}"
    place = Span(span.start, span.start + len(word))
    if len(near) == 1:
        said = f"{message}; did you mean {near[0]!r}?"
        yield CommandProblem(place, said, word, near[0])
    elif line.program.knows_flags(line.known.words):
        expected = f"; expected one of {', '.join(taken)}" if len(taken) < _FEW else ""
        yield CommandProblem(place, f"{message}{expected}", sure=bool(near))


def _most(word: str) -> int:
    """Edits too many for a misspelled word."""
    return 2 if len(word) < 8 else 3


def _open(value: str, span: Span) -> Iterator[CommandProblem]:
    """A template whose braces do not pair."""
    found = _TEMPLATE.fullmatch(value)
    if found is None:
        return
    text = _QUOTED.sub("", found["text"])
    for opening, closing in ("{}", "[]"):
        if text.count(opening) != text.count(closing):
            missing = closing if text.count(opening) > text.count(closing) else opening
            yield CommandProblem(span, f"the template is missing {missing!r}")
            return
