"""Finds where an expression in braces ends: at the first `}` that makes it valid JavaScript."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docs_snippets.javascript.syntax import (
    expression_error,
    is_empty,
    is_expression,
    is_spread,
)
from docs_snippets.mdx.budget import Effort

_TOKEN = re.compile(
    r"[{}]|(?<!\\)\"(?:\\.|[^\"\\\r\n])*+\"|(?<!\\)'(?:\\.|[^'\\\r\n])*+'"
    r"|`|//[^\r\n]*|/\*(?:.*?\*/)?",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"\\.|`|\$\{|\}", re.DOTALL)
_INDENT = re.compile(r"(\r\n|\n|\r)[ \t]{1,2}")
MAX_TRIES = 40
MAX_TRIED = 400_000
MAX_EXPRESSION = 200_000
_TOO_LONG = f"the expression in braces is longer than {MAX_EXPRESSION:,} characters"
_TOO_MANY = "too many braces on this page are not JavaScript; write `\\{` for a literal brace"


class Braces(NamedTuple):
    """A `{…}` found: `end` after its brace, `value` what stands between, unindented."""

    end: int
    value: str


class NoBraces(NamedTuple):
    """No expression: why, where, and whether more text could change that."""

    place: Callable[[], int]
    message: str
    more: bool


# Mirrors `factoryMdxExpression` of micromark-factory-mdx-expression/index.js.
def expression_at(
    text: str,
    pos: int,
    limit: int,
    effort: Effort,
    *,
    spread: bool = False,
    empty: bool = True,
    partial: bool = False,
) -> Braces | NoBraces:
    """The expression whose `{` stands at `pos`: it ends at the first brace that makes it one.

    `partial` says that more text can be had beyond the limit: braces that have a partner are then
    left for when there is no more.
    """
    tried: set[int] = set()
    size = 0
    for find in (_balanced,) if partial else (_balanced, _all):
        for close in find(text, pos, limit):
            if close in tried:
                continue
            value = text[pos + 1 : close]
            if "\n" in value or "\r" in value:
                value = _INDENT.sub(r"\1", value)
            if is_empty(value):
                return Braces(close + 1, value) if empty else _nothing(close)
            if len(value) > MAX_EXPRESSION or effort.used_up:
                return _refused(pos, effort)
            if is_spread(value) if spread else is_expression(value):
                return Braces(close + 1, value)
            tried.add(close)
            size += len(value)
            effort.lose(len(value))
            if len(tried) >= MAX_TRIES or size > MAX_TRIED:
                break
    more = len(tried) < MAX_TRIES and size <= MAX_TRIED
    if partial and more:
        return NoBraces(lambda: limit, "", True)
    return _fault(text, pos, limit, max(tried, default=-1), spread, more)


def _nothing(close: int) -> NoBraces:
    return NoBraces(lambda: close, "expected an expression between the braces", False)


def _refused(pos: int, effort: Effort) -> NoBraces:
    return NoBraces(lambda: pos, _TOO_MANY if effort.used_up else _TOO_LONG, False)


def _fault(text: str, pos: int, limit: int, last: int, spread: bool, more: bool) -> NoBraces:
    """Why there is no expression at `pos`; `last` is the last brace tried, -1 if there is none."""
    if last < 0:
        message = "the brace is not closed; write `\\{` for a literal brace"
        return NoBraces(lambda: limit, message, True)
    message = "the text in braces is not a JavaScript expression; write `\\{` for a literal brace"
    inner = text[pos + 1 : last]
    return NoBraces(lambda: pos + 1 + expression_error(inner, spread), message, more)


def _all(text: str, pos: int, limit: int) -> Iterator[int]:
    """Every closing brace."""
    while (pos := text.find("}", pos + 1, limit)) >= 0:
        yield pos


def _balanced(text: str, pos: int, limit: int) -> Iterator[int]:
    """The closing braces that have no partner, strings and comments left out."""
    depth = 0
    at = pos + 1
    while at < limit:
        found = _TOKEN.search(text, at, limit)
        if not found:
            return
        token = found[0]
        at = found.end()
        if token == "{":
            depth += 1
        elif token == "}":
            if depth <= 0:
                yield found.start()
            depth -= 1
        elif token == "`":
            at = _template_end(text, at, limit)
        elif token == "/*":
            return


def _template_end(text: str, at: int, limit: int) -> int:
    """Where the template literal that opened before `at` ends."""
    depth = 0
    for found in _TEMPLATE.finditer(text, at, limit):
        token = found[0]
        if token == "`" and not depth:
            return found.end()
        depth += 1 if token == "${" else -1 if token == "}" and depth else 0
    return limit
