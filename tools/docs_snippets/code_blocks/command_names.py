"""Flags and commands that a program does not have: misspelled ones, and unknown ones."""

import re
from collections.abc import Iterable, Iterator

from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Span
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.programs import ALWAYS
from docs_snippets.facts.removed_names import removed_names

_COMMAND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ONE_DASH = re.compile(r"-(?P<name>[a-z]{2,}(?:-[a-z]+)*)")
_SHORT_NAME = 3
_MANY = 10
"""Long flags with one dash of a program that has them on purpose."""
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
        found = _one_dash(flag, line) or _long(flag, line) or _unknown(flag, line)
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


def _long(flag: GivenFlag, line: CommandLine) -> CommandProblem | None:
    """A misspelled flag of a program whose long flags have one dash."""
    known = line.program.flags(line.known.words)
    single = [name for name in known if len(name) > 2 and name[1] != "-"]
    typed = flag.word.value.partition("=")[0]
    if not flag.inside or len(single) < _MANY or len(typed) <= _SHORTEST:
        return None
    near = [name for name in single if edits(typed, name, 2) == 1 and len(name) > _SHORTEST]
    if len(near) != 1 or typed in known:
        return None
    message = f"'{line.typed}' has no flag {typed!r}; did you mean {near[0]!r}?"
    return CommandProblem(flag.word.span, message, typed, near[0])


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
    if not line.program.knows_flags(line.known.words) or _is_removed(flag, line):
        return None
    return CommandProblem(span, message, flag.name, sure=False)


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
    message = f"'{line.typed}' has no command {word.value!r}"
    near = _swapped(line, word.value) or _near_commands(line, word.value)
    if len(near) == 1:
        meant = f"{message}; did you mean {near[0]!r}?"
        swapped = near[0].endswith(f" {word.value}")  # no edit of one word
        yield CommandProblem(word.span, meant, "" if swapped else word.value, near[0])
    elif near or (line.known.quote and _is_plural(word.value, line)):
        return
    elif line.program.kinds and not line.known.words and _is_kind(word.value):
        said = f"{message}: a command is missing before the kind"
        yield CommandProblem(word.span, said)
    elif line.known.listed and line.known.words and line.known.quote is None:
        yield CommandProblem(word.span, message, sure=False)


def _swapped(line: CommandLine, typed: str) -> list[str]:
    """The command that two words are in the other order: `restart rollout`."""
    words = (*line.known.words, *(word.value for word in line.arguments[:2]))
    at = len(line.known.words)
    other = (*words[:at], *words[at + 1 : at + 2], typed)
    is_next = words[at : at + 1] == (typed,)
    return [" ".join(other[at:])] if is_next and other in line.program.commands else []


def _near_commands(line: CommandLine, typed: str) -> list[str]:
    """The commands that may have been meant: almost the same, joined by a hyphen, or deeper."""
    words, program = line.known.words, line.program
    joined = (*words, *typed.split("-"))
    if joined in program.commands:
        return [" ".join(joined[len(words) :])]
    known = program.below(words)
    near = [each for each in known if edits(typed, each, 3) < _allowed(typed, line)]
    hides = line.known.hides_aliases
    may_be_alias = hides or (line.known.quote and not _goes_on(line, near))
    if may_be_alias and _is_plural(typed, line):
        return []  # help often leaves out that a command has a plural, too
    if near or not words:
        return near
    deeper = [each for each in program.commands if each[-1:] == (typed,)]
    below = [each[len(words) :] for each in deeper if each[: len(words)] == words]
    return [" ".join(each) for each in below] if len(below) == 1 else []


def _is_plural(typed: str, line: CommandLine) -> bool:
    known = line.program.below(line.known.words)
    return any(typed.rstrip("s") == each.rstrip("s") for each in known)


def _goes_on(line: CommandLine, near: list[str]) -> bool:
    """Whether the next word is a command of the one that may have been meant."""
    after = [w.value for w in line.arguments if line.stray and w.span.start > line.stray.span.start]
    return bool(after) and any(
        after[0] in line.program.below((*line.known.words, each)) for each in near
    )


def _is_kind(word: str) -> bool:
    return len(word) > _SHORT_NAME and bool(packaged_kinds().find(word))


def _allowed(word: str, line: CommandLine) -> int:
    """Edits too many for a word to be a misspelled command."""
    if line.known.listed:
        return 3 if len(word) > 7 else 2
    return 2 if len(word) >= _SHORTEST else 1
