"""YAML scalars: plain, quoted and block ones, from a cursor that keeps line and indentation."""

import re

_BLANKS = re.compile(r"[ \t]*")
_SPACES = re.compile(r" *")
_REST = re.compile(r"[^\r\n\0]*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f]")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX = {"x": 2, "u": 4, "U": 8}
_PLAIN_STOP = re.compile(r":(?=[ \t\r\n])|#|[\r\n\0]")
_PLAIN_STOP_FLOW = re.compile(r":(?=[ \t\r\n,\[\]{}])|#|[\r\n\0,\[\]{}]")


class Bad(Exception):  # noqa: N818 - control flow inside the reader, never seen outside
    """The text is no YAML."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Cursor:
    """A place in a text that ends with a line end and a NUL."""

    __slots__ = ("error_pos", "indent", "line", "line_start", "pos", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.line = 0
        self.line_start = 0
        self.indent = 0
        self.error_pos = 0

    def fail(self, message: str) -> None:
        """Ends the reading."""
        self.error_pos = self.pos
        raise Bad(message)

    def line_break(self) -> None:
        """Passes one line end."""
        char = self.text[self.pos]
        if char == "\r":
            self.pos += 2 if self.text[self.pos + 1] == "\n" else 1
        elif char == "\n":
            self.pos += 1
        else:
            self.fail("a line break is expected")
        self.line += 1
        self.line_start = self.pos

    def skip(self, comments: bool) -> int:
        """Passes white space, line ends and maybe comments; answers how many line ends."""
        breaks = 0
        text = self.text
        while True:
            found = _BLANKS.match(text, self.pos)
            self.pos = found.end() if found else self.pos
            if comments and text[self.pos] == "#":
                rest = _REST.match(text, self.pos)
                self.pos = rest.end() if rest else self.pos
            if text[self.pos] not in "\r\n":
                return breaks
            self.line_break()
            breaks += 1
            spaces = _SPACES.match(text, self.pos)
            stop = spaces.end() if spaces else self.pos
            self.indent = stop - self.pos
            self.pos = stop

    def at_separator(self) -> bool:
        """Whether `---` or `...` stands here alone."""
        mark = self.text[self.pos : self.pos + 3]
        return mark in ("---", "...") and self.text[self.pos + 3] in "\0 \t\r\n"


def _folded(breaks: int) -> str:
    return " " if breaks == 1 else "\n" * (breaks - 1)


def plain(c: Cursor, indent: int, in_flow: bool) -> str | None:
    """A plain scalar; None when none starts here."""
    if not _starts_plain(c, in_flow):
        return None
    text = c.text
    out: list[str] = []
    start = end = c.pos
    while not (c.pos == c.line_start and c.at_separator()):
        end = max(end, _plain_line(c, in_flow))
        if text[c.pos] not in "\r\n":
            break
        state = (c.line, c.line_start, c.indent)
        out.append(_checked(c, text[start:end]))
        start = end
        breaks = c.skip(comments=False)
        if c.indent < indent:
            c.line, c.line_start, c.indent = state
            c.pos = end
            break
        if _ends_plain(c, in_flow):
            break
        out.append(_folded(breaks))
        start = end = c.pos
    out.append(_checked(c, text[start:end]))
    return "".join(out) or None


def _starts_plain(c: Cursor, in_flow: bool) -> bool:
    char, follows = c.text[c.pos], c.text[c.pos + 1 : c.pos + 2]
    if char in " \t\r\n\0,[]{}#&*!|>'\"%@`":
        return False
    return char not in "?-" or not (follows in " \t\r\n" or (in_flow and follows in ",[]{}"))


def _plain_line(c: Cursor, in_flow: bool) -> int:
    """Goes to where the scalar ends on this line, and answers where its text does."""
    text = c.text
    stop = _PLAIN_STOP_FLOW if in_flow else _PLAIN_STOP
    start = c.pos
    while found := stop.search(text, c.pos):
        c.pos = found.start()
        if found[0] != "#" or text[c.pos - 1] in " \t\r\n":
            break
        c.pos += 1
    end = c.pos
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def _ends_plain(c: Cursor, in_flow: bool) -> bool:
    """Whether what stands after line ends ends a plain scalar."""
    text = c.text
    char = text[c.pos]
    if char in "\0#" or (c.pos == c.line_start and c.at_separator()):
        return True
    follows = text[c.pos + 1] if char != "\0" else "\0"
    if char == ":":
        return follows in " \t\r\n" or (in_flow and follows in ",[]{}")
    return in_flow and char in ",[]{}"


def _checked(c: Cursor, text: str) -> str:
    if _UNPRINTABLE.search(text):
        c.fail("the text holds characters that cannot be printed")
    return text


def quoted(c: Cursor, quote: str) -> str:
    """A scalar in single or double quotes."""
    text = c.text
    out: list[str] = []
    c.pos += 1
    start = end = c.pos
    while (char := text[c.pos]) != "\0":
        if char == quote:
            out.append(_json(c, text[start : c.pos]))
            c.pos += 1
            if quote == '"' or text[c.pos] != "'":
                return "".join(out)
            start = c.pos
            c.pos += 1
            end = c.pos
        elif char == "\\" and quote == '"':
            out.append(_json(c, text[start : c.pos]))
            c.pos += 1
            out.append(_escape(c))
            start = end = c.pos
        elif char in "\r\n":
            out.append(_json(c, text[start:end]))
            out.append(_folded(c.skip(comments=False)))
            start = end = c.pos
        elif c.pos == c.line_start and c.at_separator():
            c.fail("the document ends within quotes")
        else:
            c.pos += 1
            end = c.pos
    c.fail("the text ends within quotes")
    return ""


def _json(c: Cursor, text: str) -> str:
    if _CONTROL.search(text):
        c.fail("a control character stands in quotes")
    return text


def _escape(c: Cursor) -> str:
    text = c.text
    char = text[c.pos]
    if char in "\r\n":
        c.skip(comments=False)
        return ""
    if char in _ESCAPES:
        c.pos += 1
        return _ESCAPES[char]
    size = _HEX.get(char)
    if size is None:
        c.fail("an unknown escape")
        return ""
    digits = text[c.pos + 1 : c.pos + 1 + size]
    for i, digit in enumerate(digits):
        if digit not in "0123456789abcdefABCDEF":
            c.pos += i + 1
            c.fail("a hexadecimal digit is expected")
    c.pos += size + 1
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def block_scalar(c: Cursor, indent: int) -> str:
    """A scalar after `|` or `>`."""
    folding = c.text[c.pos] == ">"
    chomping, text_indent, known = _header(c, indent)
    text = c.text
    out: list[str] = []
    empty = 0
    read = deeper = False
    while text[c.pos] != "\0":
        text_indent = _block_line(c, text_indent, known)
        if text[c.pos] in "\r\n":
            empty += 1
            continue
        if c.indent < text_indent:
            ends = {"+": 1 + empty if read else empty, "-": 0}
            out.append("\n" * ends.get(chomping, int(read)))
            break
        more = folding and text[c.pos] in " \t"
        out.append(_between(folding, more, deeper, read, empty))
        deeper = more
        read = known = True
        empty = 0
        rest = _REST.match(text, c.pos)
        end = rest.end() if rest else c.pos
        out.append(_checked(c, text[c.pos : end]))
        c.pos = end
    return "".join(out)


def _block_line(c: Cursor, text_indent: int, known: bool) -> int:
    """Passes a line end and the indentation after it; answers the indentation of the text."""
    c.line_break()
    start = c.pos
    while c.text[c.pos] == " " and (not known or c.pos - start < text_indent):
        c.pos += 1
    c.indent = c.pos - start
    return text_indent if known else max(text_indent, c.indent)


def _between(folding: bool, more: bool, deeper: bool, read: bool, empty: int) -> str:
    """What a block scalar has between two lines of text."""
    if not folding or more:
        return "\n" * (1 + empty if read else empty)
    if deeper:
        return "\n" * (empty + 1)
    if empty:
        return "\n" * empty
    return " " if read else ""


def _header(c: Cursor, indent: int) -> tuple[str, int, bool]:
    """Chomping, indentation of the text and whether it is known, after `|` or `>`."""
    text = c.text
    chomping, text_indent, known = "", indent, False
    while True:
        c.pos += 1
        char = text[c.pos]
        if char in "+-":
            if chomping:
                c.fail("a second chomping sign")
            chomping = char
        elif char in "0123456789":
            if char == "0" or known:
                c.fail("a bad indentation number of a block scalar")
            text_indent, known = indent + int(char) - 1, True
        else:
            break
    if char in " \t":
        found = _BLANKS.match(text, c.pos)
        c.pos = found.end() if found else c.pos
        if text[c.pos] == "#":
            rest = _REST.match(text, c.pos)
            c.pos = rest.end() if rest else c.pos
    return chomping, text_indent, known
