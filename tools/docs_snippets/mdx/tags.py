"""Reads JSX tags, and says what is wrong with one that is malformed."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.budget import Effort
from docs_snippets.mdx.events import Tag
from docs_snippets.mdx.expressions import Braces, NoBraces, expression_at
from docs_snippets.mdx.page import Attribute
from docs_snippets.mdx.strings import reference

_SPACE = re.compile(
    r"[ \t\r\n\x0b\x0c\xa0\ufeff\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029]*"
)
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z0-9]+);")
_CONTINUATION = re.compile(r"(\r\n|\n|\r)[ \t\xa0\x0b\x0c\ufeff]+")
_FAST = re.compile(
    r"<(?:(/)([A-Za-z][\w.]*)|([A-Za-z][\w.]*)"
    r"((?:[ \t]+[A-Za-z][\w-]*(?:=\"[^\"&\r\n]*\"|='[^'&\r\n]*')?)*)[ \t]*(/)?)>",
    re.ASCII,
)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?", re.ASCII)


class NoTag(NamedTuple):
    """No tag: why and where, and whether more text could change that."""

    place: Callable[[], int]
    message: str
    more: bool


# Mirrors `factoryTag` of micromark-extension-mdx-jsx/lib/factory-tag.js.
def tag_at(
    text: str, pos: int, limit: int, effort: Effort, partial: bool = False
) -> Tag | NoTag | None:
    """The tag whose `<` stands at `pos`; None where `<` is text."""
    found = _FAST.match(text, pos, limit)
    if found and not found[0].endswith(".>") and "." not in found[0][-2:]:
        name = found[2] or found[3]
        if ".." not in name and not name.endswith(".") and "._" not in name:
            attributes = _fast_attributes(found[4], found.start(4)) if found[4] else ()
            return Tag(pos, found.end(), name, bool(found[1]), bool(found[5]), attributes)
    if pos + 1 >= limit:
        if text[limit : limit + 1] in ("\n", "\r"):
            return None
        return NoTag(lambda: pos + 1, _unexpected(text, pos + 1, limit, "a name"), True)
    if text[pos + 1] in " \t\r\n":
        return None
    return _Reader(text, limit, effort, partial).tag(pos)


def _fast_attributes(text: str, start: int) -> tuple[Attribute, ...]:
    out = []
    for found in _ATTRIBUTE.finditer(text):
        value = found[2] if found[2] is not None else found[3]
        span = Span(start + found.start(), start + found.end())
        kind = "boolean" if value is None else "string"
        out.append(Attribute(found[1], value, kind, span))  # type: ignore[arg-type]
    return tuple(out)


def _unexpected(text: str, pos: int, limit: int, expected: str) -> str:
    if pos >= limit:
        return f"expected {expected} in a tag, but the text ends; write `\\<` for a literal `<`"
    char = text[pos]
    if char == "!":
        advice = "write comments as `{/* … */}`"
    elif char in "/@":
        advice = "write links as `[text](url)`"
    else:
        advice = "write `\\<` for a literal `<`"
    return f"expected {expected} in a tag, got `{char}`; {advice}"


class _Reader:
    """Reads one tag; the first thing wrong ends the reading."""

    def __init__(self, text: str, limit: int, effort: Effort, partial: bool) -> None:
        self.text = text
        self.limit = limit
        self.effort = effort
        self.partial = partial
        self.pos = 0
        self.fault: NoTag | None = None

    def tag(self, start: int) -> Tag | NoTag:
        self.pos = start + 1
        self._space()
        closing = self._take("/")
        if closing:
            self._space()
        name = ""
        attributes: tuple[Attribute, ...] = ()
        if not self._at(">"):
            name = self._name()
        self_closing = False
        if not self._broken():
            attributes, self_closing = self._attributes()
        if self.fault:
            return self.fault
        if not self._take(">"):
            return self._fail("`>`")
        return Tag(start, self.pos, name, closing, self_closing, attributes)

    def _broken(self) -> bool:
        return self.fault is not None

    def _at(self, char: str) -> bool:
        return self.pos < self.limit and self.text[self.pos] == char

    def _take(self, char: str) -> bool:
        if self._at(char):
            self.pos += 1
            return True
        return False

    def _space(self) -> None:
        found = _SPACE.match(self.text, self.pos, self.limit)
        self.pos = found.end() if found else self.pos

    def _fail(self, expected: str) -> NoTag:
        if self.fault is None:
            pos = self.pos
            message = _unexpected(self.text, pos, self.limit, expected)
            self.fault = NoTag(lambda: pos, message, pos >= self.limit)
        return self.fault

    def _identifier(self, after: str) -> str:
        """One identifier; what follows must be white space or one of `after`."""
        start = self.pos
        text, limit = self.text, self.limit
        if start >= limit or not _starts_name(text[start]):
            self._fail("a name")
            return ""
        pos = start + 1
        while pos < limit and _continues_name(text[pos]):
            pos += 1
        self.pos = pos
        if pos >= limit or (text[pos] not in after and not _SPACE.fullmatch(text[pos])):
            self._fail("the rest of a name")
        return text[start:pos]

    # Mirrors `primaryName` of micromark-extension-mdx-jsx/lib/factory-tag.js.
    def _name(self) -> str:
        name = self._identifier("./:>{")
        self._space()
        if self._broken():
            return name
        if self._take(":"):
            self._space()
            name += ":" + self._identifier("/>{")
            self._space()
        while not self._broken() and ":" not in name and self._take("."):
            self._space()
            name += "." + self._identifier("./>{")
            self._space()
        return name

    # Mirrors `attributeBefore` of micromark-extension-mdx-jsx/lib/factory-tag.js.
    def _attributes(self) -> tuple[tuple[Attribute, ...], bool]:
        out: list[Attribute] = []
        while not self._broken():
            self._space()
            if self._at(">"):
                break
            if self._take("/"):
                self._space()
                if not self._at(">"):
                    self._fail("`>`")
                return tuple(out), True
            attribute = self._spread() if self._at("{") else self._attribute()
            if attribute:
                out.append(attribute)
        return tuple(out), False

    def _spread(self) -> Attribute | None:
        start = self.pos
        found = self._braces(spread=True)
        if isinstance(found, NoBraces):
            self.fault = NoTag(*found)
            return None
        self.pos = found.end
        return Attribute("", None, "spread", Span(start, found.end), found.value)

    def _braces(self, spread: bool = False) -> Braces | NoBraces:
        return expression_at(
            self.text,
            self.pos,
            self.limit,
            self.effort,
            spread=spread,
            empty=False,
            partial=self.partial,
        )

    def _attribute(self) -> Attribute | None:
        start = self.pos
        name = self._identifier("/:=>{")
        if self._broken():
            return None
        end = self.pos
        self._space()
        if self._take(":"):
            self._space()
            name += ":" + self._identifier("/=>{")
            end = self.pos
            self._space()
        if self._broken():
            return None
        if not self._take("="):
            return Attribute(name, None, "boolean", Span(start, end))
        self._space()
        if self._at("{"):
            found = self._braces()
            if isinstance(found, NoBraces):
                self.fault = NoTag(*found)
                return None
            self.pos = found.end
            return Attribute(name, None, "expression", Span(start, self.pos), found.value)
        return self._string(name, start)

    # Mirrors `attributeValueQuoted` of micromark-extension-mdx-jsx/lib/factory-tag.js.
    def _string(self, name: str, start: int) -> Attribute | None:
        if not (self._at('"') or self._at("'")):
            self._fail("a value in quotes or braces")
            return None
        close = self.text.find(self.text[self.pos], self.pos + 1, self.limit)
        if close < 0:
            self.pos = self.limit
            self._fail("a closing quote")
            return None
        value = self.text[self.pos + 1 : close]
        if "\n" in value or "\r" in value:
            value = _CONTINUATION.sub(r"\1", value)
        if "&" in value:
            value = _REFERENCE.sub(_decoded, value)
        self.pos = close + 1
        return Attribute(name, value, "string", Span(start, self.pos))


def _decoded(found: re.Match[str]) -> str:
    value = reference(found[0])
    return found[0] if value is None else value


def _starts_name(char: str) -> bool:
    return char in "$_" or (char.isidentifier() and unicodedata.category(char) != "Pc")


def _continues_name(char: str) -> bool:
    return char in "-$_\u200c\u200d" or ("a" + char).isidentifier()
