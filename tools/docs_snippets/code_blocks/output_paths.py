"""Paths of fields by which a client prints parts of objects: JSONPath and custom columns."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.core.source import Excerpt, Span

_JSONPATH = re.compile(r"jsonpath(?:-as-json)?=")
_COLUMNS = re.compile(r"custom-columns=")
_EXPRESSION = re.compile(
    r"\{\s*(?P<range>range\b)?\s*(?P<path>(?:[^{}\"']|\"[^\"{}]*\"|'[^'{}]*'){1,500})\}"
)
_COLUMN = re.compile(r"(?<=[=,])[^:,=]*:(?P<path>[^,]+)")
_STEP = re.compile(r"\.?(?P<name>[A-Za-z]\w*)(?![\w(-]|\\)|\[(?:\*|-?\d+|\?\([^()]*\))\]")
_LISTED = "items"


class PathStep(NamedTuple):
    """A field of a path, and where it is typed."""

    name: str
    span: Span


class OutputPath(NamedTuple):
    """The kind that a client is asked for, as it is typed, and the fields of one object."""

    kind: str
    steps: tuple[PathStep, ...]


def output_paths(call: Call) -> Iterator[OutputPath]:
    """The paths in the format of the output of a command, as far as they are plain fields."""
    if call.verb != "get" or not call.arguments:
        return
    typed = call.arguments[0]
    kind = typed.value.partition("/")[0]
    if not typed.literal or "," in kind:
        return
    for flag in call.flags:
        if flag.name not in ("-o", "--output") or flag.value is None:
            continue
        for steps in _paths(flag.value):
            if steps:
                yield OutputPath(kind, steps)


def _paths(value: Excerpt) -> Iterator[tuple[PathStep, ...]]:
    if found := _COLUMNS.match(value.text):
        for column in _COLUMN.finditer(value.text, found.end()):
            yield _steps(value, *column.span("path"))
    elif found := _JSONPATH.match(value.text):
        yield from _expressions(value, found.end())


def _expressions(value: Excerpt, start: int) -> Iterator[tuple[PathStep, ...]]:
    """The paths of expressions; in a `range`, they go on from what it ranges over."""
    within: list[tuple[PathStep, ...]] = []
    for found in _EXPRESSION.finditer(value.text, start):
        path = found["path"].strip()
        if path == "end" and within:
            within.pop()
        elif path[:1] in ".[@$":
            before = within[-1] if within else ()
            steps = (*before, *_steps(value, *found.span("path")))
            if found["range"]:
                within.append(steps)
            yield _of_one(steps)


def _of_one(steps: tuple[PathStep, ...]) -> tuple[PathStep, ...]:
    """The path in one object of a list."""
    return steps[1:] if steps and steps[0].name == _LISTED else steps


def _steps(value: Excerpt, start: int, end: int) -> tuple[PathStep, ...]:
    """The fields of a path, up to the first thing that is none: a key with a dot, a search."""
    steps: list[PathStep] = []
    while start < end and value.text[start] in " $@":
        start += 1
    while start < end and (found := _STEP.match(value.text, start, end)):
        if found["name"]:
            steps.append(PathStep(found["name"], value.span(*found.span("name"))))
        start = found.end()
    return tuple(steps)
