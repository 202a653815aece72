"""Arguments of a command that are missing, too many, or not what it takes."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from docs_snippets.code_blocks.changed_labels import label_problems
from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.other_programs import output_problems
from docs_snippets.code_blocks.secret_keys import secret_problems
from docs_snippets.code_blocks.shell import Command, Word
from docs_snippets.core.source import Span
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.facts.programs import ALWAYS, packaged_program

_REST = re.compile(r"[\"'})`]*[ \t]*(?:\\?\r?$|[|;&#)`]|\d?>|<)", re.MULTILINE)
"""What may follow a command: the end of the line, an operator, a redirect, or a comment."""

_FORMATS = frozenset({"json", "wide", "yaml"})
_KIND = re.compile(r"[A-Za-z][A-Za-z0-9.]+")
_SWITCH = re.compile(r"--(?:enable|disable|no)-|--(?:yes|all)$")
_UNSURE = frozenset(("az", "gcloud"))
"""Programs whose tables do not tell a flag with an optional value from one that must have it."""
_SELECTING = frozenset(
    {"--all", "-A", "--all-namespaces", "-l", "--selector", "--field-selector", "--raw"}
    | {"-f", "--filename", "-k", "--kustomize", "-h", "--help"}
)
_BREAK = re.compile(r"\\\r?\n[ \t>]*\Z")
_GOES_ON = re.compile(r"[\"')`]*[ \t]*\r?\n[ \t]+--?[A-Za-z]")
_INDENT = 80
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_FILE = re.compile(r"-|\S*\w\.(?:ya?ml|json)")
_LEFT_OFF = re.compile(r"[a-z][\w.-]*/")
_FILES = frozenset({"-f", "--filename"})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def argument_problems(line: CommandLine, text: str) -> Iterator[CommandProblem]:
    """Everything of the kind in one command of a text."""
    if any(_DASHES.match(word.value) for word in line.command.words):
        return  # typographic dashes hide flags
    if not _is_read_whole(line, text) or any(joined_commands((line.command,), text)):
        return
    if any(_may_lack_value(flag, line) for flag in line.flags):
        return
    values = tuple(_values(line, text))
    again = tuple(_again(line, text))
    yield from values
    yield from again
    yield from _twice(line)
    named = line.stray is not None and _NAME.fullmatch(line.stray.value)
    if values or again or named or any(flag.name in ALWAYS for flag in line.flags):
        return
    yield from _no_command(line)
    yield from _separate(line)
    yield from _alone(line)
    yield from output_problems(line)
    yield from secret_problems(line)
    yield from tuple(label_problems(line)) or _mixed(line)
    yield from _lost(line)
    yield from tuple(_count(line, text)) or tuple(_needs(line)) or _unnamed(line)


def _is_read_whole(line: CommandLine, text: str) -> bool:
    """Whether nothing is left of the line that a command ends on, and its quotes are closed."""
    start, end = line.command.span.start, line.command.span.end
    typed, rest = text[start:end], _REST.match(text, end)
    redirected = any(start < redirect.target.span.start for redirect in line.command.redirects)
    return rest is not None and (redirected or all(typed.count(q) % 2 == 0 for q in "\"'"))


def _values(line: CommandLine, text: str) -> Iterator[CommandProblem]:
    """Flags whose value is missing, so that they take what comes after them."""
    for flag in line.flags:
        if flag.known is None or flag.known.takes != "value" or line.elided:
            continue
        value = flag.value
        span = Span(flag.word.span.start, flag.word.span.end)
        if value is None:
            yield CommandProblem(span, f"the value of {flag.name!r} is missing")
        elif value is flag.word:
            if not flag.inside and _is_empty(flag, text):
                yield CommandProblem(span, f"the value of {flag.name!r} is missing")
        elif _is_next(value, line):
            message = f"the value of {flag.name!r} is missing; {value.value!r} is read as its value"
            yield CommandProblem(Span(span.start, value.span.end), message)


def _may_lack_value(flag: GivenFlag, line: CommandLine) -> bool:
    """Whether a flag without a value is a switch by its name, so that what follows is unsure."""
    if line.command.name not in _UNSURE or not _SWITCH.match(flag.name):
        return False
    value, takes = flag.value, flag.known is not None and flag.known.takes == "value"
    return takes and (value is None or (value is not flag.word and _is_next(value, line)))


def _is_next(value: Word, line: CommandLine) -> bool:
    """Whether the word after a flag is one of the program's own: a flag, or its first command."""
    if value.value in line.program.flags(line.known.words):
        return len(value.value) > 1 and value.literal
    return not line.known.words and value.value in line.program.below(())


