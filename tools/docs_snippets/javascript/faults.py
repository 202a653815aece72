"""Where a text stops being JavaScript: the place that the site's parser names."""

import re

from tree_sitter import LogType, Node

from docs_snippets.javascript.early_errors import violation
from docs_snippets.javascript.syntax import is_expression, parse

MAX_EXACT = 5_000
MAX_WORDS = 20  # signs among words that are passed over
_PROCESS = re.compile(r"process version:\d+, version_count:\d+, state:\d+, row:(\d+), col:(\d+)")
_SPACE = re.compile(r"(?:\s++|//[^\r\n]*+|/\*.*?\*/)*+", re.DOTALL)
_QUOTED = re.compile(
    r"\"(?:\\(?:\r\n|.)|[^\"\\\r\n])*\"|'(?:\\(?:\r\n|.)|[^'\\\r\n])*'|`(?:\\.|[^`\\])*`"
    r"|//[^\r\n]*|/\*(?:.*?\*/)?"
    r"|(?<=[=(,:?{\[;!&|~^+*%])[ \t]*(?P<regex>/)(?![/*])"
    r"(?:\\.|\[(?:\\.|[^\]\\\r\n])*+\]|[^/\\\[\r\n])*+(?P<closed>/?)"
    r"|(?<=[=(,:\[?])\s*+\{\s*+(?P<object>\{)|\bexport[ \t]*(?P<sign>=)"
    r"|(?P<lone>[\"'`@]|#(?![\w$]))",
    re.DOTALL,
)
_LONE_REGEX = re.compile(r"[^<\"'`/]*<[ \t]*(?P<regex>/)[^/\n]*(?:\n|\Z)")
"""The end of a tag that nothing before it begins is a regular expression without its end."""
_CERTAIN = frozenset((",", "meta_property", "number", "regex", "string", "template_string"))
_CLOSERS = (")", "]", "}")


def fault_in_expression(text: str, spread: bool) -> int:
    """Where in a text that is no expression the fault lies."""
    if spread and (at := _member(text)) is not None:
        return at
    start = after_space(text, 0)
    if not spread and text.startswith(("...", *_CLOSERS), start):
        return start
    before = "({" if spread else "("
    lines = "\n" in text or "\r" in text
    find = fault if lines else _roughly
    at = min(max(find(f"{before}{text}\n)") - len(before), 0), len(text))
    if spread or not lines:
        return at
    whole = text[:at].rstrip()
    return len(whole) if at < len(text) and whole and is_expression(whole) else at


def _member(text: str) -> int | None:
    """Where the first member of an object stands that ends at the first brace and is not spread."""
    inside, brace, _ = text.partition("}")
    if not brace or not inside.strip() or parse(f"({{{inside}}})").has_error:
        return None
    return len(inside) - len(inside.lstrip())


def fault(text: str) -> int:
    """Where a text that is no JavaScript goes wrong: a token, or a string without an end."""
    root = parse(text)
    at = _failure(text) if root.has_error else len(text)
    lone = lone_token(text)
    if (regex := _LONE_REGEX.match(text)) is not None:
        at = min(at, regex.start("regex"))
    broken = violation(root)
    if broken is not None and not _is_guess(broken.node):
        at = min(at, after_space(text, _offset(text, broken.at)))
    return at if lone is None else min(at, lone)


def _is_guess(node: Node) -> bool:
    """Whether the tree may take a node for what it is only because of an error beside it."""
    around = node.parent
    if node.has_error or around is None or node.type in _CERTAIN:
        return node.has_error
    return around.type != "program" and around.has_error


def _roughly(text: str) -> int:
    """Where a text goes wrong as the tree tells it, which is enough within a line."""
    lone = lone_token(text)
    return _first_error(text) if lone is None else lone


def _failure(text: str) -> int:
    """Where the first token stands that cannot follow what stands before it.

    The parser is asked step by step, which is slow: of a long text only the start. Where that is
    right, the tree of the whole has to do.
    """
    if len(text) > MAX_EXACT:
        head = text[: text.rfind("\n", 0, MAX_EXACT) + 1]
        at = _failure(head) if head else len(head)
        return at if at < len(head.rstrip()) else _first_error(text)
    place: list[tuple[int, int]] = []
    furthest = (-1, -1)
    resumed = False

    def note(_: LogType, message: str) -> None:
        nonlocal furthest, resumed
        if resumed:
            return
        if message.startswith("process "):
            found = _PROCESS.match(message)
            place[:] = [(int(found[1]), int(found[2]))] if found else []
        elif message.startswith("detect_error"):
            furthest = max(furthest, *place)
        elif message.startswith("resume "):
            resumed = True

    parse(text, note)
    if furthest[0] < 0:
        return _first_error(text)
    row, column = furthest
    start = 0
    for _ in range(row):
        start = text.index("\n", start) + 1
    start += len(text[start:].encode("utf-8", "replace")[:column].decode("utf-8", "replace"))
    return after_space(text, start)


def after_space(text: str, start: int) -> int:
    """Where the next token stands."""
    space = _SPACE.match(text, start)
    return space.end() if space else start


def _first_error(text: str) -> int:
    """The first place in the tree that the grammar does not take."""
    stack: list[Node] = [parse(text)]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            return after_space(text, _offset(text, node.start_byte))
        stack.extend(c for c in reversed(node.children) if c.has_error or c.is_missing)
    return 0


def _offset(text: str, byte: int) -> int:
    return len(text.encode("utf-8", "replace")[:byte].decode("utf-8", "replace"))


def lone_token(text: str) -> int | None:
    """Where a token starts that has no end on its line, or that cannot stand there."""
    root: Node | None = None
    words = 0
    for found in _QUOTED.finditer(text):
        kind = found.lastgroup
        if kind == "closed" and not found["closed"]:
            return found.start("regex")
        if kind in ("object", "sign") or found[0] == "/*":
            return found.start(kind or 0)
        if kind == "lone" and found[0] not in "@#":
            return found.start()
        if kind == "lone":
            root = root or parse(text)
            if not _is_words(root, text, found.start()):
                return found.start()
            words += 1
        if words >= MAX_WORDS:
            break
    return None


def _is_words(root: Node, text: str, at: int) -> bool:
    """Whether a sign stands among the words of an element."""
    byte = len(text[:at].encode("utf-8", "replace"))
    node = root.descendant_for_byte_range(byte, byte + 1)
    return node is not None and node.type == "jsx_text"
