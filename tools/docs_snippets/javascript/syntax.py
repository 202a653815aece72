"""Whether a text is JavaScript, as the site's own parser would have it.

The site ends an expression at the first `}` up to which its JavaScript parser accepts what stands
between. The grammar decides; cheap patterns decide first where they can.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import tree_sitter_javascript
from tree_sitter import Language, LogType, Node, Parser

from docs_snippets.javascript.early_errors import RESERVED, violation
from docs_snippets.javascript.reserved import parsed, renamed
from docs_snippets.javascript.unterminated import bounded

_LANGUAGE = Language(tree_sitter_javascript.language())
_PARSER = Parser(_LANGUAGE)
_META = re.compile(r"\bimport\s*\.\s*meta\b")
_PATH = re.compile(r"\s*([A-Za-z_$][\w$]*)(?:\.[A-Za-z_$][\w$]*)*\s*", re.ASCII)
_NO_SPACE = re.compile(r"[\u200b\u2060]++")
_TEXTS = frozenset(("string", "template_string", "regex"))
_LITERAL = re.compile(
    r"""\s*(?:"[^"\\\r\n]*"|'[^'\\\r\n]*'|`[^`\\$]*`|[1-9][0-9]*|0)\s*""", re.ASCII
)
_NOTHING = re.compile(r"(?:\s++|//[^\r\n]*+[\r\n]|/\*.*?\*/)*+", re.DOTALL)


def parse(text: str, log: Callable[[LogType, str], None] | None = None) -> Node:
    """The syntax tree of a text; `log` is told how it was made."""
    data = text.encode("utf-8", "replace")
    if log is None:
        return _parsed(data)
    data = bounded(data)
    return Parser(_LANGUAGE, logger=log).parse(renamed(data, _tree, _tree(data))).root_node


@lru_cache(maxsize=2)
def _parsed(data: bytes) -> Node:
    """The tree of a script, kept for who asks what is wrong with it."""
    return parsed(data, _tree)


def _tree(data: bytes) -> Node:
    return _PARSER.parse(data).root_node


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
    return not _violates(inner[0])


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
    return len(elements) == 1 and elements[0].type == "spread_element" and not _violates(node)


def _violates(node: Node) -> bool:
    return violation(node) is not None


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