def _is_empty(flag: GivenFlag, text: str) -> bool:
    """Whether nothing at all, not even quotes, follows the equals sign."""
    word = flag.word
    alone = word.span.end - word.span.start == len(word.value)
    return word.value == f"{flag.name}=" and alone and not text[word.span.end :][:1].strip()


def _again(line: CommandLine, text: str) -> Iterator[CommandProblem]:
    """The program and one of its commands, where arguments of a command are expected."""
    name = line.command.name
    for word, after in pairwise(_own_words(line)):
        same = word.value == name and after.value in line.program.below(())
        if same and not _is_after_break(word, text):
            message = f"repeated {name!r} within the command"
            yield CommandProblem(word.span, message)


def _own_words(line: CommandLine) -> tuple[Word, ...]:
    """The words of a line that are not those of another program behind `--`."""
    words = line.command.words[1:]
    return words[: len(words) - len(line.rest)] if line.rest else words


def joined_commands(commands: tuple[Command, ...], text: str) -> Iterator[CommandProblem]:
    """Commands that a backslash joins to the one before."""
    for command in commands:
        if not command.words or command.name in procedure_facts().runners:
            continue
        for word, after in pairwise(command.words[1:]):
            if word.value == "--":
                break
            program = packaged_program(word.value) if _is_after_break(word, text) else None
            if program is not None and after.value in program.below(()):
                message = "the backslash above joins this command to the one before it"
                yield CommandProblem(word.span, message)


def _is_after_break(word: Word, text: str) -> bool:
    """Whether a word is the first of a line that a backslash continues."""
    start = word.span.start
    return bool(_BREAK.search(text, max(start - _INDENT, 0), start))


def _twice(line: CommandLine) -> Iterator[CommandProblem]:
    """A flag that is given twice, and of which only the last counts."""
    if not line.known.complete or line.known.quote:
        return  # only packaged tables say which flags may be repeated
    seen: set[tuple[str, ...]] = set()
    for flag in line.flags:
        if flag.known is None or flag.known.takes != "value" or flag.known.repeats:
            continue
        if flag.known.names in seen:
            message = f"duplicate flag {flag.name!r}; only the last one counts"
            yield CommandProblem(flag.word.span, message, sure=False)
        seen.add(flag.known.names)


def _no_command(line: CommandLine) -> Iterator[CommandProblem]:
    """Flags of a program and no command."""
    command = line.command
    if line.known.words or not line.flags or not line.known.listed or command.redirects:
        return
    if not line.arguments and not line.elided and not any(f.known is None for f in line.flags):
        message = f"missing command of {line.program.name!r} after its flags"
        yield CommandProblem(command.span, message)


def _alone(line: CommandLine) -> Iterator[CommandProblem]:
    """A flag that has no effect, or is refused, without another one."""
    given = {name for flag in line.flags if flag.known for name in flag.known.names}
    for flag in line.flags:
        wanted = line.program.beside.get((line.known.words, flag.name), ())
        if wanted and given.isdisjoint(wanted):
            refused = line.program.kinds  # others take it, and nothing comes of it
            yield CommandProblem(flag.word.span, f"{flag.name!r} needs {wanted[0]!r}", sure=refused)


def _separate(line: CommandLine) -> Iterator[CommandProblem]:
    """A program to run, without the `--` before it."""
    if line.known.separate and line.rest is None and len(line.arguments) > 1 and not line.elided:
        word = line.arguments[1]
        message = f"'{line.typed}' needs '--' before the command that it runs"
        sure = any(flag.known is None for flag in line.flags)
        yield CommandProblem(word.span, message, word.value, f"-- {word.value}", sure)


def _mixed(line: CommandLine) -> Iterator[CommandProblem]:
    """`KIND/NAME` beside a kind: the client takes one form or the other."""
    if not line.known.resources or line.elided or _has_open_bracket(line):
        return
    words = [w for w in line.arguments if "=" not in w.value and not w.value.endswith("-")]
    for word in words:
        if word.literal and _LEFT_OFF.fullmatch(word.value):
            yield CommandProblem(word.span, f"a name is missing after {word.value!r}")
            return
    slashed = [word for word in words if re.fullmatch(r"[a-z][\w.-]*/\S+", word.value)]
    others = [word for word in words if "/" not in word.value]
    if slashed and others and _all_literal(words):
        given = f"{others[0].value!r} is mixed with {slashed[0].value!r}"
        message = f"{given}; expected KIND NAME or KIND/NAME"
        yield CommandProblem(others[0].span, message)


