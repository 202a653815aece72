"""Flags and commands that a program does not have: misspelled ones, and unknown ones."""

import re
from collections.abc import Iterable, Iterator

from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Span
from docs_snippets.facts.programs import ALWAYS
from docs_snippets.facts.removed_names import removed_names

_COMMAND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ONE_DASH = re.compile(r"-(?P<name>[a-z]{2,}(?:-[a-z]+)*)")
_SHORTEST = 5
"""Letters of a word that may be a misspelled command where plugins are commands, too."""


def flag_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """The flags of a command that it does not take."""
    if line.stray is not None or (line.command.redirects and not line.known.words):
        return  # the flags of a plugin, or of a command that is not read
    seen: set[Span] = set()
    for flag in line.flags:
        if not flag.word.literal or flag.word.span in seen:
            continue
        found = _one_dash(flag, line) or _unknown(flag, line)
        if found:
            seen.add(flag.word.span)
            yield found


def _one_dash(flag: GivenFlag, line: CommandLine) -> CommandProblem | None:
    """`-type` is read as `-t ype`."""
    typed = flag.word.value.partition("=")[0]
    found = _ONE_DASH.fullmatch(typed) if flag.inside else None
    if found is None or f"--{found['name']}" not in line.program.flags(line.known.words):
        return None
    message = f"{typed!r} is read as single-letter flags; expected '-{typed}'"
    return CommandProblem(flag.word.span, message, flag.word.value, f"-{flag.word.value}")


def _unknown(flag: GivenFlag, line: CommandLine) -> CommandProblem | None:
    if flag.known is not None or flag.name in ALWAYS or flag.name.lower() == "-h":
        return None
    start = flag.word.span.start
    span = Span(start, start + len(flag.name)) if not flag.inside else flag.word.span
    known = line.program.flags(line.known.words)
    near = _near(flag.name, known) if flag.name.startswith("--") else []
    message = f"'{line.typed}' has no flag {flag.name!r}"
    if len(near) == 1:
        return CommandProblem(span, f"{message}; did you mean {near[0]!r}?", flag.name, near[0])
    if not line.known.complete or _is_removed(flag, line):
        return None
    return CommandProblem(span, message, sure=False)


def _is_removed(flag: GivenFlag, line: CommandLine) -> bool:
    """Whether the flag is known to be gone: that is another mistake."""
    typed = " ".join((*(word.value for word in line.command.words), ""))
    places = (typed[a:b] for name in removed_names() for a, b in name.places(typed))
    return flag.name in places


def _near(name: str, known: Iterable[str]) -> list[str]:
    """The flags of a name that is almost the one given."""
    plain = _plain(name)
    alike = [each for each in known if _plain(each) == plain]
    if alike or len(plain) < 3:
        return alike
    most = allowed_edits(plain) + 1
    longer = [each for each in known if each.startswith("--")]
    by_distance = sorted((edits(plain, _plain(each), most), each) for each in longer)
    best = by_distance[0][0] if by_distance else most
    return [each for distance, each in by_distance if distance == best < most]


def _plain(name: str) -> str:
    return name.lstrip("-").replace("-", "").replace("_", "").lower()


def command_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """The word of a line that should be a command and is none."""
    word = line.stray
    if word is None or not word.literal or not _COMMAND.fullmatch(word.value):
        return
    words = line.known.words
    known = line.program.below(words)
    near = [each for each in known if edits(word.value, each, 3) < _allowed(word.value, line)]
    message = f"'{line.typed}' has no command {word.value!r}"
    if line.known.quote and any(word.value.rstrip("s") == each.rstrip("s") for each in near):
        return  # help often leaves out that a command has a plural, too
    if len(near) == 1:
        said = f"{message}; did you mean {near[0]!r}?"
        yield CommandProblem(word.span, said, word.value, near[0])
    elif line.known.listed and not near and words and line.known.quote is None:
        yield CommandProblem(word.span, message, sure=False)


def _allowed(word: str, line: CommandLine) -> int:
    """Edits too many for a word to be a misspelled command."""
    if line.known.listed:
        return 3 if len(word) > 7 else 2
    return 2 if len(word) >= _SHORTEST else 1
