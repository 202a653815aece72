"""Characters that a word processor puts into commands and YAML: curly quotes, long dashes, blanks.

In comments, placeholders and sentences they are fine; where they stand for syntax they are not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import DASHES
from docs_snippets.code_blocks.language import fence_kind, is_typed
from docs_snippets.code_blocks.transcript import mask_tokens, typed_text
from docs_snippets.core.source import Edit, Excerpt, Span
from docs_snippets.mdx.page import InlineCode, Page

ANY = re.compile(
    "[\u2018\u2019\u201c\u201d\u2010-\u2015\u2212\u00a0\u2007\u202f\u200b\u2060\ufeff]"
)
"""Everything that is looked for, for texts that have none of it."""

_NAMES = {
    "\u2018": ("curly quote", "'"),
    "\u2019": ("curly quote", "'"),
    "\u201c": ("curly quote", '"'),
    "\u201d": ("curly quote", '"'),
    "\u00a0": ("no-break space", " "),
    "\u2007": ("figure space", " "),
    "\u202f": ("narrow no-break space", " "),
    "\u200b": ("zero-width space", ""),
    "\u2060": ("word joiner", ""),
    "\ufeff": ("byte-order mark", ""),
    "\u2212": ("minus sign", "-"),
}
_BLANK = "[\u00a0\u2007\u202f\u200b\u2060\ufeff]"
_DASH = f"[{DASHES}]"
_CURLY = "[\u2018\u2019\u201c\u201d]"
_SHELL = re.compile(
    r"(?P<skipped>\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"|(?:(?<=\s)|^)#[^\n]*|(?<=\w)\u2019(?=\w))"
    rf"|(?P<wrong>{_CURLY}|(?:(?<=\s)|^){_DASH}(?=[-\w]|{_DASH})|{_BLANK})|.",
    re.DOTALL | re.MULTILINE,
)
_NEAR = 16
_SCRIPT = re.compile(r"\b(?:ba)?sh[ ]+-c[ ]+$")
_JSON = re.compile(r"['\"]\s*[{\[]")
_IN_JSON = re.compile(r"[{\[,:]\s*(?P<open>[\u201c\u201d])|(?P<close>[\u201c\u201d])\s*[:,\]}]")
_YAML = re.compile(
    r"(?:(?<=\s)|^)#[^\n]*"
    r"|(?:(?<=[:-] )|(?<=[\[{,])|(?<=[\[{,] )|(?<=[!=]=)|(?<=[!=]= )|(?<=in \{))"
    rf"(?P<open>{_CURLY})"
    rf"[^\n\u2018\u2019\u201c\u201d]*(?P<close>{_CURLY})"
    r"(?=[ \t]*(?:[,\]}:&|'\"]|#[^\n]*)?$|[ \t]*[,\]}:&|])"
    rf"|(?:^|(?<=[:-]))[ \t]*(?P<blank>{_BLANK})"
    rf"|^[ \t]*(?P<dash>{_DASH})(?=[ \t]+\S)"
    r"|(?P<invisible>[\u200b\u2060\ufeff])",
    re.MULTILINE,
)


class TypographicCharacter(NamedTuple):
    """A character, its place, and what was meant."""

    span: Span
    what: str
    meant: str

    @property
    def fix(self) -> Edit:
        """The character a keyboard has."""
        return Edit(self.span, self.meant)


def typographic_characters(page: Page) -> Iterator[TypographicCharacter]:
    """Every such character in what a reader copies."""
    for fence in page.fences:
        text = fence.content.text
        if ANY.search(text):
            held = fence_kind(fence)
            if held == "shell":
                shown = typed_text(text, labelled=fence.lang is not None).text
                yield from _placed(fence.content, _in_shell(shown))
            elif held in ("yaml", "json"):
                yield from _placed(fence.content, _in_yaml(mask_tokens(text)))
    for code in page.inline_code:
        if ANY.search(code.value) and _is_command(code):
            yield from _placed(code.content, _in_shell(mask_tokens(code.value)))


def _is_command(code: InlineCode) -> bool:
    return " " in code.value.strip() and is_typed(code.value)


def _placed(text: Excerpt, offsets: Iterator[int]) -> Iterator[TypographicCharacter]:
    for at in offsets:
        what, meant = _NAMES.get(text.text[at], ("long dash", "-"))
        yield TypographicCharacter(text.span(at, at + 1), what, meant)


def _in_shell(text: str) -> Iterator[int]:
    for found in _SHELL.finditer(text):
        if found["wrong"]:
            yield found.start()
        elif found[0][:1] in ("'", '"') and _SCRIPT.search(
            text[max(found.start() - _NEAR, 0) : found.start()]
        ):
            yield from (found.start() + 1 + at for at in _in_shell(found[0][1:-1]))
        elif _JSON.match(found[0]):
            for inner in _IN_JSON.finditer(found[0]):
                yield found.start() + inner.start(inner.lastgroup or 0)


def _in_yaml(text: str) -> Iterator[int]:
    for found in _YAML.finditer(text):
        yield from (
            found.start(group) for group, typed_text in found.groupdict().items() if typed_text
        )
