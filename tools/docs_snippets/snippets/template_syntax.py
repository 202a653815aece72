"""Mistakes in a template that its text alone shows, in plain words: tags left open, other syntaxes.

Jinja reports a tag that is never closed at the end of the file, and does not see `{{ name }}` or
`{% if %}` at all, which it leaves in the text. Both are found here before Jinja reads the template.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.core.numbers import MOST_DIGITS

BLOCK_LIMIT = 10
"""How deep blocks may be nested; Python cannot compile twice as many loops."""

_LONG_NUMBER = re.compile(rf"[0-9a-fA-F_]{{{MOST_DIGITS + 1},}}")
_TAG = re.compile(r"<%(?P<mark>[=#]?)-?\s*(?P<word>\w*)|(?P<close>%>)")
_ENDS = {"if": "endif", "for": "endfor"}
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_FOREIGN_TAG = re.compile(
    r"\{%-?\s*(?P<word>if|elif|else|endif|for|endfor|include|set|block|endblock|raw|endraw)\b"
)
_FOREIGN_VALUE = re.compile(r"\{\{-?\s*(?P<word>[A-Za-z_]\w*)")

_REFUSED = "autoescape block call do extends filter from import macro raw trans with".split()
TAGS = ("if", "elif", "else", "endif", "for", "endfor", "include", "set")


class SyntaxMistake(NamedTuple):
    """What is wrong with a template, and its 1-based line."""

    line: int
    message: str


def find_mistake(text: str, names: Collection[str]) -> SyntaxMistake | None:
    """The first mistake in a template's tags; `names` are the values and functions it may use."""
    return next(iter((*_numbers(text), *_in_tags(text), *_foreign(text, names))), None)


def _numbers(text: str) -> Iterator[SyntaxMistake]:
    """A number that is too long to be read, or a text that is as long and looks like one."""
    found = _LONG_NUMBER.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        yield SyntaxMistake(line, f"a number has more than {MOST_DIGITS} digits")


def _in_tags(text: str) -> Iterator[SyntaxMistake]:
    """The first tag without `%>`, unknown tag, or block without its end or its beginning."""
    blocks: list[tuple[str, int]] = []
    opened = 0
    for found in _TAG.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found["close"]:
            opened = 0
            continue
        if opened:
            break
        opened = line
        message = "" if found["mark"] else _enter(found["word"], line, blocks)
        if message:
            yield SyntaxMistake(line, message)
            return
    if opened:
        yield SyntaxMistake(opened, "this tag is not closed; expected '%>'")
    elif blocks:
        word, line = blocks[-1]
        message = f"'<% {word} … %>' is not closed; expected '<% {_ENDS[word]} %>' below"
        yield SyntaxMistake(line, message)


def _enter(word: str, line: int, blocks: list[tuple[str, int]]) -> str:
    """Keeps the list of open blocks; returns what is wrong with a tag, or nothing."""
    if word.removeprefix("end") in _REFUSED:
        return f"{word!r} is not allowed in a template"
    if word not in TAGS:
        return f"unknown tag {word!r}{suggestion(word, TAGS)}"
    if word in _ENDS:
        blocks.append((word, line))
        too_deep = len(blocks) > BLOCK_LIMIT
        return f"blocks are nested more than {BLOCK_LIMIT} deep here" if too_deep else ""
    if word not in ("elif", "else", *_ENDS.values()):
        return ""
    if not blocks:
        return f"'<% {word} %>' is not in a block"
    block, start = blocks[-1]
    if word in _ENDS.values():
        if word != _ENDS[block]:
            return f"'<% {word} %>' does not close '<% {block} … %>' of line {start}"
        blocks.pop()
    return ""


def _foreign(text: str, names: Collection[str]) -> Iterator[SyntaxMistake]:
    """Jinja's usual delimiters, which stay in the text.

    In a code block they may belong to the example, unless they name what a template of ours knows.
    """
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        tag = _FOREIGN_TAG.search(line)
        if tag and not fence:
            yield SyntaxMistake(
                number, f"'{{% {tag['word']} %}}' stays in the text; write '<% {tag['word']} … %>'"
            )
        for value in _FOREIGN_VALUE.finditer(line):
            word = value["word"]
            if word in names:
                message = f"'{{{{ {word} }}}}' stays in the text; write '<%= {word} %>'"
                yield SyntaxMistake(number, message)