def _has_open_bracket(line: CommandLine) -> bool:
    """Whether a placeholder has a blank, `[name of it]`, and is read as more than one word."""
    return any(
        word.value.count("[") != word.value.count("]")
        or word.value.count("{") != word.value.count("}")
        for word in line.arguments
    )


def _lost(line: CommandLine) -> Iterator[CommandProblem]:
    """`get pods o wide`, `get pods -A yaml`: arguments that were flags, or the value of one."""
    if not line.known.resources or line.elided:
        return
    known = line.program.flags(line.known.words)
    given = {name for flag in line.flags if flag.known for name in flag.known.names}
    for word, after in zip_longest(line.arguments, line.arguments[1:]):
        flag = known.get(f"-{word.value}") if len(word.value) == 1 else None
        if flag and flag.takes == "value" and after and not given & set(flag.names):
            message = f"{word.value!r} is read as an argument; did you mean '-{word.value}'?"
            yield CommandProblem(word.span, message, word.value, f"-{word.value}")
            return
        if word.value in _FORMATS and "-o" in known and "-o" not in given and len(word.value) > 1:
            message = f"{word.value!r} is read as an argument; did you mean '-o {word.value}'?"
            yield CommandProblem(word.span, message, word.value, f"-o {word.value}")


def _unnamed(line: CommandLine) -> Iterator[CommandProblem]:
    """A kind alone, for a command that wants to know which one."""
    words = line.arguments
    if not line.known.named or len(words) != 1 or line.elided or line.command.redirects:
        return
    alone = words[0].literal and _KIND.fullmatch(words[0].value)
    if alone and not any(flag.known is None or flag.name in _SELECTING for flag in line.flags):
        message = f"'{line.typed}' needs a name after {words[0].value!r}"
        yield CommandProblem(words[0].span, message)


def _count(line: CommandLine, text: str) -> Iterator[CommandProblem]:
    """Arguments that are missing or too many."""
    count, words = line.known.arguments, line.arguments
    cut_short = _GOES_ON.match(text, line.command.span.end)  # a backslash is missing, and no word
    if count is None or line.elided or any(flag.name in count.unless for flag in line.flags):
        return
    if any(flag.known is None for flag in line.flags) or not _all_literal(words):
        return
    if count.most is not None and len(words) > count.most:
        yield _too_many(line, words[count.most], count.most)
    elif len(words) < count.fewest and not (line.command.redirects or cut_short):
        wanted = ("at least " if count.most != count.fewest else "") + _number(count.fewest)
        message = f"'{line.typed}' takes {wanted}; {len(words) or 'none'} given"
        yield CommandProblem(line.command.span, message)


def _too_many(line: CommandLine, word: Word, most: int) -> CommandProblem:
    takes_files = any(_FILES & set(flag.names) for flag in line.known.flags)
    if most == 0 and takes_files and _FILE.fullmatch(word.value):
        message = f"{line.known.words[-1]!r} needs '-f' before a file"
        return CommandProblem(word.span, message)
    message = f"'{line.typed}' takes {_number(most)}; {word.value!r} is one too many"
    return CommandProblem(word.span, message)


def _number(count: int) -> str:
    return "no arguments" if count == 0 else f"{count} argument{'s' if count > 1 else ''}"


def _needs(line: CommandLine) -> Iterator[CommandProblem]:
    """None of the flags is given that a command must have."""
    needs = line.known.needs
    if not needs or line.elided or line.command.redirects:
        return
    if any(needs & set(flag.known.names if flag.known else (flag.name,)) for flag in line.flags):
        return
    if any(flag.known is None for flag in line.flags):
        return
    if any(_FILE.fullmatch(word.value) for word in line.arguments) and needs & _FILES:
        word = next(word for word in line.arguments if _FILE.fullmatch(word.value))
        yield CommandProblem(word.span, f"{line.known.words[-1]!r} needs '-f' before a file")
        return
    if _all_literal(line.arguments):
        longest = sorted(needs, key=lambda name: (name.startswith("--"), name))
        wanted = " or ".join(repr(name) for name in longest[:2])
        yield CommandProblem(line.command.span, f"'{line.typed}' needs {wanted}")


def _all_literal(words: tuple[Word, ...] | list[Word]) -> bool:
    return all(word.literal for word in words)
