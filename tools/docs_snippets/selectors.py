"""Selector expressions (`app == 'web' && has(tier)`), and why one is none."""

import re
from typing import NamedTuple

_TOKENS = re.compile(
    r"\s*(?:(?P<call>all|global)\s*\(\s*\)|has\s*\(\s*(?P<has>[\w./-]+)\s*\)"
    r"|(?P<operator>==|!=|contains\b|starts\s*with\b|ends\s*with\b)|(?P<among>(?:not\s+)?in\b)"
    r"|(?P<sign>&&|\|\||[!(){},])|(?P<text>'[^']*'|\"[^\"]*\")|(?P<label>[\w./-]+)"
    r"|(?P<open>['\"])|(?P<other>\S))"
)
_LEFT_OPEN = re.compile(r"[<>$\[\]…]|\.\.\.")


class Flaw(NamedTuple):
    """A place in an expression, as offsets, and what is wrong there."""

    start: int
    end: int
    message: str


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _WrongError(Exception):
    """Ends the reading of an expression at its first flaw."""


def flaw(text: str) -> Flaw | None:
    """The first thing that is wrong; None where nothing is, or the page leaves the text open."""
    if not text.strip() or _LEFT_OPEN.search(text):
        return None
    found: list[Flaw] = []
    tokens = [
        _Token(each.lastgroup or "", each[each.lastgroup or 0], *each.span(each.lastgroup or 0))
        for each in _TOKENS.finditer(text)
    ]
    reader = _Reader([*tokens, _Token("end", "", len(text), len(text))], found)
    try:
        reader.expression()
        reader.expect("end", "'&&' or '||'")
    except _WrongError:
        pass
    return found[0] if found else None


class _Reader:
    """Reads tokens one after the other, up to the first that does not fit."""

    def __init__(self, tokens: list[_Token], found: list[Flaw]) -> None:
        self._tokens, self._found = tokens, found

    def expression(self) -> None:
        """`term && term || term`."""
        self._term()
        while self._tokens[0].text in ("&&", "||"):
            self._tokens.pop(0)
            self._term()

    def expect(self, kind: str, wanted: str) -> _Token:
        """The next token, which has to be of a kind, or to be that sign."""
        token = self._tokens[0]
        if kind not in (token.kind, token.text):
            self._refuse(token, wanted)
        return self._tokens.pop(0) if token.kind != "end" else token

    def _term(self) -> None:
        while self._tokens[0].text == "!":
            self._tokens.pop(0)
        token = self._tokens[0]
        if token.text == "(":
            self._tokens.pop(0)
            self.expression()
            self.expect(")", "')'")
        elif token.kind in ("call", "has"):
            self._tokens.pop(0)
        else:
            self._comparison(self.expect("label", "a label"))

    def _comparison(self, label: _Token) -> None:
        token = self._tokens[0]
        if token.kind == "among":
            self._tokens.pop(0)
            self.expect("{", "'{'")
            while self._tokens[0].text != "}":
                self.expect("text", "a value in quotation marks")
                if self._tokens[0].text != "}":
                    self.expect(",", "',' or '}'")
            self._tokens.pop(0)
        elif token.kind == "operator":
            self._tokens.pop(0)
            self.expect("text", "a value in quotation marks")
        elif label.text in ("all", "global"):
            self._refuse(label, f"'{label.text}()'")
        else:
            self._refuse(token, "an operator, such as '=='")

    def _refuse(self, token: _Token, wanted: str) -> None:
        if token.kind == "open":
            self._found.append(Flaw(token.start, token.end, "a quote that is not closed"))
        else:
            shown = repr(token.text) if token.text else "its end"
            message = f"expected {wanted}, and not {shown}"
            self._found.append(Flaw(token.start, token.end, message))
        raise _WrongError
