"""Selector expressions (`app == 'web' && has(tier)`), and why one is none."""

import re
from typing import NamedTuple

_TOKENS = re.compile(
    r"\s*(?:(?P<call>all|global)\s*\(\s*\)|has\s*\(\s*(?P<has>[\w./-]+)\s*\)"
    r"|(?P<operator>==|!=|contains\b|starts\s*with\b|ends\s*with\b)|(?P<among>(?:not\s+)?in\b)"
    r"|(?P<sign>&&|\|\||[!(){},])|(?P<text>'[^']*'|\"[^\"]*\")|(?P<label>[\w./-]+)"
    r"|(?P<open>['\"])|(?P<other>\S))"
)
DEPTH_LIMIT = 50
_LEFT_OPEN = re.compile(r"[<>$\[\]…]|\.\.\.")


class SelectorProblem(NamedTuple):
    """A place in an expression, as offsets, and what is wrong there."""

    start: int
    end: int
    message: str


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _EndError(Exception):
    """Ends the reading of an expression, at its first problem or where it is not judged."""


def selector_problem(text: str) -> SelectorProblem | None:
    """The first thing that is wrong; None where nothing is, or the page leaves the text open."""
    if not text.strip() or _LEFT_OPEN.search(text):
        return None
    found: list[SelectorProblem] = []
    tokens = [
        _Token(each.lastgroup or "", each[each.lastgroup or 0], *each.span(each.lastgroup or 0))
        for each in _TOKENS.finditer(text)
    ]
    tokens.append(_Token("end", "", len(text), len(text)))
    reader = _Reader(tokens, found)
    try:
        reader.expression()
        reader.expect("end", "'&&' or '||'")
    except _EndError:
        pass
    return found[0] if found else None


class _Reader:
    """Reads tokens one after the other, up to the first that does not fit."""

    def __init__(self, tokens: list[_Token], found: list[SelectorProblem]) -> None:
        self._tokens, self._found, self._at, self._depth = tokens, found, 0, 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def expression(self) -> None:
        """`term && term || term`; one that is nested as no person nests it is not judged."""
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise _EndError
        self._term()
        while self._next.text in ("&&", "||"):
            self._at += 1
            self._term()
        self._depth -= 1

    def expect(self, kind: str, wanted: str) -> _Token:
        """The next token, which has to be of a kind, or to be that sign."""
        token = self._next
        if kind not in (token.kind, token.text):
            self._refuse(token, wanted)
        self._at += token.kind != "end"
        return token

    def _term(self) -> None:
        while self._next.text == "!":
            self._at += 1
        token = self._next
        if token.text == "(":
            self._at += 1
            self.expression()
            self.expect(")", "')'")
        elif token.kind in ("call", "has"):
            self._at += 1
        else:
            self._comparison(self.expect("label", "a label"))

    def _comparison(self, label: _Token) -> None:
        token = self._next
        if token.kind == "among":
            self._at += 1
            self.expect("{", "'{'")
            while self._next.text != "}":
                self.expect("text", "a value in quotation marks")
                if self._next.text != "}":
                    self.expect(",", "',' or '}'")
            self._at += 1
        elif token.kind == "operator":
            self._at += 1
            self.expect("text", "a value in quotation marks")
        elif label.text in ("all", "global"):
            self._refuse(label, f"'{label.text}()'")
        else:
            self._refuse(token, "an operator such as '=='")

    def _refuse(self, token: _Token, wanted: str) -> None:
        if token.kind == "open":
            self._found.append(SelectorProblem(token.start, token.end, "unclosed quote"))
        else:
            shown = repr(token.text) if token.text else "the end"
            message = f"expected {wanted}, got {shown}"
            self._found.append(SelectorProblem(token.start, token.end, message))
        raise _EndError
