"""Numbers, strings, templates and regular expressions that strict JavaScript does not take."""

import re
import sys

from tree_sitter import Node

_ESCAPE = re.compile(rb"\\(?:([1-9]|0[0-9])|u\{([0-9a-fA-F]+)\}|.)", re.DOTALL)
_LINE_IN_STRING = re.compile(rb"(?:\\(?:\r\n|.)|[^\\\r\n])*+[\r\n]", re.DOTALL)
_FLAGS = re.compile(r"[dgimsuvy]*")
_PATTERN = re.compile(
    r"\\.|\[\^?(?P<set>(?:\\.|[^\]\\])*)\]"
    r"|(?P<open>\((?:\?(?:<[A-Za-z_$][\w$]*>|[:=!]|<[=!]))?)|(?P<close>\))|(?P<many>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<or>\||\^)|.",
    re.DOTALL,
)
_RANGE = re.compile(r"([^\\\-])-([^\\\-])")


def bad_number(node: Node) -> bool:
    text = node.text or b""
    return len(text) > 1 and text[:1] == b"0" and (text[1:2].isdigit() or text[1:2] == b"_")


def bad_string(node: Node, parent: str) -> bool:
    """Whether a string is none; the value of an attribute, whose kind `parent` is, may be any."""
    text = node.text or b""
    if parent == "jsx_attribute":
        return False
    if b"\\" in text and _escapes_badly(text):
        return True
    return (b"\n" in text or b"\r" in text) and _LINE_IN_STRING.match(text) is not None


def _escapes_badly(text: bytes) -> bool:
    """Whether there is an octal escape, or a code point that is none."""
    for found in _ESCAPE.finditer(text):
        if found[1] or (found[2] and int(found[2], 16) > sys.maxunicode):
            return True
    return False


def bad_template(node: Node, parent: str) -> bool:
    """Whether a template is none; the function it is given to, if any, takes all escapes."""
    if parent == "call_expression":
        return False
    escape = b""
    for child in node.children:
        if escape and _escapes_badly(escape + (child.text or b"")[:1]):
            return True
        escape = (child.text or b"") if child.type == "escape_sequence" else b""
    return bool(escape) and _escapes_badly(escape)


def bad_regex(node: Node) -> bool:
    if (node.text or b"").startswith(b"/*"):
        return True
    pattern, flags = (_text(node.child_by_field_name(field)) for field in ("pattern", "flags"))
    if not _FLAGS.fullmatch(flags) or len(set(flags)) < len(flags) or {"u", "v"} <= set(flags):
        return True
    return _bad_pattern(pattern)


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _bad_pattern(pattern: str) -> bool:
    """A pattern with groups not closed or nothing to repeat."""
    groups: list[str] = []
    names: set[str] = set()
    repeats = False
    for found in _PATTERN.finditer(pattern):
        kind = found.lastgroup or ""
        if kind == "many" and (not repeats or _counts_down(found[0])):
            return True
        if found["open"]:
            groups.append(found["open"])
            named = found["open"].endswith(">")
            if named and found["open"] in names:
                return True
            names.update([found["open"]] if named else [])
        elif kind == "close":
            if not groups:
                return True
            repeats = groups.pop() not in ("(?<=", "(?<!")
            continue
        elif found["set"] and _runs_backwards(found["set"]):
            return True
        repeats = not (kind in ("many", "or") or found["open"])
    return bool(groups)


def _counts_down(quantifier: str) -> bool:
    """Whether a quantifier asks for more at least than at most, as in `{2,1}`."""
    least, _, most = quantifier.rstrip("?").strip("{}").partition(",")
    low, high = (number.lstrip("0") for number in (least, most))
    return bool(most) and (len(low), low) > (len(high), high)


def _runs_backwards(members: str) -> bool:
    """Whether a set has a range whose end is before its start."""
    return any(a > b for a, b in _RANGE.findall(re.sub(r"\\.", r"\\", members)))
