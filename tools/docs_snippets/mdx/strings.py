"""Reads what links, definitions and fences share: labels, destinations, titles, escapes."""

import re
from html.entities import html5

_ESCAPE = re.compile(
    r"""\\([!-/:-@\[-`{-~])|&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z0-9]{1,31}));"""
)
_LABEL = re.compile(r"(?:\\[\[\]\\]|[^\[\]])*")
_ANGLE = re.compile(r"<((?:\\[<>\\]|[^<>\r\n])*+)>")
_RAW_STOP = re.compile(r"\\[()\\]|[() \x00-\x1f\x7f]")
_TITLES = {
    '"': re.compile(r'"(?:\\["\\]|[^"])*+"'),
    "'": re.compile(r"'(?:\\['\\]|[^'])*+'"),
    "(": re.compile(r"\((?:\\[)\\]|[^)])*+\)"),
}
MAX_LABEL = 999


# Mirrors `decodeString` of micromark-util-decode-string/index.js.
def decode(text: str) -> str:
    """The text with escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    value = reference(found[0])
    return found[0] if value is None else value


def reference(text: str) -> str | None:
    """What a character reference (`&…;`) stands for; None when it is none."""
    if text.startswith("&#"):
        code = int(text[3:-1], 16) if text[2] in "xX" else int(text[2:-1])
        return _character(code)
    return html5.get(text[1:])


def _character(code: int) -> str:
    if (
        code < 9
        or code == 11
        or 13 < code < 32
        or 126 < code < 160
        or 55295 < code < 57344
        or 64975 < code < 65008
        or code & 65535 in (65535, 65534)
        or code > 1114111
    ):
        return "\ufffd"
    return chr(code)


# Mirrors `normalizeIdentifier` of micromark-util-normalize-identifier/index.js.
def normalize(label: str) -> str:
    """The label as references are matched: white space folded, case ignored."""
    return re.sub(r"[\t\n\r ]+", " ", label).strip(" ").lower().upper()


# Mirrors `factoryLabel` of micromark-factory-label/index.js.
def label_end(text: str, pos: int) -> int | None:
    """Offset of the `]` that ends the label whose `[` stands at `pos`."""
    found = _LABEL.match(text, pos + 1, pos + 2 + 2 * MAX_LABEL)
    if not found or not text.startswith("]", found.end()):
        return None
    inner = found[0]
    if not inner.strip(" \t\r\n") or len(inner) > MAX_LABEL:
        return None
    return found.end()


# Mirrors `factoryDestination` of micromark-factory-destination/index.js.
def destination(text: str, pos: int, limit: int = 1 << 30) -> tuple[int, int, str, int] | None:
    """A link destination: start and end of its URL, the URL as typed, and where it ends."""
    if text.startswith("<", pos):
        found = _ANGLE.match(text, pos)
        return (found.start(1), found.end(1), found[1], found.end()) if found else None
    end = _raw_end(text, pos, limit)
    return (pos, end, text[pos:end], end) if end is not None and end > pos else None


def _raw_end(text: str, pos: int, limit: int) -> int | None:
    balance = 0
    for found in _RAW_STOP.finditer(text, pos):
        char = found[0]
        if char == "(":
            if balance >= limit:
                return None
            balance += 1
        elif char == ")":
            if not balance:
                return found.start()
            balance -= 1
        elif char in " \t\r\n":
            return None if balance else found.start()
        elif len(char) == 1 and (char < " " or char == "\x7f"):
            return None
    return None if balance else len(text)


# Mirrors `factoryTitle` of micromark-factory-title/index.js.
def title_end(text: str, pos: int) -> int | None:
    """Where the title that starts at `pos` ends; None when there is none."""
    pattern = _TITLES.get(text[pos : pos + 1])
    found = pattern.match(text, pos) if pattern else None
    return found.end() if found else None
