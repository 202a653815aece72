"""Expressions in braces: where one ends."""

import re
from typing import NamedTuple

from docs_snippets.mdx.javascript import is_empty, is_expression, is_spread

_TOKEN = re.compile(
    r"""[{}]|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`|//[^\r\n]*|/\*.*?\*/""", re.DOTALL
)
_SIMPLE = re.compile(r"\{[ \t]*[A-Za-z_$][\w$.]*[ \t]*\}|\{/\*[^*{}\r\n]*\*/\}", re.ASCII)
_INDENT = re.compile(r"(\r\n|\n|\r)[ \t]{1,2}")
MAX_TRIES = 40


class Braces(NamedTuple):
    """A `{…}` found: `end` after its brace, `value` what stands between, unindented."""

    end: int
    value: str


class NoBraces(NamedTuple):
    """No expression: why, where, and whether more text could change that."""

    pos: int
    message: str
    more: bool


def expression_at(
    text: str, pos: int, limit: int, *, spread: bool = False, empty: bool = True
) -> Braces | NoBraces:
    """The expression whose `{` stands at `pos`."""
    tried = 0
    failed = False
    for close in _candidates(text, pos, limit):
        value = (
            _INDENT.sub(r"\1", text[pos + 1 : close]) if close - pos > 2 else text[pos + 1 : close]
        )
        if is_empty(value):
            if not empty:
                return NoBraces(close, "an expression is expected between the braces", False)
            return Braces(close + 1, value)
        if is_spread(value) if spread else is_expression(value):
            return Braces(close + 1, value)
        failed = True
        tried += 1
        if tried >= MAX_TRIES:
            break
    message = (
        "what stands in braces is no JavaScript expression; write `\\{` for a literal brace"
        if failed
        else "the brace is not closed; write `\\{` for a literal brace"
    )
    return NoBraces(pos, message, tried < MAX_TRIES)


def _candidates(text: str, pos: int, limit: int) -> list[int]:
    """Offsets of the braces that could end the expression, in order."""
    out = []
    depth = 0
    at = pos + 1
    lenient = False
    while at < limit:
        found = _TOKEN.search(text, at, limit)
        if not found:
            break
        token = found[0]
        at = found.end()
        if token == "{":
            depth += 1
        elif token == "}":
            if depth <= 0 or lenient:
                out.append(found.start())
                if len(out) > MAX_TRIES:
                    break
            depth -= 1
        elif token == "`":
            at = _template_end(text, at, limit)
    return out


def _template_end(text: str, at: int, limit: int) -> int:
    """Where the template literal that opened before `at` ends."""
    depth = 0
    while at < limit:
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "`" and not depth:
            return at + 1
        if char == "$" and text.startswith("{", at + 1):
            depth += 1
            at += 2
            continue
        if char == "}" and depth:
            depth -= 1
        at += 1
    return limit
