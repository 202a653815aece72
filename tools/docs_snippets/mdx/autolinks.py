"""Finds literal autolinks: addresses in text that are links without markup."""

import re
from dataclasses import dataclass

from docs_snippets.mdx.attention import char_class

_EMAIL = re.compile(r"[A-Za-z0-9+\-._]+@", re.ASCII)
_DOMAIN_CHAR = re.compile(r"[A-Za-z0-9\-_]+", re.ASCII)
_PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
_TRAIL = re.compile(r"[!\"'),*.:;?_~]+|&[A-Za-z]+;|\](?![\s(\[]|\Z)|\]")
_PATH_STOP = re.compile(r"[!\"&'()*,.:;<?\]_~\ufeff]|\s")


@dataclass(slots=True)
class Underscored:
    """A domain that is none for an underscore near its end: where it starts, where that stands.

    Whatever starts between the two goes on to the same end and is none either.
    """

    start: int = 0
    mark: int = -1


# Mirrors `tokenizeProtocolAutolink` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def literal_at(text: str, pos: int, failed: Underscored) -> tuple[int, str] | None:
    """End and address of the link that starts at `pos`, if one does."""
    before = text[pos - 1 : pos] if pos else ""
    char = text[pos]
    if char in "wW":
        if before and before not in "(*_[]~ \t\r\n":
            return None
        if text[pos : pos + 4].lower() != "www." or pos + 4 >= len(text):
            return None
        end = _address(text, pos, failed)
        return (end, "http://" + text[pos:end]) if end else None
    found = _PROTOCOL.match(text, pos)
    if not found or (before.isascii() and before.isalpha()):
        return None
    start = found.end()
    if start >= len(text) or text[start] < " " or text[start] == "\x7f" or char_class(text[start]):
        return None
    end = _address(text, start, failed)
    return (end, text[pos:end]) if end else None


# Mirrors `tokenizeEmailAutolink` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def email_at(text: str, pos: int) -> tuple[int, str] | None:
    """End and address of the mail address that starts at `pos`, if one does."""
    found = _EMAIL.match(text, pos)
    if not found:
        return None
    at = found.end()
    dot = False
    start = at
    while True:
        part = _DOMAIN_CHAR.match(text, at)
        if part:
            at = part.end()
        follows = text[at + 1 : at + 2]
        if text[at : at + 1] == "." and follows.isascii() and follows.isalnum():
            dot = True
            at += 1
            continue
        break
    last = text[at - 1]
    if at == start or not dot or not (last.isascii() and last.isalpha()):
        return None
    return at, "mailto:" + text[pos:at]


def _address(text: str, pos: int, failed: Underscored) -> int | None:
    if failed.start <= pos <= failed.mark:
        return None
    end = _domain(text, pos, failed)
    return _path(text, end) if end is not None else None


# Mirrors `tokenizeDomain` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def _domain(text: str, pos: int, failed: Underscored) -> int | None:
    start = pos
    last = before_last = -1
    seen = False
    size = len(text)
    fails_until = pos
    while pos < size:
        char = text[pos]
        if char in "._":
            if pos >= fails_until:
                if _trails(text, pos):
                    break
                fails_until = _trail_end(text, pos)
            if char == "_":
                last = pos
            else:
                before_last, last = last, -1
        elif char != "-" and not char.isalnum() and char_class(char):
            break
        else:
            seen = True
        pos += 1
    mark = max(last, before_last)
    if mark >= 0:
        failed.start, failed.mark = start, mark
    return None if mark >= 0 or not seen else pos


# Mirrors `tokenizePath` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def _path(text: str, pos: int) -> int:
    opened = closed = 0
    fails_until = pos
    while True:
        found = _PATH_STOP.search(text, pos)
        if not found:
            return len(text)
        pos = found.start()
        char = text[pos]
        if char == "(":
            opened += 1
        elif char == ")" and closed < opened:
            closed += 1
        elif char.isspace() or char == "\ufeff":
            if char in " \t\r\n" or char_class(char) == 1:
                return pos
        elif pos >= fails_until:
            if _trails(text, pos):
                return pos
            fails_until = _trail_end(text, pos)
            closed += char == ")"
        else:
            closed += char == ")"
        pos += 1


def _trail_end(text: str, pos: int) -> int:
    while found := _TRAIL.match(text, pos):
        pos = found.end()
    return pos


# Mirrors `tokenizeTrail` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def _trails(text: str, pos: int) -> bool:
    """Whether only punctuation that is no part of an address follows, to a space or the end."""
    while pos < len(text):
        char = text[pos]
        if char == "<" or char in " \t\r\n" or (char.isspace() and char_class(char) == 1):
            return True
        found = _TRAIL.match(text, pos)
        if not found:
            return False
        pos = found.end()
        if found[0] == "]" and (
            pos >= len(text) or text[pos] in "([ \t\r\n" or char_class(text[pos]) == 1
        ):
            return True
    return True
