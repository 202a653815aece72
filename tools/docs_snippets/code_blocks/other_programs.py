"""Arguments of programs beside clients: outputs of downloads, expressions of sed and grep."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import CommandLine
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.shell import Command

_TWO = 2
_BASIC = frozenset({"grep", "sed"})
_EXTENDED = re.compile(
    r"-[A-Za-z]*[EPrF][A-Za-z]*|--(?:extended-regexp|perl-regexp|regexp-extended|fixed-strings)"
)
_GROUP = re.compile(r"\\\([^|()\\]*(?P<bar>\|)[^()\\]*\\\)")
_SUBSTITUTION = re.compile(r"(?:\d+,\d+|\d+)?s(?P<sign>[/|#,@:!])[^\n]*")
_OUTPUT = re.compile(r"[\w-][\w.-]*\.(?:ya?ml|json|sh|txt|crt|pem|t?gz|zip|tar)")


def output_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """Files to write to that are none, or are more than there is to load."""
    yield from tuple(_named_output(line)) or _outputs(line)


def _outputs(line: CommandLine) -> Iterator[CommandProblem]:
    """More files to write to than there is to load."""
    outputs = [flag for flag in line.flags if flag.name in line.program.outputs]
    sources = len(line.arguments) + sum(flag.name == "--url" for flag in line.flags)
    if (
        0 < sources < len(outputs)
        and not line.elided
        and all(word.literal for word in line.arguments)
    ):
        message = f"{len(outputs)} outputs for {_addresses(sources)}"
        yield CommandProblem(outputs[sources].word.span, message, sure=False)


def _named_output(line: CommandLine) -> Iterator[CommandProblem]:
    """`curl URL -O file.yaml`: the flag takes no name, so that the file is another address."""
    loaded = [word for word in line.arguments if "/" in word.value or not word.literal]
    for flag in line.flags if loaded else ():
        if flag.name not in line.program.outputs or flag.value is not None or not flag.known:
            continue
        end = flag.word.span.end
        after = next((word for word in line.arguments if word.span.start > end), None)
        if after and after.literal and _OUTPUT.fullmatch(after.value) and after not in loaded:
            words = line.command.words
            if words[words.index(flag.word) + 1 : words.index(flag.word) + 2] == (after,):
                message = f"{flag.name!r} takes no name; {after.value!r} is read as an address"
                yield CommandProblem(after.span, message)


def _addresses(count: int) -> str:
    return f"{count} argument{'s' if count > 1 else ''}"


def plain_alternatives(commands: tuple[Command, ...]) -> Iterator[CommandProblem]:
    """`grep '\\(a|b\\)'`: a group of basic expressions whose `|` stands for itself."""
    for command in commands:
        extended = any(_EXTENDED.fullmatch(word.value) for word in command.words[1:])
        for word in command.words[1:] if command.name in _BASIC and not extended else ():
            found = _GROUP.search(word.value) if word.literal else None
            if found:
                at = found.start("bar")
                message = "'|' is no alternative in a basic expression; did you mean '\\|'?"
                yield CommandProblem(word.excerpt.span(at, at + 1), message, "|", "\\|")


def open_substitutions(commands: tuple[Command, ...]) -> Iterator[CommandProblem]:
    """`sed 's/a/b'`: an expression of sed whose last sign is missing."""
    for command in commands:
        for word in command.words[1:] if command.name in ("sed", "gsed") else ():
            found = _SUBSTITUTION.fullmatch(word.value) if word.literal else None
            if found and word.value.replace("\\" + found["sign"], "").count(found["sign"]) == _TWO:
                message = f"the expression lacks its last {found['sign']!r}"
                yield CommandProblem(word.span, message)
