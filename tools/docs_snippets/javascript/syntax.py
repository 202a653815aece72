"""Whether a text is a JavaScript expression that acorn, the site's parser, accepts.

The site ends an expression at the first `}` up to which acorn accepts what stands between. The
grammar decides; cheap patterns decide first where they can.
"""

import re
from functools import lru_cache

from tree_sitter import Node

from docs_snippets.javascript.early_errors import RESERVED, early_error
from docs_snippets.javascript.grammar import first_error, parse

_META = re.compile(r"\bimport\s*\.\s*meta\b")
_PATH = re.compile(r"\s*([A-Za-z_$][\w$]*)(?:\.[A-Za-z_$][\w$]*)*\s*", re.ASCII)
_BRACKET = re.compile(rb"[}>]")
_NO_SPACE = re.compile(r"[\u200b\u2060]++")
_TEXTS = frozenset(("string", "template_string", "regex"))
_LITERAL = re.compile(
    r"""\s*(?:"[^"\\\r\n]*"|'[^'\\\r\n]*'|`[^`\\$]*`|[1-9][0-9]*|0)\s*""", re.ASCII
)
_SPACE = re.compile(r"(?:\s++|//[^\r\n]*+|/\*.*?\*/)*+", re.DOTALL)
_NOTHING = re.compile(r"(?:\s++|//[^\r\n]*+[\r\n]|/\*.*?\*/)*+", re.DOTALL)


def is_empty(text: str) -> bool:
    """Whether the text is only white space and comments."""
    if "/" in text:
        return _NOTHING.fullmatch(text) is not None
    return not text or text.isspace()


@lru_cache(maxsize=4096)
def is_expression(text: str) -> bool:
    """Whether the text is one expression."""
    found = _PATH.fullmatch(text)
    if found and found[1] not in RESERVED:
        return True
    if found and "." not in text:
        return False
    if _LITERAL.fullmatch(text):
        return True
    if "import" in text:
        text = _META.sub("import_meta", text)
    return _parses(f"({text})", "expression")


@lru_cache(maxsize=4096)
def is_spread(text: str) -> bool:
    """Whether the text is one spread element, as in `{...props}`."""
    return _parses(f"({{{text}}})", "spread")


def expression_error(text: str, spread: bool) -> int:
    """Offset of the syntax error in a text that is no expression, or no spread element."""
    before = "({" if spread else "("
    at = min(max(error_offset(f"{before}{text}\n)") - len(before), 0), len(text))
    first = text[:at].rstrip()
    return len(first) if not spread and first and is_expression(first) else at


def error_offset(text: str) -> int:
    """Offset of the token at which acorn gives up; the length of a text that it accepts."""
    root = parse(text)
    first, early = first_error(root), early_error(root)
    found = [byte for byte in (first, early and _early_byte(early)) if byte is not None]
    if not found:
        return len(text)
    before = text.encode("utf-8", "replace")[: min(found)]
    return after_space(text, len(before.decode("utf-8", "replace")))


def _early_byte(node: Node) -> int:
    """Where acorn stops at what the grammar accepts: in text, at the bracket."""
    bracket = _BRACKET.search(node.text or b"") if node.type == "jsx_text" else None
    return node.start_byte + (bracket.start() if bracket else 0)


def after_space(text: str, start: int) -> int:
    """Where the next token stands."""
    space = _SPACE.match(text, start)
    return space.end() if space else start


def _parses(text: str, kind: str) -> bool:
    root = parse(text)
    if root.has_error or root.named_child_count == 0:
        return False
    statements = [child for child in root.named_children if child.type != "comment"]
    if len(statements) != 1 or statements[0].type != "expression_statement":
        return False
    outer = statements[0].named_children
    inner = [node for node in outer if node.type != "comment"]
    if len(inner) != 1 or inner[0].type != "parenthesized_expression":
        return False
    if inner[0].end_byte < root.end_byte - 1 and text[inner[0].end_byte :].strip():
        return False
    if not text.isascii() and _has_no_space(text, root):
        return False
    if kind == "spread":
        return _is_spread(inner[0])
    return early_error(inner[0]) is None


def _has_no_space(text: str, root: Node) -> bool:
    """Whether there is a character between tokens that only the grammar takes for white space."""
    for found in _NO_SPACE.finditer(text):
        at = len(text[: found.start()].encode("utf-8", "replace"))
        node = root.descendant_for_byte_range(at, at + 1)
        if node is not None and node.child_count and node.type not in _TEXTS:
            return True
    return False


def _is_spread(node: Node) -> bool:
    parts = [child for child in node.named_children if child.type != "comment"]
    if len(parts) != 1 or parts[0].type != "object":
        return False
    elements = [child for child in parts[0].named_children if child.type != "comment"]
    return len(elements) == 1 and elements[0].type == "spread_element" and early_error(node) is None


_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|.))", re.DOTALL
)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def unescape(text: str) -> str:
    """The value of what stands between the quotes of a string."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    char = found[4]
    return "" if char[0] in "\r\n\u2028\u2029" else _LETTERS.get(char, char)
