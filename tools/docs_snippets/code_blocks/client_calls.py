"""A client's command line, read: the verb, what it is about, and the flags with their values."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.shell import Command, Word
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.facts.procedures import Client, procedure_facts

DASHES = "\u2010-\u2015\u2212"
"""What a word processor makes of hyphens, for a class of characters."""

_KIND = re.compile(r"[A-Za-z][\w.-]*$")
_DASHED = re.compile(rf"(?=-*[{DASHES}])[-{DASHES}]+(?=[A-Za-z])")
_NAMING = frozenset(
    {"get", "describe", "patch", "edit", "delete", "label", "annotate", "wait", "scale", "explain"}
)
_NESTED = frozenset({"rollout", "set"})
_STARTS_A_PROGRAM = frozenset({"exec"})
"""Verbs whose second argument is a program, and all behind it that program's."""
_VERB_FLAGS = {"logs": frozenset({"-f", "-p", "--prefix"}), "exec": frozenset({"-t"})}


class Flag(NamedTuple):
    """A flag. `span` covers it and its value; `value` is None when none is given."""

    name: str
    span: Span
    value: Excerpt | None
    value_span: Span
    literal: bool


class CallTarget(NamedTuple):
    """A resource a command names: the kind as typed (`deploy.apps`), its name if any."""

    kind: str
    kind_span: Span
    name: str | None
    name_span: Span | None


class Call(NamedTuple):
    """`CLIENT VERB ARGUMENT… FLAG…`; arguments come after the verb, without flags."""

    command: Command
    client: Client
    verb: str
    arguments: tuple[Word, ...]
    flags: tuple[Flag, ...]

    def flag(self, *names: str) -> Flag | None:
        """The last flag with one of the names."""
        return next((flag for flag in reversed(self.flags) if flag.name in names), None)

    def values(self, *names: str) -> tuple[str, ...]:
        """The values of every flag with one of the names."""
        return tuple(f.value.text for f in self.flags if f.name in names and f.value is not None)

    @property
    def namespace(self) -> str | None:
        """What `-n` says."""
        flag = self.flag("-n", "--namespace")
        return flag.value.text if flag and flag.value else None

    @property
    def targets(self) -> tuple[CallTarget, ...]:
        """The resources it names: `kind name…`, `kind/name`, `kind,kind`."""
        words = self.arguments[1:] if self.verb in _NESTED else self.arguments
        if not words or (self.verb not in _NAMING and self.verb not in _NESTED):
            return ()
        return tuple(_targets(words))


def read_call(command: Command) -> Call | None:
    """A command of a client; None for any other."""
    client = procedure_facts().client(command.name)
    if client is None:
        return None
    words = command.words[1:]
    flags: list[Flag] = []
    arguments: list[Word] = []
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word.value == "--":
            break
        if len(word.value) < 2 or not _hyphened(word.value).startswith("-"):
            arguments.append(word)
            if len(arguments) > 2 and arguments[0].value in _STARTS_A_PROGRAM:
                break
            continue
        following = words[position] if position < len(words) else None
        verb = arguments[0].value if arguments else ""
        flag, taken = _flag(word, following, client, verb)
        flags.append(flag)
        position += taken
    if not arguments:
        return None
    return Call(command, client, arguments[0].value, tuple(arguments[1:]), tuple(flags))


def _flag(word: Word, following: Word | None, client: Client, verb: str) -> tuple[Flag, int]:
    """A flag with its value, and how many further words it takes."""
    typed, equals, _ = word.value.partition("=")
    name = _hyphened(typed)
    if equals:
        value = word.excerpt.cut(len(typed) + 1, len(word.value))
        value_span = Span(word.excerpt.origin(len(typed) + 1), word.span.end)
        return Flag(name, word.span, value, value_span, word.literal), 0
    switches = _VERB_FLAGS.get(verb, frozenset())
    short = name[:2]
    if name in client.flags and name not in switches:
        if following is None:
            return Flag(name, word.span, None, word.span, True), 0
        span = Span(word.span.start, following.span.end)
        return Flag(name, span, following.excerpt, following.span, following.literal), 1
    if short in client.flags and short not in switches and name[1] != "-" and name[2:]:
        value = word.excerpt.cut(2, len(word.value))
        return Flag(short, word.span, value, value.span(0, len(value.text)), word.literal), 0
    return Flag(name, word.span, None, word.span, True), 0


def _hyphened(word: str) -> str:
    """A word with the hyphens before it that were meant, where others stand for them."""
    found = _DASHED.match(word)
    if found is None:
        return word
    name = word[found.end() :]
    return f"{'-' if len(name.partition('=')[0]) == 1 else '--'}{name}"


def _targets(arguments: tuple[Word, ...]) -> Iterator[CallTarget]:
    first, *rest = arguments
    if "/" in first.value:
        for word in arguments:
            kind, slash, name = word.value.partition("/")
            if slash and _KIND.match(kind):
                span = word.excerpt.span(len(kind) + 1, len(word.value))
                yield CallTarget(kind, word.excerpt.span(0, len(kind)), name, span)
        return
    names = [(w.value, w.span) for w in rest if not set("/=") & set(w.value)]
    position = 0
    for kind in first.value.split(","):
        span = first.excerpt.span(position, position + len(kind))
        position += len(kind) + 1
        if not _KIND.match(kind):
            continue
        if not names:
            yield CallTarget(kind, span, None, None)
        for name, name_span in names:
            yield CallTarget(kind, span, name, name_span)
